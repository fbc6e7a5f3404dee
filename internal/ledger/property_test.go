package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"safir"
	"safir/internal/ledger"
)

// cast are who takes part in the events of the property tests: named, by office, by state, in several spellings.
var cast = []safir.Actor{
	{Kind: safir.Person, Name: pointer("عباس عراقچی"), Office: pointer("foreign-minister"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("سید عباس عراقچی"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("عراقچی"), Office: pointer("other-official"), Country: pointer("IRN")},
	{Kind: safir.Office, Office: pointer("foreign-minister"), Country: pointer("IRN")},
	{Kind: safir.Country, Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("بدر البوسعیدی"), Office: pointer("foreign-minister"), Country: pointer("OMN")},
	{Kind: safir.Office, Office: pointer("other-official"), Country: pointer("OMN")},
	{Kind: safir.Country, Country: pointer("OMN")},
	{Kind: safir.Person, Name: pointer("فیصل المقداد"), Office: pointer("foreign-minister"), Country: pointer("SYR")},
	{Kind: safir.Person, Name: pointer("بسام صباغ"), Office: pointer("foreign-minister"), Country: pointer("SYR")},
	{Kind: safir.Org, Org: pointer("United Nations")},
}

// drawReports draws reports of a few days, in which all may be told of by all.
func drawReports(t *rapid.T) []ledger.Report {
	days := rapid.IntRange(0, 6)
	date := func(n int) string { return time.Date(2026, 4, 20+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	var out []ledger.Report
	for dispatch := range rapid.IntRange(1, 25).Draw(t, "dispatches") {
		published := date(days.Draw(t, "published"))
		for n := range rapid.IntRange(1, 3).Draw(t, "events") {
			kind := rapid.SampledFrom([]safir.EventType{safir.Call, safir.Meeting, safir.Visit, safir.Message}).Draw(t, "type")
			when := rapid.SampledFrom([]string{"", "", date(days.Draw(t, "when")), "2026-04", "2026"}).Draw(t, "precision")
			where := rapid.SampledFrom([]string{"", "Muscat", "Oman", "Damascus"}).Draw(t, "where")
			r := report(fmt.Sprint("d", dispatch), published, kind, rapid.SampledFrom(safir.Statuses).Draw(t, "status"), when, where)
			r.Event.ID, r.Event.Again, r.Event.WhereInferred = fmt.Sprint("e", n+1), rapid.Bool().Draw(t, "again"), rapid.Bool().Draw(t, "inferred")
			r.Faint = rapid.IntRange(0, 3).Draw(t, "faint") == 0
			if dispatch > 0 && rapid.Bool().Draw(t, "copied") {
				r.CopyOf = fmt.Sprint("d", rapid.IntRange(0, dispatch-1).Draw(t, "of"))
			}
			for i := range rapid.IntRange(1, 3).Draw(t, "parts") {
				role := safir.Party
				switch kind {
				case safir.Visit:
					role = []safir.Role{safir.Visitor, safir.Host, safir.Visitor}[i]
				case safir.Message:
					role = []safir.Role{safir.Sender, safir.Recipient, safir.Bearer}[i]
				}
				r.Parts = append(r.Parts, ledger.Part{Actor: rapid.SampledFrom(cast).Draw(t, "actor"), Role: role})
			}
			out = append(out, r)
		}
	}
	return out
}

func TestTheSameReportsInAnyOrderGiveTheSameLedger(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		reports := drawReports(r)
		want := exported(t, ledger.Merge(slices.Clone(reports), atlas{}))
		if got := exported(t, ledger.Merge(rapid.Permutation(reports).Draw(r, "order"), atlas{})); got != want {
			r.Fatalf("got\n%swant\n%s", got, want)
		}
	})
}

func TestEveryReportIsInOneEventAndEverySlotIsSomebodysWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		reports := drawReports(r)
		seen := map[string]int{}
		for _, e := range ledger.Merge(slices.Clone(reports), atlas{}) {
			told := map[string]bool{"": true}
			for _, report := range e.Reports {
				if report.Faint {
					continue
				}
				seen[report.Dispatch+" "+report.Event.ID]++
				told[string(report.Event.Status)] = true
				told[value(report.Event.When)] = true
				told[value(report.Event.Where)] = true
			}
			if !told[string(e.Status)] || !told[value(e.When)] || !told[value(e.Where)] {
				r.Fatalf("no report says what the event says: %+v", e)
			}
			for _, c := range e.Conflicts {
				if len(c.Values) < 2 {
					r.Fatalf("a conflict with one side: %+v", c)
				}
				for _, v := range c.Values {
					if len(v.Dispatches) == 0 || v.Value == "" {
						r.Fatalf("nobody says %+v", v)
					}
				}
			}
		}
		loud := slices.DeleteFunc(reports, func(r ledger.Report) bool { return r.Faint })
		if len(seen) != len(loud) {
			r.Fatalf("%d reports became %d", len(loud), len(seen))
		}
		for which, n := range seen {
			if n != 1 {
				r.Fatalf("%s is in %d events", which, n)
			}
		}
	})
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestWhatWasPlannedComesToPassOrIsCalledOffInAnyOrder(t *testing.T) {
	who := visitor(minister("فیصل المقداد", "SYR"))
	rapid.Check(t, func(r *rapid.T) {
		end := rapid.SampledFrom([]safir.Status{safir.Happened, safir.Cancelled, safir.Denied, safir.Ongoing}).Draw(r, "end")
		story := []ledger.Report{
			report("a", "2026-04-21", safir.Visit, safir.Proposed, "", "Oman", who),
			report("b", "2026-04-22", safir.Visit, safir.Planned, "2026-04-24", "Muscat", who),
			report("c", "2026-04-24", safir.Visit, end, "2026-04-24", "Muscat", who),
			report("d", "2026-04-25", safir.Visit, safir.Planned, "2026-04-24", "Muscat", who), // looks back on the plan
		}
		events := ledger.Merge(rapid.Permutation(story).Draw(r, "order"), atlas{})
		if len(events) != 1 || events[0].Status != end || len(events[0].Conflicts) != 0 {
			r.Fatalf("got %+v", events)
		}
	})
}

// A feed of many years: each day some events, a few of them told of by many dispatches, some without a day or a name.
func synthetic(n int) []ledger.Report {
	random := rand.New(rand.NewPCG(1, 2))
	states := []string{"IRN", "OMN", "SYR", "IRQ", "TUR", "PAK", "RUS", "CHN", "SAU", "QAT", "EGY", "DEU", "FRA", "GBR", "USA", "JPN"}
	offices := []string{"president", "foreign-minister", "defense-minister", "speaker", "special-envoy"}
	const letters = "ابپتجچحخدرزسشصطعغفقکگلمنوهی"
	name := func(state, office, decade int) string {
		seeded, runes := rand.New(rand.NewPCG(uint64(state*100+office), uint64(decade))), []rune(letters)
		word := func() (w []rune) {
			for range 5 {
				w = append(w, runes[seeded.IntN(len(runes))])
			}
			return w
		}
		return string(word()) + " " + string(word())
	}
	official := func(day int) ledger.Part {
		state, office := random.IntN(len(states)), random.IntN(len(offices))
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{
			Kind: safir.Person, Name: pointer(name(state, office, day/1500)), Office: pointer(offices[office]), Country: pointer(states[state]),
		}}
	}
	vaguely := func(p ledger.Part) ledger.Part {
		switch random.IntN(8) {
		case 0:
			p.Actor.Name, p.Actor.Kind = nil, safir.Office
		case 1:
			p.Actor = safir.Actor{Kind: safir.Country, Country: p.Actor.Country}
		case 2:
			p.Actor.Office = nil
		}
		return p
	}
	var out []ledger.Report
	for day := 0; len(out) < n; day++ {
		date := func(n int) string { return time.Date(2001, 1, 1+day+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
		for range 40 {
			kind := []safir.EventType{safir.Call, safir.Meeting, safir.Visit, safir.Negotiation}[random.IntN(4)]
			a, b := official(day), official(day)
			for range 1 + int(random.ExpFloat64()) + 20*max(0, random.IntN(60)-58) {
				when, where := "", ""
				if random.IntN(2) == 0 {
					when = date(0)
				}
				if kind != safir.Call && random.IntN(3) > 0 {
					where = []string{"Muscat", "Oman", "Damascus", "Syria"}[random.IntN(4)]
				}
				r := report(fmt.Sprintf("%08x", random.Uint32()), date(random.IntN(3)), kind, safir.Happened, when, where, vaguely(a), vaguely(b))
				r.Event.ID = fmt.Sprint("e", len(out))
				out = append(out, r)
			}
		}
	}
	return out[:n]
}

// The time for each report must not grow with their number: 250,000 are what a million dispatches tell of.
func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{5_000, 50_000, 250_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			reports := synthetic(n)
			b.ReportAllocs()
			events := 0
			for b.Loop() {
				events = len(ledger.Merge(reports, atlas{}))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/report")
			b.ReportMetric(float64(events), "events")
		})
	}
}
