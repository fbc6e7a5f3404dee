// Package gather takes dispatches in, as they arrived: from files, streams and addresses of the web; from plain text, JSON and JSON
// lines, pages of outlets, feeds, archives of the web, exports of Telegram, compressed or not. What each kind holds is read by the
// packages below this one.
//
// What cannot be taken in is refused with the place where it stands, and the rest goes on: an archive of a hundred thousand
// dispatches is not lost for one broken line. Nothing is held longer than one dispatch, page or feed, so that memory does not
// grow with the archive; what would be longer than any of these is refused before it is read. A dispatch's text is never
// mended here, because every later span counts its characters.
package gather

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"

	"safir"
	"safir/internal/gather/web"
	"safir/internal/know"
)

// MaxDispatch is the longest text that counts as one dispatch, in bytes. The longest of the news that Safir was built on
// has 147 KB.
const MaxDispatch = 1 << 20

// MaxPage is the longest page or feed that is read, in bytes.
const MaxPage = 16 << 20

// Place is where something stands.
type Place struct {
	File string // or address
	Line int    // counting from 1, 0 where the whole file is meant
}

func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Item is a dispatch with where it was found. It may come without a dispatch, when an address has been seen to.
type Item struct {
	Dispatch safir.Dispatch
	Place    Place
	Notes    []string // what of it could not be used, though the dispatch could
	Visits   []Visit  // of addresses whose dispatches all came before
}

// Empty tells whether an item has no dispatch.
func (i *Item) Empty() bool { return i.Dispatch.Body == "" }

// Fate tells what a refusal means.
type Fate uint8

// The fates of what is no new dispatch.
const (
	Failed  Fate = iota // it could not be taken in
	LeftOut             // among others, something that is not meant to be a dispatch: nothing to worry about
	Known               // it was taken in before
)

// Refusal says what was not taken in, and why.
type Refusal struct {
	Place Place
	Why   string
	Fate  Fate
	Cause error // what a server, or the way to it, failed with; nil where that is not the reason
}

func (r *Refusal) Error() string { return r.Place.String() + ": " + r.Why }

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// Options say how to take dispatches in.
type Options struct {
	Agency    string      // id of the outlet of dispatches that name none
	Published string      // ISO 8601 day or instant of dispatches that name none
	Encoding  string      // name of the encoding as on the web; "" to find out
	Stdin     io.Reader   // what the file name "-" stands for
	Web       *web.Client // asks addresses; without one they are refused
	Follow    bool        // fetch the pages of feeds' entries that bring no whole text
	Memory    Memory      // what came of asking addresses before; may be nil
	Progress  *Progress   // may be nil
}

// Memory knows what came of asking addresses before.
type Memory interface {
	// Visit is what is known of an address, zero but for its URL where it was never asked.
	Visit(ctx context.Context, url string) (Visit, error)
}

// taker takes dispatches from one source after another. Its methods tell whether to go on.
type taker struct {
	Options
	ctx      context.Context //nolint:containedctx // a taker lives as long as one gathering
	run      *run
	world    *know.World // knows outlets by their addresses and names
	encoding *encoding
	yield    func(Item, error) bool
	missed   int  // what of the source at hand could not be had for the moment
	among    bool // the source at hand holds many things, and not all of them need to be dispatches
}

func (t *taker) refuse(p Place, format string, args ...any) bool {
	return t.yield(Item{}, &Refusal{Place: p, Why: fmt.Sprintf(format, args...)})
}

// failed refuses what could not be had from a server.
func (t *taker) failed(p Place, cause error) bool {
	return t.yield(Item{}, &Refusal{Place: p, Why: cause.Error(), Cause: cause})
}

// pass tells of something that is no failure.
func (t *taker) pass(p Place, fate Fate, format string, args ...any) bool {
	return t.yield(Item{}, &Refusal{Place: p, Why: fmt.Sprintf(format, args...), Fate: fate})
}

// unfit refuses what is no dispatch: among many things of a source it is left out, alone it is a failure.
func (t *taker) unfit(p Place, format string, args ...any) bool {
	if t.among {
		return t.pass(p, LeftOut, format, args...)
	}
	return t.refuse(p, format, args...)
}

// give hands a dispatch on if it is one that can be read.
func (t *taker) give(d safir.Dispatch, p Place, notes ...string) bool {
	switch {
	case strings.TrimSpace(d.Body) == "":
		return t.unfit(p, "no text")
	case len(d.Body) > MaxDispatch:
		return t.refuse(p, "%s of text are too long for one dispatch, at most %s are read", size(len(d.Body)), size(MaxDispatch))
	case !isPersian(d.Body):
		return t.unfit(p, "no Persian text")
	}
	item := Item{Dispatch: d, Place: p, Notes: notes}
	for what, day := range map[string]*string{"published": &item.Dispatch.Published, "modified": &item.Dispatch.Modified} {
		if *day == "" {
			continue
		}
		if err := CheckDay(*day); err != nil {
			item.Notes = append(item.Notes, what+": "+err.Error())
			*day = ""
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
