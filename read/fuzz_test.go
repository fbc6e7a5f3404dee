package read_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"safir"
	"safir/read"
)

// FuzzRead holds for any bytes: every span lies within the body, every id that is named exists, every reason stands at words,
// and reading twice gives the same.
func FuzzRead(f *testing.F) {
	reader := readerFor(f)
	for _, body := range []string{
		call, "", "\n", "وزیر", "سفر عباس عراقچی به", "گفت‌وگو با", "\xff\xfe", "دیدار", "«وزیر خارجه گفت: «دیدار کردیم.", "به گزارش", "وی افزود: / ۱۱۴", "با با با دیدار دیدار کرد کرد",
		"رئیس جمهور سوریه و همتای ترکیه‌ای وی در آنکارا و دمشق با یکدیگر دیدار و تلفنی گفت‌وگو کردند.\n\nطرفین تأکید کردند که باید همکاری‌ها ادامه یابد.",
		"وزیر خارجه تاکنون سه بار به دمشق سفر کرده است. این نخستین سفر او از ۹ مارس است. فردا به مسقط می‌رود و شنبه از آنجا به دوحه.",
		"سفیر انگلیس به وزارت خارجه احضار شد. سخنگوی وزارت امور خارجه کشورمان با ابراز تأسف گفت که این اقدام را محکوم می‌کند",
	} {
		f.Add(body, "2022-04-21", "irna")
		f.Add(body, "", "")
	}
	f.Fuzz(func(t *testing.T, body, published, agency string) {
		d := safir.Dispatch{Body: body, Published: published, Agency: agency}
		r := reader.Explain(d)
		checkRecord(t, &r)
		if again := reader.Explain(d); !reflect.DeepEqual(r, again) {
			t.Fatalf("read twice, got\n%+v\nand\n%+v", r, again)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}

// Titles and posts are cut short anywhere, «سفر عباس عراقچی به» too.
func TestATextThatIsCutShortAnywhereIsRead(t *testing.T) {
	reader := readerFor(t)
	for _, text := range []string{
		call, "همزمان با سفر عباس عراقچی به مسقط و رسیدن هاکان فیدان به دوحه دیداری بدون حضور رسانه‌ها برگزار شد و پس از آن عراقچی از مسقط به تهران بازگشت.",
		"ولادیمیر پوتین، سرگئی لاوروف را برای گفت‌وگو با عباس عراقچی به مسقط می‌فرستد. لاوروف پس از رایزنی با میانجی‌ها سلام‌های پوتین را ابلاغ کرد و سپس به دوحه رفت.",
	} {
		words := strings.Fields(text)
		for n := range words {
			r := reader.Explain(safir.Dispatch{Body: strings.Join(words[:n], " ")})
			checkRecord(t, &r)
		}
	}
}

func checkRecord(t *testing.T, r *read.Explained) {
	t.Helper()
	end := utf8.RuneCountInString(r.Body)
	within := func(fact string, spans ...safir.Span) {
		for _, s := range spans {
			if s.Start < 0 || s.End <= s.Start || s.End > end {
				t.Fatalf("%s: span %+v of %d code points", fact, s, end)
			}
		}
	}
	var actors, events []string
	for _, a := range r.Actors {
		actors = append(actors, a.ID)
		within(a.ID, a.Mentions...)
	}
	for _, e := range r.Events {
		events = append(events, e.ID)
	}
	known := func(fact string, all []string, ids ...string) {
		for _, id := range ids {
			if !slices.Contains(all, id) {
				t.Fatalf("%s names %q, there is none", fact, id)
			}
		}
	}
	for i, x := range r.Times {
		within("time", x.Span)
		if i > 0 && x.Span.Start < r.Times[i-1].Span.End {
			t.Fatalf("times %+v and %+v overlap", r.Times[i-1], x)
		}
	}
	for _, e := range r.Events {
		within(e.ID, e.Evidence...)
		for _, p := range e.Participants {
			known(e.ID, actors, p.Actor)
		}
		if len(e.Evidence) == 0 || len(e.Participants) == 0 || !slices.Contains(safir.EventTypes, e.Type) || !slices.Contains(safir.Statuses, e.Status) {
			t.Fatalf("event %+v", e)
		}
	}
	for _, s := range r.Statements {
		within(s.ID, s.Content, s.Cue)
		known(s.ID, actors, s.Speakers...)
		known(s.ID, actors, s.Addressees...)
		known(s.ID, actors, s.Target...)
		if s.Event != nil {
			known(s.ID, events, *s.Event)
		}
		if !slices.Contains(safir.Acts, s.Act) || s.Confidence < 0 || s.Confidence > 1 {
			t.Fatalf("statement %+v", s)
		}
	}
	for _, c := range r.Claims {
		within(c.ID, c.Span)
		known(c.ID, events, c.Counted...)
		if c.Actor != nil {
			known(c.ID, actors, *c.Actor)
		}
	}
	for _, why := range r.Reasons {
		within("the reason for "+why.Fact, why.Spans...)
	}
}
