package ledger

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"safir"
)

// TestEverySpellingIsFoundByItsSkeleton spells random words with letters of the table and vowels between, and finds each again.
func TestEverySpellingIsFoundByItsSkeleton(t *testing.T) {
	table, err := spellings()
	if err != nil {
		t.Fatal(err)
	}
	letters := make([]rune, 0, len(table))
	for r := range table {
		letters = append(letters, r)
	}
	slices.Sort(letters)
	random := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		var persian []rune
		latin := ""
		for range 1 + random.IntN(8) {
			r := letters[random.IntN(len(letters))]
			persian = append(persian, r)
			latin += table[r][random.IntN(len(table[r]))]
			if random.IntN(3) == 0 {
				latin += string("aeiou"[random.IntN(5)])
			}
		}
		if strokes(latin, string(persian), table) != 0 {
			t.Fatalf("%s does not spell %s", latin, string(persian))
		}
		if kept := skeletons(string(persian))[0]; !slices.Contains(skeletons(latin), kept) {
			t.Fatalf("%s has %q, not the skeleton %q of %s", latin, skeletons(latin), kept, string(persian))
		}
	}
}

func TestKeysFindWhatIsMeant(t *testing.T) {
	for text, name := range map[string]string{
		"Araghchi": "سید عباس عراقچی", "Abbas Araqchi": "عباس عراقچی", "عراقچي": "سید عباس عراقچی", "عبداللهیان": "حسین امیرعبداللهیان",
		"Busaidi": "بدر البوسعیدی", "al-Busaidi": "بدر البوسعیدی", "Yousef": "یوسف بن علوی", "Xi Jinping": "شی جین‌پینگ",
	} {
		if !slices.ContainsFunc(keysOf(text), func(k string) bool { return slices.Contains(NameKeys(name), k) }) {
			t.Errorf("%s shares no key with %s: %q, %q", text, name, keysOf(text), NameKeys(name))
		}
	}
	if slices.ContainsFunc(keysOf("Lavrov"), func(k string) bool { return slices.Contains(NameKeys("هاکان فیدان"), k) }) {
		t.Error("keys that everybody shares find nobody")
	}
}

func TestSinceWhenIsCounted(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"طی ۴۸ ساعت": 2 * day, "طی هشت ماه گذشته": 8 * 31 * day, "پس از ده سال": 10 * 366 * day, "در کمتر از سه هفته": 21 * day, "از زمان انقلاب": 0,
	} {
		if got, ok := ago(text, false); got != want || ok != (want > 0) {
			t.Errorf("%s: got %v, %v", text, got, ok)
		}
	}
	for text, want := range map[string]bool{"این دومین سفر او در ۲۴ ساعت گذشته است": true, "سه روز در مسکو بود": false} {
		if _, ok := ago(text, true); ok != want {
			t.Errorf("%s: %v", text, ok)
		}
	}
	for text, want := range map[string]bool{"از آغاز به کارش": true, "از زمان انتصاب": true, "از آغاز جنگ": false} {
		if got := takingOffice(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestWhatCannotBeKnown judges claims over stretches that a ledger knows or not.
func TestWhatCannotBeKnown(t *testing.T) {
	j := &judging{days: []string{"2026-04-01", "2026-04-05", "2026-04-10", "2026-05-01", "2026-05-02"}}
	for why, c := range map[string]stretchOfTime{
		"": {"2026-04-02", "2026-04-12"},
		"no ledger reaches back to the beginning":                {"", "2026-04-12"},
		"its dispatches do not reach back so far":                {"2026-03-12", "2026-04-12"},
		"it has no dispatches between 2026-04-10 and 2026-05-01": {"2026-04-02", "2026-05-02"},
		"it has no dispatches between 2026-05-02 and 2026-05-20": {"2026-05-01", "2026-05-20"},
	} {
		if got := j.blind(c); got != why {
			t.Errorf("%v: got %q, want %q", c, got, why)
		}
	}
}

// TestEventsOfADayMayBeOne counts events that may not have been recognised as one.
func TestEventsOfADayMayBeOne(t *testing.T) {
	at := func(day string) Event {
		return Event{Type: safir.Visit, Status: safir.Happened, When: &day, Reports: []*Report{{}}}
	}
	j := &judging{events: []Event{at("2026-04-01"), at("2026-04-01"), at("2026-04-10")}, places: nowhere{}}
	for claimed, want := range map[int]string{1: Contradicted, 2: Consistent, 3: Consistent, 4: Undecided} {
		if got, why := j.quantity([]int{0, 1, 2}, claimed, stretchOfTime{"", "2026-04-30"}); got != want {
			t.Errorf("%d: got %s (%s), want %s", claimed, got, why, want)
		}
	}
}

type nowhere struct{}

func (nowhere) StateOf(string) string { return "" }
func (nowhere) IsState(string) bool   { return false }
