// Package show answers how people look at what one dispatch says: as a page in the terminal ([Text]) and as a page for the
// browser ([HTML]).
//
// Both show the dispatch's text with its facts marked at their words, and beside it the facts, each under the same mark, so
// that every fact can be checked against the words that it rests on. The text is shown repaired, since that is how Persian is
// read with ease; the browser's page can show it as it arrived. Both start from the same sheet: what is told of a fact is
// decided once, the two pages only lay it out.
package show

import "safir"

// Both is the language of pages that say all in English and in Persian.
const Both = ""

// Options tell how a page is to look.
type Options struct {
	// Width is the terminal's width in columns; 80 where it is 0.
	Width int
	// Color allows colours and underlines.
	Color bool
	// Bidi says that the terminal puts right-to-left text into its order and joins its letters by itself; [Reorders] guesses.
	// Otherwise Text does both, and what it writes is for the eye alone.
	Bidi bool
	// Language of the browser's page: "en", "fa" or [Both].
	Language string
	// Explain shows for each fact why the record holds it, as far as Reasons tell.
	Explain bool
	// Reasons are, for each record's id, why it holds its facts.
	Reasons map[string][]Reason
}

// Reason tells why a record holds a fact.
type Reason struct {
	// Fact names it: "e1", a slot of it ("e1.when", "e1.a2": that actor's part in it), "a1.2" (the second mention of actor
	// a1), "t1" (the first time), "s1", "c1".
	Fact  string
	Stage string       // of reading
	Why   string       // the rule or model that found it
	Sure  float64      // a model's probability, 0 for a rule
	Spans []safir.Span // the words that it was read from
	Words string       // the same words
}
