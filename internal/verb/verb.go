// Package verb answers which form of which verb a word is: its tense, whether it is negated, who does it. Persian ends a
// clause with its finite verb, so where the verbs are, the clauses end; and whether a visit happened, is planned or was denied
// shows in the verb's form. The paradigm is regular and generated from pairs of stems (data/stems.tsv).
package verb

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir/fa"
	"safir/internal/table"
)

// Form is the tense and mood of a verb.
type Form uint8

// The forms of verbs.
const (
	Past        Form = iota + 1 // رفت
	Imperfect                   // می‌رفت
	Present                     // می‌رود
	Subjunctive                 // برود
	Perfect                     // رفته است
	Pluperfect                  // رفته بود
	Future                      // خواهد رفت
	Participle                  // رفته, without an auxiliary: a converb or a clause cut short
	Infinitive                  // رفتن
	Copula                      // است، هست، نیست
)

// String is the form's name as features spell it.
func (f Form) String() string {
	return [...]string{"none", "past", "imperfect", "present", "subjunctive", "perfect", "pluperfect", "future", "participle", "infinitive", "copula"}[f]
}

// Finite tells whether the form can end a clause.
func (f Form) Finite() bool { return f != 0 && f != Participle && f != Infinitive }

// Verb is a verb found in a document.
type Verb struct {
	fa.Range
	Stem     string // key of the past stem
	Form     Form
	Negative bool
	Plural   bool // third person plural, first person plural …
	First    bool // first person
}

//go:embed data/stems.tsv
var stemsTSV string

// Table knows the forms of all listed verbs.
type Table struct {
	forms    map[string]word
	auxes    map[string]word // second words of compound forms: است، بود، باشد …
	nouns    map[string]reading
	pairs    map[string][][]string // first word of a pair that is a noun → the words after it
	leads    map[string]bool       // words after which no verb stands
	opens    map[string]bool       // words that follow the end of a clause
	preverbs []string              // that verbs may begin with
	first    *fa.Sieve             // what a verb may begin with
}

// word is what one written word can be.
type word struct {
	stem     string
	form     Form
	negative bool
	plural   bool
	first    bool
}

// Load builds the table once.
var Load = sync.OnceValues(load)

func load() (*Table, error) {
	t := &Table{forms: make(map[string]word, 16384), auxes: map[string]word{}}
	err := table.Each("stems.tsv", stemsTSV, []string{"past", "present"}, func(_ int, row []string) error {
		if row[0] == "" || row[1] == "" {
			return errors.New("want past and present stem")
		}
		t.addVerb(row[0], row[1])
		return nil
	})
	t.addCopula()
	t.noteFirst()
	if err := errors.Join(err, t.addNouns(), t.addAround()); err != nil {
		return nil, fmt.Errorf("verb.Load: %w", err)
	}
	return t, nil
}

// ending is a personal ending.
type ending struct {
	text          string
	plural, first bool
}

var (
	pastEndings    = []ending{{"", false, false}, {"م", false, true}, {"ی", false, false}, {"یم", true, true}, {"ید", true, false}, {"ند", true, false}}
	presentEndings = []ending{{"د", false, false}, {"م", false, true}, {"ی", false, false}, {"یم", true, true}, {"ید", true, false}, {"ند", true, false}}
	perfectEndings = []ending{{"ام", false, true}, {"ای", false, false}, {"ایم", true, true}, {"اید", true, false}, {"اند", true, false}, {"است", false, false}}
)

const (
	negation   = "ن"
	continuous = "می"
	wish       = "ب"
)

// addVerb generates the forms of one verb; its stems may begin with a preverb.
func (t *Table) addVerb(past, present string) {
	preverb, past := cutPreverb(past)
	if preverb != "" && !slices.Contains(t.preverbs, preverb) {
		t.preverbs = append(t.preverbs, preverb)
	}
	_, present = cutPreverb(present)
	for _, negative := range []bool{false, true} {
		lead := preverb
		if negative {
			lead += negation
		}
		stem := preverb + past
		for _, e := range pastEndings {
			t.add(glide(lead, past)+e.text, word{stem, Past, negative, e.plural, e.first})
			t.add(lead+continuous+past+e.text, word{stem, Imperfect, negative, e.plural, e.first})
		}
		for _, e := range presentEndings {
			t.add(lead+continuous+present+e.text, word{stem, Present, negative, e.plural, e.first})
			if !negative && preverb == "" {
				t.add(glide(wish, present)+e.text, word{stem, Subjunctive, negative, e.plural, e.first})
			}
			if negative || preverb != "" || bareSubjunctive[past] {
				t.add(glide(lead, present)+e.text, word{stem, Subjunctive, negative, e.plural, e.first})
			}
		}
		t.addPerfect(stem, glide(lead, past)+"ه", negative)
		t.add(glide(lead, past)+"ن", word{stem, Infinitive, negative, false, false})
	}
}

// glide joins a prefix to a stem: before آ a ی comes between (بیاید), and before ف and ن it takes the vowel's place (نیفزود).
// Without it باید would be read as a form of آمدن.
func glide(prefix, stem string) string {
	rest, vowel := strings.CutPrefix(stem, "ا")
	switch {
	case !vowel || strings.HasPrefix(rest, "یس") || prefix != wish && !strings.HasSuffix(prefix, negation):
		return prefix + stem
	case strings.HasPrefix(rest, "ف") || strings.HasPrefix(rest, "ن"):
		return prefix + "ی" + rest
	}
	return prefix + "ی" + stem
}

func (t *Table) addPerfect(stem, participle string, negative bool) {
	t.add(participle, word{stem, Participle, negative, false, false})
	for _, e := range perfectEndings {
		t.add(participle+e.text, word{stem, Perfect, negative, e.plural, e.first})
	}
}

// bareSubjunctive lists the verbs whose subjunctive needs no ب, by past stem: light verbs behind a noun.
var bareSubjunctive = map[string]bool{"کرد": true, "شد": true, "داشت": true, "بود": true, "داد": true, "یافت": true, "گرفت": true}

// cutPreverb parts باز‌گشت at its half-space; the keys of both parts.
func cutPreverb(stem string) (preverb, rest string) {
	if before, after, ok := strings.Cut(stem, "\u200c"); ok {
		return fa.Key(before), fa.Key(after)
	}
	return "", fa.Key(stem)
}

func (t *Table) addCopula() {
	for _, w := range []struct {
		text     string
		negative bool
		plural   bool
	}{{"است", false, false}, {"هست", false, false}, {"نیست", true, false}, {"هستند", false, true}, {"نیستند", true, true}, {"هستیم", false, true}, {"نیستیم", true, true}} {
		t.forms[w.text] = word{"بود", Copula, w.negative, w.plural, false}
	}
	for _, e := range perfectEndings {
		t.auxes[e.text] = word{"", Perfect, false, e.plural, e.first}
	}
	for _, e := range pastEndings {
		t.auxes["بود"+e.text] = word{"", Pluperfect, false, e.plural, e.first}
		t.auxes["شد"+e.text] = word{"", Past, false, e.plural, e.first}
	}
	for _, e := range presentEndings {
		t.auxes["باش"+e.text] = word{"", Subjunctive, false, e.plural, e.first}
		t.auxes["خواه"+e.text] = word{"", Future, false, e.plural, e.first}
		t.auxes["نخواه"+e.text] = word{"", Future, true, e.plural, e.first}
	}
}

// add keeps the first reading of a written form: verbs are listed by how common they are.
func (t *Table) add(form string, w word) {
	if _, taken := t.forms[form]; !taken {
		t.forms[form] = w
	}
}

// noteFirst notes which words verbs may begin with.
func (t *Table) noteFirst() {
	t.first = fa.NewSieve(len(t.forms) + len(t.auxes))
	for form := range t.forms {
		t.first.Add(form)
	}
	for aux := range t.auxes {
		t.first.Add(aux)
	}
	for _, lead := range t.preverbs {
		for aux, w := range t.auxes {
			if w.form == Future {
				t.first.Add(lead + aux)
			}
		}
	}
	for _, key := range []string{continuous, negation + continuous, preverbApart} {
		t.first.Add(key)
	}
}

// At is the verb that starts at token i, with its auxiliaries.
func (t *Table) At(d *fa.Doc, i int) (Verb, bool) {
	if !t.first.May(d.Hash(i)) {
		return Verb{}, false
	}
	key := d.Key(i)
	if v, ok := t.future(d, i, key); ok {
		return v, true
	}
	if (key == continuous || key == negation+continuous) && i+1 < len(d.Tokens) {
		if w, ok := t.forms[key+d.Key(i+1)]; ok {
			return found(w, i, i+2), true
		}
	}
	if v, ok := t.apart(d, i, key); ok {
		return v, true
	}
	w, ok := t.forms[key]
	if !ok || t.isNoun(d, i, key) {
		return Verb{}, false
	}
	v := found(w, i, i+1)
	if w.form == Participle {
		t.addAux(d, &v)
	}
	return v, true
}

// preverbApart is the preverb that may stand apart.
const preverbApart = "باز"

// apart reads باز می‌گردد, whose preverb stands apart.
func (t *Table) apart(d *fa.Doc, i int, key string) (Verb, bool) {
	if key != preverbApart || i+1 >= len(d.Tokens) || d.Tokens[i+1].Line {
		return Verb{}, false
	}
	if w, ok := t.forms[key+d.Key(i+1)]; ok && w.form.Finite() {
		return found(w, i, i+2), true
	}
	if w, ok := t.forms[key+d.Key(i+1)+d.Key(i+2)]; ok && w.form.Finite() {
		return found(w, i, i+3), true // باز می گردد
	}
	return Verb{}, false
}

// future reads خواهد رفت.
func (t *Table) future(d *fa.Doc, i int, key string) (Verb, bool) {
	lead, key := t.cutFuture(key)
	aux, ok := t.auxes[key]
	if !ok || aux.form != Future {
		return Verb{}, false
	}
	w, ok := t.forms[lead+d.Key(i+1)]
	if !ok || w.form != Past {
		return Verb{}, false
	}
	if preverb, ok := t.forms[d.Key(i-1)+d.Key(i+1)]; ok && preverb.form == Past && len(d.Key(i-1)) <= 6 {
		w = preverb // باز خواهد گشت
	}
	w.form, w.negative, w.plural, w.first = Future, aux.negative, aux.plural, aux.first
	return found(w, i, i+2), true
}

// cutFuture parts «بازخواهد» گشت.
func (t *Table) cutFuture(key string) (preverb, aux string) {
	for _, lead := range t.preverbs {
		if rest, ok := strings.CutPrefix(key, lead); ok && t.auxes[rest].form == Future {
			return lead, rest
		}
	}
	return "", key
}

// addAux joins رفته with است، بود، باشد، and a passive کرده with شد.
func (t *Table) addAux(d *fa.Doc, v *Verb) {
	for v.End < len(d.Tokens) && !d.Tokens[v.End].Line {
		key := d.Key(v.End)
		if passive, ok := t.At(d, v.End); ok && passive.Stem == "شد" && v.Form == Participle {
			*v = Verb{fa.Range{Start: v.Start, End: passive.End}, v.Stem, passive.Form, v.Negative || passive.Negative, passive.Plural, passive.First}
			return
		}
		aux, ok := t.auxes[key]
		if !ok || aux.form == Future {
			return
		}
		if v.Form == Participle || aux.form != Past {
			v.Form, v.Plural, v.First = aux.form, aux.plural, aux.first
		}
		v.End++
		if aux.form != Perfect {
			return
		}
	}
}

func found(w word, start, end int) Verb {
	return Verb{fa.Range{Start: start, End: end}, w.stem, w.form, w.negative, w.plural, w.first}
}

// cutShort tells whether a participle ends its clause, which goes on with «و»: «به تهران بازگشته و قرار است …».
func cutShort(d *fa.Doc, v Verb) bool {
	return v.Form == Participle && d.Key(v.End) == "و" && !d.Tokens[v.End].Line && v.Start > 0 && d.Tokens[v.Start-1].Kind == fa.Word
}

// All lists the verbs of a document in order; by[i] is the index into it of the verb that token i belongs to, or -1.
func (t *Table) All(d *fa.Doc) (verbs []Verb, by []int) {
	by = make([]int, len(d.Tokens))
	for i := range by {
		by[i] = -1
	}
	for i := 0; i < len(d.Tokens); {
		v, ok := t.At(d, i)
		if !ok || d.Tokens[i].Kind != fa.Word {
			i++
			continue
		}
		if cutShort(d, v) {
			v.Form = Perfect
		}
		for k := v.Start; k < v.End; k++ {
			by[k] = len(verbs)
		}
		verbs = append(verbs, v)
		i = v.End
	}
	return verbs, by
}
