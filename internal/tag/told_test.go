package tag

import (
	"strings"
	"testing"
)

func TestPartsThatWordsAreToldToBeGoWithTheirTraits(t *testing.T) {
	told, err := toldParts("word\tparts\nوخیم\tADJ\nاصفهانی\tADJ PROPN\n")
	if err != nil {
		t.Fatal(err)
	}
	h := newHabits()
	h.add(repaired(strings.Repeat("وضع وخیم‌تر و بسیار وخیم شد. ", leastHabit)))
	table, err := openLexicon(h.pack(told))
	if err != nil {
		t.Fatal(err)
	}
	does, parts := habitsOf(table, wordHash("وخیم"))
	if parts != uint32(Adjective)+1 || does>>(2*inDegree)&3 == 0 {
		t.Errorf("وخیم does %b and is told to be %d, want an adjective that has degrees", does, parts)
	}
	if _, parts := habitsOf(table, wordHash("اصفهانی")); parts != uint32(Adjective)+1|(uint32(ProperNoun)+1)<<partBits {
		t.Errorf("اصفهانی, which the news has not, is told to be %x, want adjective and proper noun", parts)
	}
	if _, parts := habitsOf(table, wordHash("وضع")); parts != 0 {
		t.Errorf("وضع is told to be %x, want nothing told", parts)
	}
}

func TestAWrongPartOfSpeechIsNamedByItsLine(t *testing.T) {
	for _, row := range []string{"خوب\tGOOD", "خوب\tADJ NOUN ADV", "خوب\tPUNCT"} {
		if _, err := toldParts("word\tparts\nبد\tADJ\n" + row + "\n"); err == nil || !strings.Contains(err.Error(), "parts.tsv:3") {
			t.Errorf("%q: got error %v, want one that names parts.tsv:3", row, err)
		}
	}
}

func TestTheTableOfPartsIsWhole(t *testing.T) {
	told, err := toldParts(partsTSV)
	if err != nil {
		t.Fatal(err)
	}
	if len(told) < 30_000 {
		t.Errorf("%d words are told their parts of speech, want 30,000 or more", len(told))
	}
	if told[wordHash("نمادین")] != uint32(Adjective)+1 {
		t.Errorf("نمادین is told to be %x, want an adjective", told[wordHash("نمادین")])
	}
}
