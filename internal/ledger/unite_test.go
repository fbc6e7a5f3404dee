package ledger_test

import (
	"testing"

	"safir"
	"safir/internal/ledger"
)

// Forms that differ in nothing but spaces, and were not joined, must not become two people of one id: a store would refuse them.
func TestPeopleHaveIDsOfTheirOwn(t *testing.T) {
	var bearings []ledger.Bearing
	for _, name := range []string{"نور محمدی", "نورمحمدی", "علی نور محمدی", "حسن نور محمدی", "علی نورمحمدی", "علینور محمدی"} {
		for _, country := range []string{"IRN", "AFG", ""} {
			bearings = append(bearings, ledger.Bearing{
				Who: ledger.Who{Kind: safir.Person, Name: name, Country: country, Office: "legislator"}, Day: "2026-04-25", Count: 1,
			})
		}
	}
	seen := map[string]string{}
	for _, p := range ledger.FindPeople(bearings).List() {
		if other, ok := seen[p.ID]; ok {
			t.Errorf("%s and %s have one id", other, p.Name)
		}
		seen[p.ID] = p.Name
	}
}
