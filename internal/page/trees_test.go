package page_test

import (
	"strings"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/page"
	"safir/internal/tree"
)

func TestNamesTimesAndPlacesHangAsAWhole(t *testing.T) {
	p := &page.Page{Doc: fa.NewDoc("وزیر خارجه قطر روز دوشنبه سوم تیر به شهر تهران رفت.")}
	p.Mentions = []page.Mention{
		{Range: fa.Range{Start: 0, End: 3}, Kind: safir.Office, Inside: -1},
		{Range: fa.Range{Start: 2, End: 3}, Kind: safir.Country, Inside: 0},
	}
	p.Times = []page.Time{{Range: fa.Range{Start: 3, End: 7}}}
	p.Places = []page.Place{{Range: fa.Range{Start: 2, End: 3}}, {Range: fa.Range{Start: 8, End: 10}}}
	parser := loaded(t)
	var units []string
	for _, u := range p.Tree(parser, 0).Units {
		units = append(units, p.Surface(u.Start)+strings.Repeat("+", u.End-u.Start-1))
	}
	if got, want := strings.Join(units, " "), "وزیر++ روز+++ به شهر+ رفت"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestASentenceThatNeverEndsHasNoTree(t *testing.T) {
	p := &page.Page{Doc: fa.NewDoc(strings.Repeat("وزیر رفت و ", 100))}
	parser := loaded(t)
	if p.Tree(parser, 0) != nil {
		t.Error("three hundred words were made a tree of")
	}
}

func loaded(t *testing.T) *tree.Parser {
	t.Helper()
	parser, err := tree.Load()
	if err != nil {
		t.Fatal(err)
	}
	return parser
}
