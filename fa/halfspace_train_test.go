package fa

import (
	"bytes"
	"testing"
)

func TestRepairLearnsTheSameBytesFromTheSameTexts(t *testing.T) {
	data := RepairData{
		News:      news(t, 300),
		Sentences: []string{"او به خانه\u200cاش می\u200cرود.", "کتاب\u200cها را می\u200cخواند."},
		Words:     []string{"خانه", "گفت\u200cوگو"},
		Verbs:     [][2]string{{"رفت", "رو"}},
	}
	first, err := TrainRepair(data)
	if err != nil {
		t.Fatal(err)
	}
	second, err := TrainRepair(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two models of the same texts differ")
	}
	model, err := readHalfSpaces(string(first))
	if err != nil {
		t.Fatal(err)
	}
	if e := model.lookup([]byte(letterKey("میرود"))); !e.found || e.cuts == "" {
		t.Errorf("what was learned of میرود: %+v, want a place for a half-space", e)
	}
}
