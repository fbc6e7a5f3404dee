package export

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/shared"
)

func walk(t *testing.T) *crosswalk {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	x, err := newCrosswalk(world)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// codes are the rows of a shared table of codes.
func codes(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open(shared.Path(t, "codes/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	in.Comma, in.LazyQuotes = '\t', true
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestEveryTypeStageAndActHasItsPlace(t *testing.T) {
	x := walk(t)
	for _, kind := range safir.EventTypes {
		for _, at := range []string{done, ahead, off} {
			if _, ok := x.events[[3]string{string(kind), at, ""}]; !ok {
				t.Errorf("%s %s has no line", kind, at)
			}
		}
	}
	for _, act := range safir.Acts {
		if _, ok := x.acts[string(act)]; !ok {
			t.Errorf("%s has no line", act)
		}
	}
	for _, office := range safir.Offices {
		if _, ok := x.offices[office]; !ok {
			t.Errorf("%s has no line", office)
		}
	}
}

// TestCodesAreThoseOfTheSchemes holds the crosswalk to the published lists.
func TestCodesAreThoseOfTheSchemes(t *testing.T) {
	x := walk(t)
	type weight struct{ quad, score string }
	plover, cameo, actors := map[[2]string]weight{}, map[string]bool{}, map[string]bool{}
	for _, f := range codes(t, "plover.tsv") {
		switch f[0] {
		case "event":
			plover[[2]string{f[1], ""}] = weight{f[4], f[6]}
		case "mode":
			plover[[2]string{f[1], f[2]}] = weight{f[4], f[6]}
		case "context":
			actors[f[2]] = true
		}
	}
	for _, f := range codes(t, "cameo.tsv") {
		cameo[f[0]] = true
	}
	for _, f := range codes(t, "actor_codes.tsv") {
		actors[f[2]] = true
	}
	check := func(what string, c code) {
		if _, ok := plover[[2]string{c.Event, c.Mode}]; !ok && c.Event != "" {
			t.Errorf("%s: PLOVER has no %s %s", what, c.Event, c.Mode)
		}
		if c.Cameo != "" && !cameo[c.Cameo] {
			t.Errorf("%s: CAMEO has no %s", what, c.Cameo)
		}
		if _, ok := x.scores[[2]string{c.Event, c.Mode}]; !ok && c.Event != "" {
			t.Errorf("%s: %s %s has no weight", what, c.Event, c.Mode)
		}
	}
	for key, c := range x.events {
		check(strings.Join(key[:], " "), c)
	}
	for act, c := range x.acts {
		check(act, c)
	}
	for key, s := range x.scores {
		want := plover[key]
		if number(s.Quad) != want.quad {
			t.Errorf("%v is of quarter %d, want %s", key, s.Quad, want.quad)
		}
		if s.Weight != nil && decimal(*s.Weight) != want.score {
			t.Errorf("%v weighs %v, want %s", key, *s.Weight, want.score)
		}
	}
	for _, list := range []map[string]sector{x.offices, x.bodies} {
		for of, s := range list {
			for _, c := range []string{s.Code, s.Sector, s.Context} {
				if c != "" && !actors[c] {
					t.Errorf("%s: PLOVER has no %s", of, c)
				}
			}
		}
	}
}

// meeting is a meeting at a place of who is given by office and state (foreign-minister IRN), or by a body.
func meeting(kind safir.EventType, place string, who ...string) *ledger.Event {
	e := &ledger.Event{ID: "e", Type: kind, Status: safir.Happened, Where: known(place)}
	for _, w := range who {
		office, state, ok := strings.Cut(w, " ")
		a := safir.Actor{Kind: safir.Office, Office: known(office), Country: known(state)}
		if !ok {
			a = safir.Actor{Kind: safir.Org, Org: known(strings.ReplaceAll(w, "_", " "))}
		}
		e.Participants = append(e.Participants, ledger.Part{Actor: a, Role: safir.Party})
	}
	return e
}

func TestTheModeDependsOnWhoMeetsWhere(t *testing.T) {
	x := walk(t)
	for _, c := range []struct {
		want  string
		event *ledger.Event
	}{
		{"CONSULT visit", meeting(safir.Meeting, "Muscat", "president IRN", "monarch OMN")},
		{"CONSULT ", meeting(safir.Meeting, "Tehran", "president IRN", "ambassador OMN")}, // he lives there
		{"CONSULT third-party", meeting(safir.Meeting, "Vienna", "foreign-minister IRN", "foreign-minister USA")},
		{"CONSULT ", meeting(safir.Meeting, "", "foreign-minister IRN", "foreign-minister USA")},
		{"CONSULT multilateral", meeting(safir.Meeting, "Doha", "president IRN", "president TUR", "president RUS")},
		{"CONSULT multilateral", meeting(safir.Gathering, "", "president IRN", "Shanghai_Cooperation_Organisation")},
		{"CONSULT ", meeting(safir.Gathering, "Tehran", "president IRN", "president TUR")},
		{"CONSULT phone", meeting(safir.Call, "", "president IRN", "president TUR")},
		{"SUPPORT ", meeting(safir.Agreement, "Tehran", "president IRN", "president TUR")},
	} {
		if got, _ := x.event(c.event); got.Event+" "+got.Mode != c.want {
			t.Errorf("%s at %s is %s %s, want %s", c.event.Type, value(c.event.Where), got.Event, got.Mode, c.want)
		}
	}
}

func TestAWrongLineOfTheCrosswalkIsRefused(t *testing.T) {
	x := walk(t)
	for what, err := range map[string]error{
		"type": x.addEvent([]string{"dinner", done, "", "CONSULT", "", ""}), "stage": x.addEvent([]string{"call", "soon", "", "", "", ""}),
		"setting": x.addEvent([]string{"call", done, "outside", "", "", ""}), "twice": x.addEvent([]string{"call", done, "", "", "", ""}),
		"act": x.addAct([]string{"sing", "", "", ""}), "quarter": x.addScore([]string{"CONSULT", "", "5", ""}), "weight": x.addScore([]string{"CONSULT", "", "1", "much"}),
		"office": x.addOffice([]string{"king", "GOV", ""}), "body": x.addBody([]string{"Nobody", "IGO", ""}),
	} {
		if err == nil {
			t.Errorf("a wrong %s is taken", what)
		}
	}
}

func TestPolecatHasTheColumnsOfPOLECAT(t *testing.T) {
	at := 0
	for _, f := range codes(t, "schemas.tsv") {
		if f[0] != "POLECAT" {
			continue
		}
		if at >= len(polecatColumns) || polecatColumns[at].name != f[2] {
			t.Fatalf("column %s is not %q", f[1], f[2])
		}
		at++
	}
	if at != len(polecatColumns) {
		t.Errorf("%d columns, want %d", len(polecatColumns), at)
	}
}

// TestWhoIsNotKnownAtAllIsCalledSomething is for formats that want a name of everybody.
func TestWhoIsNotKnownAtAllIsCalledSomething(t *testing.T) {
	x := walk(t)
	for _, kind := range []safir.Kind{safir.Person, safir.Office, safir.Country, safir.Org} {
		if l := called(&safir.Actor{Kind: kind}, x.world); l.EN == "" || l.FA == "" {
			t.Errorf("a %s of whom nothing is known is called %q, %q", kind, l.EN, l.FA)
		}
	}
}
