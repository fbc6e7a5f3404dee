package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"safir"
	"safir/internal/know"
	"safir/internal/labels"
	"safir/internal/ledger"
	"safir/internal/show"
)

func TestAPastedTextIsReadAndNotKept(t *testing.T) {
	v := open(t)
	before, err := v.store.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := v.post("/fa/read", "text", aMeeting, "published", "۱۴۰۳/۱۱/۱۵", "agency", "irna")
	if text := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(text, "۱۵ بهمن ۱۴۰۳") || !strings.Contains(text, "یوسف رهنما") {
		t.Errorf("got %d: %s", w.Code, text)
	}
	if after, err := v.store.Counts(t.Context()); err != nil || after != before {
		t.Errorf("the ledger holds %+v, %v after reading", after, err)
	}
}

func TestATextIsKeptIfAskedFor(t *testing.T) {
	reader, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	var v *visitor
	v = open(t, func(o *Options) {
		o.Keep = func(ctx context.Context, d safir.Dispatch) (string, error) {
			record := reader.Read(d)
			_, err := v.store.Put(ctx, []ledger.Entry{ledger.NewEntry(d, record)})
			return record.ID, err
		}
	})
	fields := []string{"text", aMeeting, "published", "1403-11-15", "agency", "irna"}
	if text := v.post("/en/read", fields...).Body.String(); !strings.Contains(text, `action="/en/read/keep"`) || !strings.Contains(text, `name="published" value="1403-11-15"`) {
		t.Error("there is nothing to keep it with")
	}
	w := v.post("/en/read/keep", fields...)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got %d: %s", w.Code, w.Body)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Refresh(t.Context(), v.store, world); err != nil {
		t.Fatal(err)
	}
	if text := v.page(w.Header().Get("Location")); !strings.Contains(text, "یوسف رهنما") {
		t.Error("the dispatch is not there")
	}
	for what, fields := range map[string][]string{"nothing": {"text", " "}, "no day": {"text", aMeeting, "published", "never"}} {
		if w := v.post("/en/read/keep", fields...); w.Code != http.StatusBadRequest {
			t.Errorf("%s: got %d", what, w.Code)
		}
	}
}

func TestWhatCannotBeReadIsTold(t *testing.T) {
	v := open(t)
	for what, c := range map[string]struct {
		fields []string
		want   int
	}{
		"nothing":           {nil, http.StatusBadRequest},
		"blanks":            {[]string{"text", " \n "}, http.StatusBadRequest},
		"no text":           {[]string{"text", "\xff\xfe"}, http.StatusBadRequest},
		"a month":           {[]string{"text", aMeeting, "published", "1403-11"}, http.StatusBadRequest},
		"no day":            {[]string{"text", aMeeting, "published", "1403-12-31"}, http.StatusBadRequest},
		"no outlet":         {[]string{"text", aMeeting, "agency", "nobody"}, http.StatusBadRequest},
		"beyond a megabyte": {[]string{"text", strings.Repeat("a", MaxText+1)}, http.StatusRequestEntityTooLarge},
		"ten megabytes":     {[]string{"text", strings.Repeat("a", 10<<20)}, http.StatusRequestEntityTooLarge},
	} {
		w := v.post("/en/read", c.fields...)
		if w.Code != c.want || !strings.Contains(w.Body.String(), "</html>") {
			t.Errorf("%s: got %d, want %d", what, w.Code, c.want)
		}
	}
	if text := v.post("/en/read", "text", "keep me", "published", "never").Body.String(); !strings.Contains(text, ">keep me</textarea>") {
		t.Error("what was pasted is lost")
	}
}

func TestAReaderThatFailsCostsOnePage(t *testing.T) {
	v := open(t, func(o *Options) {
		o.Read = func(safir.Dispatch) (safir.Record, []show.Reason) { panic("tripped") }
	})
	if w := v.post("/en/read", "text", aMeeting); w.Code != http.StatusInternalServerError {
		t.Errorf("got %d", w.Code)
	}
	v.page("/en/")
}

func TestEveryWordIsSaidInBothLanguages(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for word, l := range words {
		if l.EN == "" || l.FA == "" || strings.Count(l.EN, "%s") != strings.Count(l.FA, "%s") {
			t.Errorf("%s is %q and %q", word, l.EN, l.FA)
		}
	}
}

func TestNumbersAreWrittenInTheLanguage(t *testing.T) {
	three := 3
	v := open(t)
	if text := v.page("/fa/claims") + v.page("/en/claims"); strings.Contains(text, "0x") || strings.Contains(text, "۰x") {
		t.Error("a claim counts by the place of a number")
	}
	fa, en := &tongue{Code: "fa"}, &tongue{Code: "en"}
	for n, want := range map[any][2]string{3: {"۳", "3"}, &three: {"۳", "3"}, 12345: {"۱۲٬۳۴۵", "12,345"}} {
		if got := [2]string{fa.num(n), en.num(n)}; got != want {
			t.Errorf("%v: got %q, want %q", n, got, want)
		}
	}
}

func TestEveryOfficeHasAKnownLevel(t *testing.T) {
	of, order := levelsOf()
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for office := range of {
		if (labels.Of("office", office) == labels.Label{EN: office, FA: office}) {
			t.Errorf("%s is no office", office)
		}
	}
	for _, level := range order {
		if _, ok := words["level-"+level]; !ok {
			t.Errorf("the level %s has no name", level)
		}
	}
}

func TestMonthsAreHotByHowManyEventsTheyHave(t *testing.T) {
	h := heatOf([]ledger.EventCount{
		{Month: "1403-01", Type: safir.Call, Events: 10},
		{Month: "1403-01", Type: safir.Visit, Events: 10},
		{Month: "1402-12", Type: safir.Call, Events: 1},
		{Month: "", Type: safir.Call, Events: 3},
	})
	if len(h.Years) != 2 || h.Years[0].Year != 1403 || h.Years[0].Total != 20 || h.Years[0].Months[0].Level != 5 || h.Years[1].Months[11].Level != 1 || h.Undated != 3 {
		t.Errorf("got %+v", h)
	}
}

func TestASnippetHasTheWordsThatWereLookedFor(t *testing.T) {
	d := safir.Dispatch{Body: strings.Repeat("سخن دیگر است. ", 60) + "رئیس‌جمهور به گفتوگو با عربستان اشاره کرد. " + strings.Repeat("پایان. ", 60)}
	var all, marked strings.Builder
	for _, p := range snippet(&d, ledger.LookedFor(ledger.Terms(ledger.Words("گفت\u200cوگو عربستان")))) {
		all.WriteString(p.Text)
		if p.Marked {
			marked.WriteString("[" + p.Text + "]")
		}
	}
	if !strings.Contains(marked.String(), "[عربستان]") || !strings.Contains(marked.String(), "[گفت") || !strings.HasPrefix(all.String(), "… ") || len(all.String()) > 700 {
		t.Errorf("got %s with %s", all.String(), marked.String())
	}
}
