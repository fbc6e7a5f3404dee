package ledger_test

import (
	"errors"
	"iter"
	"strings"
	"testing"

	"safir/internal/ledger"
)

func said(list ...string) iter.Seq2[ledger.Said, error] {
	return func(yield func(ledger.Said, error) bool) {
		for _, text := range list {
			if text == "broken" {
				yield(ledger.Said{}, errors.New(text))
				return
			}
			day, id, _ := strings.Cut(text, " ")
			dispatch, _, _ := strings.Cut(id, "/")
			if !yield(ledger.Said{ID: id, Day: day, Source: ledger.Source{Dispatch: dispatch}}, nil) {
				return
			}
		}
	}
}

func TestStatementsOfADayAreSteady(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "1 b/s1|1 a/s10|1 a/s2|2 c/s1|2 a/s1": "a/s2 a/s10 b/s1 a/s1 c/s1", "1 b/s1|1 a/s1|broken": "a/s1 b/s1 broken",
	} {
		var got []string
		for s, err := range ledger.Steady(said(strings.FieldsFunc(in, func(r rune) bool { return r == '|' })...)) {
			if err != nil {
				s.ID = err.Error()
			}
			got = append(got, s.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", in, got, want)
		}
	}
	for s := range ledger.Steady(said("1 a/s1", "1 b/s1", "2 c/s1")) {
		if s.ID == "b/s1" {
			break // whoever stops is asked no more
		}
	}
}
