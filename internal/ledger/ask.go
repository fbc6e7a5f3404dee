package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safir"
	"safir/fa"
	"safir/fa/times"
	"safir/internal/know"
)

// Asker turns what people type into filters: names in Persian or English letters and any spelling, states by code or
// name, days in either calendar.
type Asker struct {
	world *know.World
	names func(keys ...string) ([]Name, error) // those with one of the keys
	words func() ([]string, error)             // all folded words of names
	table map[rune][]string
}

// NewAsker makes an asker for a ledger.
func NewAsker(ctx context.Context, s Store, world *know.World) (*Asker, error) {
	table, err := spellings()
	if err != nil {
		return nil, err
	}
	names := func(keys ...string) ([]Name, error) { return s.Names(ctx, keys...) }
	return &Asker{world, names, func() ([]string, error) { return s.NameWords(ctx) }, table}, nil
}

// Side is the state, the body or the people that a text names. What is not in the ledger is an error that offers what is near.
func (a *Asker) Side(text string) (Side, error) {
	if strings.TrimSpace(text) == "" {
		return Side{}, errors.New("no name is given")
	}
	if side, err := a.Named(text); !side.Empty() || err != nil {
		return side, err
	}
	near, err := a.near(text)
	if err != nil {
		return Side{}, err
	}
	return Side{}, &UnknownError{What: "name", Text: text, Near: near[:min(len(near), 3)]}
}

// Named is the same, but of what is not in the ledger the empty side: nothing near is looked for, which takes long.
func (a *Asker) Named(text string) (Side, error) {
	if state := a.state(text); state != "" {
		return Side{State: state}, nil
	}
	if org, err := a.body(text); org != "" || err != nil {
		return Side{Org: org}, err
	}
	return a.people(text)
}

// people are the people whom a text names in any of their spellings, by their names where it is not known who bears them.
func (a *Asker) people(text string) (side Side, err error) {
	for _, spelled := range []string{text, strings.ReplaceAll(text, "-", "")} { // Amir-Abdollahian is one word in Persian
		keys := keysOf(spelled)
		if len(keys) == 0 {
			continue
		}
		names, err := a.names(keys...)
		if err != nil {
			return side, err
		}
		for _, n := range a.like(names, spelled, 0) {
			if !slices.Contains(side.Names, n.Name) {
				side.Names = append(side.Names, n.Name)
			}
			if n.Person != "" && !slices.Contains(side.People, n.Person) {
				side.People = append(side.People, n.Person)
			}
		}
		if !side.Empty() {
			break
		}
	}
	return side, nil
}

// state is the code of a state given by code, or by its English or Persian name; "" where none is.
func (a *Asker) state(text string) string {
	for _, code := range a.world.StateCodes() {
		if code == strings.ToUpper(text) && len(text) == len(code) || strings.EqualFold(a.world.StateEN(code), text) {
			return code
		}
	}
	doc := fa.NewDoc(text)
	if m, ok := a.world.States.Longest(doc, 0); ok && m.End == len(doc.Tokens) && m.Value.Form != know.Capital {
		return m.Value.Code
	}
	return ""
}

// body is the canonical name of a body, given by that or by a Persian name.
func (a *Asker) body(text string) (string, error) {
	names, err := a.names(BodyKey(text))
	if err != nil {
		return "", err
	}
	for _, n := range names {
		if n.Org != "" && strings.EqualFold(n.Org, text) {
			return n.Org, nil
		}
	}
	doc := fa.NewDoc(text)
	if m, ok := a.world.Bodies.Longest(doc, 0); ok && m.End == len(doc.Tokens) {
		return m.Value.Org, nil
	}
	return "", nil
}

// like are those names that a text may mean, those of most events first: all its words are among a name's, each but for some
// letters.
func (a *Asker) like(names []Name, text string, letters int) (out []Name) {
	words, inLatin := typedWords(text), latin(text)
	if len(words) == 0 {
		return nil
	}
	inOrderOfEvents(names)
	for _, n := range names {
		if n.Name == "" {
			continue
		}
		of := nameWords(n.Name)
		all := !slices.ContainsFunc(words, func(w string) bool {
			return !slices.ContainsFunc(of, func(o string) bool { return a.strokes(w, o, inLatin) <= letters })
		})
		if all || letters == 0 && !inLatin && sameWords(nameWords(text), of) {
			out = append(out, n)
		}
	}
	return out
}

func inOrderOfEvents(names []Name) {
	slices.SortFunc(names, func(a, b Name) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Org, b.Org), cmp.Compare(a.Country, b.Country))
	})
}

func (a *Asker) strokes(word, of string, latin bool) int {
	if latin {
		return strokes(word, of, a.table)
	}
	return distance([]rune(word), []rune(of))
}

// near are names and states that are written almost like a text.
func (a *Asker) near(text string) (out []string, err error) {
	words, err := a.words()
	if err != nil {
		return nil, err
	}
	for letters := 1; letters <= 2 && len(out) == 0 && 3*letters <= len([]rune(text)); letters++ {
		for _, code := range a.world.StateCodes() {
			if en := a.world.StateEN(code); distance([]rune(strings.ToLower(en)), []rune(strings.ToLower(text))) <= letters {
				out = append(out, en)
			}
		}
		keys := a.nearKeys(text, words, letters)
		if len(keys) == 0 {
			continue
		}
		names, err := a.names(keys...)
		if err != nil {
			return nil, err
		}
		for _, n := range a.like(names, text, letters) {
			if !slices.Contains(out, n.Name) {
				out = append(out, n.Name)
			}
		}
	}
	return out, nil
}

// nearKeys are keys under which all names are found that are written almost like a text: those of the words that one of its words
// is like, which must be among a name's. It is the one that the fewest are like; nil where any is like none.
func (a *Asker) nearKeys(text string, words []string, letters int) (keys []string) {
	inLatin := latin(text)
	for _, typed := range typedWords(text) {
		var near []string
		for _, w := range words {
			if a.strokes(typed, w, inLatin) <= letters {
				near = append(near, wordKey(w))
			}
		}
		if len(near) == 0 {
			return nil
		}
		if keys == nil || len(near) < len(keys) {
			keys = near
		}
	}
	return keys[:min(len(keys), mostNear)]
}

// mostNear is how many words are looked up that one is like: more are like any word of two letters.
const mostNear = 1000

// distance is the least number of letters to put in, leave out or exchange to make one word of the other (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for k := range b {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			corner, row[k+1] = row[k+1], min(row[k+1]+1, row[k]+1, corner+cost)
		}
	}
	return row[len(b)]
}

// Place is the common English name of a city, or the code of a state, given in Persian or English.
func (a *Asker) Place(text string) (place, state string, err error) {
	if state := a.state(text); state != "" {
		return "", state, nil
	}
	doc := fa.NewDoc(text)
	if m, ok := a.world.Places.Longest(doc, 0); ok && m.End == len(doc.Tokens) {
		return m.Value.EN, "", nil
	}
	words := strings.Fields(text)
	for i, w := range words {
		r := []rune(strings.ToLower(w))
		words[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	for _, name := range []string{text, strings.Join(words, " ")} {
		if a.world.PlaceFA(name) != "" {
			return name, "", nil
		}
	}
	return "", "", &UnknownError{What: "place", Text: text}
}

// firstGregorian is the year from which a year is read as one of the Gregorian calendar; Jalali years are well below.
const firstGregorian = 1700

// Days are the first and the last day (ISO 8601, Gregorian) of a day, a month or a year in either calendar: 1405-02-01, 1405-02,
// ۱۴۰۵, 2026-05-04.
func Days(text string) (first, last string, err error) {
	wrong := &UnknownError{What: "day", Text: text}
	parts := strings.FieldsFunc(fa.Key(text), func(r rune) bool { return r == '-' || r == '/' })
	numbers := make([]int, len(parts))
	for i, p := range parts {
		if numbers[i], err = strconv.Atoi(p); err != nil {
			return "", "", wrong
		}
	}
	if len(numbers) < 1 || len(numbers) > 3 || numbers[0] < 1000 {
		return "", "", wrong
	}
	calendar := times.Gregorian
	if numbers[0] < firstGregorian {
		calendar = times.Jalali
	}
	from, to := append(slices.Clone(numbers), 1, 1), numbers
	switch len(numbers) {
	case 1:
		to = []int{numbers[0] + 1, 1, 1}
	case 2:
		if to = []int{numbers[0], numbers[1] + 1, 1}; to[1] > 12 {
			to = []int{numbers[0] + 1, 1, 1}
		}
	}
	start, ok := times.DayOf(calendar, from[0], from[1], from[2])
	end, endOK := times.DayOf(calendar, to[0], to[1], to[2])
	if !ok || !endOK {
		return "", "", wrong
	}
	if len(numbers) < 3 {
		end--
	}
	return start.String(), end.String(), nil
}

// Types reads a list of types of events, parted by commas.
func Types(text string) ([]safir.EventType, error) {
	return codes("type of event", text, safir.EventTypes)
}

// Statuses reads a list of statuses, parted by commas.
func Statuses(text string) ([]safir.Status, error) { return codes("status", text, safir.Statuses) }

func codes[T ~string](what, text string, known []T) (out []T, err error) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.ToLower(strings.TrimSpace(part)); part == "" {
			continue
		}
		if !slices.Contains(known, T(part)) {
			return nil, fmt.Errorf("unknown %s %q; there are %s", what, part, join(known))
		}
		out = append(out, T(part))
	}
	return out, nil
}

func join[T ~string](values []T) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}
