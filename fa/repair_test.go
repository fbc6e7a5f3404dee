package fa

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// damaged pairs a text as it may arrive with what repair makes of it. Half-spaces are shown as ¬ in both columns' comments.
var damaged = []struct{ name, source, want string }{
	{"Arabic letters", "وزير كشور على", "وزیر کشور علی"},
	{"letters ready-joined for printers", "ﺍﯾﺮﺍﻥ", "ایران"},
	{"a letter and the mark that belongs to it", "ا\u0653ب و ی\u0654", "آب و ئ"},
	{"Arabic digits", "١٤٠٠", "۱۴۰۰"},
	{"digits of two scripts in one number", "۱4۰۰", "۱۴۰۰"},
	{"Western digits stay", "1400", "1400"},
	{"entities", "&laquo;سلام&raquo;&nbsp;کتاب&zwnj;ها&#8204;ی &quot;او&quot;", "«سلام» کتاب\u200cها\u200cی \"او\""},
	{"an entity encoded twice", "کتاب&amp;zwnj;ها", "کتاب\u200cها"},
	{"line breaks written out", `به تهران رفت[n] وی گفت:\nاین`, "به تهران رفت\n وی گفت:\nاین"},
	{"no line break", `C:\news، a[n]b`, `C:\news، a[n]b`},
	{"no entity", "R&D؛ AT&T; a&b", "R&D؛ AT&T; a&b"},
	{"a half-space doubled, and one beside a space", "می\u200c\u200cشود \u200cو رفت\u200c.", "می\u200cشود و رفت."},
	{"other signs for the half-space", "می\u00adشود می\u00acشود می\u200fشود", "می\u200cشود می\u200cشود می\u200cشود"},
	{"marks of direction", "\u202bسلام\u202c \u200fدنیا", "سلام دنیا"},
	{"spaces of other kinds", "وزیر\u00a0خارجه\u2009ایران", "وزیر خارجه ایران"},
	{"no space between word and number", "سال۱۴۰۰در", "سال ۱۴۰۰در"},
	{"no space between number and word", "۲۵نفر ۵م ۵امین", "۲۵ نفر ۵م ۵امین"},
	{"no space after a full stop", "کرد.خرازی گفت،او", "کرد. خرازی گفت، او"},
	{"no space, and the wrong letters", ".خرازي", ". خرازی"},
	{"initials and addresses", "ا.ب. احمدی irna.ir ۲.۵", "ا.ب. احمدی irna.ir ۲.۵"},
	{"a stretched word", "سلـــام", "سلام"},
	{"a stroke as a dash", "تهران ـ مشهد", "تهران ـ مشهد"},
	{"a family of emoji", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"},
	{"bytes that are no text", "سلام\xff\xd9", "سلام\xff\xd9"},
}

func TestRepairMendsDamage(t *testing.T) {
	for _, c := range damaged {
		t.Run(c.name, func(t *testing.T) {
			if got := Repair(c.source).Repaired; got != c.want {
				t.Errorf("Repair(%+q)\n got %+q\nwant %+q", c.source, got, c.want)
			}
		})
	}
}

func TestWordsKeepTheirPlaceInTheSource(t *testing.T) {
	source := "&laquo;وزير&raquo;\u00a0در سال۱۴۰۰\u200c گفت.خرازي"
	text := Repair(source)
	want := []string{"&laquo;", "وزير", "&raquo;", "در", "سال", "۱۴۰۰", "گفت", ".", "خرازي"}
	var got []string
	for _, token := range NewDoc(text.Repaired).Tokens {
		s := text.ToSource(Span{token.Start, token.End})
		got = append(got, source[s.Start:s.End])
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("tokens in the source:\n got %q\nwant %q", got, want)
	}
}

func TestEditsSayWhatChanged(t *testing.T) {
	source := "وزير&nbsp;كل"
	var got []string
	text := Repair(source)
	for _, e := range text.Edits() {
		got = append(got, e.Why+" "+source[e.SrcStart:e.SrcEnd]+">"+text.Repaired[e.Start:e.End])
	}
	if want := "letter ي>ی|entity &nbsp;> |letter ك>ک"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzRepair(f *testing.F) {
	for _, c := range damaged {
		f.Add(c.source)
	}
	f.Fuzz(checkRepair)
}

// checkRepair holds repair to its promises.
func checkRepair(t *testing.T, source string) {
	text := Repair(source)
	if text.Source != source {
		t.Fatalf("the source was altered: %+q became %+q", source, text.Source)
	}
	if utf8.ValidString(source) && !utf8.ValidString(text.Repaired) {
		t.Fatalf("valid text became invalid: %+q", text.Repaired)
	}
	if again := Repair(text.Repaired); again.Repaired != text.Repaired {
		t.Fatalf("repairing twice changes %+q\n to %+q\n of %+q", text.Repaired, again.Repaired, source)
	}
	checkEdits(t, text)
	checkSpans(t, text)
	checkDoc(t, NewDoc(text.Repaired))
}

// checkEdits applies the edits to the source, which must give the repaired text.
func checkEdits(t *testing.T, text Text) {
	var b strings.Builder
	src := 0
	for _, e := range text.Edits() {
		if e.SrcStart < src || e.SrcEnd < e.SrcStart || e.End < e.Start {
			t.Fatalf("edits out of order at %+v in %+q", e, text.Source)
		}
		b.WriteString(text.Source[src:e.SrcStart])
		if b.Len() != e.Start {
			t.Fatalf("edit %+v should start at %d in %+q", e, b.Len(), text.Source)
		}
		b.WriteString(text.Repaired[e.Start:e.End])
		src = e.SrcEnd
	}
	b.WriteString(text.Source[src:])
	if b.String() != text.Repaired {
		t.Fatalf("the edits of %+q give\n%+q, not\n%+q", text.Source, b.String(), text.Repaired)
	}
}

// checkSpans maps the span of every token to the source and back.
func checkSpans(t *testing.T, text Text) {
	last := 0
	for _, token := range NewDoc(text.Repaired).Tokens {
		s := Span{token.Start, token.End}
		source := text.ToSource(s)
		if source.Start < 0 || source.End < source.Start || source.End > len(text.Source) {
			t.Fatalf("%v maps to %v, outside %+q", s, source, text.Source)
		}
		if source.Start < last && !text.inside(s.Start) {
			t.Fatalf("%v maps to %v, before its neighbour's end %d in %+q", s, source, last, text.Source)
		}
		last = source.End
		back := text.ToRepaired(source)
		if back.Start > s.Start || back.End < s.End {
			t.Fatalf("%v maps to %v and back to %v in %+q", s, source, back, text.Source)
		}
		if back != s && !text.inside(s.Start) && !text.inside(s.End) {
			t.Fatalf("%v maps to %v and back to %v in %+q", s, source, back, text.Source)
		}
	}
}

// inside tells whether an edit made the letters on both sides of a position.
func (t Text) inside(pos int) bool {
	for _, e := range t.edits {
		if e.start < pos && pos < e.end {
			return true
		}
	}
	return false
}

// TestRepairKeepsItsPromisesOnAnyMixture glues pieces of damage together at random.
func TestRepairKeepsItsPromisesOnAnyMixture(t *testing.T) {
	var pieces []string
	for _, c := range damaged {
		pieces = append(pieces, strings.SplitAfter(c.source, " ")...)
		pieces = append(pieces, strings.Split(c.source, "")...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkRepair(t, b.String())
	}
}

func TestRepairingNewsTwiceChangesNothing(t *testing.T) {
	for _, body := range news(t, 1500) {
		once := Repair(body).Repaired
		if twice := Repair(once).Repaired; twice != once {
			t.Errorf("changed again:\n%s\n%s", once, twice)
		}
	}
}
