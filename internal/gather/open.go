package gather

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// path takes what a path leads to.
func (t *taker) path(path string) bool {
	if path == "-" {
		return t.stream("stdin", t.Stdin)
	}
	info, err := os.Stat(path)
	if err != nil {
		return t.refuse(Place{File: path}, "%s", reason(err))
	}
	if info.IsDir() {
		return t.folder(path)
	}
	return t.file(path)
}

// folder takes the files below a folder, hidden ones left out.
func (t *taker) folder(root string) bool {
	goOn, files := true, 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch hidden := path != root && strings.HasPrefix(entry.Name(), "."); {
		case err != nil:
			goOn = t.refuse(Place{File: path}, "%s", reason(err))
		case hidden && entry.IsDir():
			return filepath.SkipDir
		case hidden || !entry.Type().IsRegular():
		default:
			files++
			goOn = t.file(path)
		}
		if !goOn {
			return filepath.SkipAll
		}
		return nil
	})
	if err != nil {
		return t.refuse(Place{File: root}, "%s", reason(err))
	}
	if goOn && files == 0 {
		return t.refuse(Place{File: root}, "no file in this folder")
	}
	return goOn
}

func (t *taker) file(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return t.refuse(Place{File: path}, "%s", reason(err))
	}
	defer file.Close()
	return t.stream(path, file)
}

// buffer is how much of a stream is looked at to tell what it is.
const buffer = 64 << 10

// stream takes what a stream holds, expanded where it is compressed.
func (t *taker) stream(name string, r io.Reader) bool {
	in := bufio.NewReaderSize(&counted{r, t.Progress}, buffer)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		expanded, err := gzip.NewReader(in)
		if err != nil {
			return t.refuse(Place{File: name}, "broken gzip file: %s", reason(err))
		}
		in = bufio.NewReaderSize(expanded, buffer)
	}
	in = t.decoded(in)
	head, err := in.Peek(buffer)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return t.refuse(Place{File: name}, "%s", reason(err))
	}
	switch kind, what := sniff(strings.TrimSuffix(name, ".gz"), head); kind {
	case jsonLines:
		return t.lines(name, in)
	case jsonValues:
		return t.values(name, in)
	case plainText:
		return t.text(name, in)
	default:
		return t.refuse(Place{File: name}, "%s", what)
	}
}

// counted counts the bytes that are read.
type counted struct {
	io.Reader
	n *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.n != nil {
		c.n.Add(int64(n))
	}
	return n, err
}

// reason is what went wrong, without the path that stands before it already.
func reason(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	}
	return err.Error()
}
