package ledger

import (
	"strings"

	"safir"
	"safir/fa"
)

// Said is a statement of the ledger: what somebody said, by one dispatch.
type Said struct {
	ID                            string // dispatch and statement: "d1/s2"
	Source                        Source
	Day                           string // ISO day of publication, "" where unknown
	Speakers, Addressees, Targets []safir.Actor
	Act                           safir.Act
	Direct                        bool
	Content, Cue                  safir.Span
	Words, CueWords               string // under the spans, as they arrived
	Before, After                 string // the text around the content, as far as it is shown; whole words
	Event                         string // id of the ledger's event at which it was said, "" where none is told
	Confidence                    float64
}

// Source is the dispatch that something stands in.
type Source struct{ Dispatch, Agency, Published, URL, Title string }

// StatementFilter chooses statements. What is empty does not matter.
type StatementFilter struct {
	ID           string // of one statement
	Dispatch     string
	By           Side // who speaks
	About        Side // at whom the act is aimed
	To           Side // who is spoken to
	Acts         []safir.Act
	Since, Until string  // ISO days of publication
	Sure         float64 // it is at least so likely to have been read rightly, from 0, for all, to 1
	Page
}

// Page is which part of a list to give.
type Page struct {
	Newest bool   // the latest first; else in order of time
	Limit  int    // how many at most; 0 for all
	After  string // only what follows the entry of this id
}

// Empty tells whether a side is nobody in particular.
func (s Side) Empty() bool {
	return s.State == "" && s.Org == "" && len(s.Names) == 0 && len(s.People) == 0
}

// Acts reads a list of acts, parted by commas.
func Acts(text string) ([]safir.Act, error) { return codes("act", text, safir.Acts) }

// SaidIn is a statement of a record as the ledger gives it, but for the event; ok is false where the record has none of that id. body is the text of
// the dispatch.
func SaidIn(r *safir.Record, d *safir.Dispatch, body []rune, id string) (out Said, ok bool) {
	for _, s := range r.Statements {
		if s.ID != id {
			continue
		}
		actors := actorsOf(r)
		before, after := contextOf(body, s.Content)
		return Said{
			ID: d.ID + "/" + id, Source: SourceOf(d), Day: dayOf(d.Published), Act: s.Act, Direct: s.Direct, Content: s.Content, Cue: s.Cue,
			Speakers: actors(s.Speakers), Addressees: actors(s.Addressees), Targets: actors(s.Target),
			Words: under(body, s.Content), CueWords: under(body, s.Cue), Before: before, After: after, Confidence: s.Confidence,
		}, true
	}
	return out, false
}

// SourceOf is a dispatch as a source.
func SourceOf(d *safir.Dispatch) Source { return Source{d.ID, d.Agency, d.Published, d.URL, d.Title} }

// actorsOf gives the actors of a record by their ids, without their mentions.
func actorsOf(r *safir.Record) func(ids []string) []safir.Actor {
	return func(ids []string) (out []safir.Actor) {
		for _, id := range ids {
			for _, a := range r.Actors {
				if a.ID == id {
					a.ID, a.Mentions = "", nil
					out = append(out, a)
				}
			}
		}
		return out
	}
}

// under are the words of a text under a span, on one line.
func under(body []rune, s safir.Span) string {
	start, end := max(0, min(s.Start, len(body))), max(0, min(s.End, len(body)))
	if start >= end {
		return ""
	}
	return strings.Join(strings.FieldsFunc(string(body[start:end]), func(r rune) bool { return r != fa.ZWNJ && isSpace(r) }), " ")
}

// aroundLetters is how many letters are shown of the text before and behind what was said.
const aroundLetters = 110

// contextOf is the text before and behind a span, on one line, as whole words.
func contextOf(body []rune, s safir.Span) (before, after string) {
	start, end := max(0, min(s.Start, len(body))), max(0, min(s.End, len(body)))
	from, to := max(0, start-aroundLetters), min(len(body), end+aroundLetters)
	if from > 0 {
		for from < start && !isSpace(body[from]) {
			from++
		}
	}
	if to < len(body) {
		for to > end && !isSpace(body[to-1]) {
			to--
		}
	}
	return under(body, safir.Span{Start: from, End: start}), under(body, safir.Span{Start: end, End: to})
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' }
