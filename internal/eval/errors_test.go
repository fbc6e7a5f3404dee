package eval

import (
	"strings"
	"testing"

	"safir"
)

const body = "وزیر خارجه عمان به تهران سفر کرد. او گفت: راه گفت‌وگو باز است."

// spanOf is the place of words in the body, in code points.
func spanOf(words string) safir.Span {
	q := quotes{body: body}
	return q.span(quote{Quote: words})
}

func pointer(s string) *string { return &s }

// record is what the body says; its parts can be changed before it is compared.
func record() *safir.Record {
	return &safir.Record{
		ID: "d", Body: body,
		Actors: []safir.Actor{
			{ID: "a1", Kind: safir.Office, Office: pointer("foreign-minister"), Country: pointer("OMN")},
			{ID: "a2", Kind: safir.Country, Country: pointer("IRN")},
		},
		Events: []safir.Event{{
			ID: "e1", Type: safir.Visit, Status: safir.Happened, Where: pointer("Tehran"),
			Participants: []safir.Participant{{Actor: "a1", Role: safir.Visitor}}, Evidence: []safir.Span{spanOf("به تهران سفر کرد")},
		}},
		Statements: []safir.Statement{{ID: "s1", Speakers: []string{"a1"}, Act: "state", Content: spanOf("راه گفت‌وگو باز است")}},
	}
}

func causes(list []Error) string {
	var out []string
	for _, e := range list {
		out = append(out, e.Row+" "+e.Cause)
	}
	return strings.Join(out, ", ")
}

func TestARecordHasNoErrorsAgainstItself(t *testing.T) {
	if got := causes(Errors(record(), record())); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestEachErrorIsNamedByItsCause(t *testing.T) {
	for _, c := range []struct {
		change func(*safir.Record)
		want   string
	}{
		{func(r *safir.Record) { r.Events = nil }, "events missed"},
		{func(r *safir.Record) { r.Events[0].Type = safir.Call }, "events missed, events invented"},
		{func(r *safir.Record) { r.Events[0].Status = safir.Planned }, "slots wrong status"},
		{func(r *safir.Record) { r.Events[0].Where = nil }, "slots wrong where"},
		{func(r *safir.Record) { r.Events[0].Participants[0].Role = safir.Host }, "slots wrong role"},
		{
			func(r *safir.Record) {
				r.Events[0].Participants = append(r.Events[0].Participants, safir.Participant{Actor: "a2", Role: safir.Host})
			}, "slots invented participant",
		},
		{func(r *safir.Record) { r.Statements[0].Act = "hope" }, "statements wrong act"},
		{func(r *safir.Record) { r.Statements[0].Speakers = []string{"a2"} }, "attribution wrong speaker, attribution invented"},
		{func(r *safir.Record) { r.Times = []safir.Time{{Span: spanOf("تهران")}} }, "times invented"},
	} {
		system := record()
		c.change(system)
		if got := causes(Errors(record(), system)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAnErrorShowsItsWords(t *testing.T) {
	list := Errors(record(), nil)
	if want := "visit  happened  null  Tehran  visitor foreign-minister OMN"; list[0].What != want || list[0].Words != "به تهران سفر کرد" {
		t.Errorf("got %q with %q", list[0].What, list[0].Words)
	}
}
