package eval

import (
	"strings"
	"testing"

	"safir"
)

func TestCalibrationCountsWhatHoldsByHowSureItWasSaid(t *testing.T) {
	oman := "OMN"
	who := []safir.Actor{{ID: "a1", Kind: safir.Country, Country: &oman}}
	event := func(kind safir.EventType, sure float64) safir.Event {
		return safir.Event{Type: kind, Status: safir.Happened, Participants: []safir.Participant{{Actor: "a1", Role: safir.Party}}, Confidence: sure}
	}
	gold := &safir.Record{Actors: who, Events: []safir.Event{event(safir.Call, 0)}}
	said := &safir.Record{Actors: who, Events: []safir.Event{event(safir.Call, 0.95), event(safir.Visit, 0.45)}}
	var c Calibration
	c.Add(gold, said)
	c.Add(gold, nil)
	var out strings.Builder
	if err := c.Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"events            0.95    1.00       1\n", "events            0.45    0.00       1\n"} {
		if !strings.Contains(out.String(), row) {
			t.Errorf("the table lacks %q:\n%s", row, out.String())
		}
	}
}
