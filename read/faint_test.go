package read_test

import (
	"reflect"
	"strings"
	"testing"

	"safir"
)

// A ledger keeps what a dispatch tells as it is read alone, and apart from it the visits that are likelier not told.
func TestALedgerKeepsWhatIsToldFaintlyApart(t *testing.T) {
	reader, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	faint := 0
	for _, d := range devDispatches(t) {
		alone, kept := reader.Read(d), reader.ReadFaint(d)
		if len(alone.Faint) > 0 {
			t.Errorf("%s: read alone it tells faintly of %d visits", d.ID, len(alone.Faint))
		}
		ids := map[string]bool{}
		for _, e := range kept.Faint {
			faint++
			if e.Type != safir.Visit || e.Confidence > 0.5 || !strings.HasPrefix(e.ID, safir.FaintID) || ids[e.ID] || len(e.Evidence) == 0 {
				t.Errorf("%s: told faintly: %+v", d.ID, e)
			}
			ids[e.ID] = true
		}
		if kept.Faint = nil; !reflect.DeepEqual(alone, kept) {
			t.Errorf("%s: what is not faint differs", d.ID)
		}
	}
	if faint == 0 {
		t.Error("no dispatch tells faintly of any visit")
	}
}
