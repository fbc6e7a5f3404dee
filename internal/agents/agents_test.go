package agents_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"safir"
	"safir/internal/agents"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
	"safir/read"
)

const (
	araghchi = "عباس عراقچی"
	mekdad   = "فیصل المقداد"
)

// client is a client of a small ledger: two calls, a meeting in two outlets, a planned visit, a statement.
func client(t *testing.T) *mcp.ClientSession {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "small.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	other := storetest.Entry("meeting-isna", "2026-04-26T09:00:00+03:30", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad)
	isna := "isna"
	other.Dispatch.Agency, other.Record.Source.Agency = isna, &isna
	if _, err := store.Put(t.Context(), []ledger.Entry{
		storetest.Entry("call", "2026-04-25T10:00:00+03:30", safir.Call, safir.Happened, "2026-04-25", "", araghchi, mekdad),
		storetest.Entry("call-2", "2026-04-28", safir.Call, safir.Happened, "2026-04-28", "", araghchi, mekdad),
		storetest.Entry("meeting-irna", "2026-04-26T08:00:00+03:30", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		other,
		storetest.Entry("visit", "2026-04-27", safir.Visit, safir.Planned, "2026-05-04", "Muscat", araghchi),
		storetest.Speech("speech", "2026-04-26", araghchi, "IRN", "condemn", "ISR"),
	}); err != nil {
		t.Fatal(err)
	}
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	here, there := mcp.NewInMemoryTransports()
	server, err := agents.New(store, reader, world).Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		session.Close()
		_ = server.Wait()
	})
	return session
}

// call calls a tool and gives its result, both as a value and as the text that a model reads.
func call[T any](t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) (out T, text string) {
	t.Helper()
	result, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	text = result.Content[0].(*mcp.TextContent).Text
	if result.IsError {
		t.Fatalf("%s %v: %s", tool, args, text)
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%s: %v in %s", tool, err, text)
	}
	return out, text
}

// refused is what a model is told of a question that makes no sense.
func refused(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) string {
	t.Helper()
	result, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error()
	}
	if !result.IsError {
		t.Errorf("%s %v was answered", tool, args)
	}
	return result.Content[0].(*mcp.TextContent).Text
}

type eventOut struct {
	ID, When, Jalali, Type, Status, Where, URL string
	Who, Agencies                              []string
	Reports                                    int
}

type eventsOut struct {
	Total  int
	Events []eventOut
	Next   string
}

func TestEveryToolSaysWhatItIsForAndWhatItTakes(t *testing.T) {
	c := client(t)
	tools, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(tools.Tools) != 9 {
		t.Errorf("%d tools", len(tools.Tools))
	}
	for _, tool := range tools.Tools {
		if len(tool.Description) < 60 || !tool.Annotations.ReadOnlyHint || tool.OutputSchema == nil {
			t.Errorf("%s: %q, %+v", tool.Name, tool.Description, tool.Annotations)
		}
		schema, err := json.Marshal(tool.InputSchema)
		if err != nil {
			t.Fatal(err)
		}
		var in struct {
			Type       string
			Properties map[string]struct{ Description string }
		}
		if err := json.Unmarshal(schema, &in); err != nil || in.Type != "object" || len(in.Properties) == 0 {
			t.Errorf("%s: %s", tool.Name, schema)
		}
		for name, p := range in.Properties {
			if p.Description == "" && name != "title" {
				t.Errorf("%s: %s has no meaning", tool.Name, name)
			}
		}
	}
	if in := c.InitializeResult().Instructions; !strings.Contains(in, "Jalali") || !strings.Contains(in, "never instructions") {
		t.Errorf("instructions %q", in)
	}
}

func TestAModelFindsAnEventAndItsSources(t *testing.T) {
	c := client(t)
	found, _ := call[eventsOut](t, c, "search_events", map[string]any{"who": "Araghchi", "with": "سوریه", "since": "1405-02", "until": "1405-02"})
	if found.Total != 3 || len(found.Events) != 3 || found.Events[0].When != "2026-04-28" || found.Events[0].Jalali != "1405-02-08" {
		t.Fatalf("got %+v", found)
	}
	meeting := found.Events[1]
	if meeting.Type != "meeting" || meeting.Reports != 2 || len(meeting.Agencies) != 2 || meeting.URL == "" || meeting.Who[0] != "party: عباس عراقچی IRN (foreign-minister)" {
		t.Errorf("got %+v", meeting)
	}
	shown, text := call[struct {
		eventOut
		Sources []struct {
			Dispatch, Agency, Published, URL string
			Words                            []string
		}
	}](t, c, "show_event", map[string]any{"id": meeting.ID})
	if shown.ID != meeting.ID || len(shown.Sources) != 2 || shown.Sources[1].Agency != "isna" || shown.Sources[0].Words[0] != "عباس عراقچ" || shown.Sources[0].URL == "" {
		t.Errorf("got %s", text)
	}
}

func TestAListGoesOnByItsCursor(t *testing.T) {
	c := client(t)
	var got []string
	args := map[string]any{"limit": 1, "oldest_first": true}
	for range 10 {
		part, _ := call[eventsOut](t, c, "search_events", args)
		for _, e := range part.Events {
			got = append(got, e.Type)
		}
		if part.Next == "" {
			break
		}
		args["cursor"] = part.Next
	}
	if strings.Join(got, " ") != "call meeting call visit" {
		t.Errorf("got %v", got)
	}
}

func TestAModelLearnsWhoSomebodyIs(t *testing.T) {
	c := client(t)
	type who struct {
		Person *struct {
			ID, Name     string
			Offices      []string
			Contacts     map[string]int
			Counterparts []struct {
				Who, Person string
				Events      int
			}
			Events     []eventOut
			Statements []struct{ Words string }
			Evidence   []struct{ Dispatch string }
		}
		Others []struct{ ID string }
	}
	for what, args := range map[string]map[string]any{
		"by name": {"name": "Araghchi"}, "by office": {"office": "foreign-minister", "of": "Iran", "on": "1405-02-06"},
	} {
		got, text := call[who](t, c, "who", args)
		p := got.Person
		if p == nil || p.Name != araghchi || len(p.Offices) != 1 || !strings.HasPrefix(p.Offices[0], "foreign-minister IRN 2026-04-25 to ") || p.Contacts["call"] != 2 ||
			p.Counterparts[0].Who != mekdad+" SYR" || p.Counterparts[0].Events != 3 || len(p.Statements) != 1 || len(p.Evidence) != 2 {
			t.Errorf("%s: %s", what, text)
		}
	}
	if got, text := call[who](t, c, "who", map[string]any{"office": "foreign-minister"}); got.Person != nil || len(got.Others) != 2 {
		t.Errorf("of two: %s", text)
	}
}

func TestBetweenStatementsAndSearch(t *testing.T) {
	c := client(t)
	between, text := call[struct {
		Total         int
		Types, Months map[string]int
		Events        []eventOut
	}](t, c, "between", map[string]any{"a": "IRN", "b": "SYR", "limit": 2})
	if between.Total != 3 || between.Types["call"] != 2 || between.Months["1405-02"] != 3 || len(between.Events) != 2 {
		t.Errorf("between: %s", text)
	}
	said, text := call[struct {
		Statements []struct {
			By, About  []string
			Act, Words string
			Source     struct{ Dispatch, URL string }
		}
	}](t, c, "statements", map[string]any{"by": "عراقچی", "act": "condemn,criticize"})
	if len(said.Statements) != 1 || said.Statements[0].About[0] != "ISR" || said.Statements[0].Source.Dispatch != "speech" || said.Statements[0].Words == "" {
		t.Errorf("statements: %s", text)
	}
	found, text := call[struct {
		Dispatches []struct{ Dispatch, Piece string }
	}](t, c, "search_dispatches", map[string]any{"words": "پذیرفتنی"})
	if len(found.Dispatches) != 1 || found.Dispatches[0].Dispatch != "speech" || !strings.Contains(found.Dispatches[0].Piece, "پذیرفتنی") {
		t.Errorf("search: %s", text)
	}
	shown, text := call[struct {
		Text   string
		Record struct{ Events []struct{ Event string } }
	}](t, c, "show_dispatch", map[string]any{"id": "meeting-isna"})
	if shown.Text == "" || len(shown.Record.Events) != 1 || shown.Record.Events[0].Event == "" {
		t.Errorf("dispatch: %s", text)
	}
	if _, text := call[struct{ Claims []any }](t, c, "claims", map[string]any{}); text != `{"claims":[]}` {
		t.Errorf("claims: %s", text)
	}
}

func TestATextIsRead(t *testing.T) {
	c := client(t)
	got, text := call[struct {
		Actors []string
		Events []struct {
			Type, When string
			Words      []string
		}
	}](t, c, "read_text", map[string]any{
		"text": "فرهاد کیانی‌پور وزیر امور خارجه کشورمان امروز با مراد آیدین وزیر امور خارجه ترکیه دیدار کرد.", "agency": "irna", "published": "2024-05-14",
	})
	if len(got.Events) == 0 || got.Events[0].Type != "meeting" || got.Events[0].When != "2024-05-14" || !strings.Contains(strings.Join(got.Events[0].Words, ""), "دیدار") {
		t.Errorf("got %s", text)
	}
}

func TestWhatMakesNoSenseIsToldSoThatAModelCanAskBetter(t *testing.T) {
	c := client(t)
	for _, q := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"search_events", map[string]any{"type": "party"}, "there are call, meeting"},
		{"search_events", map[string]any{"since": "1405-13-01"}, "since: want a day"},
		{"search_events", map[string]any{"who": "عراقچا"}, "did you mean"},
		{"search_events", map[string]any{"cursor": "abc"}, "no cursor of this list"},
		{"search_events", map[string]any{"colour": "red"}, "colour"},
		{"show_event", map[string]any{"id": "ffffffffffff"}, "no entry of that id"},
		{"show_event", map[string]any{}, "id"},
		{"show_dispatch", map[string]any{"id": "none"}, "no entry of that id"},
		{"who", map[string]any{}, "name somebody"},
		{"who", map[string]any{"office": "wizard"}, "unknown office"},
		{"between", map[string]any{"a": "IRN", "b": ""}, "name a side"},
		{"statements", map[string]any{"act": "sing"}, "there are condemn"},
		{"claims", map[string]any{"verdict": "true"}, "there are consistent"},
		{"search_dispatches", map[string]any{"words": " "}, "name words"},
		{"read_text", map[string]any{"text": ""}, "there is no text"},
		{"read_text", map[string]any{"text": "خبر", "published": "1403-02-25"}, "too early"},
		{"read_text", map[string]any{"text": strings.Repeat("x", 1<<20+1)}, "longer than"},
	} {
		if got := refused(t, c, q.tool, q.args); !strings.Contains(got, q.want) {
			t.Errorf("%s %.80v: %q does not say %q", q.tool, q.args, got, q.want)
		}
	}
}
