package sqlite

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	driver "modernc.org/sqlite"

	"safir/internal/ledger"
)

// header is how every SQLite file begins.
const header = "SQLite format 3\x00"

// look refuses what can't be a ledger without touching it.
func look(file string, create bool) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && create:
		if _, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("there is no folder %s", filepath.Dir(file))
		}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return ledger.ErrNone
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%w: it is a folder", ledger.ErrNoLedger)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: it is no regular file", ledger.ErrNoLedger)
	case info.Size() == 0 && create: // as mktemp and a kill at the first moment leave it
		return nil
	case info.Size() == 0:
		return fmt.Errorf("%w: the file is empty", ledger.ErrNone)
	}
	return lookInto(file, info.Size())
}

// lookInto looks at the first bytes of a file, as https://www.sqlite.org/fileformat2.html lays them down.
func lookInto(file string, size int64) error {
	changes, _ := os.Stat(file + "-wal")
	in, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("it can't be read: %w", errors.Unwrap(err))
	}
	defer in.Close()
	head := make([]byte, 100)
	if n, err := io.ReadFull(in, head); err != nil || !bytes.HasPrefix(head[:n], []byte(header)) {
		return ledger.ErrNoLedger
	}
	number := func(at int) int64 { return int64(binary.BigEndian.Uint32(head[at:])) }
	page, pages := int64(binary.BigEndian.Uint16(head[16:])), number(28)
	if page == 1 {
		page = 1 << 16
	}
	counted := number(24) == number(92) // else the number of pages is not kept
	if whole := page * pages; counted && size < whole && (changes == nil || changes.Size() == 0) {
		return fmt.Errorf("%w: it is cut off after %d of %d bytes", ledger.ErrDamaged, size, whole)
	}
	return nil
}

// The result codes of SQLite that have a meaning for whoever uses a ledger: https://www.sqlite.org/rescode.html.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// explained says what an error of SQLite means for a ledger.
func explained(err error) error {
	var failure *driver.Error
	if !errors.As(err, &failure) {
		return err
	}
	meaning := map[int]error{
		codeBusy: ledger.ErrBusy, codeReadOnly: ledger.ErrReadOnly, codeCorrupt: ledger.ErrDamaged, codeFull: ledger.ErrFull,
		codeCantOpen: ledger.ErrReadOnly, codeNotADB: ledger.ErrNoLedger,
	}[failure.Code()&0xff]
	if meaning == nil || errors.Is(err, meaning) {
		return err
	}
	return fmt.Errorf("%w (%s)", meaning, failure.Error())
}

// unwritable tells whether a file could not be opened because it, or its folder, may not be written.
func unwritable(err error) bool {
	var failure *driver.Error
	return errors.As(err, &failure) && (failure.Code()&0xff == codeReadOnly || failure.Code()&0xff == codeCantOpen)
}
