package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"safir"
	"safir/internal/api"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
	"safir/internal/users"
	"safir/internal/web"
	"safir/read"
)

const (
	araghchi = "عباس عراقچی"
	mekdad   = "فیصل المقداد"
	markup   = `<script>alert("سلام")</script> & <b>دیدار</b>`
)

// the reader and the world are made once: they are the same for all tests.
var shared = sync.OnceValues(func() (*read.Reader, *know.World) {
	reader, err := read.New()
	if err != nil {
		panic(err)
	}
	world, err := know.Load()
	if err != nil {
		panic(err)
	}
	return reader, world
})

// fixture is the API of a small ledger.
type fixture struct {
	*testing.T

	store ledger.Store
	http.Handler
}

func pointer[T any](v T) *T { return &v }

// small makes the API of a ledger of two calls, a meeting that two outlets report, a visit, two statements, a claim and a text with markup.
func small(t *testing.T, as users.Role) *fixture {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "small.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	other := storetest.Entry("meeting-isna", "2026-04-26T09:00:00+03:30", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad)
	other.Dispatch.Agency, other.Record.Source.Agency = "isna", pointer("isna")
	marked := storetest.Entry("markup", "2026-04-27", safir.Visit, safir.Planned, "2026-05-04", "Muscat", araghchi)
	marked.Dispatch.Body, marked.Record.Body, marked.Dispatch.Title = markup, markup, "<i>خبر</i>"
	counting := storetest.Entry("count", "2026-04-28", safir.Call, safir.Happened, "2026-04-28", "", araghchi, mekdad)
	counting.Record.Claims = []safir.Claim{{ID: "c1", Kind: "count", Actor: pointer("a"), Count: pointer(2), Span: safir.Span{Start: 0, End: 4}, Verdict: "unknown", Counted: []string{}}}
	entries := []ledger.Entry{
		storetest.Entry("call", "2026-04-25T10:00:00+03:30", safir.Call, safir.Happened, "2026-04-25", "", araghchi, mekdad),
		storetest.Entry("meeting-irna", "2026-04-26T08:00:00+03:30", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		other, ledger.NewEntry(marked.Dispatch, marked.Record), ledger.NewEntry(counting.Dispatch, counting.Record),
		storetest.Speech("speech", "2026-04-26", araghchi, "IRN", "condemn", "ISR"),
		storetest.Speech("speech-2", "2026-04-27", mekdad, "SYR", "thank", "IRN"),
	}
	if _, err := store.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	reader, world := shared()
	if err := ledger.Refresh(t.Context(), store, world); err != nil {
		t.Fatal(err)
	}
	guard, err := web.New(web.Options{Local: users.User{Name: "leila", Role: as}, PerSecond: 1e6, Burst: 1e6})
	if err != nil {
		t.Fatal(err)
	}
	noon := func() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }
	return &fixture{t, store, guard.Handler(api.New(store, reader, world, api.Options{Now: noon, Save: func(ctx context.Context, q ledger.Question) error { return store.AddQuestion(ctx, q, nil) }}))}
}

func (f *fixture) ask(method, path, kind, body string, header ...string) *httptest.ResponseRecorder {
	f.Helper()
	r := httptest.NewRequestWithContext(f.Context(), method, api.Prefix+path, strings.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

// get reads the answer to a question that must be answered.
func get[T any](f *fixture, path string) (out T) {
	f.Helper()
	w := f.ask("GET", path, "", "")
	if w.Code != http.StatusOK {
		f.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		f.Fatalf("GET %s: %v", path, err)
	}
	return out
}

type items[T any] struct {
	Items []T
	Next  string
}

type eventLine struct {
	ID, Type, Status, Version string
	When, Where, Jalali       *string
	Mentions                  []struct{ Dispatch string }
	Reports                   []struct {
		Dispatch string
		Agency   *string
		Quotes   []struct {
			Span  [2]int
			Words string
		}
	}
}

// refused reads why a question was refused.
func (f *fixture) refused(w *httptest.ResponseRecorder, status int, what string) {
	f.Helper()
	var p web.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Header().Get("Content-Type") != web.MediaProblem {
		f.Errorf("%s: %d is no problem document: %s", what, w.Code, w.Body)
		return
	}
	if w.Code != status || p.Status != status || p.Detail == "" || p.Title == "" {
		f.Errorf("%s: got %d %+v, want %d", what, w.Code, p, status)
	}
	if w.Header().Get("ETag") != "" {
		f.Errorf("%s: a refusal has an entity tag", what)
	}
}

func TestEventsAreTheLinesThatExportWrites(t *testing.T) {
	f := small(t, users.Reader)
	var lines []ledger.Event
	for e, err := range f.store.Events(t.Context(), ledger.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, e)
	}
	var want bytes.Buffer
	if err := export.EventsJSONL(&want, lines); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, item := range get[items[json.RawMessage]](f, "/events?order=oldest").Items {
		got.Write(item)
		got.WriteByte('\n')
	}
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", &got, &want)
	}
}

func TestFiltersOfEventsAreThoseOfTheCommand(t *testing.T) {
	f := small(t, users.Reader)
	for query, want := range map[string]int{
		"": 4, "type=call": 2, "type=call,meeting": 3, "status=planned": 1, "who=Araghchi": 4, "who=" + url.QueryEscape("المقداد"): 3, "who=IRN&with=SYR": 3,
		"since=1405-02-06": 3, "since=2026-04-26&until=2026-04-26": 1, "place=Damascus": 1, "place=" + url.QueryEscape("دمشق"): 1, "agency=isna": 1,
		"agency=isna&type=call": 0, "with=OMN": 1, "limit=2": 2, "until=1404": 0,
	} {
		if got := get[items[eventLine]](f, "/events?"+query).Items; len(got) != want {
			t.Errorf("%s: %d events, want %d", query, len(got), want)
		}
	}
}

func TestAnEventComesWithItsReportsAndTheirWords(t *testing.T) {
	f := small(t, users.Reader)
	id := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	e := get[eventLine](f, "/events/"+id)
	if e.ID != id || e.Version == "" || *e.Jalali != "1405-02-06" || len(e.Mentions) != 2 || len(e.Reports) != 2 {
		t.Fatalf("got %+v", e)
	}
	for i, agency := range []string{"irna", "isna"} {
		r := e.Reports[i]
		if *r.Agency != agency || len(r.Quotes) != 1 || r.Quotes[0].Span != [2]int{0, 10} || r.Quotes[0].Words != "عباس عراقچ" {
			t.Errorf("report %d: %+v", i, r)
		}
	}
}

func TestListsGoOnByCursorsWithoutGapsOrRepeats(t *testing.T) {
	f := small(t, users.Reader)
	for _, path := range []string{"/events?", "/events?order=oldest&", "/people?", "/dispatches?", "/dispatches?order=oldest&", "/statements?", "/statements?order=oldest&"} {
		type entry struct{ ID string }
		var all, parts []string
		for _, e := range get[items[entry]](f, path).Items {
			all = append(all, e.ID)
		}
		for cursor, n := "", 0; n < 20; n++ {
			part := get[items[entry]](f, path+"limit=1&cursor="+cursor)
			for _, e := range part.Items {
				parts = append(parts, e.ID)
			}
			if cursor = part.Next; cursor == "" {
				break
			}
		}
		if len(all) < 2 || !reflect.DeepEqual(all, parts) {
			t.Errorf("%s in parts: %v, at once: %v", path, parts, all)
		}
	}
}

func TestPeopleComeWithOfficesEvidenceContactsAndStatements(t *testing.T) {
	f := small(t, users.Reader)
	type person struct {
		ID, Name string
		Contacts map[string]int
		Offices  []struct {
			Office   string
			Evidence []struct{ Dispatch string }
		}
		Events     []eventLine
		Statements []struct{ ID string }
	}
	list := get[items[person]](f, "/people").Items
	if len(list) != 2 || list[0].Name != araghchi {
		t.Fatalf("got %+v", list)
	}
	for _, query := range []string{"name=Araghchi", "name=" + url.QueryEscape("عراقچی"), "name=IRN", "office=foreign-minister&of=IRN&on=1405-02-06", "name=" + list[0].ID} {
		if found := get[items[person]](f, "/people?"+query).Items; len(found) != 1 || found[0].ID != list[0].ID {
			t.Errorf("%s finds %+v", query, found)
		}
	}
	p := get[person](f, "/people/"+list[0].ID)
	if p.Name != araghchi || p.Contacts["call"] != 2 || len(p.Offices) != 1 || len(p.Offices[0].Evidence) == 0 || len(p.Events) != 4 || len(p.Statements) != 1 {
		t.Errorf("got %+v", p)
	}
	if e := get[items[struct{ Dispatch string }]](f, "/people/"+p.ID+"/offices/0/evidence?limit=2"); len(e.Items) != 2 || e.Next == "" {
		t.Errorf("evidence: %+v", e)
	}
	contacts := get[struct {
		Total    int
		Contacts []struct {
			Name   string
			Events int
			Types  map[string]int
		}
	}](f, "/people/"+p.ID+"/contacts")
	if contacts.Total != 1 || contacts.Contacts[0].Name != mekdad || contacts.Contacts[0].Events != 3 || contacts.Contacts[0].Types["call"] != 2 {
		t.Errorf("contacts: %+v", contacts)
	}
	if got := get[items[eventLine]](f, "/events?who="+p.ID).Items; len(got) != 4 {
		t.Errorf("%d events of the person by id", len(got))
	}
}

func TestStatesAndWhatIsBetweenThem(t *testing.T) {
	f := small(t, users.Reader)
	type state struct {
		Code, EN, FA string
		Events       int
		Partners     []struct{ Code string }
		Counts       []struct {
			Month, Type string
			Events      int
		}
	}
	states := get[items[state]](f, "/states").Items
	if len(states) < 2 || states[0].Code != "IRN" || states[0].EN != "Iran" || states[0].FA != "ایران" || states[0].Events != 4 {
		t.Errorf("got %+v", states)
	}
	syria := get[state](f, "/states/syr")
	if syria.Code != "SYR" || syria.Events != 3 || len(syria.Partners) != 1 || syria.Partners[0].Code != "IRN" || syria.Counts[0].Month != "1405-02" {
		t.Errorf("got %+v", syria)
	}
	between := get[struct {
		A, B   string
		Total  int
		Types  map[string]int
		Months []struct{ Month string }
		Events []eventLine
		Next   string
	}](f, "/between?a=IRN&b="+url.QueryEscape("سوریه")+"&limit=2")
	if between.Total != 3 || between.Types["call"] != 2 || len(between.Months) != 1 || len(between.Events) != 2 || between.Next == "" {
		t.Errorf("got %+v", between)
	}
	if got := get[struct{ Total int }](f, "/events/counts?type=call"); got.Total != 2 {
		t.Errorf("%d calls", got.Total)
	}
	if got := get[struct{ Total int }](f, "/states/IRN/contacts"); got.Total != 1 {
		t.Errorf("%d contacts of Iran", got.Total)
	}
}

func TestWordsHaveTheirSpeakersAndSources(t *testing.T) {
	f := small(t, users.Reader)
	type said struct {
		ID, Act, Words string
		Speakers       []struct{ Name, Person string }
		Source         struct{ Dispatch string }
	}
	list := get[items[said]](f, "/statements?by=IRN&about=ISR&act=condemn").Items
	if len(list) != 1 || list[0].ID != "speech/s1" || list[0].Speakers[0].Person == "" || list[0].Source.Dispatch != "speech" || list[0].Words == "" {
		t.Fatalf("got %+v", list)
	}
	if one := get[said](f, "/statements/speech/s1"); !reflect.DeepEqual(one, list[0]) {
		t.Errorf("one by one: %+v", one)
	}
	type claim struct {
		ID, Kind, Verdict, Words string
		Count                    int
	}
	claims := get[items[claim]](f, "/claims?kind=count").Items
	if len(claims) != 1 || claims[0].ID != "count/c1" || claims[0].Count != 2 || claims[0].Words != "عباس" {
		t.Errorf("got %+v", claims)
	}
	if one := get[claim](f, "/claims/count/c1"); one.ID != "count/c1" {
		t.Errorf("got %+v", one)
	}
}

func TestADispatchComesWithItsRecordAndItsEvents(t *testing.T) {
	f := small(t, users.Reader)
	d := get[struct {
		Dispatch safir.Dispatch
		Record   safir.Record
		Events   map[string]string
	}](f, "/dispatches/meeting-isna")
	meeting := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	if d.Dispatch.Agency != "isna" || d.Record.Body != d.Dispatch.Body || d.Record.Repaired == "" || len(d.Record.Events) != 1 || d.Events["e1"] != meeting {
		t.Errorf("got %+v", d)
	}
	if got := get[items[struct{ ID string }]](f, "/dispatches?agency=isna").Items; len(got) != 1 {
		t.Errorf("of isna: %v", got)
	}
	if got := get[items[struct{ ID string }]](f, "/dispatches?type=visit").Items; len(got) != 1 || got[0].ID != "markup" {
		t.Errorf("of visits: %v", got)
	}
}

func TestSearchMarksTheWordsAndOffersPeople(t *testing.T) {
	f := small(t, users.Reader)
	found := get[struct {
		Dispatches []struct {
			ID      string
			Snippet struct {
				Text  string
				Marks [][2]int
			}
		}
		People []struct{ Name string }
	}](f, "/search?q="+url.QueryEscape("عراقچي"))
	if len(found.Dispatches) < 3 || len(found.People) != 1 || found.People[0].Name != araghchi {
		t.Fatalf("got %+v", found)
	}
	s := found.Dispatches[0].Snippet
	if marked := string([]rune(s.Text)[s.Marks[0][0]:s.Marks[0][1]]); marked != "عراقچی" {
		t.Errorf("%q is marked in %q", marked, s.Text)
	}
}

func TestATextIsReadAndNothingIsKept(t *testing.T) {
	f := small(t, users.Reader)
	const text = "فرهاد کیانی‌پور وزیر امور خارجه کشورمان امروز با مراد آیدین وزیر امور خارجه ترکیه دیدار کرد."
	body, err := json.Marshal(map[string]string{"body": text, "agency": "irna", "published": "2024-05-14"})
	if err != nil {
		t.Fatal(err)
	}
	reader, _ := shared()
	want, err := json.Marshal(reader.Read(safir.Dispatch{Body: text, Agency: "irna", Published: "2024-05-14"}))
	if err != nil {
		t.Fatal(err)
	}
	before := get[struct{ Dispatches int }](f, "/status").Dispatches
	for what, w := range map[string]*httptest.ResponseRecorder{
		"JSON": f.ask("POST", "/read", "application/json", string(body)),
		"text": f.ask("POST", "/read?agency=irna&published=2024-05-14", "text/plain; charset=utf-8", text),
	} {
		if w.Code != 200 {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
			continue
		}
		var got, wanted any
		if json.Unmarshal(w.Body.Bytes(), &got) != nil || json.Unmarshal(want, &wanted) != nil || !reflect.DeepEqual(got, wanted) {
			t.Errorf("%s: got\n%s\nwant\n%s", what, w.Body, want)
		}
	}
	var explained struct{ Reasons []json.RawMessage }
	if w := f.ask("POST", "/read?explain=true", "text/plain", text); json.Unmarshal(w.Body.Bytes(), &explained) != nil || len(explained.Reasons) == 0 {
		t.Errorf("explained: %s", w.Body)
	}
	if after := get[struct{ Dispatches int }](f, "/status").Dispatches; after != before {
		t.Errorf("%d dispatches before, %d after", before, after)
	}
}

func TestMarkupOfDispatchesStaysAsItIs(t *testing.T) {
	f := small(t, users.Reader)
	w := f.ask("GET", "/dispatches/markup", "", "")
	var d struct{ Dispatch safir.Dispatch }
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || d.Dispatch.Body != markup || d.Dispatch.Title != "<i>خبر</i>" {
		t.Errorf("got %q, %v", d.Dispatch.Body, err)
	}
	if kind := w.Header().Get("Content-Type"); kind != "application/json" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("it is sent as %s", kind)
	}
	if w := f.ask("POST", "/read", "text/plain", markup); w.Code != 200 || !strings.Contains(w.Body.String(), `<script>alert(\"سلام\")</script>`) {
		t.Errorf("read: %d %s", w.Code, w.Body)
	}
}

func TestSourcesCorrectionsAndState(t *testing.T) {
	f := small(t, users.Reader)
	if err := f.store.SetAddresses(t.Context(), []ledger.Address{{URL: "https://example.org/feed", Failure: "no such host", Failures: 2, Tried: "2026-04-28T00:00:00Z"}}); err != nil {
		t.Fatal(err)
	}
	s := get[struct {
		Outlets []struct {
			ID, Name   string
			Dispatches int
		}
		Failing []struct{ URL, Failure string }
	}](f, "/sources")
	if len(s.Outlets) != 2 || s.Outlets[0].ID != "irna" || s.Outlets[0].Name == "" || len(s.Failing) != 1 || s.Failing[0].Failure != "no such host" {
		t.Errorf("got %+v", s)
	}
	if log := get[items[json.RawMessage]](f, "/corrections").Items; len(log) != 0 {
		t.Errorf("corrections %s", log)
	}
	if st := get[struct {
		Dispatches, Events int
		Merged             bool
	}](f, "/status"); st.Dispatches != 7 || st.Events != 4 || !st.Merged {
		t.Errorf("got %+v", st)
	}
}

func TestNothingIsSentAgainWhileNothingHasChanged(t *testing.T) {
	f := small(t, users.Editor)
	for _, path := range []string{"/events", "/people", "/states", "/statements", "/claims", "/dispatches", "/search?q=x", "/corrections", "/dispatches/call", "/between?a=IRN&b=SYR"} {
		first := f.ask("GET", path, "", "")
		tag := first.Header().Get("ETag")
		if first.Code != 200 || tag == "" {
			t.Errorf("%s: %d, tag %q", path, first.Code, tag)
			continue
		}
		again := f.ask("GET", path, "", "", "If-None-Match", `"other", `+tag)
		if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("%s again: %d, tag %q, %d bytes", path, again.Code, again.Header().Get("ETag"), again.Body.Len())
		}
		if other := f.ask("GET", path, "", "", "If-None-Match", `W/"other"`); other.Code != 200 {
			t.Errorf("%s with another tag: %d", path, other.Code)
		}
	}
	tag := f.ask("GET", "/events", "", "").Header().Get("ETag")
	if _, err := f.store.Put(t.Context(), []ledger.Entry{storetest.Entry("new", "2026-04-29", safir.Call, safir.Happened, "2026-04-29", "", araghchi, mekdad)}); err != nil {
		t.Fatal(err)
	}
	_, world := shared()
	if w := f.ask("GET", "/events", "", "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("after a new dispatch: %d", w.Code)
	}
	if err := ledger.Refresh(context.Background(), f.store, world); err != nil {
		t.Fatal(err)
	}
	if w := f.ask("GET", "/events", "", "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("once it is merged: %d, tag %s", w.Code, w.Header().Get("ETag"))
	}
}
