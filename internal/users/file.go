package users

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"safir/internal/table"
)

var columns = []string{"name", "role", "password", "tokens"}

const remarks = `# Users of Safir's desk and API. password: argon2id, - for who signs in elsewhere; tokens: SHA-256, parted by commas, - for none.
# Written by safir users; whoever can write this file can let themselves in.
`

// File is a file of users. It is safe for concurrent use.
type File struct {
	path     string
	mu       sync.Mutex
	changed  time.Time
	size     int64
	entries  []entry
	verified *verified
}

// Open reads a file of users. A file that is not there is an error of [io/fs.ErrNotExist], one without users is [ErrUser].
func Open(path string) (*File, error) {
	f := &File{path: path, verified: newVerified()}
	list, err := f.current()
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("users %s: %w: the file has none; safir users add makes one", path, ErrUser)
	}
	return f, nil
}

// Edit reads a file of users to change it; it may not be there yet, and may be empty.
func Edit(path string) (*File, error) {
	f := &File{path: path, verified: newVerified()}
	if _, err := f.current(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return f, nil
}

// current are the entries of the file as it is now.
func (f *File) current() ([]entry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	if info.ModTime().Equal(f.changed) && info.Size() == f.size {
		return f.entries, nil
	}
	text, err := os.ReadFile(f.path)
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	entries, err := parse(f.path, string(text))
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	f.entries, f.changed, f.size = entries, info.ModTime(), info.Size()
	return entries, nil
}

func parse(path, text string) (out []entry, err error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	err = table.Each(path, text, columns, func(_ int, fields []string) error {
		e := entry{User: User{Name: fields[0]}}
		if err := checkName(e.Name); err != nil {
			return err
		}
		if e.Role, err = ParseRole(fields[1]); err != nil {
			return err
		}
		if fields[2] != "-" {
			if err := checkHash(fields[2]); err != nil {
				return err
			}
			e.hash = fields[2]
		}
		if fields[3] != "-" {
			e.tokens = strings.Split(fields[3], ",")
		}
		if slices.ContainsFunc(out, func(o entry) bool { return o.Name == e.Name }) {
			return fmt.Errorf("%s is named twice", e.Name)
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// write puts the entries in the place of the file, whole or not at all, readable by its owner alone.
func (f *File) write(entries []entry) error {
	entries = slices.SortedFunc(slices.Values(entries), byName)
	var b strings.Builder
	b.WriteString(remarks + strings.Join(columns, "\t") + "\n")
	for _, e := range entries {
		b.WriteString(strings.Join([]string{e.Name, string(e.Role), orDash(e.hash), orDash(strings.Join(e.tokens, ","))}, "\t") + "\n")
	}
	temporary, err := os.CreateTemp(filepath.Dir(f.path), ".users-*") // made for its owner alone
	if err != nil {
		return fmt.Errorf("users: %w", err)
	}
	_, err = temporary.WriteString(b.String())
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), f.path)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
		return fmt.Errorf("users: writing %s: %w", f.path, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed = time.Time{}
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
