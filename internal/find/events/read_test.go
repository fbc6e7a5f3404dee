package events_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/read"
)

// told writes an event as one line: type, status, where, and the states of those who take part in the order of the roles.
func told(r *safir.Record, e *safir.Event) string {
	var parts []string
	for _, p := range e.Participants {
		for _, a := range r.Actors {
			if a.ID == p.Actor && a.Country != nil {
				parts = append(parts, fmt.Sprintf("%s %s", p.Role, *a.Country))
			}
		}
	}
	slices.Sort(parts)
	where := "-"
	if e.Where != nil {
		where = *e.Where
	}
	return fmt.Sprintf("%s %s %s: %s", e.Type, e.Status, where, strings.Join(parts, ", "))
}

func TestPlainSentencesAreReadRight(t *testing.T) {
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"وزیر امور خارجه ترکیه دیروز در مسکو با همتای روس خود دیدار کرد.", "meeting happened Moscow: party RUS, party TUR"},
		{"وزیران خارجه ترکیه و عراق امروز تلفنی گفت‌وگو کردند.", "call happened -: party IRQ, party TUR"},
		{"وزیر امور خارجه ترکیه امروز به صورت تلفنی با وزیر امور خارجه عراق مذاکره کرد.", "call happened -: party IRQ, party TUR"},
		{"وزیر امور خارجه ترکیه امروز با وزیر امور خارجه عراق گفت‌وگو کرد. وی در این تماس از همتای عراقی خود قدردانی کرد.", "call happened -: party IRQ, party TUR"},
		{"وزیر امور خارجه ترکیه در تماس تلفنی با وزیر امور خارجه عراق درباره مرزها گفت‌وگو کرد.", "call happened -: party IRQ, party TUR"}, // one, not talks beside it
		{"رئیس‌جمهور فرانسه هفته آینده به پکن سفر خواهد کرد.", "visit planned Beijing: visitor FRA"},
		{"نخست‌وزیر پاکستان صبح امروز وارد تهران شد.", "visit happened Tehran: visitor PAK"},
		{"وزیر امور خارجه ایران صبح امروز وارد تهران شد.", ""}, // going home is none
		{"قیمت سکه در بازار امروز تهران به سی میلیون تومان رسید.", ""},
		{"تیم فوتبال پرسپولیس در دیدار با سپاهان به برتری رسید.", ""},
	} {
		r := reader.Read(safir.Dispatch{Body: c.text, Published: "2024-05-06", Agency: "irna"})
		var got []string
		for i := range r.Events {
			got = append(got, told(&r, &r.Events[i]))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s\nread %q\nwant %q", c.text, text, c.want)
		}
	}
}
