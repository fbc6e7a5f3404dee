package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// searchCommon looks for words that thousands of dispatches have.
func searchCommon(t *testing.T, s ledger.Store) {
	var entries []ledger.Entry
	add := func(title, body string) {
		d := safir.Dispatch{ID: fmt.Sprintf("d%04d", len(entries)), Title: title, Body: body}
		entries = append(entries, ledger.NewEntry(d, safir.Record{ID: d.ID, Body: body, Repaired: body}))
	}
	add("رایزنی مذاکره\u200cکنندگان", "از سفارت نیپیداو گزارش رسید.")
	for range 2200 {
		add("گزارش", "مذاکره از صبح آغاز شد و تا شب ادامه یافت، اما هیچ کس از نتیجه آن چیزی نگفت.")
	}
	add("مذاکره، مذاکره", "باز هم مذاکره.")
	for range 20 {
		add("گزارش", "مذاکره از صبح آغاز شد و تا شب ادامه یافت، اما هیچ کس از نتیجه آن چیزی نگفت.")
	}
	put(t, s, entries...)
	for words, want := range map[string]struct {
		many  int
		first string
	}{
		"مذاکره": {10, "d2201"}, "مذاکره صبح": {10, "d2221"}, "از": {10, ""}, "مذاکره نیپیداو": {1, "d0000"}, "مذاک نیپیداو": {1, "d0000"},
		"از رایزنی": {1, "d0000"}, "مذاکره سفارتخانه": {0, ""}, "مذاکره مذاکره باز": {1, "d2201"}, "مذاکره نیپید": {1, "d0000"},
	} {
		found, err := s.Search(t.Context(), ledger.Words(words), 10)
		if err != nil || len(found) != want.many {
			t.Errorf("%s: found %d, %v; want %d", words, len(found), err, want.many)
		} else if want.first != "" && found[0].ID != want.first {
			t.Errorf("%s: found %s first, want %s", words, found[0].ID, want.first)
		}
	}
}

// searchJoined looks for words that texts and questions part in different ways.
func searchJoined(t *testing.T, s ledger.Store) {
	for id, body := range map[string]string{
		"space": "با کیانی پور دیدار کرد.", "half": "با کیانی\u200cپور دیدار کرد.", "none": "با کیانیپور دیدار کرد.",
		"apart": "پور از سفر کیانی گفت.", "other": "با سفیر دیدار کرد.",
	} {
		put(t, s, ledger.NewEntry(safir.Dispatch{ID: id, Body: body}, safir.Record{ID: id, Body: body, Repaired: body}))
	}
	for question, want := range map[string]string{
		"کیانی پور":           "apart half none space", // all words, wherever they stand
		"کیانی\u200cپور":      "half none space",
		"كيانيپور":            "half none space",
		"دیدار کیانی پور":     "half none space",
		"کیانی پور دیدار کرد": "half none space",
		"کیانیپور سفیر":       "",
	} {
		found, err := s.Search(t.Context(), ledger.Words(question), 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s finds %q, want %q", question, got, want)
		}
	}
}
