package read_test

import (
	"strings"
	"testing"

	"safir"
	"safir/read"
)

const call = `حسین امیرعبداللهیان وزیر امور خارجه ایران روز سه‌شنبه ۵ مهر ۱۴۰۱ با فواد حسین وزیر خارجه عراق تلفنی گفت‌وگو کرد.
به گزارش خبرگزاری ایرنا، وی در این گفت‌وگو گفت که دو کشور باید مرزهای خود را امن کنند.
وزیر خارجه عراق نیز اعلام کرد که هفته آینده به تهران سفر می‌کند./ 114`

func TestEveryFactOfARecordHasAReason(t *testing.T) {
	reader := readerFor(t)
	e := reader.Explain(safir.Dispatch{Body: call, Published: "2022-09-27", URL: "https://example.org/1"})
	if len(e.Events) == 0 || len(e.Statements) == 0 || len(e.Times) == 0 {
		t.Fatalf("too little read to explain: %d events, %d statements, %d times", len(e.Events), len(e.Statements), len(e.Times))
	}
	facts := []string{"source.agency", "source.url", "source.published", "source.code"}
	for _, a := range e.Actors {
		facts = append(facts, a.ID+".1")
	}
	for _, ev := range e.Events {
		facts = append(facts, ev.ID, ev.ID+".status")
		if ev.When != nil {
			facts = append(facts, ev.ID+".when")
		}
		if ev.Where != nil {
			facts = append(facts, ev.ID+".where")
		}
		for _, p := range ev.Participants {
			facts = append(facts, ev.ID+"."+p.Actor)
		}
	}
	for _, s := range e.Statements {
		facts = append(facts, s.ID)
	}
	for _, c := range e.Claims {
		facts = append(facts, c.ID)
	}
	for _, fact := range facts {
		if r, ok := e.Reason(fact); !ok || r.Why == "" || r.Stage == "" {
			t.Errorf("%s: no reason, got %+v", fact, r)
		} else if len(r.Spans) == 0 && r.Stage != "given" {
			t.Errorf("%s: %+v names no words", fact, r)
		}
	}
}

func TestAReasonsWordsStandAtItsSpans(t *testing.T) {
	e := readerFor(t).Explain(safir.Dispatch{Body: call, Published: "2022-09-27"})
	body := []rune(e.Body)
	for _, r := range e.Reasons {
		var words []string
		for _, s := range r.Spans {
			words = append(words, string(body[s.Start:s.End]))
		}
		if got := strings.Join(words, " … "); got != r.Words {
			t.Errorf("%s: words %q, at its spans stands %q", r.Fact, r.Words, got)
		}
	}
}

func readerFor(t testing.TB) *read.Reader {
	t.Helper()
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	return reader
}
