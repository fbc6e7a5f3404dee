package events

import (
	"testing"

	"safir"
)

// partiesOf are all who are named in a scene, each as likely a party as his mention says by its place in a list.
func partiesOf(s *scene, probs ...float64) (parts []part) {
	for k, prob := range probs {
		parts = append(parts, part{actor: s.Mentions[k].Actor, mention: k, role: safir.Party, prob: prob})
	}
	return parts
}

func TestWhoOnlySendsOthersToTalksIsNotThere(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[پوتین]، [لاوروف] را برای گفت‌وگو با [ظریف] به مسقط می‌فرستد.":     "لاوروف ظریف",
		"[پوتین] [لاوروف] را برای گفت‌وگو با [ظریف] به مسقط اعزام کرد.":     "لاوروف ظریف",
		"[پوتین]، [لاوروف] را برای گفت‌وگو با [ظریف] به مسقط همراه می‌برد.": "پوتین لاوروف ظریف",
		"[پوتین]، [لاوروف] و [ظریف] گفت‌وگو کردند و پیامی فرستادند.":        "پوتین لاوروف ظریف",
	} {
		s := f.newScene(pageOf(t, text))
		if got := s.namesOf(s.withoutAbsent(cueOf(t, s, "گفت‌وگو"), safir.Meeting, partiesOf(s, 0.9, 0.8, 0.7))); got != want {
			t.Errorf("%s\ntake part %q, want %q", text, got, want)
		}
	}
}

func TestWhoTalksWithPeopleOfNoNameDoesNotTalkWithWhoeverWasNamedBefore(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"سفر [پوتین] لغو شد. اگر [ظریف] پس از رایزنی با میانجی‌ها به نتیجه برسد، می‌ماند.": "ظریف",
		"سفر [پوتین] لغو شد. اگر [ظریف] پس از رایزنی به نتیجه برسد، می‌ماند.":              "پوتین ظریف",
	} {
		s := f.newScene(pageOf(t, text))
		if got := s.namesOf(s.withoutAbsent(cueOf(t, s, "رایزنی"), safir.Meeting, partiesOf(s, 0.9, 0.8))); got != want {
			t.Errorf("%s\ntake part %q, want %q", text, got, want)
		}
	}
	s := f.newScene(pageOf(t, "سفر [پوتین] لغو شد. [ظریف] پس از رایزنی با برخی از یاران [مقداد] رفت."))
	if s.namelessPartner(cueOf(t, s, "رایزنی")) {
		t.Error("the partner behind «با برخی از» is taken for one of no name")
	}
}

func TestAMeetingHasNoThirdSideFromOutsideItsClause(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text, cue string
		probs     []float64
		want      string
	}{
		{"[ظریف] با [مقداد] دیدار کرد. هیچ ملاقاتی با [لاوروف] انجام نشد.", "ملاقاتی", []float64{0.8, 0.5, 0.6}, "ظریف لاوروف"},
		{"[ظریف] با [مقداد] دیدار کرد و [فیدان] و [لاوروف] به ملاقات آنان آمدند.", "ملاقات", []float64{0.5, 0.5, 0.9, 0.9}, "فیدان لاوروف"},
		{"[ظریف] با [مقداد] دیدار کرد. هیچ ملاقاتی با [لاوروف] انجام نشد.", "ملاقاتی", []float64{0.8, 0.7, 0.6}, "ظریف لاوروف"},
		{"[ظریف]، [مقداد] و [لاوروف] آمدند. این ملاقات یک ساعت طول کشید.", "ملاقات", []float64{0.8, 0.7, 0.6}, "ظریف مقداد لاوروف"},
		{"[ظریف] در ملاقات با [مقداد] از [لاوروف] گفت.", "ملاقات", []float64{0.9, 0.9, 0.5}, "ظریف مقداد لاوروف"},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := s.namesOf(s.twoSides(cueOf(t, s, c.cue), safir.Meeting, partiesOf(s, c.probs...))); got != c.want {
			t.Errorf("%s\ntake part %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhoHandsOverAnothersMessageBearsIt(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text string
		want []safir.Role // of the first and the second who are named
	}{
		{"[مقداد] سلام‌های [اسد] را به [ایران] ابلاغ کرد.", []safir.Role{safir.Bearer, safir.Sender}},
		{"[مقداد] در پایان، سلام‌ها و تبریکات [اسد] را به [ایران] رساند.", []safir.Role{safir.Bearer, safir.Sender}},
		{"[مقداد] و [اسد] به [ایران] پیام فرستادند.", []safir.Role{safir.Sender, safir.Sender}},
		{"پیام [مقداد] و [اسد] به [ایران] رسید.", []safir.Role{safir.Sender, safir.Sender}},
	} {
		s := f.newScene(pageOf(t, c.text))
		parts := partiesOf(s, 0.9, 0.8)
		for i := range parts {
			parts[i].role = safir.Sender
		}
		got := s.withBearer(&s.cues[0], safir.Message, parts)
		if len(got) != 2 || got[0].role != c.want[0] || got[1].role != c.want[1] {
			t.Errorf("%s\n%v, want %v", c.text, got, c.want)
		}
	}
}

func TestEachCueHasThePartnerThatHangsOnIt(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[ظریف] رایزنی کرد، از جمله گفت‌وگو با [لاوروف]، دیدار با [اسد] در دمشق.": "ظریف اسد",
		"[ظریف] پس از گفت‌وگو با [لاوروف] و [اسد] دیدار کرد.":                     "ظریف لاوروف اسد", // «دیدار» has no partner of its own
	} {
		s := f.newScene(pageOf(t, text))
		if got := s.namesOf(s.withoutAbsent(cueOf(t, s, "دیدار"), safir.Meeting, partiesOf(s, 0.9, 0.8, 0.7))); got != want {
			t.Errorf("%s\ntake part %q, want %q", text, got, want)
		}
	}
}
