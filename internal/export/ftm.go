package export

import (
	"cmp"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"safir"
	"safir/internal/know"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// entity is an entity of FollowTheMoney: what it is, and values of its properties.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newEntity(schema string, id ...string) *entity {
	return &entity{"safir-" + strings.ToLower(schema) + "-" + strings.Join(id, "-"), schema, map[string][]string{}}
}

// add adds the values that are known, each once.
func (e *entity) add(property string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftm writes entities, one a line. An actor or a dispatch is written once, before the first event that it has to do with; of
// those written no more than a hash is kept.
type ftm struct {
	out     interface{ Encode(any) error }
	c       *Contents
	world   *know.World
	written map[uint64]struct{}
}

// eventsFTM writes events as FollowTheMoney entities: the Event; who takes part, as Person, PublicBody, Organization or LegalEntity, each tied
// to it by an UnknownLink that tells the role; each dispatch, as Article, tied to it by Documentation with the words that tell of it.
func eventsFTM(w io.Writer, c *Contents, o *Options) error {
	f := &ftm{newLines(w), c, o.World, map[uint64]struct{}{}}
	for e, err := range c.Events {
		if err != nil {
			return err
		}
		if err := f.event(&e); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftm) event(e *ledger.Event) error {
	out := newEntity("Event", e.ID)
	title := headlineOf(e, f.world)
	out.add("name", title.EN, title.FA)
	f.when(out, e.When)
	kind, status := label.Of("type", string(e.Type)), label.Of("status", string(e.Status))
	out.add("keywords", string(e.Type), string(e.Status))
	out.add("summary", kind.EN+", "+status.EN, kind.FA+"، "+status.FA)
	if place := value(e.Where); place != "" {
		out.add("location", place, f.world.PlaceFA(place))
		out.add("country", ftmCountry(f.world.StateOf(place)))
	}
	for _, c := range e.Conflicts {
		out.add("notes", "Reports disagree on "+conflictText(c))
	}
	for _, c := range e.Corrected {
		out.add("notes", "Corrected by hand: "+correctedText(c))
	}
	for i := range e.Participants {
		p := &e.Participants[i]
		actor := f.actor(&p.Actor, identityOf(p))
		if p.Role == safir.Host {
			out.add("organizer", actor.ID)
		}
		out.add("involved", actor.ID)
		if err := f.once(actor); err != nil {
			return err
		}
	}
	documents, err := f.documents(e, out)
	if err != nil {
		return err
	}
	for _, next := range slices.Concat([]*entity{out}, f.roles(e, out), documents) {
		if err := f.out.Encode(next); err != nil {
			return err
		}
	}
	return nil
}

// when says what is known of the time: a day is a date, a stretch has a start and an end.
func (f *ftm) when(out *entity, edtf *string) {
	first, last := span(edtf)
	if first == last {
		out.add("date", first)
		return
	}
	out.add("startDate", first)
	out.add("endDate", last)
}

// actor is who takes part. An office-holder without a name is a LegalEntity: FollowTheMoney ties no Position to an event.
func (f *ftm) actor(a *safir.Actor, id string) *entity {
	schema := map[safir.Kind]string{safir.Person: "Person", safir.Office: "LegalEntity", safir.Country: "PublicBody", safir.Org: "Organization"}[a.Kind]
	if value(a.Name) != "" {
		schema = "Person"
	}
	if sort := f.world.Body(value(a.Org)).Sort; a.Kind == safir.Org && (sort == know.Ministry || sort == know.Parliament || sort == know.Forces) {
		schema = "PublicBody"
	}
	schema = cmp.Or(schema, "LegalEntity")
	out := newEntity(schema, id)
	name := called(a, f.world)
	out.add("name", name.EN, name.FA)
	out.add("country", ftmCountry(value(a.Country)))
	if office := value(a.Office); office != "" && !ledger.StandsForState(a) {
		l := label.Of("office", office)
		if schema == "Person" {
			out.add("position", capital(l.EN), l.FA)
		} else {
			out.add("classification", office)
		}
	}
	return out
}

// once writes an entity unless it was written before.
func (f *ftm) once(e *entity) error {
	h := fnv.New64a()
	_, _ = h.Write([]byte(e.ID))
	if _, done := f.written[h.Sum64()]; done {
		return nil
	}
	f.written[h.Sum64()] = struct{}{}
	return f.out.Encode(e)
}

// roles tie an event to who takes part.
func (f *ftm) roles(e *ledger.Event, event *entity) (out []*entity) {
	for i := range e.Participants {
		p := &e.Participants[i]
		link := newEntity("UnknownLink", e.ID, identityOf(p), string(p.Role))
		link.add("subject", f.actor(&p.Actor, identityOf(p)).ID)
		link.add("object", event.ID)
		link.add("role", string(p.Role))
		f.when(link, e.When)
		out = append(out, link)
	}
	return out
}

// documents are the dispatches that report an event, and the ties between them and it.
func (f *ftm) documents(e *ledger.Event, event *entity) (out []*entity, err error) {
	for _, r := range e.Definite() {
		d, err := f.c.Dispatch(r.Dispatch)
		if err != nil {
			return nil, err
		}
		article := f.article(&d)
		event.add("sourceUrl", article.Properties["sourceUrl"]...)
		event.add("publisher", article.Properties["publisher"]...)
		event.add("proof", article.ID)
		if err := f.once(article); err != nil {
			return nil, err
		}
		tie := newEntity("Documentation", e.ID, r.Dispatch, r.Event.ID)
		tie.add("document", article.ID)
		tie.add("entity", event.ID)
		tie.add("role", map[bool]string{true: "report", false: "copy of a report"}[r.CopyOf == ""])
		tie.add("status", string(r.Event.Status))
		tie.add("date", dayOf(r.Published))
		tie.add("summary", words([]rune(d.Body), r.Event.Evidence))
		out = append(out, tie)
	}
	return out, nil
}

// article is a dispatch.
func (f *ftm) article(d *safir.Dispatch) *entity {
	out := newEntity("Article", d.ID)
	out.add("fileName", d.ID+".txt") // without it a Document isn't whole
	out.add("title", d.Title)
	out.add("name", headlineText(d))
	out.add("publishedAt", dayOf(d.Published))
	if strings.HasPrefix(d.URL, "http://") || strings.HasPrefix(d.URL, "https://") {
		out.add("sourceUrl", d.URL)
	}
	if outlet := f.world.Outlet(d.Agency); outlet != nil {
		out.add("publisher", outlet.Name)
	} else {
		out.add("publisher", d.Agency)
	}
	out.add("language", "fas")
	return out
}

// ftmCountry is a state's code in FollowTheMoney.
func ftmCountry(state string) string {
	if state == "UNO" {
		return "un"
	}
	return strings.ToLower(alpha2(state))
}
