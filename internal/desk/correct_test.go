package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

func (v *visitor) corrections() []ledger.Correction {
	v.t.Helper()
	all, err := v.store.Corrections(v.t.Context())
	if err != nil {
		v.t.Fatal(err)
	}
	return all
}

func TestAnEditorPutsAnEventRight(t *testing.T) {
	v := open(t)
	e := v.anEvent("call")
	w := v.post("/en/event/"+e.ID+"/edit", "version", e.Version(), "type", "meeting", "status", "happened", "when", "1403-02-24", "where", "آنکارا",
		"reason", "the ministry says so", "by", "Sara")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/en/event/") {
		t.Fatalf("got %d to %s: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	text := v.page(w.Header().Get("Location"))
	for _, want := range []string{"Ankara", "Mon 13 May 2024", "the ministry says so", "Sara"} {
		if !strings.Contains(text, want) {
			t.Errorf("the corrected event does not show %s", want)
		}
	}
	if log := v.corrections(); len(log) != 1 || len(log[0].Changes) != 3 || log[0].By != "Sara" {
		t.Errorf("the log holds %+v", log)
	}
	if text := v.page("/fa/log"); !strings.Contains(text, "the ministry says so") || !strings.Contains(text, `value="Sara"`) {
		t.Error("the log does not show the correction, or who made it is not known again")
	}
	if w := v.post("/en/log/undo", "number", "1", "reason", "it was right", "by", "Sara"); w.Code != http.StatusSeeOther {
		t.Fatalf("undone: %d: %s", w.Code, w.Body)
	}
	if now := v.anEvent("call"); now.Version() != e.Version() {
		t.Errorf("after the undo the event is %+v", now)
	}
}

func TestOfTwoEditorsTheSecondIsToldAndLosesNothing(t *testing.T) {
	v := open(t)
	e := v.anEvent("call")
	edit := func(status, reason string) *httptest.ResponseRecorder {
		return v.post("/fa/event/"+e.ID+"/edit", "version", e.Version(), "status", status, "reason", reason, "by", "سارا")
	}
	if w := edit("denied", "یکم"); w.Code != http.StatusSeeOther {
		t.Fatalf("the first got %d: %s", w.Code, w.Body)
	}
	w := edit("cancelled", "دلیل دراز دوم")
	if text := w.Body.String(); w.Code != http.StatusConflict || !strings.Contains(text, "دلیل دراز دوم") || !strings.Contains(text, "/fa/event/"+e.ID) {
		t.Errorf("the second got %d: %s", w.Code, text)
	}
	if now := v.anEvent("call"); now.Status != safir.Denied || len(v.corrections()) != 1 {
		t.Errorf("the event is %s after %d corrections", now.Status, len(v.corrections()))
	}
}

func TestEventsAreMergedAndSplit(t *testing.T) {
	v := open(t)
	a, b := v.anEvent("call"), v.anEvent("summit")
	w := v.post("/en/event/"+a.ID+"/merge", "version", a.Version(), "others", "http://127.0.0.1:7474/fa/event/"+b.ID, "reason", "one", "by", "Sara")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("merged: %d: %s", w.Code, w.Body)
	}
	one := v.anEvent("call")
	if len(one.Reports) != len(a.Reports)+len(b.Reports) {
		t.Fatalf("the merged event has %d reports", len(one.Reports))
	}
	w = v.post("/en/event/"+one.ID+"/split", "version", one.Version(), "dispatch", "summit", "reason", "two", "by", "Sara")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("split: %d: %s", w.Code, w.Body)
	}
	if again := v.anEvent("call"); len(again.Reports) != len(a.Reports) {
		t.Errorf("after the split the event has %d reports", len(again.Reports))
	}
}

func TestCorrectionsThatMakeNoSenseAreRefused(t *testing.T) {
	v := open(t)
	e := v.anEvent("call")
	seen := []string{"version", e.Version(), "by", "Sara"}
	for what, c := range map[string]struct {
		path   string
		fields []string
		want   int
	}{
		"no reason":           {"edit", []string{"status", "denied"}, http.StatusBadRequest},
		"no change":           {"edit", []string{"reason", "x"}, http.StatusBadRequest},
		"no day":              {"edit", []string{"when", "1403-13-01", "reason", "x"}, http.StatusBadRequest},
		"no place":            {"edit", []string{"where", "Atlantis", "reason", "x"}, http.StatusBadRequest},
		"no such status":      {"edit", []string{"status", "dreamt", "reason", "x"}, http.StatusBadRequest},
		"no such participant": {"edit", []string{"remove", "99", "reason", "x"}, http.StatusBadRequest},
		"nobody":              {"edit", []string{"add", "Xyzzyplugh", "reason", "x"}, http.StatusBadRequest},
		"no other event":      {"merge", []string{"others", "000000000000", "reason", "x"}, http.StatusBadRequest},
		"with itself":         {"merge", []string{"others", e.ID, "reason", "x"}, http.StatusBadRequest},
		"no reports":          {"split", []string{"reason", "x"}, http.StatusBadRequest},
	} {
		if w := v.post("/en/event/"+e.ID+"/"+c.path, append(c.fields, seen...)...); w.Code != c.want {
			t.Errorf("%s: got %d, want %d: %s", what, w.Code, c.want, w.Body)
		}
	}
	if w := v.post("/en/event/000000000000/edit", "reason", "x", "by", "y"); w.Code != http.StatusNotFound {
		t.Errorf("an unknown event: got %d", w.Code)
	}
	if w := v.post("/en/log/undo", "number", "7", "reason", "x", "by", "y"); w.Code != http.StatusBadRequest {
		t.Errorf("an unknown correction: got %d", w.Code)
	}
	if n := len(v.corrections()); n != 0 {
		t.Errorf("%d corrections were kept", n)
	}
}

func TestReadersMayNotCorrect(t *testing.T) {
	v := open(t, func(o *Options) { o.Visitor = func(*http.Request) Visitor { return Visitor{Name: "Ali"} } })
	e := v.anEvent("call")
	if w := v.post("/en/event/"+e.ID+"/edit", "version", e.Version(), "status", "denied", "reason", "x"); w.Code != http.StatusForbidden {
		t.Errorf("got %d", w.Code)
	}
	if text := v.page("/en/event/" + e.ID); strings.Contains(text, `name="version"`) {
		t.Error("the forms are shown to readers")
	}
}

func TestWhoSignedInIsWhoCorrects(t *testing.T) {
	v := open(t, func(o *Options) {
		o.Visitor = func(*http.Request) Visitor { return Visitor{Name: "Ali", Editor: true} }
	})
	e := v.anEvent("call")
	if w := v.post("/en/event/"+e.ID+"/edit", "version", e.Version(), "status", "denied", "reason", "x", "by", "Sara"); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d: %s", w.Code, w.Body)
	}
	if log := v.corrections(); len(log) != 1 || log[0].By != "Ali" {
		t.Errorf("the log holds %+v", log)
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	v := open(t)
	e := v.anEvent("call")
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/en/event/"+e.ID+"/edit", strings.NewReader("status=denied&reason=x&by=y&version="+e.Version()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := v.ask(r); w.Code != http.StatusForbidden || len(v.corrections()) != 0 {
		t.Errorf("got %d", w.Code)
	}
}
