package ledger

import (
	"cmp"
	"slices"
	"strings"

	"safir"
)

// figure is one who takes part in an event, by all reports that tell of him.
type figure struct {
	actor                               safir.Actor // whom the first report tells of, by the fullest name
	names, offices, states, orgs, roles ballot
	told                                choice           // the reports themselves
	by                                  map[*Report]bool // which of them tell of him as a person
	named                               bool             // a report names him; else his name is that of who held his office then
}

// sorts are the ways to tell of somebody, the surest first: by name, by office, by his state or body.
var sorts = []func(*safir.Actor) bool{
	hasName,
	func(a *safir.Actor) bool { return a.Kind.Human() && !hasName(a) },
	func(a *safir.Actor) bool { return !a.Kind.Human() },
}

func hasName(a *safir.Actor) bool { return a.Kind.Human() && value(a.Name) != "" }

// seldom is how many times fewer reports than tell of an event may tell of one who takes part in it.
const seldom = 6

// participants sets who takes part. Whoever is named is one figure under all his spellings; who is told of by office is the named
// one who holds it; and a state of which somebody takes part is not a second participant. Who is told of by less than a sixth
// of the reports is left to these: of many reports some are misread, or tell of others beside.
func (m *merger) participants(e *Event) {
	var cast []*figure
	least := voices(e.Reports)
	for _, sort := range sorts {
		for _, r := range e.Reports {
			for i := range r.Parts {
				if sort(&r.Parts[i].Actor) {
					cast = m.enter(cast, r, &r.Parts[i])
				}
			}
		}
		cast = slices.DeleteFunc(cast, func(f *figure) bool { return sort(&f.actor) && len(f.told.voices)*seldom < least })
	}
	if e.Type == safir.Visit {
		cast = oneDelegation(cast, least)
	}
	for _, f := range cast {
		e.Participants = append(e.Participants, f.part())
	}
	e.disagreements(cast)
	e.speakForStates()
}

// oneDelegation leaves out visitors of other states than the one of whom most is told, unless a third of the reports, of which there are so many, tells of
// them: who travels together is of one state, and two visits to one place are easily read as one.
func oneDelegation(cast []*figure, reports int) []*figure {
	var chief *figure
	for _, f := range cast {
		if f.role() == safir.Visitor && (chief == nil || len(f.told.voices) > len(chief.told.voices)) {
			chief = f
		}
	}
	return slices.DeleteFunc(cast, func(f *figure) bool {
		return f.role() == safir.Visitor && differ(f.actor.Country, chief.actor.Country) && len(f.told.voices)*3 < reports
	})
}

// speakForStates has officials and delegates whom no report names stand for their state, where it has nobody else: they could be anybody of it, and
// nobody that is met again. Their office tells that reports speak of such.
func (e *Event) speakForStates() {
	for i := range e.Participants {
		a := &e.Participants[i].Actor
		if value(a.Name) != "" || !slices.Contains(anybody, value(a.Office)) || value(a.Country) == "" || value(a.Org) != "" {
			continue
		}
		if e.of(*a.Country) == 1 {
			a.Kind = safir.Country
		}
	}
}

// StandsForState tells whether an actor of an event is a state that reports tell of by its officials alone.
func StandsForState(a *safir.Actor) bool { return a.Kind == safir.Country && a.Office != nil }

// anybody are the offices of those who could be anybody.
var anybody = []string{someOfficial, "negotiator"}

// of counts those of a state who take part.
func (e *Event) of(state string) (n int) {
	for i := range e.Participants {
		n += one(value(e.Participants[i].Actor.Country) == state)
	}
	return n
}

// voices counts the dispatches of reports, each with its copies once.
func voices(reports []*Report) int {
	origins := map[string]bool{}
	for _, r := range reports {
		origins[r.origin()] = true
	}
	return len(origins)
}

// enter adds what a report says of a participant to the figure that is likest him, of equals to the one most told of. Two people
// of one report are two.
func (m *merger) enter(cast []*figure, r *Report, p *Part) []*figure {
	var best *figure
	likest := 0.0
	for _, f := range cast {
		if p.Actor.Kind.Human() && f.by[r] || !(hasName(&p.Actor) && hasName(&f.actor)) && !sameSide(f.role(), p.Role) {
			continue
		}
		l := m.likeness(&f.actor, &p.Actor)
		if l > likest || l > 0 && l == likest && len(f.told.voices) > len(best.told.voices) {
			best, likest = f, l
		}
	}
	if best == nil || hasName(&p.Actor) && likest <= byState {
		best = &figure{actor: p.Actor, by: map[*Report]bool{}}
		best.actor.ID, best.actor.Mentions = "", nil
		cast = append(cast, best)
	}
	best.add(r, p)
	return cast
}

func (f *figure) role() safir.Role { return safir.Role(f.roles.most().Value) }

func (f *figure) add(r *Report, p *Part) {
	f.roles = f.roles.add(string(p.Role), r)
	f.told.add(r)
	f.by[r] = f.by[r] || p.Actor.Kind.Human()
	if hasName(&p.Actor) != hasName(&f.actor) || p.Actor.Kind.Human() != f.actor.Kind.Human() { // who tells of an office or a state says no more of its holder
		return
	}
	if !p.Inferred {
		f.named = f.named || hasName(&p.Actor)
		f.names = f.names.add(value(p.Actor.Name), r)
	}
	if !unnamed(&p.Actor) {
		f.offices = f.offices.add(value(p.Actor.Office), r)
	}
	f.states = f.states.add(value(p.Actor.Country), r)
	f.orgs = f.orgs.add(value(p.Actor.Org), r)
	if len(strings.Fields(value(p.Actor.Name))) > len(strings.Fields(value(f.actor.Name))) {
		f.actor.Name = p.Actor.Name
	}
}

// part is the participant that a figure amounts to: the full name that most reports give, and what most of them say of him.
func (f *figure) part() Part {
	p := Part{Actor: f.actor, Role: f.role(), Inferred: hasName(&f.actor) && !f.named}
	full := slices.DeleteFunc(slices.Clone(f.names), func(c choice) bool { return !strings.ContainsRune(c.Value, ' ') })
	if len(full) == 0 {
		full = f.names
	}
	p.Actor.Name = full.value(p.Actor.Name)
	p.Actor.Office = f.office()
	p.Actor.Country = f.states.value(p.Actor.Country)
	p.Actor.Org = f.orgs.value(p.Actor.Org)
	return p
}

// office is the one that most reports give. Where no report names who took part and hardly any says more of him than that he is an official, he
// is no more than that: the one may be misread, or tell of somebody else.
func (f *figure) office() *string {
	best := f.offices.most()
	if best == nil {
		return f.actor.Office
	}
	if !hasName(&f.actor) && len(best.voices)*seldom < len(f.told.voices) {
		some := someOfficial
		return &some
	}
	return &best.Value
}

// disagreements notes where reports give one participant two roles, or one place to two people.
func (e *Event) disagreements(cast []*figure) {
	var roles, people ballot
	for i, f := range cast {
		p := e.Participants[i]
		if len(f.roles) > 1 && !sameSide(safir.Role(f.roles[0].Value), safir.Role(f.roles[1].Value)) {
			for _, c := range f.roles {
				c.Value = label(&p.Actor) + ": " + c.Value
				roles = append(roles, c)
			}
		}
		for k, o := range cast {
			if k != i && instead(&p, &e.Participants[k]) && !f.beside(o) {
				c := f.told
				c.Value = label(&p.Actor)
				people = append(people, c)
				break
			}
		}
	}
	if len(roles) > 0 {
		e.conflict("roles", roles)
	}
	if len(people) > 0 {
		e.conflict("participants", people)
	}
}

// instead tells whether two people would stand in one place: they have one office of one state, and one role.
func instead(a, b *Part) bool {
	return hasName(&a.Actor) && hasName(&b.Actor) && a.Role == b.Role &&
		value(a.Actor.Office) != "" && value(a.Actor.Office) != someOfficial && value(a.Actor.Office) == value(b.Actor.Office) &&
		value(a.Actor.Country) != "" && value(a.Actor.Country) == value(b.Actor.Country)
}

// beside tells whether a report has both.
func (f *figure) beside(o *figure) bool {
	for r := range f.by {
		if o.by[r] {
			return true
		}
	}
	return false
}

// label is an actor's name, or else body, office and state.
func label(a *safir.Actor) string {
	return cmp.Or(value(a.Name), strings.Join(strings.Fields(value(a.Org)+" "+value(a.Office)+" "+value(a.Country)), " "))
}
