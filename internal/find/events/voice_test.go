package events

import "testing"

func TestWhoOnlyTellsOfAnEventIsKnown(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text, cue, speaker string
		voice              voice
		first              bool
	}{
		{"[مقداد] گفت که [اسد] با [پوتین] دیدار می‌کند.", "دیدار", "مقداد", content, false},
		{"[مقداد]: با [پوتین] دیدار می‌کنم.", "دیدار", "مقداد", content, true},
		{"[مقداد] درباره سفر [اسد] به مسکو گفت: راه باز است.", "سفر", "مقداد", aside, false},
		{"[ظریف] وارد مسکو شد. فردا با [لاوروف] دیدار می‌کنم.", "دیدار", "ظریف", goes, true},
		{"[ظریف] وارد مسکو شد. او فردا با [لاوروف] دیدار می‌کند.", "دیدار", "", told, false},
	} {
		s := f.newScene(pageOf(t, c.text))
		got := cueOf(t, s, c.cue)
		if s.named(got.speaker) != c.speaker || got.voice != c.voice || s.firstPerson(got) != c.first {
			t.Errorf("%s\nspeaker %q, voice %q, first person %v; want %q, %q, %v", c.text,
				s.named(got.speaker), got.voice, s.firstPerson(got), c.speaker, c.voice, c.first)
		}
	}
}

func TestAPossessiveTellsWhoseAnEventIs(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, owner string }{
		{"[مقداد] درباره سفر [فیدان] به تهران و رایزنی‌هایش با [ظریف] گفت: راه باز است.", "رایزنی‌هایش", "فیدان"},
		{"[مقداد] از سفر قریب‌الوقوع خود به مسکو خبر داد.", "سفر", "مقداد"},
		{"[مقداد] از سفر [فیدان] به مسکو خبر داد.", "سفر", ""},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := cueOf(t, s, c.cue); s.named(got.owner) != c.owner {
			t.Errorf("%s\nowner %q, want %q", c.text, s.named(got.owner), c.owner)
		}
	}
}

func TestTheSubjectIsThatOfTheClauseAfterKe(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[مقداد] ساعتی پس از اینکه [فیدان] مسکو را ترک کرد در پیامی نوشت: راه باز است.": "فیدان",
		"[فیدان] که دیروز مسکو را ترک کرد وارد تهران شد.":                               "فیدان",
	} {
		s := f.newScene(pageOf(t, text))
		if got := cueOf(t, s, "ترک"); s.named(got.subject) != want || got.carried != 0 {
			t.Errorf("%s\nsubject %q (carried %d), want %q", text, s.named(got.subject), got.carried, want)
		}
	}
}

func TestACueOfThatPointsBack(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] به مسکو رفت. در آن سفر با [لاوروف] دیدار کرد."))
	if !s.pointsBack(cueOf(t, s, "سفر")) {
		t.Error("«آن سفر» does not point back")
	}
}
