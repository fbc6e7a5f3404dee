package read_test

import (
	"testing"

	"safir"
)

func TestWhereADispatchComesFrom(t *testing.T) {
	reader := readerFor(t)
	const visit = "وزیر خارجه قطر وارد تهران شد."
	for _, c := range []struct {
		name, given, body, agency, code string
	}{
		{"an outlet that names itself", "", "به گزارش ایرنا، " + visit, "irna", ""},
		{"an agency that names itself", "", visit + "\nبه گزارش خبرگزاری تسنیم، او دو روز می‌ماند.", "tasnim", ""},
		{"a correspondent", "", "به گزارش خبرنگار ایسنا، " + visit, "isna", ""},
		{"an outlet in its signature", "", visit + "\n@Farsna", "fars", ""},
		{"an outlet in the address of its page", "", visit + "\nhttps://www.mehrnews.com/news/123", "mehr", ""},
		{"an outlet that is given", "irna", "به گزارش ایسنا، " + visit, "irna", ""},
		{"an outlet given by its name", "Iran Press", visit, "iranpress", ""},
		{"an outlet given in Persian", "ایسنا", visit, "isna", ""},
		{"an outlet given that nobody knows", "daily-planet", visit, "", ""},
		{"no outlet", "", visit, "", ""},
		{"a desk's code behind the text", "", visit + " / 114", "", "114"},
		{"a desk's code in Persian digits", "", visit + "/ ۱۱۴", "", "114"},
		{"a desk's code after the end", "", visit + "\nانتهای پیام/ ۱۱۴", "", "114"},
		{"an end without a code", "", visit + "\nانتهای پیام/", "", ""},
		{"a fraction", "", "سهم قطر از این گاز ۳ / ۴ است.", "", ""},
	} {
		r := reader.Read(safir.Dispatch{Agency: c.given, Body: c.body})
		if agency, code := deref(r.Source.Agency), deref(r.Source.Code); agency != c.agency || code != c.code {
			t.Errorf("%s: got agency %q, code %q, want %q, %q", c.name, agency, code, c.agency, c.code)
		}
	}
}

func TestAddressAndDayAreThoseGiven(t *testing.T) {
	r := readerFor(t).Read(safir.Dispatch{Body: call, URL: "https://example.org/1", Published: "2022-09-28T10:00:00Z"})
	if deref(r.Source.URL) != "https://example.org/1" || deref(r.Source.Published) != "2022-09-28T10:00:00Z" {
		t.Errorf("got %+v", r.Source)
	}
	if r = readerFor(t).Read(safir.Dispatch{Body: call}); r.Source.URL != nil || r.Source.Published != nil {
		t.Errorf("none was given, got %+v", r.Source)
	}
}

func TestAnUnknownAgencyIsOfferedItsNeighbours(t *testing.T) {
	reader := readerFor(t)
	for name, want := range map[string]string{
		"irnaa": "irna", "iran-press": "iranpress", "Tasnim News": "tasnim", "bbc": "bbcpersian", "fras": "fars",
	} {
		near := reader.NearAgencies(name)
		if len(near) == 0 || near[0] != want {
			t.Errorf("%q: offered %q, want %s first", name, near, want)
		}
	}
	if near := reader.NearAgencies("zzzzzzzzzz"); len(near) > 0 {
		t.Errorf("offered %q for nonsense", near)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
