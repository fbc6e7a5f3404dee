package ledger

import (
	"slices"
	"strings"
	"testing"

	"safir/internal/know"
)

func asker(t *testing.T, names ...Name) *Asker {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := spellings()
	if err != nil {
		t.Fatal(err)
	}
	return &Asker{world, func(keys ...string) ([]Name, error) {
		var out []Name
		for _, n := range names {
			if keys == nil || slices.ContainsFunc(append(NameKeys(n.Name), BodyKey(n.Org)), func(k string) bool { return slices.Contains(keys, k) }) {
				out = append(out, n)
			}
		}
		return out, nil
	}, func() (words []string, err error) {
		for _, n := range names {
			words = append(words, nameWords(n.Name)...)
		}
		return words, nil
	}, table}
}

var known = []Name{
	{Name: "سید عباس عراقچی", Country: "IRN", Events: 9},
	{Name: "سرگئی لاوروف", Country: "RUS", Events: 5},
	{Name: "هاکان فیدان", Country: "TUR"},
	{Name: "بدر البوسعیدی", Country: "OMN"},
	{Name: "حسین امیرعبداللهیان", Country: "IRN"},
	{Name: "ولادیمیر پوتین", Country: "RUS"},
	{Name: "رجب طیب اردوغان", Country: "TUR"},
	{Name: "عبدالفتاح السیسی", Country: "EGY"},
	{Org: "Hamas"},
}

func TestPeopleAreKnownByAnySpelling(t *testing.T) {
	a := asker(t, known...)
	for text, want := range map[string]string{
		"عراقچي": "سید عباس عراقچی", "عباس عراقچی": "سید عباس عراقچی", "Araghchi": "سید عباس عراقچی", "Araqchi": "سید عباس عراقچی",
		"abbas araghchi": "سید عباس عراقچی", "Lavrov": "سرگئی لاوروف", "Sergey Lavrov": "سرگئی لاوروف", "Fidan": "هاکان فیدان",
		"Busaidi": "بدر البوسعیدی", "البوسعيدي": "بدر البوسعیدی", "عبداللهیان": "حسین امیرعبداللهیان", "Amirabdollahian": "حسین امیرعبداللهیان",
		"Amir-Abdollahian": "حسین امیرعبداللهیان", "Putin": "ولادیمیر پوتین", "Erdogan": "رجب طیب اردوغان", "Sisi": "عبدالفتاح السیسی",
	} {
		if side, err := a.Side(text); err != nil || len(side.Names) != 1 || side.Names[0] != want {
			t.Errorf("%s: got %+v, %v", text, side, err)
		}
	}
}

func TestStatesAndBodiesAreKnownByCodeAndName(t *testing.T) {
	a := asker(t, known...)
	for text, want := range map[string]string{"OMN": "OMN", "omn": "OMN", "عمان": "OMN", "oman": "OMN", "سوريه": "SYR", "United States": "USA"} {
		if side, err := a.Side(text); err != nil || side.State != want {
			t.Errorf("%s: got %+v, %v", text, side, err)
		}
	}
	for _, text := range []string{"hamas", "حماس"} {
		if side, err := a.Side(text); err != nil || side.Org != "Hamas" {
			t.Errorf("%s: got %+v, %v", text, side, err)
		}
	}
}

func TestWhatIsNearIsOffered(t *testing.T) {
	a := asker(t, known...)
	for text, want := range map[string]string{"لاورف": "سرگئی لاوروف", "Fidam": "هاکان فیدان", "Omann": "Oman"} {
		if _, err := a.Side(text); err == nil || !strings.Contains(err.Error(), "did you mean "+want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	if _, err := a.Side("Xylophone"); err == nil || strings.Contains(err.Error(), "did you mean") {
		t.Errorf("got %v", err)
	}
}

func TestPlaces(t *testing.T) {
	a := asker(t)
	for text, want := range map[string]string{"Muscat": "Muscat/", "مسقط": "Muscat/", "damascus": "Damascus/", "Oman": "/OMN", "عمان": "/OMN"} {
		if place, state, err := a.Place(text); err != nil || place+"/"+state != want {
			t.Errorf("%s: got %s/%s, %v", text, place, state, err)
		}
	}
	if _, _, err := a.Place("Nowhere"); err == nil {
		t.Error("no error for a place that is none")
	}
}

func TestDaysInEitherCalendar(t *testing.T) {
	for text, want := range map[string]string{
		"1405-02-01": "2026-04-21 2026-04-21", "۱۴۰۵/۲/۱": "2026-04-21 2026-04-21", "2026-05-04": "2026-05-04 2026-05-04",
		"1405-02": "2026-04-21 2026-05-21", "1404-12": "2026-02-20 2026-03-20", "2026-12": "2026-12-01 2026-12-31", "1405": "2026-03-21 2027-03-20", "2026": "2026-01-01 2026-12-31",
	} {
		if first, last, err := Days(text); err != nil || first+" "+last != want {
			t.Errorf("%s: got %s %s, %v", text, first, last, err)
		}
	}
	for _, text := range []string{"", "soon", "05-02-01", "1405-13-01", "1405-07-31", "2026-02-30", "1405-02-01-1"} {
		if _, _, err := Days(text); err == nil {
			t.Errorf("%q should be no day", text)
		}
	}
}

func TestBrokenLinesOfTheTableOfSpellingsAreTold(t *testing.T) {
	for table, want := range map[string]string{
		"fa\tlatin\nب": "latin.tsv:2", "fa\tlatin\n# x\nبب\tb": "latin.tsv:3", "fa\tlatin\nب\tb\nب\tb": "latin.tsv:3: ب is listed",
	} {
		if _, err := readSpellings(table); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v", table, err)
		}
	}
}
