// Package gather takes dispatches in, as they arrived: from files and streams of plain text, JSON and JSON lines, compressed
// or not.
//
// What cannot be taken in is refused with the file and line where it stands, and the rest goes on: an archive of a hundred
// thousand dispatches is not lost for one broken line. Nothing is held longer than one dispatch, so that memory does not
// grow with the archive; what would be longer than any dispatch is refused before it is read. A dispatch's text is never
// mended here, because every later span counts its characters.
package gather

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"sync/atomic"
	"unicode"

	"safir"
)

// MaxDispatch is the longest text that counts as one dispatch, in bytes. The longest of the news that Safir was built on
// has 147 KB.
const MaxDispatch = 1 << 20

// Place is where something stands.
type Place struct {
	File string
	Line int // counting from 1, 0 where the whole file is meant
}

func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Item is a dispatch with where it was found.
type Item struct {
	Dispatch safir.Dispatch
	Place    Place
	Notes    []string // what of it could not be used, though the dispatch could
}

// Refusal says what could not be taken in, and why.
type Refusal struct {
	Place Place
	Why   string
}

func (r *Refusal) Error() string { return r.Place.String() + ": " + r.Why }

// Options say how to take dispatches in.
type Options struct {
	Agency    string        // id of the outlet of dispatches that name none
	Published string        // ISO 8601 day or instant of dispatches that name none
	Encoding  string        // name of the encoding as on the web; "" to find out
	Stdin     io.Reader     // what the file name "-" stands for
	Progress  *atomic.Int64 // counts the bytes read from files, before they are expanded; may be nil
}

// Files gives the dispatches of files in order, and a [*Refusal] for each that could not be taken in. A file is one dispatch
// as plain text, or any number of them as JSON objects; of a folder every file below it is read, by name.
func Files(paths []string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		decoder, err := namedEncoding(opt.Encoding)
		if err != nil {
			yield(Item{}, err)
			return
		}
		t := &taker{Options: opt, encoding: decoder, yield: yield}
		for _, path := range paths {
			if !t.path(path) {
				return
			}
		}
	}
}

// taker takes dispatches from one file after another. Its methods tell whether to go on.
type taker struct {
	Options
	encoding *encoding
	yield    func(Item, error) bool
}

func (t *taker) refuse(p Place, format string, args ...any) bool {
	return t.yield(Item{}, &Refusal{p, fmt.Sprintf(format, args...)})
}

// give hands a dispatch on if it is one that can be read.
func (t *taker) give(d safir.Dispatch, p Place) bool {
	switch {
	case strings.TrimSpace(d.Body) == "":
		return t.refuse(p, "no text")
	case len(d.Body) > MaxDispatch:
		return t.refuse(p, "%s of text are too long for one dispatch, at most %s are read", size(len(d.Body)), size(MaxDispatch))
	case !isPersian(d.Body):
		return t.refuse(p, "no Persian text")
	}
	item := Item{Dispatch: d, Place: p}
	if d.Published != "" {
		if err := CheckDay(d.Published); err != nil {
			item.Notes = append(item.Notes, "published: "+err.Error())
			item.Dispatch.Published = ""
		}
	}
	if d.Modified != "" {
		if err := CheckDay(d.Modified); err != nil {
			item.Notes = append(item.Notes, "modified: "+err.Error())
			item.Dispatch.Modified = ""
		}
	}
	if item.Dispatch.Published == "" {
		item.Dispatch.Published = t.Published
	}
	if d.Agency == "" {
		item.Dispatch.Agency = t.Agency
	}
	return t.yield(item, nil)
}

// leastPersian is the share of letters in Arabic script from which a text counts as Persian: a dispatch may be full of
// foreign names and addresses, an English one may quote a Persian word.
const leastPersian = 0.05

func isPersian(text string) bool {
	letters, persian := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Arabic, r):
			persian++
			fallthrough
		default:
			letters++
		}
	}
	return persian > 0 && float64(persian) >= leastPersian*float64(letters)
}

func size(bytes int) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", bytes>>10)
	}
	return fmt.Sprintf("%d MB", bytes>>20)
}
