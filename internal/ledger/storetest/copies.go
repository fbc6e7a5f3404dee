package storetest

import (
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// wire is what an agency sends over the wire, long enough to be known again.
const wire = "وزیر امور خارجه ایران در سفر به مسقط با همتای عمانی خود دیدار و درباره گسترش روابط دوجانبه، " +
	"تحولات منطقه و همکاری\u200cهای اقتصادی دو کشور گفت\u200cوگو کرد. دو طرف بر ادامه رایزنی\u200cها تأکید کردند."

// worded is an entry of a meeting, with a text of its own.
func worded(id, published, when, text string) ledger.Entry {
	e := Entry(id, published, safir.Meeting, safir.Happened, when, "Muscat", araghchi, mekdad)
	e.Dispatch.Body, e.Record.Body = text, text
	return ledger.NewEntry(e.Dispatch, e.Record)
}

// copies puts two copies of one dispatch beside two others that tell of another day.
func copies(t *testing.T, s ledger.Store) {
	other := "دیدار وزیران خارجه ایران و عمان به گفته سخنگو یک روز پیش از آن برگزار شده بود و گزارش\u200cها در این باره یکسان نیست"
	entries := []ledger.Entry{
		worded("third", "2026-04-26", "2026-04-25", "به گزارش رسانه\u200cها، "+strings.ReplaceAll(wire, "\u200c", " ")),
		worded("first", "2026-04-25T10:00Z", "2026-04-25", wire),
		worded("second", "2026-04-25T11:00Z", "2026-04-25", wire+" @kanal"),
		worded("other", "2026-04-25T12:00Z", "2026-04-24", other),
		worded("another", "2026-04-25T13:00Z", "2026-04-24", "به نوشته یک روزنامه چاپ مسقط، میزبانی این نشست را پایتخت عمان در روز جمعه بر عهده داشت؛ جزئیات بیشتری گفته نشد"),
	}
	for _, e := range entries {
		put(t, s, e)
	}
	events := refreshed(t, s, ledger.Filter{})
	if len(events) != 1 || *events[0].When != "2026-04-24" {
		t.Errorf("three copies outvoted two dispatches: %+v", events)
	}
	want := map[string]string{"second": "first", "third": "first"}
	for _, e := range events {
		for _, r := range e.Reports {
			if r.CopyOf != want[r.Dispatch] {
				t.Errorf("%s is a copy of %q, want %q", r.Dispatch, r.CopyOf, want[r.Dispatch])
			}
		}
	}
	for id := range want {
		if original, err := s.CopyOf(t.Context(), id); err != nil || original != "first" {
			t.Errorf("got %q, %v", original, err)
		}
	}
	changed := worded("second", "2026-04-27", "2026-04-25", other+" و سخنگو آن را اصلاح کرد")
	put(t, s, changed)
	var order []string
	for d, err := range s.Sketches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, d.Dispatch)
	}
	if !slices.Equal(order, []string{"first", "other", "another", "third", "second"}) {
		t.Errorf("got %v", order)
	}
	refreshed(t, s, ledger.Filter{})
	if original, err := s.CopyOf(t.Context(), "second"); err != nil || original == "first" {
		t.Errorf("another text is taken for a copy: %q, %v", original, err)
	}
}
