package actors

import (
	"strings"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
)

// atomKind is what an atom is.
type atomKind uint8

const (
	anOffice atomKind = iota + 1
	aState
	aBody
	aPerson
	aPlace
	aWord // of data/words.tsv
	anHonorific
)

// atom is a stretch of tokens that a list or the tagger recognises.
type atom struct {
	fa.Range
	kind   atomKind
	office know.Office
	rank   rank // of an office that a rank begins
	some   bool // of an office that is one or some of many by its ending: منابعی، مقامی
	theirs bool // of an office with a pronoun tied to it: نمایندگانش
	state  know.State
	body   know.Body
	person know.Person // State "" where only the tagger knows the name
	place  know.Place
	word   class
}

// is tells whether the atom is a word of a class.
func (a *atom) is(c class) bool { return a != nil && a.kind == aWord && a.word == c }

// atoms lists the atoms of a page from left to right, the longest at each place, none overlapping another.
func (f *Finder) atoms(p *page.Page, out []atom) []atom {
	names := f.people(p.Doc)
	var told statesTold
	for i := 0; i < len(p.Tokens); {
		if i < len(p.Apart) && p.Apart[i] || p.Tokens[i].Kind == fa.Punct {
			i++
			continue
		}
		if term, ok := f.world.Terms.Longest(p.Doc, i); ok {
			i = term.End
			continue
		}
		a, ok := f.at(p.Doc, i, names, &told)
		if !ok {
			i++
			continue
		}
		out = append(out, a)
		i = a.End
	}
	return out
}

// people maps the first token of each name that the tagger finds to the token after it. Words before a name that the tagger
// took for its first (داماد ترامپ، پرزیدنت ترامپ) are left out.
func (f *Finder) people(d *fa.Doc) map[int]int {
	ends := map[int]int{}
	for _, n := range f.names.Find(d) {
		if n.Class != tag.Person {
			continue
		}
		for n.Start < n.End-1 && f.leads(d, n.Start) {
			n.Start++
		}
		ends[n.Start] = n.End
	}
	return ends
}

// leads tells whether token i is a word that stands before names and is no part of them.
func (f *Finder) leads(d *fa.Doc, i int) bool {
	if m, ok := f.words.Longest(d, i); ok && m.Value == kin && m.End == i+1 {
		return true
	}
	if m, ok := f.world.Honorifics.Longest(d, i); ok && m.End == i+1 {
		return true
	}
	switch d.Key(i) {
	case "ملک", "سلطان", "پرزیدنت":
		return true
	}
	return false
}

// at is the longest atom that starts at token i; of several of one length that which is listed first here.
func (f *Finder) at(d *fa.Doc, i int, names map[int]int, told *statesTold) (best atom, ok bool) {
	offer := func(a atom) {
		if !ok || a.End > best.End {
			best, ok = a, true
		}
	}
	word, isWord := f.words.Longest(d, i)
	isWord = isWord && !(word.Value == sides && f.described(d, word.Range))
	if isWord && !word.Value.weak() {
		offer(atom{Range: word.Range, kind: aWord, word: word.Value})
	}
	f.offerOffices(d, i, offer)
	f.offerWorld(d, i, told, offer)
	f.offerPerson(d, i, names, offer)
	if isWord && word.Value.weak() {
		offer(atom{Range: word.Range, kind: aWord, word: word.Value})
	}
	return best, ok
}

// described tells whether «دو مقام» and the like go on to say of what, so that they are two unnamed officials and not the two
// sides.
func (f *Finder) described(d *fa.Doc, r fa.Range) bool {
	if _, ok := f.ranks.Longest(d, r.Start+1); !ok || r.End >= len(d.Tokens) {
		return false
	}
	if _, ok := f.world.States.Longest(d, r.End); ok {
		return true
	}
	m, ok := f.words.Longest(d, r.End)
	return ok && (m.Value.within() || m.Value == head)
}

// offerOffices offers honorifics, listed offices and ranks.
func (f *Finder) offerOffices(d *fa.Doc, i int, offer func(atom)) {
	if m, found := f.world.Honorifics.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: anHonorific})
	}
	if m, found := f.world.Offices.Longest(d, i); found && ezafe(d, m.Range, m.Suffix) {
		offer(atom{Range: m.Range, kind: anOffice, office: m.Value, theirs: possessive(m.Suffix)})
	}
	m, found := f.ranks.Longest(d, i)
	some := m.Value.any && m.Suffix == "ی"
	if found && (some || ezafe(d, m.Range, m.Suffix)) && !f.memberState(d, i, m.Value) {
		office := know.Office{Office: m.Value.office, Plural: m.Value.plural}
		offer(atom{Range: m.Range, kind: anOffice, office: office, rank: m.Value, some: some, theirs: possessive(m.Suffix)})
	}
}

// ezafe tells whether a suffix ی only ties an office to what follows (وزیر خارجه‌ی سوریه) and makes no other word of it (شهرداری،
// رهبری).
func ezafe(d *fa.Doc, r fa.Range, suffix string) bool {
	if suffix == "" || possessive(suffix) {
		return true
	}
	stem := strings.TrimSuffix(d.Key(r.End-1), suffix)
	return strings.HasSuffix(stem, "ه") || strings.HasSuffix(stem, "ا") || strings.HasSuffix(stem, "و") && stem != "عضو"
}

// possessive tells whether a suffix is a pronoun: his, her, their.
func possessive(suffix string) bool { return suffix == "ش" || suffix == "اش" || suffix == "شان" }

// memberState tells whether a rank is that of states (کشورهای عضو), not of people.
func (f *Finder) memberState(d *fa.Doc, i int, r rank) bool {
	return r.name == "member" && (strings.HasPrefix(d.Key(i-1), "کشور") || strings.HasPrefix(d.Key(i-1), "دولت"))
}

// offerWorld offers bodies, states, outlets and places.
func (f *Finder) offerWorld(d *fa.Doc, i int, told *statesTold, offer func(atom)) {
	if m, found := f.world.Bodies.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aBody, body: m.Value})
	}
	if m, found := f.world.States.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aState, state: m.Value})
	}
	if m, found := f.world.Outlets.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aBody, body: know.Body{Org: m.Value.Name}})
	}
	if m, found := f.world.Places.Longest(d, i); found && f.placeHere(d, i, m.Value, told) {
		offer(atom{Range: m.Range, kind: aPlace, place: m.Value})
	}
}

// placeHere tells whether a place whose name is also a common word stands where a place would.
func (f *Finder) placeHere(d *fa.Doc, i int, place know.Place, told *statesTold) bool {
	if !place.Common {
		return true
	}
	before := i - 1
	if key := d.Key(before); key == "«" || key == "\"" { // شهر «دوشنبه»
		before--
	}
	if before < 0 || !f.words.is(d, before, in) {
		return false
	}
	preposition := d.Key(before) == "در" || d.Key(before) == "به" || d.Key(before) == "از"
	switch {
	case place.Rare && preposition:
		return strings.HasPrefix(d.Key(before-1), "سفر")
	case place.Told && preposition:
		return told.before(f, d, i, place.State)
	}
	return true
}

// statesTold is the states named among the first tokens, as far as it was asked.
type statesTold struct {
	codes map[string]bool
	upTo  int
}

// before tells whether a state is named before token i.
func (t *statesTold) before(f *Finder, d *fa.Doc, i int, state string) bool {
	if t.codes == nil {
		t.codes = map[string]bool{}
	}
	for ; t.upTo < i; t.upTo++ {
		if m, ok := f.world.States.Longest(d, t.upTo); ok {
			t.codes[m.Value.Code] = true
		}
	}
	return t.codes[state]
}

// offerPerson offers a listed person and a tagged name; where both stand, the longer.
func (f *Finder) offerPerson(d *fa.Doc, i int, names map[int]int, offer func(atom)) {
	end, tagged := names[i]
	m, found := f.world.People.Longest(d, i)
	if !tagged && names[i+1] > 0 && f.leads(d, i) && (!found || m.End < names[i+1]) {
		return // سلطان [هیثم بن طارق], but «ملک سلمان» is how he is known
	}
	if found && (!m.Value.Shared || tagged) {
		if tagged && end > m.End {
			m.End = end
		}
		offer(atom{Range: m.Range, kind: aPerson, person: m.Value})
		return
	}
	if tagged {
		offer(atom{Range: fa.Range{Start: i, End: end}, kind: aPerson})
	}
}
