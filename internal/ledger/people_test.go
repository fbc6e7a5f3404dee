package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"safir"
	"safir/internal/ledger"
)

// bearing is what dispatches of a day say of somebody: "2026-04-25 IRN foreign-minister عباس عراقچی", with - for nothing. An office
// that begins with ex- is one of the past.
func bearing(text string) ledger.Bearing {
	f := strings.SplitN(text, " ", 4)
	for i := range f {
		f[i] = strings.ReplaceAll(f[i], "-", map[bool]string{true: "", false: "-"}[f[i] == "-"])
	}
	office, former := strings.CutPrefix(f[2], "ex-")
	return ledger.Bearing{Who: ledger.Who{Kind: safir.Person, Name: f[3], Office: office, Country: f[1]}, Day: f[0], Former: former, Count: 1}
}

func bearings(lines string) (out []ledger.Bearing) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, bearing(line))
		}
	}
	return out
}

// toldOf says of each person the name, the spellings and the offices.
func toldOf(p *ledger.People) string {
	var out []string
	for _, person := range p.List() {
		var names []string
		for _, s := range person.Spellings {
			names = append(names, s.Name)
		}
		line := person.Country + " " + strings.Join(names, ", ")
		for _, t := range person.Tenures {
			line += fmt.Sprintf(" | %s %s %s..%s", t.Office, t.Country, t.First, t.Last)
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestSpellingsOfOnePersonAreOnePerson(t *testing.T) {
	for what, c := range map[string]struct{ in, want string }{
		"titles and short names": {`
			2026-04-25 IRN - سهراب نیک‌نام
			2026-04-26 IRN - سید سهراب نیک‌نام
			2026-04-26 IRN - سهراب نیک‌نام
			2026-04-27 IRN - نیک‌نام`, "IRN سهراب نیک‌نام, سید سهراب نیک‌نام, نیک‌نام"},
		"an article, words together": {`
			2026-04-25 OMN - بدر الحارثی
			2026-04-26 OMN - بدر حارثی
			2026-04-26 OMN - بدرالحارثی`, "OMN بدر الحارثی, بدر حارثی, بدرالحارثی"},
		"a state that is not told": {`
			2026-04-25 OMN - بدر الحارثی
			2026-04-26 - - بدر الحارثی`, "OMN بدر الحارثی"},
		"a state that is misread": {`
			2026-04-25 OMN - بدر الحارثی
			2026-04-26 OMN - بدر الحارثی
			2026-04-27 OMN - بدر الحارثی
			2026-04-28 OMN - بدر الحارثی
			2026-04-28 YEM - بدر الحارثی`, "OMN بدر الحارثی"},
		"a foreign name in two spellings, by one office": {`
			2026-04-25 USA foreign-minister مارتین گرینفیلد
			2026-04-26 USA foreign-minister مارتن گرینفیلد`, "USA مارتن گرینفیلد, مارتین گرینفیلد | foreign-minister USA 2026-04-25..2026-04-26"},
		"a short name that its office tells": {`
			2026-04-25 IRN speaker بهرام تهامی
			2026-04-25 IRN judiciary-chief صابر تهامی
			2026-04-26 IRN speaker تهامی`, "IRN بهرام تهامی, تهامی | speaker IRN 2026-04-25..2026-04-26\nIRN صابر تهامی | judiciary-chief IRN 2026-04-25..2026-04-25"},
	} {
		if got := toldOf(ledger.FindPeople(bearings(c.in))); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", what, got, c.want)
		}
	}
}

func TestPeopleWhoAreNotOne(t *testing.T) {
	for what, c := range map[string]struct {
		in   string
		want int
	}{
		"two of one family": {`
			2026-04-25 IRN - بهرام تهامی
			2026-04-25 IRN - صابر تهامی
			2026-04-26 IRN - تهامی`, 3},
		"names a letter apart without an office": {`
			2026-04-25 IRN - محمد فرزین
			2026-04-25 IRN - محمود فرزین`, 2},
		"namesakes of two states": {`
			2026-04-25 SYR - احمد حلبی
			2026-04-25 LBN - احمد حلبی`, 2},
		"names a letter apart, years apart": {`
			2006-04-25 USA foreign-minister مارتین گرینفیلد
			2026-04-26 USA foreign-minister مارتن گرینفیلد`, 2},
	} {
		if got := ledger.FindPeople(bearings(c.in)).List(); len(got) != c.want {
			t.Errorf("%s: got %d, want %d", what, len(got), c.want)
		}
	}
}

const ministers = `
	2024-01-10 SYR foreign-minister سالم قدسی
	2024-03-10 SYR foreign-minister سالم قدسی
	2024-04-10 SYR foreign-minister سالم قدسی
	2024-04-12 SYR foreign-minister جابر نوری
	2024-04-14 SYR foreign-minister سالم قدسی
	2024-04-15 SYR foreign-minister سالم قدسی
	2024-09-01 SYR foreign-minister جابر نوری
	2024-09-03 SYR ex-foreign-minister سالم قدسی
	2024-12-01 SYR foreign-minister جابر نوری
	2025-01-01 SYR ex-foreign-minister جابر نوری`

func TestOfficesAreHeldFromTheFirstSightingToTheLast(t *testing.T) {
	p := ledger.FindPeople(bearings(ministers))
	want := "SYR جابر نوری | foreign-minister SYR 2024-09-01..2024-12-01\nSYR سالم قدسی | foreign-minister SYR 2024-01-10..2024-04-15"
	if got := toldOf(p); got != want { // one dispatch of April is outvoted
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, person := range p.List() {
		tenure := person.Tenures[0]
		if person.Name == "سالم قدسی" && (tenure.Before != "2024-09-01" || tenure.After != "" || tenure.Ended != "2024-09-03" || tenure.Count != 5) {
			t.Errorf("got %+v", tenure)
		}
		if person.Name == "جابر نوری" && (tenure.After != "2024-04-15" || tenure.Ended != "2025-01-01") {
			t.Errorf("got %+v", tenure)
		}
	}
}

func TestWhoHeldAnOfficeOnADay(t *testing.T) {
	p := ledger.FindPeople(bearings(ministers))
	for on, want := range map[string]string{
		"2024-02-01": "سالم قدسی",
		"2024-01-01": "سالم قدسی", // nobody is seen before
		"2023-06-01": "",
		"2024-04-12": "سالم قدسی",
		"2024-06-01": "", // between the last sighting of one and the first of the other
		"2024-10-01": "جابر نوری",
		"2024-12-20": "جابر نوری",
		"2025-01-05": "", // called a former one by then
		"2026-01-05": "",
	} {
		day, _ := time.Parse(time.DateOnly, on)
		got := ""
		if holder := p.Holder("foreign-minister", "SYR", "", day); holder != nil {
			got = holder.Name
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", on, got, want)
		}
	}
	if p.Holder("ambassador", "SYR", "", time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)) != nil {
		t.Error("of many ambassadors none is meant")
	}
}

func TestPeopleAreTheSameInAnyOrder(t *testing.T) {
	all := bearings(ministers + `
		2024-04-10 SYR - قدسی
		2024-04-10 SYR - نوری
		2024-04-10 SYR speaker فواد نوری
		2024-04-11 LBN speaker فواد نوری`)
	random := rand.New(rand.NewPCG(1, 2))
	want := ""
	for range 20 {
		random.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		p := ledger.FindPeople(all)
		got := toldOf(p)
		for _, person := range p.List() {
			got += "\n" + person.ID + " " + person.Name
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("got\n%s\nand\n%s", got, want)
		}
	}
}

func TestTheIDOfAPersonStaysWhenMoreComes(t *testing.T) {
	first := ledger.FindPeople(bearings("2024-01-10 SYR foreign-minister سالم قدسی")).List()[0].ID
	later := ledger.FindPeople(bearings(ministers + "\n2024-11-01 SYR - سید سالم قدسی\n2024-11-02 SYR - قدسی"))
	if got := later.Of(&safir.Actor{Kind: safir.Person, Name: pointer("قدسی"), Country: pointer("SYR")}); got == nil || got.ID != first {
		t.Errorf("got %+v, want %s", got, first)
	}
}

func TestFormerHoldersAreReadFromTheWords(t *testing.T) {
	const body = "سالم قدسی وزیر خارجه سابق سوریه و جابر نوری سفیر پیشین آن کشور و فواد حلبی آمدند."
	mention := func(words string) []safir.Span {
		at := len([]rune(body[:strings.Index(body, words)]))
		return []safir.Span{{Start: at, End: at + len([]rune(words))}}
	}
	r := safir.Record{Source: safir.Source{Published: pointer("2024-09-03T10:00:00Z")}, Actors: []safir.Actor{
		{ID: "a1", Kind: safir.Person, Name: pointer("سالم قدسی"), Country: pointer("SYR"), Mentions: mention("سالم قدسی وزیر خارجه سابق سوریه")},
		{ID: "a2", Kind: safir.Person, Name: pointer("جابر نوری"), Country: pointer("SYR"), Mentions: mention("جابر نوری سفیر پیشین آن کشور")},
		{ID: "a3", Kind: safir.Person, Name: pointer("فواد حلبی"), Mentions: mention("فواد حلبی")},
	}}
	var got []string
	for _, b := range ledger.FactsOf(&r, body).Bearings {
		got = append(got, fmt.Sprintf("%s %s %v", b.Day, b.Office, b.Former))
	}
	if want := []string{"2024-09-03 foreign-minister true", "2024-09-03 ambassador true", "2024-09-03  false"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
