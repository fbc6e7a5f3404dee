package show

import (
	"io"
	"strings"
	"testing"

	"safir"
)

// Whatever spans a record has and whatever the text holds, both pages come out and the text in them is whole.
func FuzzPages(f *testing.F) {
	f.Add("وزیر خارجه ایران و همتای عمانی دیروز تلفنی گفتگو كردند.\nوي گفت: «خوب»", 0, 16, 12, 30, 5, 200, uint8(80))
	f.Add("می خواهیم\r\n\n &amp; <b>\u202e\x1b[31m", -3, 4, 4, 4, 9, 2, uint8(1))
	f.Add("", 0, 0, 0, 1, 1, 0, uint8(130))
	f.Fuzz(func(t *testing.T, body string, a, b, c, d, e, g int, width uint8) {
		name := "نام"
		rec := safir.Record{
			ID: "x", Body: body, Title: &body,
			Actors:     []safir.Actor{{ID: "a1", Name: &name, Mentions: []safir.Span{{Start: c, End: d}, {Start: a, End: b}}}, {ID: "a2", Mentions: []safir.Span{{Start: c, End: d}}}},
			Times:      []safir.Time{{Text: body, Span: safir.Span{Start: e, End: g}, EDTF: &body}},
			Events:     []safir.Event{{ID: "e1", When: &body, Participants: []safir.Participant{{Actor: "a1"}}, Evidence: []safir.Span{{Start: a, End: b}, {Start: b, End: g}}}},
			Statements: []safir.Statement{{ID: "s1", Content: safir.Span{Start: a, End: g}, Cue: safir.Span{Start: e, End: b}, Speakers: []string{"a2"}}},
			Claims:     []safir.Claim{{ID: "c1", Span: safir.Span{Start: c, End: g}}},
		}
		if err := HTML(io.Discard, []safir.Record{rec}, Options{}); err != nil {
			t.Error(err)
		}
		for _, bidi := range []bool{true, false} {
			if err := Text(io.Discard, rec, Options{Width: int(width), Bidi: bidi, Color: true}); err != nil {
				t.Error(err)
			}
		}
		s := sheetOf(t, &rec)
		var text strings.Builder
		for _, line := range s.lines() {
			for _, seg := range line {
				text.WriteString(s.text.Repaired[seg.Start:seg.End])
			}
		}
		if got, want := strings.Join(strings.Fields(text.String()), ""), strings.Join(strings.Fields(s.text.Repaired), ""); got != want {
			t.Errorf("the text is %q, want %q", got, want)
		}
	})
}
