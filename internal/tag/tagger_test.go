package tag

import (
	"bytes"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"safir/fa"
	"safir/internal/shared"
	"safir/internal/ud"
)

func loadTagger(t testing.TB, style Style) *Tagger {
	t.Helper()
	words, err := LoadTagger(style)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// set shows a text's words as form/lemma/tag, half-spaces as ¬.
func set(t *testing.T, w *Tagger, text string) []string {
	var out []string
	for _, s := range w.UD(fa.Repair(strings.ReplaceAll(text, "¬", "\u200c")), loadNames(t)) {
		for _, t := range s.Tokens {
			for _, word := range t.Words {
				out = append(out, strings.ReplaceAll(word.Form+"/"+word.Lemma+"/"+word.UPOS, "\u200c", "¬"))
			}
		}
	}
	return out
}

func TestWordsHaveLemmasAndPartsOfSpeech(t *testing.T) {
	got := set(t, loadTagger(t, PerDT), "سفیران دو کشور دیروز در تهران درباره گفت¬وگوهای تازه صحبت کردند.")
	for _, want := range []string{"سفیران/سفیر/NOUN", "دو/دو/NUM", "در/در/ADP", "تهران/تهران/PROPN", "گفت¬وگوهای/گفت¬وگو/NOUN", "کردند/کرد/VERB", "././PUNCT"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
}

func TestPronounsAndCopulasComeOffTheirWords(t *testing.T) {
	w := loadTagger(t, PerDT)
	for text, want := range map[string][]string{
		"او در پیامش از همه تشکر کرد.":      {"پیام/پیام/NOUN", "ش/او/PRON"},
		"ما معتقدیم که گفت¬وگو راه حل است.": {"معتقد/معتقد/ADJ", "یم/هست/VERB"},
		"مردم شهر به خیابان آمدند.":         {"مردم/مردم/NOUN"},
		"آنان مرا دیدند.":                   {"م/من/PRON", "را/را/ADP"},
	} {
		if got := set(t, w, text); !contains(got, want) {
			t.Errorf("%q: no %q in %q", text, want, got)
		}
	}
}

// contains tells whether all has some in a row.
func contains(all, some []string) bool {
	for i := range all {
		if i+len(some) <= len(all) && slices.Equal(all[i:i+len(some)], some) {
			return true
		}
	}
	return false
}

func TestStylesFollowTheirTreebanks(t *testing.T) {
	const text = "وزیر خارجه ایران این سند را در تهران امضا کرد."
	perdt, seraji := set(t, loadTagger(t, PerDT), text), set(t, loadTagger(t, Seraji), text)
	if !slices.Contains(perdt, "را/را/ADP") || !slices.Contains(perdt, "ایران/ایران/PROPN") {
		t.Errorf("PerDT: %q", perdt)
	}
	if !slices.Contains(seraji, "را/را/PART") || !slices.Contains(seraji, "ایران/ایران/NOUN") {
		t.Errorf("Seraji: %q", seraji)
	}
}

func TestASentencesWordsDoNotDependOnItsNeighbours(t *testing.T) {
	for _, style := range Styles {
		w := loadTagger(t, style)
		var alone []string
		for _, line := range strings.Split(dispatch, "\n") {
			alone = append(alone, set(t, w, line)...)
		}
		if together := set(t, w, dispatch); !reflect.DeepEqual(alone, together) {
			t.Errorf("%s: one by one %q, together %q", style, alone, together)
		}
	}
}

func TestWordsCoverEveryCharacterOfTheTextAsItArrived(t *testing.T) {
	w := loadTagger(t, PerDT)
	for _, text := range []string{"", " \n ", "وزير خارجه تركيه (۵۲ ساله) گفت: «نمي روم»!\u200c\n@irna https://irna.ir/x 😀", "ك\u200c", "٪۵۰، ۳/۵ و …"} {
		var forms strings.Builder
		for _, s := range w.UD(fa.Repair(text), loadNames(t)) {
			for _, token := range s.Tokens {
				forms.WriteString(token.Form)
			}
		}
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := strip(forms.String()); got != strip(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestVerbsAreTakenBackToTheirPastStem(t *testing.T) {
	c := newConjugation([][2]string{{"رفت", "رو"}, {"گفت", "گو"}, {"آمد", "آ"}, {"برگشت", "برگرد"}, {"انداخت", "انداز"}, {"کرد", "کن"}})
	for form, want := range map[string]string{
		"می‌رود": "رفت", "نرفته‌اند": "رفت", "بروند": "رفت", "رفتن": "رفت", "می‌گویند": "گفت", "بیاید": "آمد",
		"برنمی‌گردند": "برگشت", "بیندازد": "انداخت", "نمی‌کردیم": "کرد",
	} {
		if a := c.find(fa.Key(form)); a.form == noVerb || c.lemmas[a.verb] != want {
			t.Errorf("%s: %+v, want %s", form, a, want)
		}
	}
	if a := c.find(fa.Key("سفارت")); a.form != noVerb {
		t.Errorf("سفارت is a verb: %+v", a)
	}
}

func TestAWordIsAlsoKnownByItsStem(t *testing.T) {
	w := loadTagger(t, PerDT)
	for word, want := range map[string]string{"نگارشی": "ی", "کتابخانه‌ها": "ها", "بزرگ‌ترین": "ترین"} {
		s := w.stemOf(fa.Key(word))
		if s.ending == 0 || stemEndings[s.ending-1] != want {
			t.Errorf("%s: ending %d, want %s", word, s.ending, want)
		}
	}
	if s := w.stemOf(fa.Key("در")); s.ending != 0 {
		t.Errorf("در has ending %s", stemEndings[s.ending-1])
	}
}

func TestTheSameLessonsMakeTheSameModels(t *testing.T) {
	data := shared.Path(t, "data")
	learn := func() []byte {
		c, err := newWordCourse(filepath.Dir(data), lexiconFile, seenFile, namesFile)
		if err != nil {
			t.Fatal(err)
		}
		c.sentences = c.sentences[:60]
		c.lectures = []parsed{lecture("وزیر امور خارجه با همتای خود گفت‌وگو کرد."), lecture("دو طرف بر گسترش روابط تأکید کردند.")}
		models, err := c.learn(packLexicon(nil))
		if err != nil {
			t.Fatal(err)
		}
		return slices.Concat(models.Styles[PerDT], models.Styles[Seraji])
	}
	if !bytes.Equal(learn(), learn()) {
		t.Error("a second run made another model")
	}
}

// TestWordsOfTreebanks measures on raw text, scored as in the CoNLL 2018 shared task.
func TestWordsOfTreebanks(t *testing.T) {
	data := shared.Path(t, "data")
	for style, least := range map[Style]struct{ upos, lemma float64 }{PerDT: {95.5, 97.5}, Seraji: {96.4, 98}} {
		gold, err := ud.Read(filepath.Join(data, "treebank/fa_"+string(style)+"-ud-test.conllu.gz"))
		if err != nil {
			t.Fatal(err)
		}
		score, err := ud.Compare(gold, loadTagger(t, style).UD(fa.Repair(ud.Raw(gold)), loadNames(t)))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v", style, score)
		const sentences = 99.3
		if score.UPOS.F1() < least.upos || score.Lemma.F1() < least.lemma || score.Sentences.F1() < sentences {
			t.Errorf("%s: want UPOS %.1f, lemma %.1f and sentences %.1f", style, least.upos, least.lemma, sentences)
		}
	}
}

func BenchmarkWordsAndNames(b *testing.B) {
	words, names := loadTagger(b, PerDT), loadNames(b)
	d := repaired(strings.Repeat(strings.ReplaceAll(dispatch, "¬", "\u200c")+"\n", 5))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += len(words.Tag(d, names))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoading(b *testing.B) {
	for b.Loop() {
		loadTagger(b, PerDT)
		loadNames(b)
	}
}
