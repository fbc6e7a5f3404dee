package api_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"safir/internal/ledger"
	"safir/internal/users"
)

func TestQuestionsAreSavedShownAndRemoved(t *testing.T) {
	f := small(t, users.Editor)
	w := f.ask("POST", "/questions", "application/json", `{"name":"calls","type":"call","who":"Iran"}`)
	var saved struct{ Name, Type, By string }
	if err := json.Unmarshal(w.Body.Bytes(), &saved); err != nil || w.Code != 201 || saved.Name != "calls" || saved.Type != "call" || saved.By != "leila" {
		t.Fatalf("saved: %d %s", w.Code, w.Body)
	}
	f.refused(f.ask("POST", "/questions", "application/json", `{"name":"calls","type":"call"}`), 409, "twice")
	f.refused(f.ask("POST", "/questions", "application/json", `{"name":"Bad Name"}`), 422, "bad name")
	f.refused(f.ask("POST", "/questions", "application/json", `{"name":"x","targets":[{"kind":"command","to":"rm"}]}`), 422, "targets")
	f.refused(f.ask("GET", "/questions/none", "", ""), 404, "none")
	body := `{"type":"event.new","id":"msg_1","timestamp":"2026-05-01T12:00:00Z","data":{"question":"calls","headline":{"en":"Call","fa":"تماس"},"event":null}}`
	q := ledger.Question{Name: "calls"}
	if err := f.store.Announce(context.WithoutCancel(t.Context()), q, nil, []ledger.Announcement{{ID: "msg_1", Question: "calls", At: "2026-05-01T12:00:00.000Z", Kind: ledger.NewAnswer, Body: body}}); err != nil {
		t.Fatal(err)
	}
	if text := f.ask("GET", "/questions/calls", "", "").Body.String(); !strings.Contains(text, `"id":"msg_1"`) || !strings.Contains(text, "تماس") {
		t.Errorf("got %s", text)
	}
	if w := f.ask("DELETE", "/questions/calls", "", ""); w.Code != 204 {
		t.Errorf("removed: %d %s", w.Code, w.Body)
	}
	f.refused(f.ask("DELETE", "/questions/calls", "", ""), 404, "removed twice")
	reader := small(t, users.Reader)
	reader.refused(reader.ask("POST", "/questions", "application/json", `{"name":"calls"}`), 403, "a reader saves")
	reader.refused(reader.ask("DELETE", "/questions/calls", "", ""), 403, "a reader removes")
}
