package train

import (
	"path/filepath"
	"strings"
	"testing"

	"safir"
	"safir/internal/page"
	"safir/internal/shared"
	"safir/internal/tree"
	"safir/internal/verb"
)

func TestATreeOfWordsIsOneOfNamesAndWords(t *testing.T) {
	p, verbs := laidOut(t, "جلسه پایان یافت. وزیر خارجه قطر، دیروز با وزیر خارجه ایران دیدار کرد.")
	l, err := treeLesson(p, len([]rune("جلسه پایان یافت. ")), "10:nsubj 1:nmod 2:nmod 10:obl 6:case 10:obl 6:nmod 7:nmod 10:lvc 0:root", verbs)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for i, u := range l.Sentence.Units() {
		on := "-"
		if h := l.Arcs[i].Head; h != tree.None {
			on = p.Surface(l.Sentence.Units()[h].Start)
		}
		told = append(told, p.Surface(u.Start)+" "+l.Arcs[i].Relation.String()+" "+on)
	}
	want := "وزیر nsubj کرد; دیروز obl کرد; با case وزیر; وزیر obl کرد; دیدار lvc کرد; کرد root -"
	if got := strings.Join(told, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestATreeThatDoesNotFitItsSentenceIsNamed(t *testing.T) {
	p, verbs := laidOut(t, "او دیروز آمد.")
	for arcs, want := range map[string]string{
		"3:nsubj 3:obl":            "2 arcs for 3 words",
		"3:nsubj 3:obl 0:king":     `no arc: "0:king"`,
		"3:nsubj 4:obl 0:root":     `no arc: "4:obl"`,
		"2:nsubj 1:obl 0:root":     "in a circle",
		"3:nsubj 3:obl 0:root 1:x": "4 arcs for 3 words",
	} {
		if _, err := treeLesson(p, 0, arcs, verbs); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", arcs, err, want)
		}
	}
	if _, err := treeLesson(p, 99, "0:root", verbs); err == nil {
		t.Error("a place behind the end of the dispatch was found")
	}
}

func TestAllTreesFitTheirSentences(t *testing.T) {
	news := shared.Path(t, "data/news/stream.jsonl.gz")
	lessons, err := loadTrees(filepath.Dir(filepath.Dir(filepath.Dir(news))), "data/trees.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(lessons) < 4000 {
		t.Errorf("only %d trees", len(lessons))
	}
}

// laidOut is a text up to its actors, and the table of verbs.
func laidOut(t *testing.T, body string) (*page.Page, *verb.Table) {
	t.Helper()
	ground, _, err := Ground()
	if err != nil {
		t.Fatal(err)
	}
	verbs, err := verb.Load()
	if err != nil {
		t.Fatal(err)
	}
	return ground.Page(safir.Dispatch{Body: body}), verbs
}
