package events

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
)

// lessons tell of meetings in two ways and of other things with the same words.
func lessons(t *testing.T) []Lesson {
	t.Helper()
	var out []Lesson
	names := []string{"ظریف", "لاوروف", "مقداد", "فیدان", "رئیسی", "اسد", "پوتین"}
	for i, a := range names {
		for _, b := range names[i+1:] {
			for _, form := range []string{"[%s] دیروز با [%s] دیدار کرد.", "[%s] در تهران با [%s] دیدار و گفت‌وگو کرد."} {
				p := pageOf(t, fmt.Sprintf(form, a, b))
				out = append(out, Lesson{Page: p, Events: []Gold{{
					Type: safir.Meeting, Status: safir.Happened, Evidence: []fa.Range{{Start: 0, End: len(p.Tokens)}},
					Participants: []GoldPart{{0, safir.Party}, {1, safir.Party}},
				}}})
			}
			out = append(out, Lesson{Page: pageOf(t, fmt.Sprintf("[%s] گفت دیدار از موزه برای [%s] آزاد است.", a, b))})
		}
	}
	return out
}

func learned(t *testing.T) []*learn.Model {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	school, err := NewSchool(world, 2, lessons(t))
	if err != nil {
		t.Fatal(err)
	}
	return school.All()
}

func TestWhatGoldShowsIsFoundInOtherSentences(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := WithModels(world, learned(t))
	if err != nil {
		t.Fatal(err)
	}
	p := pageOf(t, "[پوتین] امروز با [ظریف] دیدار کرد.")
	f.Find(p)
	if len(p.Events) != 1 || p.Events[0].Type != safir.Meeting || len(p.Events[0].Participants) != 2 {
		t.Fatalf("found %+v, want one meeting of two", p.Events)
	}
	if e := p.Events[0]; e.Confidence < 0.5 || e.Status != safir.Happened || p.Slice(e.Cue) != "دیدار" {
		t.Errorf("found %+v, want a meeting that surely happened", e)
	}
	none := pageOf(t, "[پوتین] گفت دیدار از موزه برای [ظریف] آزاد است.")
	if f.Find(none); len(none.Events) != 0 {
		t.Errorf("invented %+v", none.Events)
	}
}

func TestTheSameLessonsGiveTheSameModels(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Write(w, learned(t)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same lessons gave two different files")
	}
}

func TestACueThatTellsAgainTeachesToo(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := pageOf(t, "دیدار [ظریف] با [لاوروف]. [ظریف] دیروز با [لاوروف] دیدار کرد.")
	last := p.Sentences[len(p.Sentences)-1]
	studies, err := prepare(world, []Lesson{{Page: p, Events: []Gold{{
		Type: safir.Meeting, Status: safir.Happened, Evidence: []fa.Range{last},
		Participants: []GoldPart{{0, safir.Party}, {1, safir.Party}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	meeting := slices.Index(kindLabels(), string(safir.Meeting))
	for i, e := range studies[0].kind {
		want := float32(1)
		if i == 0 {
			want = echoWeight
		}
		if e.Label != meeting || e.Weight != want {
			t.Errorf("cue %d teaches label %d with weight %v, want a meeting with %v", i, e.Label, e.Weight, want)
		}
	}
	if len(studies[0].kind) != 2 {
		t.Errorf("%d cues teach, want both", len(studies[0].kind))
	}
}

func TestWhatWasWrittenToBeLearnedFromDoesNotTeachWhenEventsAre(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	var taught [2]int
	for i, written := range []bool{false, true} {
		p := pageOf(t, "[ظریف] دیروز با [لاوروف] دیدار کرد.")
		p.Times = []page.Time{{Range: fa.Range{Start: 1, End: 2}, EDTF: "2019-03-04"}}
		studies, err := prepare(world, []Lesson{{Page: p, Written: written, Events: []Gold{{
			Type: safir.Meeting, Status: safir.Happened, When: "2019-03-04", Evidence: []fa.Range{{Start: 0, End: len(p.Tokens)}},
			Participants: []GoldPart{{0, safir.Party}, {1, safir.Party}},
		}}}})
		if err != nil {
			t.Fatal(err)
		}
		if taught[i] = len(studies[0].when); len(studies[0].kind) != 1 || len(studies[0].status) != 1 {
			t.Errorf("written %v: type and status are not learned", written)
		}
	}
	if taught != [2]int{1, 0} {
		t.Errorf("lessons of when: %v, want one from news and none from what was written", taught)
	}
}
