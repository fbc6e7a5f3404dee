package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/show"
	"safir/read"
)

var newReader = sync.OnceValues(read.New)

// visitor opens the desk over a ledger of the demo's dispatches, and of one whose text tries to be a page.
type visitor struct {
	t       *testing.T
	handler http.Handler
	store   ledger.Store
	cookies map[string]*http.Cookie
}

const hostile = `به گزارش ایسنا، فرهاد کیانی‌پور وزیر امور خارجه کشورمان امروز چهارشنبه (۲۶ اردیبهشت ۱۴۰۳) با مراد آیدین همتای ترکیه‌ای خود دیدار کرد. <script>alert("x")</script> <b onclick="y()">`

// demoDispatches are the dispatches of the demo, and the hostile one.
func demoDispatches(t *testing.T) (out []safir.Dispatch) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "demo", "dispatches.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var d safir.Dispatch
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return append(out, safir.Dispatch{ID: "hostile", Agency: "isna", Published: "2024-05-15", Title: `<img src=x> "title"`, Body: hostile})
}

func open(t *testing.T, change ...func(*Options)) *visitor {
	t.Helper()
	ctx := context.Background()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "demo.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	var entries []ledger.Entry
	for _, d := range demoDispatches(t) {
		entries = append(entries, ledger.NewEntry(d, reader.Read(d)))
	}
	if _, err := store.Put(ctx, entries); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Refresh(ctx, store, world); err != nil {
		t.Fatal(err)
	}
	o := Options{
		Store: store, World: world, Name: "demo.db", Now: func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) },
		Read:  func(d safir.Dispatch) (safir.Record, []show.Reason) { return reader.Read(d), nil },
		Feeds: []Feed{{"all", "irna", "https://www.irna.ir/rss"}},
	}
	for _, c := range change {
		c(&o)
	}
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, d.Handler(), store, map[string]*http.Cookie{}}
}

func (v *visitor) ask(r *http.Request) *httptest.ResponseRecorder {
	v.t.Helper()
	for _, c := range v.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		v.cookies[c.Name] = c
	}
	return w
}

func (v *visitor) get(address string) *httptest.ResponseRecorder {
	v.t.Helper()
	return v.ask(httptest.NewRequestWithContext(v.t.Context(), http.MethodGet, address, nil))
}

// page is the text of a page that must be there.
func (v *visitor) page(address string) string {
	v.t.Helper()
	w := v.get(address)
	if w.Code != http.StatusOK {
		v.t.Fatalf("%s answers %d: %s", address, w.Code, w.Body)
	}
	return w.Body.String()
}

func (v *visitor) post(address string, fields ...string) *httptest.ResponseRecorder {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequestWithContext(v.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.ask(r)
}

// anEvent is the event that a dispatch reports.
func (v *visitor) anEvent(dispatch string) ledger.Event {
	v.t.Helper()
	for e, err := range v.store.Events(v.t.Context(), ledger.Filter{Dispatch: dispatch}) {
		if err != nil {
			v.t.Fatal(err)
		}
		return e
	}
	v.t.Fatalf("%s reports no event", dispatch)
	return ledger.Event{}
}

// addresses are one of every page, below the language.
func (v *visitor) addresses() []string {
	v.t.Helper()
	person := ""
	for p, err := range v.store.People(v.t.Context(), ledger.PersonFilter{Limit: 1}) {
		if err != nil {
			v.t.Fatal(err)
		}
		person = p.ID
	}
	return []string{
		"", "events", "events?type=call&status=happened&who=Iran&with=TUR&since=1403&until=2024-12-31&order=oldest", "event/" + v.anEvent("call").ID,
		"statements", "statements?by=IRN&act=condemn,state", "claims", "claims?kind=count&verdict=unknown", "people", "people?office=foreign-minister&of=IRN",
		"person/" + person, "countries", "countries?since=1403-02", "country/IRN", "country/irn", "pair/IRN/TUR", "dispatch/call", "dispatch/hostile",
		"dispatch/market", "network", "network?all=1&nodes=all&n=60", "map", "map?all=1&view=region", "search", "search?q=%D9%88%D8%B2%DB%8C%D8%B1", "read", "questions", "sources", "log",
	}
}

func TestEveryPageAnswersInBothLanguages(t *testing.T) {
	v := open(t)
	for _, address := range v.addresses() {
		for lang, dir := range map[string]string{"fa": "rtl", "en": "ltr"} {
			text := v.page("/" + lang + "/" + address)
			if !strings.Contains(text, `<html lang="`+lang+`" dir="`+dir+`"`) || !strings.HasSuffix(strings.TrimSpace(text), "</html>") {
				t.Errorf("/%s/%s is no whole page in its language", lang, address)
			}
			if other := map[string]string{"fa": "en", "en": "fa"}[lang]; !strings.Contains(text, `href="/`+other+"/") {
				t.Errorf("/%s/%s does not lead to the other language", lang, address)
			}
		}
	}
}

func TestEveryPageOfTheTableIsTried(t *testing.T) {
	v := open(t)
	tried := v.addresses()
	for _, p := range pages {
		path := strings.TrimSuffix(p.path, "{$}")
		path, _, _ = strings.Cut(path, "{")
		if !slices.ContainsFunc(tried, func(a string) bool { return strings.HasPrefix(a, path) }) {
			t.Errorf("the page %s is not tried", p.Name)
		}
	}
}

var inline = regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=["']|javascript:`)

func TestNoPageHoldsAScriptOrStyleInline(t *testing.T) {
	v := open(t)
	for _, address := range v.addresses() {
		w := v.get("/fa/" + address)
		if found := inline.FindString(w.Body.String()); found != "" {
			t.Errorf("/fa/%s holds %q", address, found)
		}
		if got := w.Header().Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
			t.Errorf("/fa/%s has the policy %q", address, got)
		}
	}
}

func TestTextsOfDispatchesAreNeverHTML(t *testing.T) {
	v := open(t)
	for _, address := range []string{"/fa/dispatch/hostile", "/en/dispatch/hostile", "/fa/event/" + v.anEvent("hostile").ID, "/fa/search?q=script", "/en/search?q=%3Cscript%3E", "/en/events?who=%3Cscript%3Ealert(1)"} {
		text := v.get(address).Body.String()
		for _, bad := range []string{"<script>alert", "<img src=x", "<b onclick"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %s", address, bad)
			}
		}
	}
	if text := v.page("/fa/dispatch/hostile"); !strings.Contains(text, "&lt;script&gt;") {
		t.Error("the words themselves are not shown")
	}
	pasted := v.post("/fa/read", "text", hostile)
	if text := pasted.Body.String(); pasted.Code != http.StatusOK || strings.Contains(text, "<script>alert") || !strings.Contains(text, `class="card event"`) {
		t.Errorf("pasted: %d, %s", pasted.Code, text)
	}
}

func TestWhatIsNotThereIsTold(t *testing.T) {
	v := open(t)
	for address, want := range map[string]int{
		"/fa/nowhere":                            http.StatusNotFound,
		"/nowhere":                               http.StatusNotFound,
		"/fa/event/000000000000":                 http.StatusNotFound,
		"/fa/dispatch/none":                      http.StatusNotFound,
		"/fa/dispatch/a%2F..%2Fb":                http.StatusNotFound,
		"/en/person/none":                        http.StatusNotFound,
		"/en/country/XYZ":                        http.StatusNotFound,
		"/en/pair/IRN/IRN":                       http.StatusBadRequest,
		"/en/pair/IRN/XYZ":                       http.StatusNotFound,
		"/fa/export/events.exe":                  http.StatusNotFound,
		"/fa/export/events.csv?since=1403-13-01": http.StatusBadRequest,
		"/fa/events?since=1403-13-01":            http.StatusBadRequest,
		"/fa/events?since=2024-02-30":            http.StatusBadRequest,
		"/fa/events?since=1403&until=1402":       http.StatusBadRequest,
		"/fa/events?type=party":                  http.StatusBadRequest,
		"/fa/events?order=random":                http.StatusBadRequest,
		"/fa/events?place=Atlantis":              http.StatusBadRequest,
		"/fa/events?who=Xyzzyplugh":              http.StatusBadRequest,
		"/fa/events?after=broken":                http.StatusBadRequest,
		"/fa/events?newer=many":                  http.StatusBadRequest,
		"/fa/events?who=%zz":                     http.StatusBadRequest,
		"/fa/statements?after=broken":            http.StatusBadRequest,
		"/fa/statements?act=sing":                http.StatusBadRequest,
		"/fa/claims?after=broken":                http.StatusBadRequest,
		"/fa/people?after=broken":                http.StatusBadRequest,
		"/fa/people?of=Nowhere":                  http.StatusBadRequest,
		"/fa/people?on=yesterday":                http.StatusBadRequest,
		"/static/000000000000/desk.css":          http.StatusNotFound,
	} {
		w := v.get(address)
		if w.Code != want {
			t.Errorf("%s answers %d, want %d", address, w.Code, want)
		}
		if text := w.Body.String(); strings.HasPrefix(address, "/fa/") && !strings.Contains(text, `lang="fa"`) {
			t.Errorf("%s is no page: %s", address, text)
		}
	}
}

func TestAWrongNameOffersWhatIsNear(t *testing.T) {
	v := open(t)
	text := v.get("/en/events?who=Turkei&type=call").Body.String()
	if !strings.Contains(text, `href="?type=call&amp;who=Turkey"`) {
		t.Errorf("no offer: %s", text)
	}
}

func TestListsGoOnWhereTheyEnded(t *testing.T) {
	v := open(t)
	var all []string
	for e, err := range v.store.Events(t.Context(), ledger.Filter{Page: ledger.Page{Newest: true}}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.ID)
	}
	text := v.page("/fa/events?after=" + all[4])
	if strings.Contains(text, "/event/"+all[4]) || !strings.Contains(text, "/event/"+all[5]) {
		t.Error("the page does not begin after the entry that is named")
	}
}

func TestListsCanBeDownloaded(t *testing.T) {
	v := open(t)
	for address, want := range map[string]string{
		"events.csv?type=call": ",call,", "events.jsonl": `"type":"call"`, "events.ics": "BEGIN:VEVENT", "events.gexf": "<gexf", "statements.csv?act=condemn": ",condemn,",
		"people.jsonl": `"name":`, "dispatches.csv": "hostile",
	} {
		w := v.get("/fa/export/" + address)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s answers %d without %s: %.300s", address, w.Code, want, w.Body)
		}
	}
}

func TestAFactAndItsWordsFindEachOther(t *testing.T) {
	v := open(t)
	text := v.page("/fa/dispatch/call")
	for _, link := range []string{`href="#r1-e1"`, `id="r1-e1"`, `id="r1-e1-w1"`, `href="#r1-e1-w1"`} {
		if !strings.Contains(text, link) {
			t.Errorf("the dispatch has no %s", link)
		}
	}
	event := v.page("/fa/event/" + v.anEvent("call").ID)
	if !strings.Contains(event, "<mark>") || !strings.Contains(event, `href="/fa/dispatch/call#r1-e1"`) {
		t.Error("the event does not lead to its words")
	}
}

// arrive has a dispatch come into the ledger while the desk is open.
func (v *visitor) arrive(id, body string) {
	v.t.Helper()
	reader, err := newReader()
	if err != nil {
		v.t.Fatal(err)
	}
	world, err := know.Load()
	if err != nil {
		v.t.Fatal(err)
	}
	d := safir.Dispatch{ID: id, Agency: "irna", Published: "2025-02-03", Body: body}
	if _, err := v.store.Put(v.t.Context(), []ledger.Entry{ledger.NewEntry(d, reader.Read(d))}); err != nil {
		v.t.Fatal(err)
	}
	if err := ledger.Refresh(v.t.Context(), v.store, world); err != nil {
		v.t.Fatal(err)
	}
}

const aMeeting = `یوسف رهنما رئیس مجلس شورای اسلامی امروز با ژان دوپون سفیر فرانسه در تهران دیدار کرد.`

func TestWhatIsNewSinceTheLastVisitIsMarked(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	v := open(t, func(o *Options) { o.Now = func() time.Time { return now } })
	if text := v.page("/en/"); strings.Contains(text, "since your last visit") {
		t.Error("on the first visit something is new")
	}
	v.arrive("late", aMeeting)
	now = now.Add(24 * time.Hour)
	for range 2 { // a reload takes nothing back
		text := v.page("/en/")
		if !strings.Contains(text, "1 event has news since your last visit") || !strings.Contains(text, `class="fresh"`) {
			t.Errorf("nothing is marked as new: %s", text)
		}
		now = now.Add(time.Minute)
	}
	now = now.Add(24 * time.Hour)
	if text := v.page("/en/"); !strings.Contains(text, "Nothing new since your last visit") || strings.Contains(text, `class="fresh"`) {
		t.Error("what was seen is new again")
	}
	if text := v.page("/en/events?newer=18"); !strings.Contains(text, "1 event<") {
		t.Error("what is new has no address of its own")
	}
}

func TestTheLookIsKept(t *testing.T) {
	v := open(t)
	w := v.post("/fa/look", "look", "dark", "back", "/fa/events?type=call")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/fa/events?type=call" {
		t.Errorf("got %d to %s", w.Code, w.Header().Get("Location"))
	}
	if !strings.Contains(v.page("/fa/"), `class="look-dark"`) {
		t.Error("the page is not dark")
	}
	for _, elsewhere := range []string{"https://example.org/", "//example.org", "/fa/\\example.org", "/en/"} {
		if w := v.post("/fa/look", "look", "", "back", elsewhere); w.Header().Get("Location") != "/fa/" {
			t.Errorf("%s leads to %s", elsewhere, w.Header().Get("Location"))
		}
	}
	if w := v.post("/fa/look", "look", "pink"); w.Code != http.StatusBadRequest {
		t.Errorf("an unknown look answers %d", w.Code)
	}
}
