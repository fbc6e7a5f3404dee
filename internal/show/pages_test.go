package show

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"safir"
	"safir/internal/eval"
)

func TestEveryFactIsInTheTextPageAndAtItsWords(t *testing.T) {
	for _, rec := range handMade(t) {
		for _, width := range []int{40, 80, 160} {
			page := textPage(t, *rec, Options{Width: width, Bidi: true})
			for _, f := range sheetOf(t, rec).facts {
				atWords, inList := "["+f.mark+" ", "\n"+f.mark+" "
				if f.layer == actor {
					atWords, inList = raised(f.index+1), "\n"+raised(f.index+1)+" "+f.mark
				}
				if !strings.Contains(page, inList) {
					t.Errorf("%s, %d columns: %s is not listed", rec.ID, width, f.mark)
				}
				if len(f.spans) > 0 && !strings.Contains(page, atWords) {
					t.Errorf("%s, %d columns: %s is not at its words", rec.ID, width, f.mark)
				}
			}
		}
	}
}

func TestNoLineOfTheTextPageIsWiderThanTheTerminal(t *testing.T) {
	for _, rec := range handMade(t) {
		for _, opt := range []Options{{Width: 50}, {Width: 50, Bidi: true}, {Width: 80}, {Width: 130, Bidi: true}, {Width: 131}} {
			for i, l := range strings.Split(textPage(t, *rec, opt), "\n") {
				if n := widthOf(cellsOf(l, look{})); n > opt.Width {
					t.Errorf("%s, %+v: line %d has %d columns: %s", rec.ID, opt, i+1, n, l)
				}
			}
		}
	}
}

var (
	idAttribute   = regexp.MustCompile(` id="([^"]*)"`)
	linkAttribute = regexp.MustCompile(` href="#([^"]*)"`)
)

func TestEveryFactIsLinkedToItsWordsAndTheyToIt(t *testing.T) {
	records := handMade(t)
	var all []safir.Record
	for _, rec := range records {
		all = append(all, *rec)
	}
	page := htmlPageOf(t, Options{}, all...)
	ids, links := firstGroups(idAttribute, page), firstGroups(linkAttribute, page)
	for _, link := range links {
		if !slices.Contains(ids, link) {
			t.Errorf("the link #%s leads nowhere", link)
		}
	}
	if twice := len(ids) - len(slices.Compact(slices.Sorted(slices.Values(ids)))); twice > 0 {
		t.Errorf("%d ids stand twice", twice)
	}
	for i, rec := range records {
		for _, f := range numberedSheet(t, rec, i+1).facts {
			if !slices.Contains(ids, f.anchor) {
				t.Errorf("%s: %s has no card", rec.ID, f.mark)
			}
			if len(f.spans) == 0 {
				continue
			}
			if !slices.Contains(links, f.anchor) {
				t.Errorf("%s: no words lead to %s", rec.ID, f.mark)
			}
			for nth := range f.spans {
				if words := wordsAnchor(f, nth); !slices.Contains(ids, words) || nth == 0 && !slices.Contains(links, words) {
					t.Errorf("%s: %s does not lead to its words %s", rec.ID, f.mark, words)
				}
			}
		}
	}
}

func firstGroups(re *regexp.Regexp, text string) []string {
	var out []string
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// The text of a dispatch stands in the page whole and once, whatever facts lie across it.
func TestTheTextIsWholeBetweenItsMarks(t *testing.T) {
	for _, rec := range handMade(t) {
		s := sheetOf(t, rec)
		var text, arrived strings.Builder
		for _, l := range s.html().Lines {
			for _, seg := range l {
				for _, part := range seg.Parts {
					text.WriteString(part.Text)
					if part.Odd {
						arrived.WriteString(part.Was)
					} else {
						arrived.WriteString(part.Text)
					}
				}
			}
		}
		if want := withoutBreaks(s.text.Repaired); withoutBreaks(text.String()) != want {
			t.Errorf("%s: the page's text is\n%s\nwant\n%s", rec.ID, text.String(), want)
		}
		if want := withoutBreaks(rec.Body); withoutBreaks(arrived.String()) != want {
			t.Errorf("%s: the page's text as it arrived is\n%s\nwant\n%s", rec.ID, arrived.String(), want)
		}
	}
}

func withoutBreaks(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\n", "")) }

func TestDispatchesAreNeverHTML(t *testing.T) {
	rec := hostile()
	page := htmlPageOf(t, Options{Explain: true, Reasons: map[string][]Reason{rec.ID: {{Fact: "e1", Why: "<script>why</script>"}}}}, rec)
	for _, bad := range []string{"<script>alert", "<script>why", "<img", "<b onclick", "</style> ", `="javascript:`, "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("the page has %d scripts, want its own alone", n)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the dispatch's words are not shown as they are")
	}
}

func TestDispatchesDoNotSteerTheTerminal(t *testing.T) {
	for _, bidi := range []bool{true, false} {
		page := textPage(t, hostile(), Options{Width: 80, Bidi: bidi})
		if strings.ContainsAny(page, "\x1b\a\u202e\u0085") {
			t.Errorf("a control character of the dispatch came through:\n%q", page)
		}
	}
}

// hostile is a record as no reader makes it: words that are HTML and commands for terminals, ids and values of odd forms,
// spans outside the text, actors that are not there.
func hostile() safir.Record {
	word := func(s string) *string { return &s }
	return safir.Record{
		ID: `<img src=x onerror=alert(1)>`, Title: word("<script>alert(1)</script>"),
		Source: safir.Source{Agency: word(`"><b onclick=x>`), URL: word("javascript:alert(1)"), Published: word("<b>"), Code: word("</style>")},
		Body:   "<script>alert(1)</script> و <b onclick=alert(1)>متن</b>\x1b[31m\a \u202eگفت\u0085.",
		Actors: []safir.Actor{{ID: `a"1`, Kind: "<b>", Name: word("<img src=x>"), Mentions: []safir.Span{{Start: -4, End: 9}, {Start: 5, End: 4000}}}},
		Times:  []safir.Time{{Text: "<b>", Span: safir.Span{Start: 900, End: 2}, EDTF: word("[<b>..]"), Calendar: "<i>"}},
		Events: []safir.Event{{
			ID: `e1`, Type: "<b>", Status: `"x`, When: word("2023-99-99"), Where: word("<b>"),
			Participants: []safir.Participant{{Actor: "nobody", Role: "<b>"}}, Evidence: []safir.Span{{Start: 0, End: 30}, {Start: 20, End: 50}},
		}},
		Statements: []safir.Statement{{ID: "s1", Speakers: []string{"nobody"}, Act: "<b>", Event: word("e9"), Content: safir.Span{Start: 3, End: 25}}},
		Claims:     []safir.Claim{{ID: "c1", Kind: "<b>", Verdict: "<b>", Counted: []string{"e9"}}},
	}
}

func TestTheSamePageComesTwice(t *testing.T) {
	for _, rec := range handMade(t) {
		first, second := htmlPageOf(t, Options{}, *rec), htmlPageOf(t, Options{}, *rec)
		if first != second {
			t.Errorf("%s: two pages differ", rec.ID)
		}
	}
}

// The page asks for nothing: every address in it is a link that a reader may follow.
func TestThePageNeedsNothingElse(t *testing.T) {
	rec := handMade(t)[0]
	page := htmlPageOf(t, Options{}, *rec)
	for _, m := range regexp.MustCompile(`(src|href)="([^"#][^"]*)"`).FindAllStringSubmatch(page, -1) {
		if m[1] != "href" || rec.Source.URL == nil || m[2] != *rec.Source.URL {
			t.Errorf("the page loads %s", m[0])
		}
	}
	for _, word := range []string{"@import", "url("} {
		if strings.Contains(page, word) {
			t.Errorf("the page's style has %s", word)
		}
	}
}

func TestSeveralRecordsHaveContents(t *testing.T) {
	recs := handMade(t)
	page := htmlPageOf(t, Options{}, *recs[0], *recs[1])
	for n := 1; n <= 2; n++ {
		if !strings.Contains(page, fmt.Sprintf(`<li><a href="#r%d">`, n)) || !strings.Contains(page, fmt.Sprintf(`<article class="record" id="r%d"`, n)) {
			t.Errorf("record %d is not in the contents or not in the page", n)
		}
	}
	if strings.Contains(htmlPageOf(t, Options{}, *recs[0]), `id="contents"`) {
		t.Error("a single record has contents")
	}
}

// handMade are the records in testdata and those of the demo.
func handMade(t *testing.T) []*safir.Record {
	t.Helper()
	var out []*safir.Record
	for _, path := range cases(t) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rec, _ := given(t, archive)
		out = append(out, &rec)
	}
	const demo = "../../demo/"
	dispatches, _, err := eval.LoadDispatches(filepath.Join(demo, "dispatches.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	records, ids, err := eval.LoadGold(filepath.Join(demo, "gold.jsonl"), dispatches)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		out = append(out, records[id])
	}
	return out
}

func sheetOf(t *testing.T, rec *safir.Record) *sheet { return numberedSheet(t, rec, 1) }

func numberedSheet(t *testing.T, rec *safir.Record, number int) *sheet {
	t.Helper()
	s, err := newSheet(rec, number, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
