package written

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safir"
)

const two = `Two dispatches, of which the second says nothing.

#wire-001
published: 2019-03-05T14:20+03:30
TITLE: دیدار در مسقط
وزیر خارجه عمان با سفیر ترکیه دیدار کرد.

یوسف بن علوی گفت: «ما به این گفت‌وگوها ادامه می‌دهیم و از آن خسته نمی‌شویم.» او افزود ادامه می‌دهیم.
--
A a1|person|یوسف بن علوی|foreign-minister|OMN|
A a2|office||ambassador|TUR|
S a1|pledge|-|d|ما به این ~ خسته نمی‌شویم
S a1|pledge|-|i|ادامه می‌دهیم
E meeting|happened|2019-03-05|Muscat|party:a1,party:a2|دیدار کرد ;; این گفت‌وگوها

#wire-002
published: -
TITLE: -
باران آمد.
--
`

func TestADispatchIsReadWithItsRecord(t *testing.T) {
	items, err := Parse("wire.txt", two)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 2 {
		t.Fatalf("%d dispatches, want 2", len(items))
	}
	d, r := items[0].Dispatch, items[0].Record
	if d.ID != "wire-001" || d.Published != "2019-03-05T14:20+03:30" || d.Title != "دیدار در مسقط" || !strings.HasPrefix(d.Body, "وزیر") || !strings.HasSuffix(d.Body, "ادامه می‌دهیم.") {
		t.Errorf("the dispatch is %+v", d)
	}
	body := []rune(d.Body)
	words := func(s safir.Span) string { return string(body[s.Start:s.End]) }
	var got []string
	for _, a := range r.Actors {
		for _, m := range a.Mentions {
			got = append(got, words(m))
		}
	}
	for _, s := range r.Statements {
		got = append(got, strings.Join(s.Speakers, "+")+" "+string(s.Act)+" "+words(s.Content))
	}
	for _, s := range r.Events[0].Evidence {
		got = append(got, words(s))
	}
	want := "یوسف بن علوی|a1 pledge ما به این گفت‌وگوها ادامه می‌دهیم و از آن خسته نمی‌شویم|a1 pledge ادامه می‌دهیم|دیدار کرد|این گفت‌وگوها"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("the record points at %q\nwant %q", text, want)
	}
	if e := r.Events[0]; e.Type != safir.Meeting || *e.When != "2019-03-05" || *e.Where != "Muscat" || len(e.Participants) != 2 {
		t.Errorf("the event is %+v", e)
	}
	if second := items[1]; second.Dispatch.Published != "" || second.Dispatch.Title != "" || len(second.Record.Events) != 0 || second.EventsOnly {
		t.Errorf("the second is %+v", second)
	}
}

func TestAContentIsLookedForBehindTheBeginningOfTheOneBefore(t *testing.T) {
	q := quotes{text: "ادامه می‌دهیم. پایان. ادامه می‌دهیم."}
	for _, c := range []struct {
		content string
		start   int
	}{{"ادامه ~ پایان", 0}, {"پایان", 15}, {"ادامه می‌دهیم", 22}} {
		span, err := q.stretch(c.content)
		if err != nil || span.Start != c.start {
			t.Errorf("%q begins at %d (%v), want %d", c.content, span.Start, err, c.start)
		}
	}
}

func TestWhatIsWrongIsNamedByFileAndLine(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"A a2|office||ambassador|TUR|", "A a2|office||envoy|TUR|", `wire.txt:11: unknown office "envoy"`},
		{"A a2|office||ambassador|TUR|", "A a2|office||ambassador|TR|", `wire.txt:11: "TR" is no code of a state`},
		{"A a2|office||ambassador|TUR|", "A a2|office||ambassador|TUR", "wire.txt:11: want A with 6"},
		{"A a1|person|یوسف", "A a1|person|یوسفی", "wire.txt:10: "},
		{"S a1|pledge|-|d|", "S a3|pledge|-|d|", `wire.txt:12: unknown actor "a3"`},
		{"S a1|pledge|-|d|", "S a1|promise|-|d|", `wire.txt:12: unknown act "promise"`},
		{"خسته نمی‌شویم\nS", "خسته شدیم\nS", "wire.txt:12: "},
		{"E meeting|", "E dinner|", `wire.txt:14: unknown type "dinner"`},
		{"party:a1,party:a2", "guest:a1", `wire.txt:14: unknown role or actor in "guest:a1"`},
		{"دیدار کرد ;;", "دیدار کردند ;;", "wire.txt:14: "},
		{"happened|2019-03-05|", "happened|2019-13-45|", `wire.txt:14: "2019-13-45" is no time in EDTF`},
		{"published: -", "date: -", `wire.txt:17: want "published:"`},
		{"باران آمد.\n--\n", "باران آمد.\n", "wire-002 has no line --"},
	} {
		text := strings.Replace(two, c.old, c.new, 1)
		if text == two {
			t.Fatalf("%q is not in the text", c.old)
		}
		if _, err := Parse("wire.txt", text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.new, c.old, err, c.want)
		}
	}
}

func TestAFileCanHoldEventsOnlyAndNoDispatchStandsTwice(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": "only: events\n\n#wire-003\npublished: -\nTITLE: -\nباران آمد.\n--\n", "b.txt": two} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	items, err := Load(dir)
	if err != nil || len(items) != 3 || !items[0].EventsOnly || items[1].EventsOnly {
		t.Fatalf("%d dispatches, %v", len(items), err)
	}
	if err := os.WriteFile(filepath.Join(dir, "c.txt"), []byte(two), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "c.txt: wire-001 stands twice") {
		t.Errorf("the same dispatch again: %v", err)
	}
}

func TestAllThatWasWrittenCanBeRead(t *testing.T) {
	items, err := Load("data")
	if err != nil {
		t.Fatal(err)
	}
	if len(items) < 1000 {
		t.Errorf("%d dispatches were written, want more than a thousand", len(items))
	}
}
