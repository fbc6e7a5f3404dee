package storetest

import (
	"errors"
	"reflect"
	"testing"

	"safir/internal/ledger"
)

const (
	eight  = "2026-04-25T08:00:00.000Z"
	nine   = "2026-04-25T09:00:00.000Z"
	ten    = "2026-04-25T10:00:00.000Z"
	eleven = "2026-04-25T11:00:00.000Z"
)

// visits is a question with two targets that announcements wait for, and a feed.
var visits = ledger.Question{
	Name: "visits", Who: "IRN", Type: "visit", Offices: []string{"president"}, By: "leila", Created: eight, Derived: 3,
	Targets: []ledger.Target{{Kind: ledger.Webhook, To: "https://a.example/hook", Secret: "whsec_AAAA"}, {Kind: ledger.File, To: "/tmp/visits.jsonl"}, {Kind: ledger.AtomFile, To: "/tmp/visits.atom"}},
}

func ask(t *testing.T, s ledger.Store, name string) ledger.Question {
	t.Helper()
	all, err := s.Questions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		if q.Name == name {
			return q
		}
	}
	t.Fatalf("there is no question %s among %+v", name, all)
	return ledger.Question{}
}

func answer(id string, version int) ledger.Answer {
	return ledger.Answer{ID: id, Event: id, Print: "p" + id, Told: `{"id":"` + id + `"}`, Reports: []string{id + "/e1", "x/e2"}, Version: version}
}

func announcement(id string) ledger.Announcement {
	return ledger.Announcement{ID: id, Question: "visits", At: nine, Kind: ledger.NewAnswer, Event: "e" + id, Body: `{"type": "event.new"}`}
}

func questions(t *testing.T, s ledger.Store) {
	if err := s.AddQuestion(t.Context(), visits, []ledger.Answer{answer("b", 0)}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, "visits"); !reflect.DeepEqual(got, visits) {
		t.Errorf("got %+v, want %+v", got, visits)
	}
	if err := s.AddQuestion(t.Context(), visits, nil); !errors.Is(err, ledger.ErrExists) {
		t.Errorf("saved twice: %v", err)
	}
	changed := answer("b", 1)
	changed.Gone = true
	asked := visits
	asked.Derived = 5
	if err := s.Announce(t.Context(), asked, []ledger.Answer{answer("a", 1), changed}, []ledger.Announcement{announcement("1"), announcement("2")}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, "visits"); got.Derived != 5 || got.Turn != visits.Turn+1 {
		t.Errorf("asked of revision %d in turn %d", got.Derived, got.Turn)
	}
	if err := s.Announce(t.Context(), asked, []ledger.Answer{answer("c", 1)}, []ledger.Announcement{announcement("3")}); !errors.Is(err, ledger.ErrOutdone) {
		t.Errorf("a second in the same turn: %v", err)
	}
	if got, err := s.Answers(t.Context(), "visits"); err != nil || !reflect.DeepEqual(got, []ledger.Answer{answer("a", 1), changed}) {
		t.Errorf("answers: %+v, %v", got, err)
	}
	said, err := s.Announcements(t.Context(), "visits", 0)
	if err != nil || len(said) != 2 || said[0].ID != "2" || said[0].Number != 2 || said[1].Body != announcement("1").Body {
		t.Errorf("announcements: %+v, %v", said, err)
	}
	if said, err = s.Announcements(t.Context(), "visits", 1); err != nil || len(said) != 1 {
		t.Errorf("the latest: %+v, %v", said, err)
	}
	if err := s.RemoveQuestion(t.Context(), "visits"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveQuestion(t.Context(), "visits"); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("removed twice: %v", err)
	}
	said, err = s.Announcements(t.Context(), "visits", 0)
	left, leftErr := s.Answers(t.Context(), "visits")
	boxes, boxesErr := s.Outboxes(t.Context())
	if err := errors.Join(err, leftErr, boxesErr); err != nil || len(said)+len(left)+len(boxes) > 0 {
		t.Errorf("left of a removed question: %v %v %v, %v", said, left, boxes, err)
	}
}

func claim(t *testing.T, s ledger.Store, now, until string) []ledger.Delivery {
	t.Helper()
	claimed, err := s.Claim(t.Context(), now, until, 10)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

func settle(t *testing.T, s ledger.Store, d ledger.Delivery) {
	t.Helper()
	if err := s.Settle(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

func outbox(t *testing.T, s ledger.Store) {
	if err := s.AddQuestion(t.Context(), visits, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Announce(t.Context(), visits, nil, []ledger.Announcement{announcement("1"), announcement("2")}); err != nil {
		t.Fatal(err)
	}
	if early := claim(t, s, eight, nine); len(early) > 0 {
		t.Errorf("claimed before they are due: %+v", early)
	}
	first := claim(t, s, nine, ten)
	if len(first) != 2 || first[0].ID != "1" || first[1].ID != "1" || first[0].Target == first[1].Target || first[0].State != ledger.Waiting || first[0].Body == "" {
		t.Fatalf("of each target the first: got %+v", first)
	}
	if again := claim(t, s, nine, ten); len(again) > 0 {
		t.Errorf("claimed twice: %+v", again)
	}
	for i := range first {
		if first[i].Target == visits.Targets[0].Key() {
			first[i].Attempts, first[i].Due, first[i].Failure = 1, eleven, "the server does not answer in time"
		} else {
			first[i].State = ledger.Delivered
		}
		settle(t, s, first[i])
	}
	second := claim(t, s, nine, ten)
	if len(second) != 1 || second[0].ID != "2" || second[0].Target != visits.Targets[1].Key() {
		t.Fatalf("one target rests, the other goes on: got %+v", second)
	}
	if lost := claim(t, s, ten, eleven); len(lost) != 1 || lost[0].ID != "2" {
		t.Errorf("whoever claimed it did not settle it: got %+v", lost)
	}
	last := claim(t, s, eleven, "2026-04-25T12:00:00.000Z")
	for _, d := range last {
		if d.Target == visits.Targets[0].Key() && (d.ID != "1" || d.Attempts != 1 || d.Failure == "") {
			t.Errorf("tried again: got %+v", d)
		}
		if d.Target == visits.Targets[0].Key() {
			d.State = ledger.GivenUp
		} else {
			d.State = ledger.Delivered
		}
		settle(t, s, d)
	}
	want := []ledger.Outbox{
		{Question: "visits", Target: visits.Targets[1].Key(), Delivered: 2},
		{Question: "visits", Target: visits.Targets[0].Key(), Waiting: 1, GivenUp: 1, Due: nine, Failure: "the server does not answer in time"},
	}
	if got, err := s.Outboxes(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if n, err := s.Requeue(t.Context(), "visits", ten); err != nil || n != 1 {
		t.Errorf("tried again: %d, %v", n, err)
	}
	if again := claim(t, s, eleven, eleven); len(again) != 1 || again[0].ID != "1" || again[0].Attempts != 0 {
		t.Errorf("what was given up comes again before what waits: %+v", again)
	}
}
