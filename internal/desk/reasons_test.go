package desk

import (
	"testing"

	"safir/internal/know"
)

func TestWhatTheLedgerSaysIsSaidInPersian(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	tongues, err := newTongues(world, func(name string) string { return name })
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]reasonView{
		"no number is told": {Text: "شماری گفته نشده است"},
		"the ledger has 2":  {Text: "دفتر ۲ مورد دارد"},
		"the ledger has 1, but it has no dispatches between 2026-03-24 and 2026-04-22": {
			Text: "دفتر ۱ مورد دارد، اما میان سه\u200cشنبه ۴ فروردین ۱۴۰۵ و چهارشنبه ۲ اردیبهشت ۱۴۰۵ خبری ندارد",
		},
		"something else altogether": {Text: "something else altogether", Foreign: true},
	} {
		if got := tongues["fa"].because(said); got != want {
			t.Errorf("%s: got %+v, want %+v", said, got, want)
		}
		if got := tongues["en"].because(said); got.Text != said {
			t.Errorf("in English %s is %s", said, got.Text)
		}
	}
}
