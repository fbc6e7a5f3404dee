package announce_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"safir"
	"safir/internal/announce"
	"safir/internal/export"
	"safir/internal/gather/web"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

const (
	araghchi = "عباس عراقچی"
	mekdad   = "فیصل المقداد"
)

// office is a ledger with an announcer.
type office struct {
	ledger.Store
	*testing.T

	world *know.World
	told  *announce.Announcer
}

func open(t *testing.T, change ...func(*announce.Options)) *office {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{store, t, world, nil}
	o.restart(change...)
	return o
}

// restart makes the announcer anew, as after a crash.
func (o *office) restart(change ...func(*announce.Options)) {
	options := announce.Options{
		Store: o.Store, World: o.world, Log: slog.New(slog.DiscardHandler), Backoff: []time.Duration{time.Millisecond, time.Millisecond, time.Millisecond},
		Web: web.New(web.Options{Timeout: 300 * time.Millisecond, AllowPrivate: true}),
	}
	for _, c := range change {
		c(&options)
	}
	o.told = announce.New(options)
}

func (o *office) put(entries ...ledger.Entry) {
	o.Helper()
	if _, err := o.Put(o.Context(), entries); err != nil {
		o.Fatal(err)
	}
	o.refresh()
}

func (o *office) refresh() {
	o.Helper()
	if err := ledger.Refresh(o.Context(), o.Store, o.world); err != nil {
		o.Fatal(err)
	}
}

func (o *office) save(q ledger.Question) {
	o.Helper()
	q.Created = ledger.Stamp(time.Now())
	if _, err := announce.Save(o.Context(), o.Store, o.world, q, false); err != nil {
		o.Fatal(err)
	}
}

// news checks the questions, and gives what is announced of it.
func (o *office) news() (out []export.AnnouncementLine) {
	o.Helper()
	n, err := o.told.Check(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	for _, q := range o.questions() {
		all, err := o.Announcements(o.Context(), q.Name, 0)
		if err != nil {
			o.Fatal(err)
		}
		for _, a := range all[:min(n, len(all))] {
			var line export.AnnouncementLine
			if err := json.Unmarshal([]byte(a.Body), &line); err != nil {
				o.Fatal(err)
			}
			if line.ID != a.ID || line.Type != a.Kind {
				o.Errorf("announcement %s %s holds %s %s", a.ID, a.Kind, line.ID, line.Type)
			}
			out = append(out, line)
		}
	}
	slices.Reverse(out)
	return out
}

func (o *office) questions() []ledger.Question {
	o.Helper()
	all, err := o.Questions(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	return all
}

func (o *office) event(f ledger.Filter) ledger.Event {
	o.Helper()
	for e, err := range o.Events(o.Context(), f) {
		if err != nil {
			o.Fatal(err)
		}
		return e
	}
	o.Fatalf("there is no event %+v", f)
	return ledger.Event{}
}

func (o *office) correct(c ledger.Correction, err error) {
	o.Helper()
	if err == nil {
		c, err = c.Signed("leila", "as it was", "2026-05-01T12:00:00Z")
	}
	if err == nil {
		_, err = o.Correct(o.Context(), c)
	}
	if err != nil {
		o.Fatal(err)
	}
	o.refresh()
}

func call(id, day string) ledger.Entry {
	return storetest.Entry(id, day+"T08:00:00+03:30", safir.Call, safir.Happened, day, "", araghchi, mekdad)
}

func visit(id, published string, status safir.Status, when string) ledger.Entry {
	return storetest.Entry(id, published, safir.Visit, status, when, "Oman", araghchi)
}

// kinds are announcements on one line.
func kinds(news []export.AnnouncementLine) string {
	var out []string
	for _, n := range news {
		text := strings.TrimPrefix(n.Type, "event.")
		if len(n.Data.Changed) > 0 {
			text += "(" + strings.Join(n.Data.Changed, ",") + ")"
		}
		if n.Data.Reason != "" {
			text += ":" + n.Data.Reason
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func (o *office) want(what, want string) []export.AnnouncementLine {
	o.Helper()
	news := o.news()
	if got := kinds(news); got != want {
		o.Errorf("%s: got %q, want %q", what, got, want)
	}
	return news
}

func TestWhatIsNewIsAnnouncedOnce(t *testing.T) {
	o := open(t)
	o.put(call("a", "2026-04-20"))
	o.save(ledger.Question{Name: "calls", Who: "IRN", Type: "call"})
	o.want("what was there", "")
	o.put(call("b", "2026-04-27"), visit("v", "2026-04-27", safir.Planned, "2026-05-04"))
	news := o.want("a call and a visit", "new")
	if len(news) == 1 && (news[0].Data.Event.Mentions[0].Dispatch != "b" || !strings.Contains(news[0].Data.Headline.FA, araghchi)) {
		t.Errorf("got %+v", news[0].Data)
	}
	o.want("nothing", "")
	o.restart()
	o.want("after a crash", "")
	again := call("b-isna", "2026-04-27")
	again.Dispatch.Agency = "isna"
	o.put(again)
	o.want("another report that says the same", "")
}

func TestAnEarlierReportMakesNoOtherEvent(t *testing.T) {
	o := open(t)
	o.put(visit("a", "2026-04-20T10:00:00+03:30", safir.Happened, "2026-04-20"))
	o.save(ledger.Question{Name: "visits", Type: "visit"})
	had := o.event(ledger.Filter{}).ID
	o.put(visit("b", "2026-04-20T08:00:00+03:30", safir.Happened, "2026-04-20"))
	if now := o.event(ledger.Filter{}).ID; now == had {
		t.Fatal("the event has the same id: this test tests nothing")
	}
	o.want("an earlier report", "")
}

func TestAnEventThatChangesIsCorrected(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "visits", Type: "visit"})
	o.put(visit("a", "2026-04-25T08:00:00+03:30", safir.Planned, "2026-05-04"))
	o.want("a plan", "new")
	o.put(visit("b", "2026-05-04T08:00:00+03:30", safir.Happened, "2026-05-04"))
	news := o.want("the deed", "corrected(status)")
	if len(news) == 1 && (news[0].Data.Was.Status != safir.Planned || news[0].Data.Event.Status != safir.Happened) {
		t.Errorf("got %+v", news[0].Data)
	}
	e := o.event(ledger.Filter{})
	day := "2026-05-05"
	o.correct(ledger.Edit(&e, []ledger.Change{{Slot: "when", Value: &day}}))
	o.want("corrected by hand", "corrected(when)")
	o.want("nothing", "")
}

func TestAnEventThatAnswersNoMoreIsWithdrawn(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "plans", Status: "planned"})
	o.put(visit("a", "2026-04-25T08:00:00+03:30", safir.Planned, "2026-05-04"))
	o.want("a plan", "new")
	o.put(visit("b", "2026-05-04T08:00:00+03:30", safir.Happened, "2026-05-04"))
	news := o.want("it is a plan no more", "withdrawn(status):other")
	if len(news) == 1 && news[0].Data.Event == nil {
		t.Error("it is not told what became of it")
	}
	o.want("nothing", "")
	e := o.event(ledger.Filter{})
	planned := "planned"
	o.correct(ledger.Edit(&e, []ledger.Change{{Slot: "status", Value: &planned}}))
	o.want("it is one again", "corrected:again")
}

func TestMergedAndSplitEventsAreTold(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "calls", Type: "call"})
	o.put(call("a", "2026-04-20"), call("b", "2026-04-27"))
	o.want("two calls", "new new")
	o.correct(ledger.Join([]ledger.Event{o.event(ledger.Filter{Dispatch: "a"}), o.event(ledger.Filter{Dispatch: "b"})}))
	news := o.news()
	if got := kinds(news); !strings.Contains(got, "withdrawn:merged") || strings.Contains(got, "new") {
		t.Errorf("merged: got %q", got)
	}
	for _, n := range news {
		if n.Data.Reason == "merged" && n.Data.Into != o.event(ledger.Filter{}).ID {
			t.Errorf("merged into %s", n.Data.Into)
		}
	}
	o.want("nothing", "")
	o.correct(ledger.Undo(1), nil)
	if got := kinds(o.news()); !strings.Contains(got, "again") || strings.Contains(got, "withdrawn") {
		t.Errorf("the merging undone: got %q", got)
	}
}

func TestOfTwoProgramsOneAnnounces(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "calls", Type: "call"})
	o.put(call("a", "2026-04-20"), call("b", "2026-04-27"), call("c", "2026-05-20"))
	var both sync.WaitGroup
	for range 4 {
		both.Go(func() {
			a := announce.New(announce.Options{Store: o.Store, World: o.world, Log: slog.New(slog.DiscardHandler)})
			if _, err := a.Check(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if all, err := o.Announcements(t.Context(), "calls", 0); err != nil || len(all) != 3 {
		t.Errorf("%d announcements of 3 calls, %v", len(all), err)
	}
}

// hooks is a receiver of webhooks.
type hooks struct {
	*httptest.Server

	mu   sync.Mutex
	got  []string
	fail func(path string, n int) int // status of the nth request to a path
	n    map[string]int
}

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr"

func receive(t *testing.T, fail func(path string, n int) int) *hooks {
	t.Helper()
	h := &hooks{fail: fail, n: map[string]int{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/silent" {
			<-r.Context().Done()
			return
		}
		hook, err := standardwebhooks.NewWebhook(secret)
		if err == nil {
			err = hook.Verify(body, r.Header)
		}
		if err != nil {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.n[r.URL.Path]++
		if status := h.fail(r.URL.Path, h.n[r.URL.Path]); status != http.StatusOK {
			w.WriteHeader(status)
			return
		}
		h.got = append(h.got, r.URL.Path+" "+r.Header.Get("webhook-id"))
	}))
	t.Cleanup(h.Server.Close)
	return h
}

// deliver delivers until nothing waits any more.
func (o *office) deliver() (sum announce.Done) {
	o.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		done, err := o.told.Deliver(o.Context())
		if err != nil {
			o.Fatal(err)
		}
		sum = announce.Done{Delivered: sum.Delivered + done.Delivered, Failed: sum.Failed + done.Failed, GivenUp: sum.GivenUp + done.GivenUp}
		all, err := o.Outboxes(o.Context())
		if err != nil {
			o.Fatal(err)
		}
		if !slices.ContainsFunc(all, func(b ledger.Outbox) bool { return b.Waiting > 0 }) {
			return sum
		}
	}
	o.Fatal("deliveries wait without end")
	return sum
}

func TestEveryTargetIsToldInOrderWhateverOthersDo(t *testing.T) {
	h := receive(t, func(path string, n int) int {
		if path == "/flapping" && n%2 == 1 {
			return http.StatusServiceUnavailable
		}
		return http.StatusOK
	})
	o := open(t)
	file, marks := filepath.Join(t.TempDir(), "calls.jsonl"), filepath.Join(t.TempDir(), "marks")
	atom, feed := filepath.Join(t.TempDir(), "calls.atom"), filepath.Join(t.TempDir(), "calls.json")
	o.save(ledger.Question{Name: "calls", Type: "call", Targets: []ledger.Target{
		{Kind: ledger.Webhook, To: h.URL + "/silent", Secret: secret},
		{Kind: ledger.Webhook, To: h.URL + "/good", Secret: secret},
		{Kind: ledger.Webhook, To: h.URL + "/flapping", Secret: secret},
		{Kind: ledger.File, To: file},
		{Kind: ledger.Command, To: "cat >/dev/null; echo $SAFIR_ANNOUNCEMENT >> " + marks},
		{Kind: ledger.AtomFile, To: atom},
		{Kind: ledger.JSONFeed, To: feed},
	}})
	o.put(call("a", "2026-04-20"), call("b", "2026-04-27"), call("c", "2026-05-20"))
	news := o.want("three calls", "new new new")
	done := o.deliver()
	if done.Delivered != 12 || done.GivenUp != 3 {
		t.Errorf("got %+v", done)
	}
	var ids []string
	for _, n := range news {
		ids = append(ids, n.ID)
	}
	for _, path := range []string{"/good", "/flapping"} {
		var got []string
		for _, line := range h.got {
			if at, id, _ := strings.Cut(line, " "); at == path {
				got = append(got, id)
			}
		}
		if !slices.Equal(got, ids) {
			t.Errorf("%s got %v, want %v", path, got, ids)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Count(string(text), "\n") != 3 {
		t.Errorf("%v: %s", err, text)
	}
	if text, err := os.ReadFile(marks); err != nil || strings.TrimSpace(string(text)) != strings.Join(ids, "\n") {
		t.Errorf("%v: the command saw %s", err, text)
	}
	for file, want := range map[string]string{atom: `<feed xmlns="http://www.w3.org/2005/Atom">`, feed: `"version": "https://jsonfeed.org/version/1.1"`} {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), want) || strings.Count(string(text), ids[2]) != 1 {
			t.Errorf("%s: %v\n%s", file, err, text)
		}
	}
}

func TestAFileGetsNothingTwiceAfterACrash(t *testing.T) {
	o := open(t)
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	o.save(ledger.Question{Name: "calls", Type: "call", Targets: []ledger.Target{{Kind: ledger.File, To: file}}})
	o.put(call("a", "2026-04-20"))
	news := o.want("a call", "new")
	o.deliver()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The program was killed after it wrote the line and before it noted that; and another time in the middle of a line.
	lost := ledger.Delivery{Announcement: ledger.Announcement{ID: news[0].ID}, Target: "file " + file, State: ledger.Waiting}
	for _, left := range []string{string(whole), string(whole[:len(whole)/2]), fmt.Sprintf("{\"id\":\"other\"}\n%s", whole[:len(whole)/3])} {
		if err := o.Settle(t.Context(), lost); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		o.restart()
		o.deliver()
		text, err := os.ReadFile(file)
		if err != nil || strings.TrimPrefix(string(text), "{\"id\":\"other\"}\n") != string(whole) {
			t.Errorf("%v: from %q came %q", err, left, text)
		}
	}
}

func TestWhatCannotBeToldIsGivenUpAndSaid(t *testing.T) {
	var said strings.Builder
	o := open(t, func(op *announce.Options) {
		op.Web = web.New(web.Options{Timeout: time.Second})
		op.Log = slog.New(slog.NewTextHandler(&said, nil))
	})
	h := receive(t, func(string, int) int { return http.StatusOK })
	o.save(ledger.Question{Name: "calls", Type: "call", Targets: []ledger.Target{{Kind: ledger.Webhook, To: h.URL + "/private", Secret: secret}, {Kind: ledger.Command, To: "echo no such luck; exit 3"}}})
	o.put(call("a", "2026-04-20"))
	o.want("a call", "new")
	if done := o.deliver(); done.GivenUp != 2 || done.Failed != 3 {
		t.Errorf("got %+v", done)
	}
	if len(h.got) > 0 {
		t.Error("a private webhook was told")
	}
	all, err := o.Outboxes(t.Context())
	if err != nil || len(all) != 2 || !strings.Contains(all[0].Failure, "no such luck") || !strings.Contains(all[1].Failure, "private network") {
		t.Errorf("%+v, %v", all, err)
	}
	if !strings.Contains(said.String(), "a delivery is given up") || strings.Contains(said.String(), "/private") {
		t.Errorf("the log says %s", said.String())
	}
}
