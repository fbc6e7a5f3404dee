package api_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/storetest"
	"safir/internal/users"
)

func TestUnknownEntriesAreNotFound(t *testing.T) {
	f := small(t, users.Reader)
	person := get[items[struct{ ID string }]](f, "/people").Items[0].ID
	for _, path := range []string{
		"/events/ffffffffffff", "/events/%00", "/people/ffffffffff", "/people/ffffffffff/contacts", "/people/" + person + "/offices/9/evidence", "/states/XXX",
		"/states/nowhere/contacts", "/statements/speech/s9", "/statements/none/s1", "/claims/count/c9", "/dispatches/none", "/nothing", "/events/a/b/c",
	} {
		f.refused(f.ask("GET", path, "", ""), 404, path)
	}
}

func TestWhatMakesNoSenseIsRefusedWithWhatWould(t *testing.T) {
	f := small(t, users.Reader)
	for path, want := range map[string]string{
		"/events?since=1405-13-01":                               "since: ",
		"/events?since=2026-02-30":                               "since: ",
		"/events?until=" + url.QueryEscape("۱۴۰۵-۱۲-۳۱"):         "until: ",
		"/events?until=yesterday":                                "until: ",
		"/events?since=2026-05-01&until=2026-04-01":              "until: 2026-04-01 is before 2026-05-01",
		"/events?type=party":                                     "there are call, meeting",
		"/events?status=maybe":                                   "there are happened",
		"/events?who=" + url.QueryEscape("عراقچا"):               "did you mean",
		"/events?place=Atlantis":                                 "no place is known",
		"/events?who=" + strings.Repeat("x", 400):                "longer than",
		"/events?cursor=abc":                                     "no cursor of this list",
		"/events?cursor=%F0%9F%92%A3":                            "no cursor of this list",
		"/people?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA":    "no cursor of this list",
		"/people?office=wizard":                                  "unknown office",
		"/people?of=Araghchi":                                    "is no state",
		"/people?on=1405-07-31":                                  "on: ",
		"/statements?act=sing":                                   "there are condemn",
		"/statements?by=nobody":                                  "nobody in the ledger",
		"/claims?verdict=true":                                   "there are consistent",
		"/between?a=IRN&b=Iran":                                  "are one side",
		"/between?a=IRN&b=Narnia":                                "b",
		"/dispatches?since=2026-00-01":                           "since: ",
		"/dispatches?order=oldest&cursor=" + "e30" + "e30e30e30": "no cursor of this list",
	} {
		w := f.ask("GET", path, "", "")
		f.refused(w, 400, path)
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s does not say %q", path, w.Body, want)
		}
	}
}

func TestWhatAnOperationDoesNotTakeIsRefused(t *testing.T) {
	f := small(t, users.Reader)
	for _, path := range []string{
		"/events?limit=0", "/events?limit=501", "/events?limit=many", "/events?order=random", "/events?colour=red", "/search", "/search?q=", "/between?a=IRN",
		"/people/x/offices/first/evidence",
	} {
		f.refused(f.ask("GET", path, "", ""), 422, path)
	}
	w := f.ask("DELETE", "/events", "", "")
	f.refused(w, 405, "DELETE")
	if w.Header().Get("Allow") != "GET" {
		t.Errorf("Allow: %q", w.Header().Get("Allow"))
	}
}

func TestACursorIsOfItsListAlone(t *testing.T) {
	f := small(t, users.Reader)
	next := get[items[eventLine]](f, "/events?limit=1").Next
	for path, want := range map[string]int{
		"/events?limit=2&cursor=" + next: 200, "/events?type=call&cursor=" + next: 400, "/events?order=oldest&cursor=" + next: 400,
		"/dispatches?cursor=" + next: 400, "/events?cursor=" + next[:len(next)-2]: 400,
	} {
		if w := f.ask("GET", path, "", ""); w.Code != want {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestWhatCanNotBeReadIsRefused(t *testing.T) {
	f := small(t, users.Reader)
	big := strings.Repeat("خبر ", 10<<20/7)
	for what, c := range map[string]struct {
		kind, body, query string
		status            int
	}{
		"ten megabytes":       {"text/plain", big, "", 413},
		"a bit too much":      {"text/plain", strings.Repeat("x", 1<<20+1), "", 413},
		"nothing":             {"text/plain", " \n", "", 400},
		"no body":             {"application/json", `{"title":"x"}`, "", 400},
		"broken JSON":         {"application/json", `{"body":`, "", 400},
		"a list":              {"application/json", `[]`, "", 400},
		"no UTF-8":            {"text/plain", "\xff\xfe", "", 400},
		"another kind":        {"application/pdf", "%PDF", "", 415},
		"a day that is none":  {"text/plain", "خبر", "?published=2024-02-30", 400},
		"a Jalali day":        {"application/json", `{"body":"خبر","published":"1403-02-25"}`, "", 400},
		"an unknown outlet":   {"text/plain", "خبر", "?agency=nowhere-news", 400},
		"a kind out of place": {";;", "خبر", "", 415},
	} {
		f.refused(f.ask("POST", "/read"+c.query, c.kind, c.body), c.status, what)
	}
	if w := f.ask("POST", "/read", "text/plain", strings.Repeat(" ", 1<<20-6)+"خبر"); w.Code != 200 {
		t.Errorf("a megabyte: %d", w.Code)
	}
}

func correction(t *testing.T, fields map[string]any) string {
	t.Helper()
	text, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEditorsCorrectAndUndoWhatTheyCorrected(t *testing.T) {
	f := small(t, users.Editor)
	meeting := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	e := get[eventLine](f, "/events/"+meeting)
	type kept struct {
		Number int
		Events []eventLine
	}
	correct := func(fields map[string]any, status int) (out kept) {
		t.Helper()
		w := f.ask("POST", "/corrections", "application/json", correction(t, fields))
		if w.Code != status {
			t.Fatalf("%v: %d %s", fields, w.Code, w.Body)
		}
		if status == 201 {
			if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	seen := []map[string]string{{"id": e.ID, "version": e.Version}}
	edit := correct(map[string]any{
		"kind": "edit", "reason": "the communiqué says so", "events": seen, "changes": map[string]any{"where": "مسقط", "when": "1405-02-07", "status": "cancelled"},
	}, 201)
	if edit.Number != 1 || len(edit.Events) != 1 || *edit.Events[0].Where != "Muscat" || *edit.Events[0].When != "2026-04-27" || edit.Events[0].Status != "cancelled" {
		t.Fatalf("got %+v", edit)
	}
	correct(map[string]any{"kind": "edit", "reason": "too late", "events": seen, "changes": map[string]any{"where": "Vienna"}}, 409)
	split := correct(map[string]any{"kind": "split", "reason": "two meetings", "events": []map[string]string{{"id": e.ID}}, "dispatches": []string{"meeting-isna"}}, 201)
	if len(split.Events) != 2 {
		t.Errorf("got %+v", split)
	}
	calls := get[items[eventLine]](f, "/events?type=call").Items
	joined := correct(map[string]any{"kind": "merge", "reason": "one call", "events": []map[string]string{{"id": calls[0].ID}, {"id": calls[1].ID}}}, 201)
	if len(joined.Events) != 1 {
		t.Errorf("got %+v", joined)
	}
	correct(map[string]any{"kind": "undo", "reason": "it was two", "undoes": joined.Number}, 201)
	if got := len(get[items[eventLine]](f, "/events?type=call").Items); got != 2 {
		t.Errorf("%d calls after the undo", got)
	}
	log := get[items[struct {
		Number                      int
		By, At, Kind, State, Reason string
	}]](f, "/corrections").Items
	if len(log) != 4 || log[0].By != "leila" || log[0].At != "2026-05-01T12:00:00Z" || log[0].Reason != "the communiqué says so" || log[2].State != "undone" {
		t.Errorf("got %+v", log)
	}
}

func TestWhatIsNoCorrectionIsRefusedAndKeepsNothing(t *testing.T) {
	f := small(t, users.Editor)
	id := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	one := []map[string]string{{"id": id}}
	for what, c := range map[string]struct {
		fields map[string]any
		status int
	}{
		"no reason":            {map[string]any{"kind": "undo", "reason": "", "undoes": 1}, 422},
		"blanks for a reason":  {map[string]any{"kind": "edit", "reason": "  ", "events": one, "changes": map[string]any{"where": "Doha"}}, 400},
		"an unknown kind":      {map[string]any{"kind": "erase", "reason": "x"}, 422},
		"an unknown event":     {map[string]any{"kind": "edit", "reason": "x", "events": []map[string]string{{"id": "ffffffffffff"}}, "changes": map[string]any{"where": "Doha"}}, 404},
		"one event to merge":   {map[string]any{"kind": "merge", "reason": "x", "events": one}, 400},
		"the same event twice": {map[string]any{"kind": "merge", "reason": "x", "events": append(one, one...)}, 400},
		"no event to edit":     {map[string]any{"kind": "edit", "reason": "x", "changes": map[string]any{"where": "Doha"}}, 400},
		"nothing to change":    {map[string]any{"kind": "edit", "reason": "x", "events": one}, 400},
		"an unknown place":     {map[string]any{"kind": "edit", "reason": "x", "events": one, "changes": map[string]any{"where": "Atlantis"}}, 400},
		"a day that is none":   {map[string]any{"kind": "edit", "reason": "x", "events": one, "changes": map[string]any{"when": "1405-13-01"}}, 400},
		"an unknown type":      {map[string]any{"kind": "edit", "reason": "x", "events": one, "changes": map[string]any{"type": "party"}}, 400},
		"nobody to add":        {map[string]any{"kind": "edit", "reason": "x", "events": one, "changes": map[string]any{"add": []string{"nobody at all"}}}, 400},
		"nobody to remove":     {map[string]any{"kind": "edit", "reason": "x", "events": one, "changes": map[string]any{"remove": []string{"USA"}}}, 400},
		"a foreign dispatch":   {map[string]any{"kind": "split", "reason": "x", "events": one, "dispatches": []string{"call"}}, 400},
		"nothing to undo":      {map[string]any{"kind": "undo", "reason": "x", "undoes": 7}, 400},
		"another field":        {map[string]any{"kind": "undo", "reason": "x", "undoes": 7, "by": "somebody else"}, 422},
	} {
		f.refused(f.ask("POST", "/corrections", "application/json", correction(t, c.fields)), c.status, what)
	}
	if log := get[items[json.RawMessage]](f, "/corrections").Items; len(log) != 0 {
		t.Errorf("kept: %s", log)
	}
}

func TestReadersMayNotCorrect(t *testing.T) {
	f := small(t, users.Reader)
	id := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	w := f.ask("POST", "/corrections", "application/json", correction(t, map[string]any{
		"kind": "edit", "reason": "x", "events": []map[string]string{{"id": id}}, "changes": map[string]any{"where": "Doha"},
	}))
	f.refused(w, 403, "a reader")
	if e := get[eventLine](f, "/events/"+id); *e.Where != "Damascus" {
		t.Errorf("the place is %s now", *e.Where)
	}
}

// TestACursorWhoseEntryIsGoneSaysSo has an earlier report of an event arrive between two parts of a list: the event has another id then.
func TestACursorWhoseEntryIsGoneSaysSo(t *testing.T) {
	f := small(t, users.Reader)
	next := get[items[eventLine]](f, "/events?limit=3").Next // after the meeting
	if _, err := f.store.Put(t.Context(), []ledger.Entry{
		storetest.Entry("earlier", "2026-04-25", safir.Meeting, safir.Planned, "2026-04-26", "Damascus", araghchi, mekdad),
	}); err != nil {
		t.Fatal(err)
	}
	_, world := shared()
	if err := ledger.Refresh(t.Context(), f.store, world); err != nil {
		t.Fatal(err)
	}
	w := f.ask("GET", "/events?limit=3&cursor="+next, "", "")
	f.refused(w, 400, "the cursor")
	if !strings.Contains(w.Body.String(), "no longer there") {
		t.Errorf("got %s", w.Body)
	}
}
