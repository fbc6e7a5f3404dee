package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"safir/internal/ledger"
)

// saving lets questions be saved.
func saving(o *Options) {
	store := o.Store
	o.Save = func(ctx context.Context, q ledger.Question) error { return store.AddQuestion(ctx, q, nil) }
	o.QuestionFeeds = "/questions/"
}

func TestAQuestionIsSavedFromTheEventsAndRemoved(t *testing.T) {
	v := open(t, saving)
	page := v.page("/en/events?type=call&who=Iran&level=minister&newer=1")
	for _, want := range []string{`action="/en/questions/add"`, `type="hidden" name="type" value="call"`, `type="hidden" name="who" value="Iran"`, `type="hidden" name="level" value="minister"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form does not have %s", want)
		}
	}
	if w := v.post("/en/questions/add", "type", "call", "who", "Iran", "level", "minister", "name", "iran-calls"); w.Code != http.StatusSeeOther {
		t.Fatalf("saved: %d %s", w.Code, w.Body)
	}
	if w := v.post("/en/questions/add", "type", "call", "name", "iran-calls"); w.Code != http.StatusConflict {
		t.Errorf("saved twice: %d", w.Code)
	}
	for _, fields := range [][]string{{"type", "call", "name", "No Name"}, {"type", "party", "name", "parties"}, {"who", "Xyzzyplugh", "name", "nobody"}} {
		if w := v.post("/en/questions/add", fields...); w.Code != http.StatusBadRequest {
			t.Errorf("%v: %d", fields, w.Code)
		}
	}
	for lang, wants := range map[string][]string{
		"en": {"iran-calls", "Call", "Minister", "/questions/iran-calls.atom", "Nothing was announced yet", "/en/events?level=minister&amp;type=call&amp;who=Iran"}, "fa": {"iran-calls", "تماس تلفنی", "وزیران", "هنوز چیزی اعلام نشده است"},
	} {
		page := v.page("/" + lang + "/questions")
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("the page in %s does not say %s", lang, want)
			}
		}
	}
	if w := v.post("/fa/questions/remove", "name", "iran-calls"); w.Code != http.StatusSeeOther {
		t.Errorf("removed: %d", w.Code)
	}
	if w := v.post("/fa/questions/remove", "name", "iran-calls"); w.Code != http.StatusNotFound {
		t.Errorf("removed twice: %d", w.Code)
	}
}

func TestOnlyEditorsSaveQuestions(t *testing.T) {
	v := open(t, saving, func(o *Options) { o.Visitor = func(*http.Request) Visitor { return Visitor{Name: "reader"} } })
	if strings.Contains(v.page("/en/events"), "/en/questions/add") {
		t.Error("a reader is offered to save questions")
	}
	if w := v.post("/en/questions/add", "type", "call", "name", "calls"); w.Code != http.StatusForbidden {
		t.Errorf("a reader saved a question: %d", w.Code)
	}
}

func TestWhatWasAnnouncedAndWhereItGoesIsShown(t *testing.T) {
	v := open(t, saving)
	e := v.anEvent("call")
	q := ledger.Question{Name: "calls", Type: "call", By: "Sara", Created: "2026-11-25T10:00:00.000Z", Targets: []ledger.Target{
		{Kind: ledger.Webhook, To: "https://hooks.example.org/s3cr3t", Secret: "whsec_x"}, {Kind: ledger.Command, To: "mail -s Safir desk@example.org"},
	}}
	if err := v.store.AddQuestion(t.Context(), q, nil); err != nil {
		t.Fatal(err)
	}
	news := []ledger.Announcement{{
		ID: "msg_1", Question: "calls", At: "2026-11-26T09:30:00.000Z", Kind: ledger.CorrectedAnswer, Event: e.ID,
		Body: `{"type":"event.corrected","id":"msg_1","data":{"headline":{"en":"Call: <b>A</b> – B","fa":"تماس تلفنی: الف – ب"},"event":{"id":"` + e.ID + `"},"changed":["status"]}}`,
	}}
	if err := v.store.Announce(t.Context(), q, nil, news); err != nil {
		t.Fatal(err)
	}
	failed := ledger.Delivery{Announcement: news[0], Target: q.Targets[0].Key(), State: ledger.GivenUp, Failure: "no answer in time"}
	if err := v.store.Settle(t.Context(), failed); err != nil {
		t.Fatal(err)
	}
	page := v.page("/en/questions")
	for _, want := range []string{"Call: &lt;b&gt;A&lt;/b&gt; – B", "Correction", "changed: Status", "https://hooks.example.org/…", "mail -s Safir", "no answer in time", "/en/event/" + e.ID} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if strings.Contains(page, "s3cr3t") || strings.Contains(page, "whsec_") {
		t.Error("the page tells secrets")
	}
	if page := v.page("/fa/questions"); !strings.Contains(page, "تماس تلفنی: الف – ب") || !strings.Contains(page, "اصلاح") {
		t.Error("the Persian page is not in Persian")
	}
}

func TestHowSourcesFareIsShown(t *testing.T) {
	v := open(t)
	if !strings.Contains(v.page("/en/sources"), "safir watch --ledger") {
		t.Error("it is not said how sources are watched")
	}
	sources := []ledger.Watched{
		{URL: "https://www.irna.ir/rss", Name: "irna", Due: "2026-11-26T12:05:00.000Z", Every: 5 * time.Minute, Asked: "2026-11-26T12:00:00.000Z", Answered: "2026-11-26T12:00:00.000Z", Changed: "2026-11-26T11:40:00.000Z", Lag: 90 * time.Second, Brought: 31},
		{URL: "https://gone.example/rss", Failure: "the server answers 404 Not Found", Failures: 3},
	}
	if err := v.store.Watch(t.Context(), sources); err != nil {
		t.Fatal(err)
	}
	for lang, wants := range map[string][]string{
		"en": {"irna", "5 min", "1 min", "well", "failing", "404 Not Found", "3 times", "12:05"}, "fa": {"۵ دقیقه", "خوب", "ناموفق", "۳ بار", "۱۲:۰۵"},
	} {
		page := v.page("/" + lang + "/sources")
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("the page in %s does not say %s", lang, want)
			}
		}
	}
}
