package ledger

import (
	"cmp"
	"slices"
	"time"
)

// seat is an office of a state or a body.
type seat struct{ office, country, org string }

// seatOf is the seat of an office that a dispatch names. Of the offices of a state that one person holds at a time it makes no
// difference through which body the dispatch names them; a state's bodies may each have a secretary-general.
func seatOf(office, country, org string) seat {
	if WholeState(office, country) {
		org = ""
	}
	return seat{office, country, org}
}

// WholeState tells whether an office is its state's, whatever body it is named with.
func WholeState(office, country string) bool {
	return country != "" && single[office] && office != "secretary-general"
}

func (s seat) compare(o seat) int {
	return cmp.Or(cmp.Compare(s.office, o.office), cmp.Compare(s.country, o.country), cmp.Compare(s.org, o.org))
}

// single are the offices that one person holds at a time.
var single = set("supreme-leader", "monarch", "president", "prime-minister", "foreign-minister", "defense-minister", "interior-minister",
	"economy-minister", "oil-minister", "speaker", "security-council-secretary", "national-security-adviser", "secretary-general",
	"eu-foreign-policy-chief", "iaea-director-general", "chief-of-staff", "judiciary-chief")

// Single tells whether an office is one that one person holds at a time.
func Single(office string) bool { return single[office] }

func set(words ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[w] = true
	}
	return out
}

// seen says how many dispatches of a day call a person the holder of an office.
type seen struct {
	at     time.Time
	day    string
	person *Person
	count  int
}

// held is a tenure with its holder.
type held struct {
	*Tenure
	person      *Person
	first, last time.Time
}

func parseDays(first, last string) (f, l time.Time, ok bool) {
	f, ferr := time.Parse(dayForm, first)
	l, lerr := time.Parse(dayForm, last)
	return f, l, ferr == nil && lerr == nil
}

// findTenures learns from dated bearings who held which office when.
func (p *People) findTenures(bearings []Bearing) {
	evidence := map[seat][]seen{}
	ended := map[seat][]seen{}
	for i := range bearings {
		b := &bearings[i]
		at, err := time.Parse(dayForm, b.Day)
		w := b.Who
		if b.Former {
			w.Office = ""
		}
		person := p.by[w]
		if b.Office == "" || err != nil || person == nil {
			continue
		}
		s, to := seatOf(b.Office, b.Country, b.Org), evidence
		if b.Former {
			to = ended
		}
		to[s] = append(to[s], seen{at, b.Day, person, b.Count})
	}
	p.offices = map[seat][]held{}
	for s, list := range evidence {
		slices.SortStableFunc(list, func(a, b seen) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.person.ID, b.person.ID)) })
		if single[s.office] {
			list = majority(list)
		}
		p.offices[s] = tenures(s, list)
	}
	for s, list := range p.offices {
		end(list, ended[s])
	}
	for _, person := range p.list {
		slices.SortFunc(person.Tenures, func(a, b Tenure) int {
			return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Office, b.Office), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Org, b.Org))
		})
	}
}

// majority leaves those sightings whose person is called the holder by most dispatches around: some dispatches give the office to
// another by misreading, or speak of one who held it before. A sighting counts the less the farther away it is, and itself for half of
// one beside it, so that where sightings are few one among others' is outvoted too, and one who held an office shortly is not.
func majority(list []seen) []seen {
	const (
		around  = 6         // sightings on either side that vote
		halved  = 15 * day  // at so far away a vote counts for half
		longest = 365 * day // at farther away for nothing
	)
	var out []seen
	for i, s := range list {
		votes := map[*Person]float64{s.person: 0.5 * float64(s.count)}
		for k := max(0, i-around); k < min(len(list), i+around+1); k++ {
			far := list[k].at.Sub(s.at).Abs()
			if k != i && far <= longest {
				votes[list[k].person] += float64(list[k].count) / (1 + float64(far)/float64(halved))
			}
		}
		others := 0.0
		for person, n := range votes {
			if person != s.person {
				others = max(others, n)
			}
		}
		if votes[s.person] >= others {
			out = append(out, s)
		}
	}
	return out
}

// A person who is seen in an office, and after so long again, held it twice as far as is known.
const (
	longSingle = 365 * day     // of an office that one holds at a time: it changes hands
	longShared = 2 * 365 * day // of others: they are named less often
)

// tenures are the stretches in which one person is seen to hold an office: until another is seen in an office of one, or long passes.
func tenures(s seat, list []seen) []held {
	var out []held
	last := map[*Person]int{}
	for _, e := range list {
		i, ok := last[e.person]
		if ok && single[s.office] {
			ok = i == len(out)-1 && e.at.Sub(out[i].last) <= longSingle
		} else if ok {
			ok = e.at.Sub(out[i].last) <= longShared
		}
		if !ok {
			i = len(out)
			last[e.person] = i
			out = append(out, held{&Tenure{Office: s.office, Country: s.country, Org: s.org, First: e.day}, e.person, e.at, e.at})
		}
		out[i].Last, out[i].last, out[i].Count = e.day, e.at, out[i].Count+e.count
	}
	if single[s.office] {
		out = settle(out)
	}
	return out
}

// settle takes out short spells between two of one holder's, which are likelier misread, joins what they parted, and bounds each
// tenure by its neighbours.
func settle(list []held) []held {
	for changed := true; changed; {
		changed = false
		for i := 1; i+1 < len(list); i++ {
			a, b, c := list[i-1], list[i], list[i+1]
			if a.person != c.person || b.person == a.person || c.first.Sub(a.last) > longSingle || b.Count*much > a.Count+c.Count {
				continue
			}
			a.Last, a.last, a.Count = c.Last, c.last, a.Count+c.Count
			list = slices.Concat(list[:i-1], []held{a}, list[i+2:])
			changed = true
			break
		}
	}
	for i := range list {
		if i > 0 && list[i-1].person != list[i].person {
			list[i].After = list[i-1].Last
		}
		if i+1 < len(list) && list[i+1].person != list[i].person {
			list[i].Before = list[i+1].First
		}
	}
	return list
}

// end marks tenures whose holders are called former ones later, and gives all to their holders.
func end(list []held, former []seen) {
	for _, h := range list {
		for _, f := range former {
			if f.person == h.person && f.at.After(h.last) && (h.Ended == "" || f.day < h.Ended) {
				h.Ended = f.day
			}
		}
		h.person.Tenures = append(h.person.Tenures, *h.Tenure)
	}
}
