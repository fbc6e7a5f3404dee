package export

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"safir"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// peopleCSV writes people, a row for each office that they are seen to hold, one for who holds none.
func peopleCSV(w io.Writer, c *Contents, o *Options) error {
	own := []string{"person", "name", "state", "state_en", "state_fa", "spellings", "dispatches", "events", "first_seen", "last_seen"}
	held := []string{
		"office", "office_en", "office_fa", "of", "org", "held_first", "held_first_jalali", "held_last", "held_last_jalali", "told_by", "other_before", "other_after", "former_by",
	}
	out, err := newCells(w, o.BOM, slices.Concat(own, held)...)
	if err != nil {
		return err
	}
	for p, err := range c.People {
		if err != nil {
			return err
		}
		tenures := p.Tenures
		if len(tenures) == 0 {
			tenures = []ledger.Tenure{{}}
		}
		for i := range tenures {
			if err := out.row(slices.Concat(personCells(&p, o), tenureCells(&tenures[i]))...); err != nil {
				return err
			}
		}
	}
	return out.close()
}

func personCells(p *ledger.Person, o *Options) []string {
	events := 0
	for _, n := range p.Contacts {
		events += n
	}
	return []string{
		p.ID, p.Name, p.Country, o.World.StateEN(p.Country), o.World.StateFA(p.Country), joined(spellings(p)), strconv.Itoa(p.Mentions), strconv.Itoa(events), p.First, p.Last,
	}
}

func spellings(p *ledger.Person) (out []string) {
	for _, s := range p.Spellings {
		out = append(out, s.Name)
	}
	return out
}

func tenureCells(t *ledger.Tenure) []string {
	if t.Office == "" {
		return make([]string, 13)
	}
	l := label.Of("office", t.Office)
	return []string{
		t.Office, l.EN, l.FA, t.Country, t.Org, t.First, Jalali(t.First), t.Last, Jalali(t.Last), strconv.Itoa(t.Count), t.After, t.Before, t.Ended,
	}
}

// personParquet is a row of Parquet.
type personParquet struct {
	ID         string            `parquet:"id"`
	Name       string            `parquet:"name"`
	State      *string           `parquet:"state,optional,dict"`
	First      *int32            `parquet:"first_seen,optional,date"`
	Last       *int32            `parquet:"last_seen,optional,date"`
	Dispatches int32             `parquet:"dispatches"`
	Spellings  []spellingParquet `parquet:"spellings,list"`
	Offices    []tenureParquet   `parquet:"offices,list"`
	Contacts   []contactParquet  `parquet:"contacts,list"`
}

type (
	spellingParquet struct {
		Name       string `parquet:"name"`
		Dispatches int32  `parquet:"dispatches"`
	}
	tenureParquet struct {
		Office      string  `parquet:"office"`
		Of          *string `parquet:"of,optional"`
		Org         *string `parquet:"org,optional"`
		First       *int32  `parquet:"first,optional,date"`
		Last        *int32  `parquet:"last,optional,date"`
		Dispatches  int32   `parquet:"dispatches"`
		OtherBefore *int32  `parquet:"other_before,optional,date"`
		OtherAfter  *int32  `parquet:"other_after,optional,date"`
		FormerBy    *int32  `parquet:"former_by,optional,date"`
	}
	contactParquet struct {
		Type   string `parquet:"type"`
		Events int32  `parquet:"events"`
	}
)

func peopleParquet(w io.Writer, c *Contents, _ *Options) error {
	return writeParquet(w, c.People, func(p *ledger.Person) personParquet {
		out := personParquet{ID: p.ID, Name: p.Name, State: known(p.Country), First: sinceEpoch(p.First), Last: sinceEpoch(p.Last), Dispatches: count(p.Mentions)}
		for _, s := range p.Spellings {
			out.Spellings = append(out.Spellings, spellingParquet{s.Name, count(s.Mentions)})
		}
		for _, t := range p.Tenures {
			out.Offices = append(out.Offices, tenureParquet{
				t.Office, known(t.Country), known(t.Org), sinceEpoch(t.First), sinceEpoch(t.Last), count(t.Count), sinceEpoch(t.After), sinceEpoch(t.Before), sinceEpoch(t.Ended),
			})
		}
		for _, kind := range slices.Sorted(maps.Keys(p.Contacts)) {
			out.Contacts = append(out.Contacts, contactParquet{string(kind), count(p.Contacts[kind])})
		}
		return out
	})
}

func count(n int) int32 { return int32(n) }

// peopleFTM writes people as FollowTheMoney entities: the Person; the Position of each office that they are seen to hold; and the Occupancy
// that ties them. The dates of an Occupancy are the first and the last day on which dispatches say so, not when it began and ended, which a
// ledger can't know.
func peopleFTM(w io.Writer, c *Contents, o *Options) error {
	f := &ftm{newLines(w), c, o.World, map[uint64]struct{}{}}
	for p, err := range c.People {
		if err != nil {
			return err
		}
		if err := f.person(&p); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftm) person(p *ledger.Person) error {
	out := newEntity("Person", p.ID)
	out.add("name", p.Name)
	for _, s := range spellings(p) {
		if s != p.Name {
			out.add("alias", s)
		}
	}
	out.add("country", ftmCountry(p.Country))
	var ties []*entity
	for i := range p.Tenures {
		t := &p.Tenures[i]
		l := label.Of("office", t.Office)
		out.add("position", capital(l.EN), l.FA)
		post := f.post(t)
		if err := f.once(post); err != nil {
			return err
		}
		ties = append(ties, occupancy(p, t, post))
	}
	for _, next := range append([]*entity{out}, ties...) {
		if err := f.out.Encode(next); err != nil {
			return err
		}
	}
	return nil
}

// post is the office of a tenure.
func (f *ftm) post(t *ledger.Tenure) *entity {
	out := newEntity("Position", digest(t.Office, t.Country, t.Org))
	name := called(&safir.Actor{Kind: safir.Office, Office: &t.Office, Country: known(t.Country), Org: known(t.Org)}, f.world)
	out.add("name", name.EN, name.FA)
	out.add("country", ftmCountry(t.Country))
	return out
}

func occupancy(p *ledger.Person, t *ledger.Tenure, post *entity) *entity {
	out := newEntity("Occupancy", p.ID, digest(t.Office, t.Country, t.Org, t.First))
	out.add("holder", "safir-person-"+p.ID)
	out.add("post", post.ID)
	out.add("date", t.First, t.Last)
	if cmp.Or(t.Before, t.Ended) != "" {
		out.add("status", "ended")
	}
	text := []string{fmt.Sprintf("Seen to hold it from %s to %s, by %s", t.First, t.Last, counted(t.Count, "report"))}
	for _, bound := range [][2]string{{"another is last seen before on ", t.After}, {"another is first seen after on ", t.Before}, {"called a former one on ", t.Ended}} {
		if bound[1] != "" {
			text = append(text, bound[0]+bound[1])
		}
	}
	out.add("description", strings.Join(text, "; "))
	return out
}
