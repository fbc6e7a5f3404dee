package agents

import (
	"context"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

type sourceOut struct {
	Dispatch  string `json:"dispatch" jsonschema:"for show_dispatch"`
	Agency    string `json:"agency,omitempty"`
	Published string `json:"published,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
}

func sourceOf(s ledger.Source) sourceOut {
	return sourceOut{s.Dispatch, s.Agency, s.Published, s.URL, s.Title}
}

type statementsIn struct {
	By     string  `json:"by,omitempty" jsonschema:"who speaks: a name, a person's id, a state, a body"`
	About  string  `json:"about,omitempty" jsonschema:"at whom the words are aimed"`
	To     string  `json:"to,omitempty" jsonschema:"who is spoken to"`
	Act    string  `json:"act,omitempty" jsonschema:"acts parted by commas"`
	Since  string  `json:"since,omitempty" jsonschema:"first day of publication, month or year in either calendar"`
	Until  string  `json:"until,omitempty" jsonschema:"last day of publication"`
	Sure   float64 `json:"sure,omitempty" jsonschema:"only statements at least so likely to have been read rightly, 0 (all) to 1"`
	Oldest bool    `json:"oldest_first,omitempty" jsonschema:"give the oldest first instead of the latest"`
	Limit  int     `json:"limit,omitempty" jsonschema:"how many at most, 1 to 50; 10 if left out"`
	Cursor string  `json:"cursor,omitempty" jsonschema:"next of a result, to go on with the same question"`
}

type saidOut struct {
	ID     string    `json:"id"`
	By     []string  `json:"by"`
	Act    string    `json:"act"`
	About  []string  `json:"about,omitempty"`
	To     []string  `json:"to,omitempty"`
	Words  string    `json:"words" jsonschema:"what was said, as the dispatch has it"`
	Direct bool      `json:"direct" jsonschema:"quoted word by word"`
	Event  string    `json:"event,omitempty" jsonschema:"id of the event at which it was said"`
	Sure   float64   `json:"sure" jsonschema:"how likely it is to have been read rightly, 0 to 1"`
	Source sourceOut `json:"source"`
}

type statementsOut struct {
	Statements []saidOut `json:"statements"`
	Next       string    `json:"next,omitempty" jsonschema:"cursor for more"`
}

func saidOf(s *ledger.Said) saidOut {
	return saidOut{s.ID, labels(s.Speakers), string(s.Act), labels(s.Targets), labels(s.Addressees), s.Words, s.Direct, s.Event, s.Confidence, sourceOf(s.Source)}
}

func saidsOf(list []ledger.Said) []saidOut {
	out := make([]saidOut, len(list))
	for i := range list {
		out[i] = saidOf(&list[i])
	}
	return out
}

func labels(actors []safir.Actor) []string {
	out := make([]string, len(actors))
	for i := range actors {
		out[i] = export.Label(&actors[i])
	}
	return out
}

func (s *service) statements(ctx context.Context, in *statementsIn) (out statementsOut, err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Statements(ctx, ask.Statements{By: in.By, About: in.About, To: in.To, Act: in.Act, Since: in.Since, Until: in.Until, Sure: in.Sure})
	if err != nil {
		return out, err
	}
	question, limit := *in, bound(in.Limit, 10)
	question.Cursor, question.Limit = "", 0
	if f.Page, err = ask.Page(in.Cursor, question, limit, !in.Oldest); err != nil {
		return out, err
	}
	found, more, err := ask.List(s.store.Statements(ctx, f), limit)
	if err != nil {
		return out, err
	}
	out.Statements = saidsOf(found)
	if more {
		out.Next, err = ask.Cursor(found[len(found)-1].ID, question)
	}
	return out, err
}

type claimsIn struct {
	Who     string `json:"who,omitempty" jsonschema:"whom the claim is about: a name, a person's id, a state, a body"`
	Kind    string `json:"kind,omitempty" jsonschema:"kinds parted by commas: count, first, last"`
	Verdict string `json:"verdict,omitempty" jsonschema:"verdicts parted by commas: consistent, contradicted, unknown"`
	Since   string `json:"since,omitempty" jsonschema:"first day of publication, month or year in either calendar"`
	Until   string `json:"until,omitempty" jsonschema:"last day of publication"`
	Limit   int    `json:"limit,omitempty" jsonschema:"how many at most, 1 to 50; 10 if left out"`
}

type claimOut struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`
	Who     string    `json:"who,omitempty"`
	Where   string    `json:"where,omitempty"`
	Count   int       `json:"count,omitempty"`
	Since   string    `json:"since,omitempty"`
	Words   string    `json:"words" jsonschema:"what counts, as the dispatch has it"`
	Verdict string    `json:"verdict"`
	Why     string    `json:"why,omitempty"`
	Counted []string  `json:"counted,omitempty" jsonschema:"ids of events that the verdict rests on"`
	Source  sourceOut `json:"source"`
}

type claimsOut struct {
	Claims []claimOut `json:"claims"`
}

func (s *service) claims(ctx context.Context, in *claimsIn) (out claimsOut, err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Claims(ctx, ask.Claims{Who: in.Who, Kind: in.Kind, Verdict: in.Verdict, Since: in.Since, Until: in.Until})
	if err != nil {
		return out, err
	}
	limit := bound(in.Limit, 10)
	f.Page = ledger.Page{Newest: true, Limit: limit}
	found, _, err := ask.List(s.store.Claims(ctx, f), limit)
	out.Claims = []claimOut{}
	for i := range found {
		c := &found[i]
		line := claimOut{ID: c.ID, Kind: c.Kind, Where: value(c.Where), Since: value(c.Since), Words: c.Words, Verdict: c.Verdict, Why: c.Why, Counted: c.Counted, Source: sourceOf(c.Source)}
		if c.Actor != nil {
			line.Who = export.Label(c.Actor)
		}
		if c.Count != nil {
			line.Count = *c.Count
		}
		out.Claims = append(out.Claims, line)
	}
	return out, err
}

type searchIn struct {
	Words string `json:"words" jsonschema:"words that must all occur, in any spelling"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many at most, 1 to 50; 10 if left out"`
}

type hitOut struct {
	sourceOut

	Piece string `json:"piece" jsonschema:"a piece of the text, as it arrived"`
}

type searchOut struct {
	Dispatches []hitOut `json:"dispatches"`
}

func (s *service) searchDispatches(ctx context.Context, in *searchIn) (out searchOut, err error) {
	if strings.TrimSpace(in.Words) == "" {
		return out, ask.Wrong("words", "name words to look for")
	}
	words := ledger.Words(fa.Repair(in.Words).Repaired)
	found, err := s.store.Search(ctx, words, bound(in.Limit, 10))
	out.Dispatches = []hitOut{}
	for i := range found {
		out.Dispatches = append(out.Dispatches, hitOut{sourceOf(ledger.SourceOf(&found[i])), ask.SnippetOf(found[i].Body, words).Text})
	}
	return out, err
}
