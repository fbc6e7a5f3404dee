package know

import (
	"strings"
	"testing"

	"safir"
	"safir/fa"
)

func TestTheTablesLoadAndAnswer(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	d := fa.NewDoc("وزيرخارجه جمهوري عربي سوريه در اسلام اباد")
	if m, ok := w.Offices.Longest(d, 0); !ok || m.Value.Office != "foreign-minister" {
		t.Errorf("the office in %q is %v", d.Text, m.Value)
	}
	if m, ok := w.States.Longest(d, 1); !ok || m.Value.Code != "SYR" || m.End != 4 {
		t.Errorf("the state in %q is %v", d.Text, m)
	}
	if m, ok := w.Places.Longest(d, 5); !ok || m.Value.EN != "Islamabad" {
		t.Errorf("the place in %q is %v", d.Text, m)
	}
	if w.StateEN("KOR") != "South Korea" || w.Outlet("irna").Home != "IRN" {
		t.Error("states and outlets are not found by their codes")
	}
}

func TestEveryEventTypeHasItsCodes(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range safir.EventTypes {
		if plover, cameo := w.Codes(e); plover == "" || cameo == "" {
			t.Errorf("%s has no codes", e)
		}
	}
}

func TestAWrongRowIsNamedByFileAndLine(t *testing.T) {
	_, err := parse("places.tsv", "# origin\nen\tstate\nTehran\tIRN\tx\n", []string{"en", "state"})
	if err == nil || !strings.Contains(err.Error(), "places.tsv:3:") {
		t.Errorf("got %v, want an error at places.tsv:3", err)
	}
	r := row{"x.tsv", 7, []string{"plurl"}}
	if _, err := r.flags(0, "plural"); err == nil || !strings.Contains(err.Error(), "x.tsv:7") {
		t.Errorf("got %v, want an error at x.tsv:7", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(); err != nil {
			b.Fatal(err)
		}
	}
}
