package tag

import (
	"strings"
	"testing"

	"safir/fa"
)

// keys maps each person's name in a text, as it stands there, to its key.
func keys(t *testing.T, text string) map[string]Entity {
	t.Helper()
	d := repaired(strings.ReplaceAll(text, "¬", "\u200c"))
	out := map[string]Entity{}
	for _, e := range loadNames(t).Entities(d) {
		out[strings.ReplaceAll(d.Slice(e.Range), "\u200c", "¬")] = e
	}
	return out
}

func TestSpellingVariantsOfOneNameHaveOneKey(t *testing.T) {
	for _, c := range []struct{ text, long, short string }{
		{"هاکان فیدان وزیر خارجه ترکیه وارد تهران شد. فیدان با همتای ایرانی خود دیدار کرد.", "هاکان فیدان", "فیدان"},
		{"فیصل المقداد وزیر خارجه سوریه به مسکو رفت. مقداد در این سفر با لاوروف دیدار کرد.", "فیصل المقداد", "مقداد"},
		{"حسین امیرعبداللهیان با وزیر خارجه عمان گفت¬وگو کرد. عبداللهیان از این کشور تشکر کرد.", "حسین امیرعبداللهیان", "عبداللهیان"},
		{"سلمان بهرامی¬تبار، سفیر جدید، وارد شد. بهرامی¬تبار گفت که گفت¬وگوها ادامه دارد.", "سلمان بهرامی¬تبار", "بهرامی¬تبار"},
	} {
		got := keys(t, c.text)
		long, ok := got[c.long]
		short, ok2 := got[c.short]
		if !ok || !ok2 {
			t.Errorf("%q: found %v", c.text, got)
			continue
		}
		if long.Key != short.Key || long.Country != short.Country {
			t.Errorf("%q: %+v and %+v", c.text, long, short)
		}
	}
}

func TestAFamilyNameThatTwoPeopleBearIsJoinedToNeither(t *testing.T) {
	people := []Entity{{Key: "بهرام کاشف"}, {Key: "مریم کاشف"}, {Key: "کاشف"}}
	d := repaired("بهرام کاشف مریم کاشف کاشف")
	for i, r := range []fa.Range{{Start: 0, End: 2}, {Start: 2, End: 4}, {Start: 4, End: 5}} {
		people[i].Range, people[i].Class = r, Person
	}
	joinVariants(d, people)
	if people[2].Key != "کاشف" {
		t.Errorf("joined to %q", people[2].Key)
	}
}

func TestAListedFamilyNameWithAnotherFirstNameIsSomebodyElse(t *testing.T) {
	names := loadNames(t)
	for text, want := range map[string]bool{"عباس عراقچی": true, "عراقچی": true, "سید عباس عراقچی": true, "منوچهر عراقچی": false} {
		d := repaired(text)
		if _, ok := names.person(d, fa.Range{Start: 0, End: len(d.Tokens)}); ok != want {
			t.Errorf("%q: known %v, want %v", text, ok, want)
		}
	}
}

func TestPlacesAndBodiesAreKnownByCountryAndEnglishName(t *testing.T) {
	got := keys(t, "نماینده ایران در آژانس بین¬المللی انرژی اتمی از وین به مسقط رفت.")
	for name, want := range map[string][2]string{
		"ایران": {"IRN", "Iran"}, "وین": {"AUT", "Vienna"}, "مسقط": {"OMN", "Muscat"}, "آژانس بین¬المللی انرژی اتمی": {"UNO", "International Atomic Energy Agency"},
	} {
		if e := got[name]; e.Country != want[0] || e.ID != want[1] {
			t.Errorf("%s: %+v, want %v", name, e, want)
		}
	}
}

func TestTheStateBehindAnOfficeIsNoOrganisation(t *testing.T) {
	for name, e := range keys(t, "هاکان فیدان وزیر خارجه ترکیه و وزیر امور خارجه عمان دیدار کردند.") {
		if e.Class == Organisation {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestAnAbbreviationInBracketsNamesTheOrganisation(t *testing.T) {
	got := keys(t, "مدیر آژانس بین¬المللی انرژی اتمی (IAEA) به تهران آمد. IAEA بیانیه داد.")
	if a, b := got["IAEA"], got["آژانس بین¬المللی انرژی اتمی"]; a.Key == "" || a.Key != b.Key || a.ID != b.ID || a.Class != Organisation {
		t.Errorf("%+v and %+v", a, b)
	}
}

func TestTermsThatLookLikeNamesNameNobody(t *testing.T) {
	if got := keys(t, "ایران با حسن نیت و سیاست حسن همجواری وارد شد و علی القاعده ادامه می¬دهد."); len(got) != 1 || got["ایران"].ID != "Iran" {
		t.Errorf("%v are names, want Iran alone", got)
	}
}

func TestTwoPlacesAreNotOne(t *testing.T) {
	names := loadNames(t)
	for text, want := range map[string]string{"وین و اصفهان": "وین|اصفهان", "سیستان و بلوچستان": "سیستان و بلوچستان", "بغداد و دمشق و بیروت": "بغداد|دمشق|بیروت"} {
		d := repaired(text)
		var got []string
		for _, e := range names.apart(d, []Entity{{Name: Name{fa.Range{Start: 0, End: len(d.Tokens)}, Place, 1}}}) {
			got = append(got, d.Slice(e.Range))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: got %s, want %s", text, s, want)
		}
	}
}

func TestAnOutletIsKnownByItsName(t *testing.T) {
	for _, e := range keys(t, "خبرگزاری تسنیم از سفر وزیر خبر داد.") {
		if e.ID != "Tasnim News Agency" || e.Country != "IRN" {
			t.Errorf("%+v", e)
		}
	}
}
