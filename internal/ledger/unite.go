package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
)

// form is a name of one state's people, in all spellings that fold to the same words.
type form struct {
	words    []string
	country  string
	known    string // name of the person of public life that it stands for, "" where none
	count    int
	first    string // ISO days
	last     string
	offices  map[seat]int
	bearings []int
	parent   int
	joined   string // its words written together
	// bare are its letters without articles, which stand within a word where names are written together: بدرالحارثی.
	bare string
}

func newForm(words []string) *form {
	joined := strings.Join(words, "")
	return &form{words: words, joined: joined, bare: "=" + strings.ReplaceAll(joined, "ال", ""), offices: map[seat]int{}}
}

// nameBook are names that were looked at before: who derives again and again asks for the same.
type nameBook struct {
	names
	public map[[2]string]*know.Person // by name and country
}

func newNameBook() nameBook { return nameBook{names{}, map[[2]string]*know.Person{}} }

// publicName is the full name of the person of public life that a name, as it stands, means; "" where none does, or several.
func (k nameBook) publicName(name, country string) string {
	if p := k.publicPerson(name, country); p != nil {
		return p.Name
	}
	return ""
}

// publicPerson is the person of public life that a name means; nil where none does, or several.
func (k nameBook) publicPerson(name, country string) *know.Person {
	key := [2]string{name, country}
	found, ok := k.public[key]
	if !ok {
		found = publicPerson(name, country)
		k.public[key] = found
	}
	return found
}

// uniting is the work of finding out which forms are one person's.
type uniting struct {
	nameBook
	bearings []Bearing
	forms    []*form
	byWord   map[string][]int
}

func newUniting(bearings []Bearing, seen nameBook) *uniting {
	u := &uniting{nameBook: seen, bearings: bearings, byWord: map[string][]int{}}
	at := map[[2]string]int{}
	for i := range bearings {
		b := &bearings[i]
		words := u.words(b.Name)
		if len(words) == 0 {
			continue
		}
		key := [2]string{strings.Join(words, " "), b.Country}
		k, ok := at[key]
		if !ok {
			k = len(u.forms)
			at[key] = k
			f := newForm(words)
			f.country, f.known, f.parent = b.Country, u.publicName(b.Name, b.Country), k
			u.forms = append(u.forms, f)
		}
		f := u.forms[k]
		f.bearings = append(f.bearings, i)
		f.count += b.Count
		if b.Day != "" && (f.first == "" || b.Day < f.first) {
			f.first = b.Day
		}
		f.last = max(f.last, b.Day)
		if s := seatOf(b.Office, b.Country, b.Org); single[b.Office] && !b.Former {
			f.offices[s] += b.Count
		}
	}
	for i, f := range u.forms {
		for _, w := range slices.Compact(slices.Sorted(slices.Values(f.words))) {
			u.byWord[w] = append(u.byWord[w], i)
		}
		u.byWord[f.bare] = append(u.byWord[f.bare], i)
		if len(f.joined) >= longWord {
			end := ending(f.joined)
			u.byWord[end] = append(u.byWord[end], i)
		}
	}
	return u
}

// ending is the end of a name's letters by which longer ones are found: عبداللهیان ends امیرعبداللهیان.
func ending(joined string) string { return "~" + joined[len(joined)-longWord:] }

// publicPerson is that of [nameBook.publicPerson], looked up.
func publicPerson(name, country string) *know.Person {
	world, err := know.Load()
	if err != nil {
		return nil
	}
	d := fa.NewDoc(name)
	m, ok := world.People.Longest(d, 0)
	if !ok || m.End != len(d.Tokens) || m.Value.Shared || country != "" && m.Value.State != "" && country != m.Value.State {
		return nil
	}
	return &m.Value
}

func (u *uniting) root(i int) int {
	for u.forms[i].parent != i {
		u.forms[i].parent = u.forms[u.forms[i].parent].parent
		i = u.forms[i].parent
	}
	return i
}

// join makes two forms one person's, unless they are known as two.
func (u *uniting) join(i, k int) {
	i, k = u.root(i), u.root(k)
	a, b := u.forms[i], u.forms[k]
	if i == k || a.known != "" && b.known != "" && a.known != b.known {
		return
	}
	if b.count > a.count || b.count == a.count && k < i {
		i, a, b = k, b, a
	}
	b.parent = i
	if a.known == "" {
		a.known = b.known
	}
}

// unite joins the forms: those of one person of public life, then short names with the full ones that hold them, then
// spellings of one who holds an office that only one holds, and last what stands under another state by misreading.
func (u *uniting) unite() {
	public := map[string]int{}
	order := make([]int, len(u.forms))
	for i, f := range u.forms {
		order[i] = i
		if f.known == "" {
			continue
		}
		if k, ok := public[f.known]; ok {
			u.join(k, i)
		} else {
			public[f.known] = i
		}
	}
	slices.SortFunc(order, func(i, k int) int { // full names first
		a, b := u.forms[i], u.forms[k]
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(b.count, a.count), cmp.Compare(i, k))
	})
	for _, i := range order {
		u.shorten(i, func(o *form) bool { return o.country == u.forms[i].country })
	}
	u.respell()
	for _, i := range order {
		if f := u.forms[i]; f.country == "" {
			u.shorten(i, func(o *form) bool { return o.country != "" })
		} else if len(f.words) > 1 {
			u.misread(i)
		}
	}
}

// much is how many times more often one is named than another to be taken for whom a name means that both could bear.
const much = 4

// shorten joins a form with the one that says more, where it is clear which: of several people the one who holds the same
// office, or who is named far more often.
func (u *uniting) shorten(i int, among func(*form) bool) {
	f := u.forms[i]
	if f.known != "" && u.root(i) != i {
		return
	}
	counts, shared := map[int]int{}, map[int]int{}
	for _, k := range u.fuller(i) {
		o := u.forms[k]
		if !among(o) || f.known != "" && o.known != "" && f.known != o.known {
			continue
		}
		root := u.root(k)
		if root == u.root(i) {
			continue
		}
		counts[root] += o.count
		for s := range f.offices {
			shared[root] += o.offices[s]
		}
	}
	if best, ok := leading(shared); ok {
		u.join(best, i)
	} else if best, ok := leading(counts); ok {
		u.join(best, i)
	}
}

// leading is the key of far the largest count; ok is false where there is none.
func leading(counts map[int]int) (best int, ok bool) {
	best, second := -1, 0
	for k, n := range counts {
		switch {
		case best < 0 || n > counts[best] || n == counts[best] && k < best:
			if best >= 0 {
				second = max(second, counts[best])
			}
			best = k
		default:
			second = max(second, n)
		}
	}
	return best, best >= 0 && counts[best] > 0 && counts[best] >= much*second
}

// fuller are the forms whose names hold the name of a form, or are written with the same letters.
func (u *uniting) fuller(i int) (out []int) {
	f := u.forms[i]
	rarest := f.words[0]
	for _, w := range f.words {
		if len(u.byWord[w]) < len(u.byWord[rarest]) {
			rarest = w
		}
	}
	lists := [][]int{u.byWord[rarest], u.byWord[f.bare]}
	if len(f.joined) >= longWord {
		lists = append(lists, u.byWord[ending(f.joined)])
	}
	for _, list := range lists {
		for _, k := range list {
			o := u.forms[k]
			if k == i || len(o.words) < len(f.words) || len(o.words) == len(f.words) && o.country == f.country && k > i {
				continue
			}
			if f.bare == o.bare || f.within(o) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// within tells whether a form's words are among another's that has as many or more, or its letters end the other's, as [sameWords] does.
func (f *form) within(o *form) bool {
	return !slices.ContainsFunc(f.words, func(w string) bool { return !slices.Contains(o.words, w) }) ||
		strings.HasSuffix(o.joined, f.joined) && len(f.words[len(f.words)-1]) >= longWord
}

// misread joins a full name with the same name of another state that is named far more often: a state is easily misread.
func (u *uniting) misread(i int) {
	f := u.forms[i]
	counts := map[int]int{}
	for _, k := range u.byWord[f.words[0]] {
		if o := u.forms[k]; k != i && o.country != "" && o.country != f.country && slices.Equal(o.words, f.words) {
			counts[u.root(k)] += o.count
		}
	}
	if best, ok := leading(counts); ok && counts[best] >= much*f.count && u.root(i) == i {
		u.join(best, i)
	}
}

// respell joins spellings of foreign names: two names but for a letter a word, of holders of one office that one alone holds, in
// the same time.
func (u *uniting) respell() {
	by := map[seat][]int{}
	for i, f := range u.forms {
		for s := range f.offices {
			by[s] = append(by[s], i)
		}
	}
	for _, s := range slices.SortedFunc(maps.Keys(by), seat.compare) {
		list := by[s]
		for x, i := range list {
			for _, k := range list[x+1:] {
				if u.root(i) != u.root(k) && together(u.forms[i], u.forms[k]) && spelledAlike(u.forms[i].words, u.forms[k].words) {
					u.join(i, k)
				}
			}
		}
	}
}

// together tells whether two forms are in use in the same time, or within weeks.
func together(a, b *form) bool {
	const weeks = 60 * day
	af, al, aok := parseDays(a.first, a.last)
	bf, bl, bok := parseDays(b.first, b.last)
	return aok && bok && !bf.After(al.Add(weeks)) && !af.After(bl.Add(weeks))
}

// spelledAlike tells whether the words of two names differ by a letter each at most, and short words not at all. One name may
// leave first names out.
func spelledAlike(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	b = b[len(b)-len(a):]
	for i := range a {
		const short = 4
		ra, rb := []rune(a[i]), []rune(b[i])
		if a[i] != b[i] && (min(len(ra), len(rb)) < short || distance(ra, rb) > 1) {
			return false
		}
	}
	return true
}

// people makes a person of each group of forms.
func (u *uniting) people() *People {
	p := &People{by: map[Who]*Person{}, byName: map[[2]string]*Person{}}
	members := map[int][]int{}
	for i := range u.forms {
		members[u.root(i)] = append(members[u.root(i)], i)
	}
	ambiguous := map[[2]string]bool{}
	for root := range u.forms {
		if len(members[root]) == 0 {
			continue
		}
		person := u.person(root, members[root])
		p.list = append(p.list, person)
		for _, i := range members[root] {
			for _, b := range u.forms[i].bearings {
				w := u.bearings[b].Who
				if u.bearings[b].Former {
					w.Office = ""
				}
				p.by[w] = person
				for _, key := range [][2]string{{w.Name, w.Country}, {w.Name, ""}} {
					if had := p.byName[key]; had != nil && had != person {
						ambiguous[key] = true
					}
					p.byName[key] = person
				}
			}
		}
	}
	for key := range ambiguous {
		delete(p.byName, key)
	}
	slices.SortFunc(p.list, func(a, b *Person) int { return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ID, b.ID)) })
	return p
}

// person is who bears the names of some forms. The id is made from the name that came first, so that it stays while more comes in.
func (u *uniting) person(root int, members []int) *Person {
	p := &Person{Country: u.forms[root].country}
	earliest, states := u.forms[root], map[string]int{}
	for _, i := range members {
		f := u.forms[i]
		if c := cmp.Or(cmp.Compare(f.first, earliest.first), slices.Compare(f.words, earliest.words)); f.first != "" && (earliest.first == "" || c < 0) {
			earliest = f
		}
		states[f.country] += f.count
		for _, b := range f.bearings {
			p.add(&u.bearings[b])
		}
	}
	delete(states, "")
	for state, n := range states {
		if n > states[p.Country] || n == states[p.Country] && state < p.Country {
			p.Country = state
		}
	}
	slices.SortFunc(p.Spellings, func(a, b Spelling) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name))
	})
	p.Name = u.forms[root].known
	if p.Name == "" {
		p.Name = u.usual(p.Spellings)
	}
	// As forms are told apart: two of one spelling but for spaces may be two people.
	h := sha256.Sum256([]byte(earliest.country + "\x00" + strings.Join(earliest.words, " ")))
	p.ID = hex.EncodeToString(h[:5])
	return p
}

// usual is the commonest name with a first name, else the commonest.
func (u *uniting) usual(spellings []Spelling) string {
	for _, s := range spellings {
		if len(u.words(s.Name)) > 1 {
			return s.Name
		}
	}
	return spellings[0].Name
}
