package storetest

import (
	"testing"

	"safir"
	"safir/internal/ledger"
)

// He met the minister and the speaker, two dispatches each; the fifth says that he met officials.
func mayBeOther(t *testing.T, s ledger.Store) {
	met := func(id, published string, kind safir.Kind, name, office string) ledger.Entry {
		e := Entry(id, published, safir.Meeting, safir.Happened, "2026-04-25", "Damascus", araghchi, name)
		a := &e.Record.Actors[1]
		a.Kind, a.Name, a.Office = kind, pointer(name), pointer(office)
		return ledger.NewEntry(e.Dispatch, e.Record)
	}
	put(t, s, met("a", "2026-04-25", safir.Person, mekdad, "foreign-minister"), met("b", "2026-04-25", safir.Person, mekdad, "foreign-minister"),
		met("c", "2026-04-25", safir.Person, "حموده صباغ", "speaker"), met("d", "2026-04-25", safir.Person, "حموده صباغ", "speaker"), met("e", "2026-04-25", safir.Office, "", "other-official"))
	perhaps := func() (dispatches string) {
		for _, e := range refreshed(t, s, ledger.Filter{}) {
			for _, r := range e.Reports {
				if e.MayBeOther(r) {
					dispatches += r.Dispatch
				}
			}
		}
		return dispatches
	}
	if got := perhaps(); got != "e" {
		t.Errorf("perhaps of another event: %q, want e", got)
	}
	put(t, s, met("e", "2026-04-26", safir.Person, mekdad, "foreign-minister"))
	if got := perhaps(); got != "" {
		t.Errorf("it says now whom he met, and yet %q are perhaps of another", got)
	}
}
