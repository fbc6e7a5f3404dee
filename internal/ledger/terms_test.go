package ledger_test

import (
	"fmt"
	"testing"

	"safir/internal/ledger"
)

func TestAWordIsLookedForInAllWaysToWriteIt(t *testing.T) {
	for question, want := range map[string]string{
		"پور کیا":   "[[[پور] [پورکیا]] [[کیا] [پورکیا]]]",
		"سفیر":      "[[[سفیر]]]",
		"کیانی":     "[[[کیانی] [کی انی] [کیا نی]]]",
		"سفر سفر":   "[[[سفر]]]",
		"سال 1405":  "[[[سال]] [[1405]]]",
		`"نقل" قول`: "[[[نقل] [نقلقول]] [[قول] [نقلقول]]]",
	} {
		if got := fmt.Sprint(ledger.Terms(ledger.Words(question))); got != want {
			t.Errorf("%s: got %s, want %s", question, got, want)
		}
	}
}
