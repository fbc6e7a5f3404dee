package ledger_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"safir/internal/eval"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/shared"
	"safir/read"
)

// reports reads the posts of the registry.
func reports(t testing.TB) ([]ledger.Report, *know.World) {
	t.Helper()
	dispatches, ids, err := eval.LoadDispatches(shared.Path(t, "gold/ledger/dispatches.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	var out []ledger.Report
	for _, id := range ids {
		record := reader.ReadFaint(dispatches[id])
		out = append(out, ledger.Reports(&record)...)
	}
	return out, world
}

func exported(t testing.TB, events []ledger.Event) string {
	t.Helper()
	var b strings.Builder
	if err := export.EventsJSONL(&b, events); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Floors of ledger_score.py over the registry, for what is listed where nobody asks for more.
var floors = map[string]float64{"events": 0.75, "status": 0.90, "mentions": 0.72}

func TestReportsOfTheRegistryBecomeItsEvents(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skipf("no python3 to run the registry's scorer: %v", err)
	}
	scorer, gold := shared.Path(t, "record/ledger_score.py"), shared.Path(t, "gold/ledger")
	all, world := reports(t)
	file := filepath.Join(t.TempDir(), "events.jsonl")
	if err := os.WriteFile(file, []byte(exported(t, listed(ledger.Merge(all, world)))), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, scorer, gold, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("\n%s", out)
	for row, least := range floors {
		m := regexp.MustCompile(row + `(?: +[\d.]+)*? +([\d.]+)(?: {3}|\n)`).FindSubmatch(out)
		if m == nil {
			t.Fatalf("no row %s", row)
		}
		if got, _ := strconv.ParseFloat(string(m[1]), 64); got < least {
			t.Errorf("%s: %.3f, want %.2f or more", row, got, least)
		}
	}
}

// listed are the events that are sure enough.
func listed(events []ledger.Event) []ledger.Event {
	return slices.DeleteFunc(events, func(e ledger.Event) bool { return e.Confidence < ledger.Sure })
}

func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	all, world := reports(t)
	want := exported(t, ledger.Merge(all, world))
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		random.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		if got := exported(t, ledger.Merge(all, world)); got != want {
			t.Fatal("the same reports in another order gave another ledger")
		}
	}
}
