package tree

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safir/fa"
	"safir/internal/verb"
)

// sentence is a text as a sentence; words in brackets are one unit.
func sentence(t *testing.T, text string) *Sentence {
	t.Helper()
	verbs, err := verb.Load()
	if err != nil {
		t.Fatal(err)
	}
	var known []Unit
	var plain []string
	open := -1
	for _, w := range strings.Fields(text) {
		at := len(plain)
		if strings.HasPrefix(w, "[") {
			open = at
		}
		plain = append(plain, strings.Trim(w, "[]"))
		if strings.HasSuffix(w, "]") {
			known = append(known, Unit{fa.Range{Start: open, End: at + 1}, Person})
		}
	}
	s := &Sentence{Doc: fa.NewDoc(strings.Join(plain, " ")), Known: known}
	s.Range = fa.Range{End: len(s.Doc.Tokens)}
	s.Verbs, s.VerbAt = verbs.All(s.Doc)
	return s
}

func parser(t *testing.T) *Parser {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// unit is the unit of the last token with a key.
func unit(s *Sentence, tree *Tree, key string) int {
	for t := s.End - 1; t >= s.Start; t-- {
		if s.Doc.Key(t) == key {
			return tree.At(t)
		}
	}
	return None
}

func TestASubjectIsFoundOverTheRelativeClauseBehindIt(t *testing.T) {
	s := sentence(t, "[وزیر خارجه قطر] که دیروز وارد تهران شد با [وزیر خارجه ایران] دیدار کرد")
	tree := parser(t).Parse(s)
	subject, _ := tree.SubjectOf(unit(s, tree, "کرد"))
	if subject != 0 {
		t.Errorf("the subject of «کرد» is unit %d, want the minister of Qatar\n%s", subject, drawn(s, tree))
	}
}

func TestAPartnerHangsOnTheVerbOfWhatIsDoneWithHim(t *testing.T) {
	s := sentence(t, "[وزیر خارجه قطر] با [وزیر خارجه ایران] دیدار کرد")
	tree := parser(t).Parse(s)
	partner := tree.At(4)
	if path := tree.Path(unit(s, tree, "دیدار"), partner); path != "^lvc.obl" {
		t.Errorf("the way from «دیدار» to the partner is %q, want ^lvc.obl\n%s", path, drawn(s, tree))
	}
	if by := tree.By(partner); by != "با" {
		t.Errorf("the partner's preposition is %q, want «با»", by)
	}
}

func TestASubjectIsSharedByVerbsInARow(t *testing.T) {
	s := sentence(t, "[رئیس جمهور فرانسه] وارد مسکو شد و با [رئیس جمهور روسیه] گفت‌وگو کرد")
	tree := parser(t).Parse(s)
	if subject, how := tree.SubjectOf(unit(s, tree, "کرد")); subject != 0 || how != "conj subject" {
		t.Errorf("the subject of «کرد» is unit %d by %q, want the president of France by way of the first verb\n%s", subject, how, drawn(s, tree))
	}
}

func TestEveryUnitHangsOnAnotherOrOnNone(t *testing.T) {
	for _, text := range []string{
		"", "سفر", "،", "گفت گفت گفت", "به به به در در", "[وزیر خارجه]", strings.Repeat("با وزیر ", 90),
	} {
		s := sentence(t, text)
		tree := parser(t).Parse(s)
		if !IsTree(tree.Arcs) {
			t.Errorf("%q is no tree:\n%s", text, drawn(s, tree))
		}
	}
}

func TestMarksHangOnNothing(t *testing.T) {
	s := sentence(t, "او گفت : آمد")
	tree := parser(t).Parse(s)
	if len(tree.Units) != 3 || tree.At(2) != None || tree.At(99) != None {
		t.Errorf("units: %v", tree.Units)
	}
}

func TestATreeThatCrossesItselfIsStraightened(t *testing.T) {
	l := Lesson{Arcs: []Arc{{2, Subject}, {3, Case}, {None, 1}, {2, 4}}}
	if !l.Straighten() {
		t.Fatal("it is a tree")
	}
	if want := []Arc{{2, Subject}, {2, Case}, {None, 1}, {2, 4}}; !slices.Equal(l.Arcs, want) {
		t.Errorf("got %v, want %v", l.Arcs, want)
	}
}

func TestACircleIsNoTree(t *testing.T) {
	if l := (Lesson{Arcs: []Arc{{1, 0}, {0, 0}, {None, 1}}}); l.Straighten() {
		t.Error("two words that hang on each other were taken for a tree")
	}
}

func TestAParserLearnsTheTreesThatItIsShown(t *testing.T) {
	var lessons []Lesson
	for range 20 {
		s := sentence(t, "وزیر به تهران رفت")
		lessons = append(lessons, Lesson{*s, []Arc{{3, Subject}, {2, Case}, {3, 4}, {None, 1}}})
	}
	p, err := Train(lessons)
	if err != nil {
		t.Fatal(err)
	}
	s := sentence(t, "وزیر به تهران رفت")
	if tree := p.Parse(s); !slices.Equal(tree.Arcs, lessons[0].Arcs) {
		t.Errorf("got\n%s", drawn(s, tree))
	}
	var score Score
	score.Add(p, &lessons[0])
	if want := "4 units: 100.00 % hang on the right one, 100.00 % rightly; subjects: P 100.0, R 100.0"; score.String() != want {
		t.Errorf("got %v, want %v", score, want)
	}
}

func TestTheModelsFileIsReadAsItWasWritten(t *testing.T) {
	file, err := parser(t).File()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(file, modelFile) {
		t.Errorf("%d bytes written, %d embedded", len(file), len(modelFile))
	}
}

// drawn is a tree as lines that a person can read.
func drawn(s *Sentence, tree *Tree) string {
	var out strings.Builder
	for i, u := range tree.Units {
		on := "nothing"
		if h := tree.Arcs[i].Head; h != None {
			on = s.Doc.Surface(tree.Units[h].Start)
		}
		fmt.Fprintf(&out, "%s hangs on %s as %v\n", s.Doc.Surface(u.Start), on, tree.Arcs[i].Relation)
	}
	return out.String()
}

func BenchmarkParse(b *testing.B) {
	p, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	verbs, err := verb.Load()
	if err != nil {
		b.Fatal(err)
	}
	s := &Sentence{Doc: fa.NewDoc("وزیر خارجه قطر که دیروز وارد تهران شد پس از دیدار با همتای ایرانی خود گفت دو کشور درباره تحولات منطقه رایزنی می‌کنند")}
	s.Range = fa.Range{End: len(s.Doc.Tokens)}
	s.Verbs, s.VerbAt = verbs.All(s.Doc)
	units := len(s.Units())
	for b.Loop() {
		p.Parse(s)
	}
	b.ReportMetric(float64(units*b.N)/b.Elapsed().Seconds(), "units/s")
}
