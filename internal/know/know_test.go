package know

import (
	"os"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/shared"
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

func TestThePhraseOfTwoRowsIsNamedByFileAndLine(t *testing.T) {
	list := phrases{}
	if err := list.add(row{"places.tsv", 3, []string{"Ramallah"}}, "رام\u200cالله"); err != nil {
		t.Fatal(err)
	}
	err := list.add(row{"places.tsv", 9, []string{"Ramallah"}}, "رام الله")
	if err == nil || !strings.Contains(err.Error(), "places.tsv:9") || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("got %v, want an error at places.tsv:9 that names line 3", err)
	}
}

// column reads a column of a table of the shared data by its name; the test is skipped where the data is missing.
func column(t *testing.T, path string, names ...string) [][]string {
	t.Helper()
	data, err := os.ReadFile(shared.Path(t, path))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	header := strings.Split(lines[0], "\t")
	var out [][]string
	for _, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		var r []string
		for _, name := range names {
			r = append(r, fields[slices.Index(header, name)])
		}
		out = append(out, r)
	}
	return out
}

func TestEveryStateAndItsCapitalAreKnown(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	capitals := map[string]bool{}
	list, err := rows("places.tsv", "en", "state", "flags", "fa")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if strings.Contains(r.fields[2], "capital") {
			capitals[r.fields[1]] = true
		}
	}
	without := map[string]bool{"HKG": true, "MCO": true} // a city and a state in one
	for _, f := range column(t, "data/places/countries.tsv", "iso3", "en", "fa_common", "demonym_en") {
		code, en, name := f[0], f[1], f[2]
		if code == "UNK" || name == "" || territories[code] { // UNK: Kosovo, XKX here
			continue
		}
		d := fa.NewDoc(fa.Repair(name).Repaired)
		m, ok := w.States.Longest(d, 0)
		if oddly := map[string]bool{"GIN": true, "LTU": true, "MLI": true}[code]; !oddly && (!ok || m.Value.Code != code) {
			t.Errorf("%s, %s: %q is %v", code, en, name, m.Value)
		}
		if !without[code] && !capitals[code] {
			t.Errorf("%s, %s: no capital", code, en)
		}
	}
}

// territories are lands of the data without a foreign policy of their own, whose seats of government are not listed.
var territories = codes(`ABW AIA ALA ASM ATA ATF BES BLM BVT CCK CUW CXR CYM FLK FRO GGY GLP GUF GUM HMD IMN IOT JEY MAC MAF MNP MSR
	MTQ MYT NFK NIU PCN PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF`)

func codes(list string) map[string]bool {
	out := map[string]bool{}
	for _, c := range strings.Fields(list) {
		out[c] = true
	}
	return out
}

func TestKnownNamesStandForWhatTheyShould(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{
		"رژیم اشغالگر قدس": "ISR", "کنفدراسیون سوئیس": "CHE", "امارات متحده عربی": "ARE", "روس‌ها": "RUS", "کاخ الیزه": "FRA", "افغان": "AFG",
	} {
		d := fa.NewDoc(name)
		if m, ok := w.States.Longest(d, 0); !ok || m.Value.Code != code || m.End != len(d.Tokens) {
			t.Errorf("%q is %v", name, m)
		}
	}
	for name, en := range map[string]string{
		"لاهه": "The Hague", "ژنو": "Geneva", "نیویورک": "New York", "شرم‌الشیخ": "Sharm el-Sheikh", "اسلام‌قلعه": "Islam Qala", "سن‌پترزبورگ": "Saint Petersburg",
	} {
		d := fa.NewDoc(name)
		if m, ok := w.Places.Longest(d, 0); !ok || m.Value.EN != en && m.Value.EN != strings.Replace(en, "Saint", "St.", 1) {
			t.Errorf("%q is %v", name, m)
		}
	}
	for _, name := range []string{"کیش", "بم", "لار", "خوی", "دیر", "صور"} {
		if m, ok := w.Places.Longest(fa.NewDoc(name), 0); !ok || !m.Value.Common {
			t.Errorf("%q is a common word too, and not marked so", name)
		}
	}
}

func TestEveryOutletOfTheNewsIsKnown(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range strings.Fields(`khabarfoori isna fars hamshahri hamshahrionline newshut iranintl independentpersian radiofarda
		bbcpersian voapersian asriran dwpersian tasnim borna khabaronline irna mehr iranpress tolonews trt aa alalam presstv`) {
		if w.Outlet(id) == nil {
			t.Errorf("%s is not known", id)
		}
	}
}

func TestOutletsAreKnownByTheirAddress(t *testing.T) {
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for address, id := range map[string]string{
		"https://www.irna.ir/news/85000000/": "irna", "http://irna.ir": "irna", "https://www.bbc.com/persian/articles/c1": "bbcpersian",
		"https://www.bbc.com/news/world": "", "https://newspaper.hamshahrionline.ir/id/1": "hamshahri", "https://www.hamshahrionline.ir/news/1": "hamshahrionline",
		"https://t.me/s/Tasnimnews": "tasnim", "https://t.me/tasnimnews/1234": "tasnim", "https://t.me/nobody": "", "https://example.org/irna.ir": "",
		"notirna.ir": "", "https://notirna.ir/": "", "": "",
	} {
		got := ""
		if o := w.OutletAt(address); o != nil {
			got = o.ID
		}
		if got != id {
			t.Errorf("%s: got %q, want %q", address, got, id)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(); err != nil {
			b.Fatal(err)
		}
	}
}
