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

	"safir/internal/gather/warc"
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

// warcHead is how much is looked at to tell an archive of the web, which may be compressed.
const warcHead = 4 << 10

// buffer is how much of a stream is looked at to tell what it is.
const buffer = 64 << 10

// stream takes what a stream holds, expanded where it is compressed.
func (t *taker) stream(name string, r io.Reader) bool {
	in := bufio.NewReaderSize(&counted{r, t.Progress}, buffer)
	if head, _ := in.Peek(warcHead); warc.Is(head) {
		return t.archive(name, in)
	}
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
	case telegramExport:
		return t.export(name, in)
	case htmlPage:
		return t.document(name, in, t.page)
	case feedText:
		return t.document(name, in, t.feed)
	default:
		return t.refuse(Place{File: name}, "%s", what)
	}
}

// document takes a page or feed that is read whole; of its address it may tell itself.
func (t *taker) document(name string, in io.Reader, take func(data []byte, address, media string, p Place) bool) bool {
	p := Place{File: name}
	data, err := io.ReadAll(io.LimitReader(in, MaxPage+1))
	if err != nil {
		return t.refuse(p, "%s", reason(err))
	}
	return take(data, "", "", p)
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
