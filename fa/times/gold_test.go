package times_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/fa/times"
	"safir/internal/eval"
	"safir/internal/shared"
)

// read finds the times of a dispatch as a record gives them.
func read(f *times.Finder, body string, setting times.Setting) []safir.Time {
	text := fa.Repair(body)
	d := fa.NewDoc(text.Repaired)
	setting.Apart = fa.Apart(d)
	var out []safir.Time
	for _, e := range f.Find(d, setting) {
		s := text.ToSource(d.Span(e.Range))
		start := utf8.RuneCountInString(body[:s.Start])
		one := safir.Time{
			Text: body[s.Start:s.End], Calendar: string(e.Calendar),
			Span: safir.Span{Start: start, End: start + utf8.RuneCountInString(body[s.Start:s.End])},
		}
		if e.EDTF != "" {
			one.EDTF = &e.EDTF
		}
		out = append(out, one)
	}
	return out
}

// abroad are the outlets that write from abroad.
var abroad = map[string]bool{"bbcpersian": true, "dwpersian": true, "voapersian": true, "radiofarda": true, "independentpersian": true, "iranintl": true}

// scoreGold scores the times of a gold file. With TIMES_ERRORS set it lists what was missed and what was invented, but
// for texts that are kept for measuring only.
func scoreGold(t *testing.T, f *times.Finder, dispatches, gold string, published string, show bool) eval.Tally {
	t.Helper()
	bodies, _, err := eval.LoadDispatches(shared.Path(t, dispatches))
	if err != nil {
		t.Fatal(err)
	}
	records, ids, err := eval.LoadGold(shared.Path(t, gold), bodies)
	if err != nil {
		t.Fatal(err)
	}
	var sum eval.Tally
	for _, id := range ids {
		d, g := bodies[id], records[id]
		if published != "" {
			d.Published = published
		}
		system := &safir.Record{Times: read(f, d.Body, times.Setting{Published: d.Published, Abroad: abroad[d.Agency]})}
		tally := eval.ScoreDispatch(g, system)["times"]
		sum.Add(tally)
		if show && os.Getenv("TIMES_ERRORS") != "" && (tally.Hit < tally.Gold || tally.Hit < tally.System) {
			list(t, d, g.Times, system.Times)
		}
	}
	p, r, f1 := sum.F1()
	t.Logf("%s: P %.3f R %.3f F1 %.3f  hit %d gold %d system %d", gold, p, r, f1, sum.Hit, sum.Gold, sum.System)
	return sum
}

func list(t *testing.T, d safir.Dispatch, gold, system []safir.Time) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s published %s\n", d.ID, d.Agency, d.Published)
	used := make([]bool, len(system))
	for _, g := range gold {
		hit := false
		for i, s := range system {
			if !used[i] && g.Span.Overlaps(s.Span) && value(g) == value(s) {
				used[i], hit = true, true
				break
			}
		}
		if !hit {
			fmt.Fprintf(&b, "  - %s  %s\n", value(g), around(d.Body, g.Span))
		}
	}
	for i, s := range system {
		if !used[i] {
			fmt.Fprintf(&b, "  + %s  %s\n", value(s), around(d.Body, s.Span))
		}
	}
	t.Log(b.String())
}

func value(t safir.Time) string {
	if t.EDTF == nil {
		return "null"
	}
	return *t.EDTF
}

func around(body string, s safir.Span) string {
	r := []rune(body)
	before, after := string(r[max(0, s.Start-40):s.Start]), string(r[s.End:min(len(r), s.End+60)])
	return strings.ReplaceAll(before+"【"+string(r[s.Start:s.End])+"】"+after, "\n", "⏎")
}

func finder(t testing.TB) *times.Finder {
	t.Helper()
	f, err := times.Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTimesOfGold(t *testing.T) {
	f := finder(t)
	for _, c := range []struct {
		name  string
		show  bool
		least float64
	}{{"train", true, 0.98}, {"dev", false, 0.97}} {
		tally := scoreGold(t, f, "gold/"+c.name+".dispatches.jsonl", "gold/"+c.name+".jsonl", "", c.show)
		if _, _, f1 := tally.F1(); f1 < c.least {
			t.Errorf("%s: F1 %.3f, want %.2f or more", c.name, f1, c.least)
		}
	}
}

func TestTimesOfTheSeed(t *testing.T) {
	tally := scoreGold(t, finder(t), "seed/dispatch.jsonl", "seed/gold.jsonl", "", true)
	if tally.Hit != tally.Gold || tally.Hit != tally.System {
		t.Errorf("%+v, want all right", tally)
	}
}
