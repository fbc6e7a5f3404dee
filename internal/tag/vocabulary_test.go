package tag

import (
	"slices"
	"strings"
	"testing"

	"safir/fa"
)

// TestPartsOfFeaturesAreTheWhole holds what is added up word by word to what the model learned.
func TestPartsOfFeaturesAreTheWhole(t *testing.T) {
	n := loadNames(t)
	d := repaired(strings.ReplaceAll(dispatch, "¬", "\u200c"))
	var r room
	n.find(d, &r)
	for _, sentence := range d.Sentences {
		all := r.facts[sentence.Start:sentence.End]
		at := func(k int) *facts {
			if k < 0 || k >= len(all) {
				return &edge
			}
			return &all[k]
		}
		for i := range all {
			w := around{at(i), at(i - 1), at(i + 1), at(i - 2), at(i + 2)}
			got := w.aa.asFarAfter(w.bb.asFarBefore(w.a.asAfter(w.b.asBefore(w.f.own(w.together(nil))))))
			if w.surveyed() {
				got = w.a.asAfterSeen(w.b.asBeforeSeen(w.f.ownSeen(got)))
			}
			want := nameFeatures(all, i, nil)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("token %d: the parts have %d features, the whole %d, or others", i, len(got), len(want))
			}
			var sum scores
			n.model.sum(want, &sum)
			if r.chain.emit = grow(r.chain.emit, len(all)); !all[i].outside() {
				if n.emit(&r, sentence, i); r.chain.emit[i] != sum {
					t.Fatalf("token %d: the parts add up to %v, the whole to %v", i, r.chain.emit[i], sum)
				}
			}
		}
	}
}

// TestWordsAreToldApart finds names with a vocabulary that other documents have filled, and words longer than it has room for.
func TestWordsAreToldApart(t *testing.T) {
	n := loadNames(t)
	texts := []string{strings.ReplaceAll(dispatch, "¬", "\u200c"), "وزیر خارجه عمان", strings.Repeat("ب", 40) + " گفت", "۱۲ ۱۲۳ 12 ab", "گفتگو‌کنندگانشان در بروکسل"}
	used := room{}
	for range 2 {
		for _, text := range texts {
			d := fa.NewDoc(text)
			if got, want := n.find(d, &used), n.find(d, &room{}); !slices.Equal(got, want) {
				t.Errorf("%.20s…: names are %v, in a room that was used %v", text, want, got)
			}
			var fresh room
			fresh.read(d, n.lexicon, n.world)
			fresh.look(n.seen)
			if !slices.Equal(fresh.facts, used.facts) {
				t.Errorf("%.20s…: facts differ from those read anew", text)
			}
		}
	}
}
