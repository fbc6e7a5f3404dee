package actors

import (
	"strings"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
)

// nobody finds no names: what the tables say by themselves.
type nobody struct{}

func (nobody) Find(*fa.Doc) []tag.Name { return nil }

func finder(t testing.TB, names NameFinder) *Finder {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(world, names)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// read finds the actors of a text as an Iranian outlet's.
func read(f *Finder, text string) *page.Page {
	p := &page.Page{Doc: fa.NewDoc(fa.Repair(text).Repaired), Outlet: f.world.Outlet("irna")}
	f.Find(p)
	return p
}

// officeOf is the office of the first holder that a text names, "" for none.
func officeOf(p *page.Page) string {
	for _, m := range p.Mentions {
		if m.Actor >= 0 && m.Inside < 0 && p.Actors[m.Actor].Kind.Human() {
			return p.Actors[m.Actor].Office
		}
	}
	return ""
}

func TestTitlesMeanTheOfficesThatTheirExamplesSay(t *testing.T) {
	f := finder(t, nobody{})
	for _, x := range f.ranks.examples {
		if x.yes == "" || x.no == "" {
			t.Errorf("titles.tsv:%d: want an example for and one against", x.line)
		}
		p := read(f, x.yes)
		if got := officeOf(p); got != x.office {
			t.Errorf("titles.tsv:%d: %q is %q, want %q", x.line, x.yes, got, x.office)
		}
		if n := len(p.Tokens); len(p.Mentions) > 0 && p.Mentions[0].End != n {
			t.Errorf("titles.tsv:%d: %q ends at word %d of %d", x.line, x.yes, p.Mentions[0].End, n)
		}
		if got := officeOf(read(f, x.no)); got == x.office && got != "other-official" {
			t.Errorf("titles.tsv:%d: %q is %q too", x.line, x.no, got)
		}
	}
}

func TestWordsAreOfTheClassesThatTheirExamplesSay(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range w.examples {
		plain := strings.NewReplacer("[", "", "]", "").Replace(x.sentence)
		want := bracketed(x.sentence)
		var got []string
		d := fa.NewDoc(plain)
		for _, m := range w.All(d) {
			if m.Value == x.class {
				got = append(got, d.Slice(m.Range))
			}
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("words.tsv:%d: in %q of %s are %q, want %q", x.line, plain, x.class, got, want)
		}
	}
}

func bracketed(s string) (out []string) {
	for {
		_, rest, ok := strings.Cut(s, "[")
		if !ok {
			return out
		}
		word, after, _ := strings.Cut(rest, "]")
		out, s = append(out, word), after
	}
}

func TestAWrongRowOfATableIsNamedByFileAndLine(t *testing.T) {
	_, err := parseWords("words.tsv", "# x\nclass\tfa\npronoun\tوی\nnonsense\tاو\n")
	if err == nil || !strings.Contains(err.Error(), "words.tsv:4") {
		t.Errorf("got %v, want an error at words.tsv:4", err)
	}
	if _, err = parseRanks("rank\toffice\tflags\tfa\nchief\tno-office\t\tرئیس\n", ""); err == nil || !strings.Contains(err.Error(), "ranks.tsv:2") {
		t.Errorf("got %v, want an error at ranks.tsv:2", err)
	}
	_, err = parseRanks("rank\toffice\tflags\tfa\nchief\t\ttail\tرئیس\n", "rank\tof\toffice\tyes\tno\nking\tstate\tmonarch\tx\ty\n")
	if err == nil || !strings.Contains(err.Error(), "titles.tsv:2") {
		t.Errorf("got %v, want an error at titles.tsv:2", err)
	}
}

func TestEveryOfficeOfTheListHasAPersianForm(t *testing.T) {
	f := finder(t, nobody{})
	for office, title := range map[string]string{
		"supreme-leader": "رهبر معظم انقلاب", "monarch": "پادشاه عربستان", "president": "رئیس‌جمهور ترکیه",
		"vice-president": "معاون اول رئیس‌جمهور", "prime-minister": "نخست‌وزیر عراق", "deputy-prime-minister": "معاون نخست‌وزیر روسیه",
		"foreign-minister": "وزیر امور خارجه عمان", "deputy-foreign-minister": "معاون وزیر امور خارجه ژاپن",
		"defense-minister": "وزیر دفاع سوریه", "interior-minister": "وزیر کشور پاکستان", "economy-minister": "وزیر دارایی قطر",
		"oil-minister": "وزیر نفت عراق", "other-minister": "وزیر راه و شهرسازی", "speaker": "رئیس مجلس شورای اسلامی",
		"legislator": "نماینده مجلس", "security-council-secretary": "دبیر شورای عالی امنیت ملی",
		"national-security-adviser": "مشاور امنیت ملی آمریکا", "special-envoy": "فرستاده ویژه روسیه", "ambassador": "سفیر فرانسه",
		"charge-daffaires": "کاردار هلند", "spokesperson": "سخنگوی وزارت خارجه چین", "secretary-general": "دبیرکل سازمان ملل",
		"eu-foreign-policy-chief": "مسئول سیاست خارجی اتحادیه اروپا", "iaea-director-general": "مدیرکل آژانس بین‌المللی انرژی اتمی",
		"military-commander": "فرمانده ارتش پاکستان", "chief-of-staff": "رئیس ستاد کل نیروهای مسلح", "judiciary-chief": "رئیس قوه قضائیه",
		"party-leader": "رهبر حزب‌الله لبنان", "cleric": "امام جمعه تهران", "governor": "استاندار خراسان رضوی", "mayor": "شهردار استانبول",
		"negotiator": "مذاکره‌کننده ارشد ایران", "other-official": "مدیرکل خلیج فارس وزارت خارجه",
	} {
		if got := officeOf(read(f, title+" گفت")); got != office {
			t.Errorf("%q is %q, want %q", title, got, office)
		}
	}
	if len(safir.Offices) != 33 {
		t.Errorf("the list has %d offices, this test 33", len(safir.Offices))
	}
}
