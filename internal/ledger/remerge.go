package ledger

import (
	"hash/maphash"
	"slices"
	"time"
)

// remerger merges reports again and again. Two reports are held against each other only if they share a handle and lie within days of each
// other, so what was found of reports between which and the rest no pair is likely at all depends on them alone: they are a circle. When reports
// come, go or are told otherwise, their circles are merged anew, with those that they now reach; what was found of all other circles stays.
//
// It grows with the reports that a ledger has, so of each it keeps no more than merging asks for, and that once.
type remerger struct {
	nameBook

	texts    texts
	seed     maphash.Seed
	of       map[string][]*told // by dispatch
	byHandle map[uint64][]*told // by digests of their handles, in order of their windows
	circles  map[*circle]bool
	events   []*found // all, in order of their first reports

	written     map[string]*found // by their ids, the events as they were written
	corrections int               // how many there were the last time
	named       map[string]bool   // dispatches that corrections name
}

// told is a report that is remembered, with those named who are known to have held an office.
type told struct {
	Report

	window  window
	dated   bool
	handles []uint64 // of those who take part. Two may have one digest: then reports are looked at that have nothing in common.
	repute  uint64   // a digest of what other reports say of those who take part: their offices, and in whose company they travel
	circle  *circle
}

// circle are reports that are linked with each other and with none else.
type circle struct {
	members []*told
	events  []*found
}

func newRemerger(book nameBook) *remerger {
	return &remerger{
		nameBook: book, texts: texts{}, seed: maphash.MakeSeed(), of: map[string][]*told{}, byHandle: map[uint64][]*told{}, circles: map[*circle]bool{}, named: map[string]bool{},
	}
}

// merge merges what came with what is remembered, and gives all events as Merge would, and those that changed.
func (m *remerger) merge(came *arrived, people *People, copies map[string]string, places Places, corrections []Correction, out *Changes) []Event {
	dirty, gone := m.takeIn(came)
	m.complete(people, copies, dirty)
	all := m.reports()
	holders, company := holdersOf(all, m.names), companyOf(all, m.names)
	m.compare(holders, company, dirty)
	m.index(dirty, gone, holders)
	weigher := &merger{places: places, nameBook: m.nameBook, holders: holders, company: company}
	m.regroup(m.reached(dirty, gone, weigher, corrections), dirty, weigher, corrections)
	return m.settle(people, out)
}

// takeIn takes in the reports of what came, and gives those that are new, and those that are gone.
func (m *remerger) takeIn(came *arrived) (dirty map[*told]bool, gone []*told) {
	dirty = map[*told]bool{}
	for id := range came.ids {
		gone = append(gone, m.of[id]...)
		delete(m.of, id)
	}
	for i := range came.reports {
		t := &told{Report: came.reports[i]}
		m.texts.share(&t.Report)
		t.window, t.dated = windowOf(&t.Report)
		if had := m.of[t.Dispatch]; len(had) > 0 {
			t.Dispatch, t.Published = had[0].Dispatch, had[0].Published
		}
		m.of[t.Dispatch] = append(m.of[t.Dispatch], t)
		dirty[t] = true
	}
	return dirty, gone
}

// complete names those who are known to have held an office. What reads otherwise than before is dirty.
func (m *remerger) complete(people *People, copies map[string]string, dirty map[*told]bool) {
	for _, list := range m.of {
		for _, t := range list {
			if original := copies[t.Dispatch]; original != t.CopyOf {
				t.CopyOf = original
				dirty[t] = true
			}
			for k := range t.Parts {
				p := t.Parts[k].bare()
				people.complete(&p, &t.Report)
				if !samePart(&p, &t.Parts[k]) {
					m.texts.sharePart(&p)
					t.Parts[k] = p
					dirty[t] = true
				}
			}
		}
	}
}

// samePart tells whether two participants are told of alike.
func samePart(a, b *Part) bool {
	return a.Role == b.Role && a.Person == b.Person && a.Inferred == b.Inferred && a.Actor.ID == b.Actor.ID && a.Actor.Kind == b.Actor.Kind &&
		sameText(a.Actor.Name, b.Actor.Name) && sameText(a.Actor.Office, b.Actor.Office) && sameText(a.Actor.Country, b.Actor.Country) && sameText(a.Actor.Org, b.Actor.Org)
}

func sameText(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

func (m *remerger) reports() (all []*Report) {
	for _, list := range m.of {
		for _, t := range list {
			all = append(all, &t.Report)
		}
	}
	return all
}

// compare finds those who are known to hold other offices, or to travel with others, than before: what reports say of them weighs otherwise.
func (m *remerger) compare(h holders, c company, dirty map[*told]bool) {
	var digest maphash.Hash
	digest.SetSeed(m.seed)
	for _, list := range m.of {
		for _, t := range list {
			digest.Reset()
			for k := range t.Parts {
				for _, known := range [][]string{h[&t.Parts[k].Actor], c[&t.Parts[k].Actor]} {
					for _, text := range known {
						_, _ = digest.WriteString(text)
						_ = digest.WriteByte(0)
					}
					_ = digest.WriteByte(1)
				}
			}
			if repute := digest.Sum64(); repute != t.repute {
				t.repute = repute
				dirty[t] = true
			}
		}
	}
}

// index puts what is dirty where it is found, and takes away what is gone.
func (m *remerger) index(dirty map[*told]bool, gone []*told, h holders) {
	for _, t := range gone {
		m.unlist(t)
	}
	weigher := &merger{nameBook: m.nameBook, holders: h}
	var touched []uint64
	for t := range dirty {
		m.unlist(t)
		if !t.dated {
			continue
		}
		t.handles = m.handlesOf(weigher, t)
		for _, handle := range t.handles {
			m.byHandle[handle] = append(m.byHandle[handle], t)
		}
		touched = append(touched, t.handles...)
	}
	slices.Sort(touched)
	for _, handle := range slices.Compact(touched) {
		slices.SortFunc(m.byHandle[handle], func(a, b *told) int { return a.window.first.Compare(b.window.first) })
	}
}

// handlesOf are digests of the handles by which [merger.pairs] finds a report.
func (m *remerger) handlesOf(weigher *merger, t *told) []uint64 {
	var digest maphash.Hash
	digest.SetSeed(m.seed)
	var out []uint64
	for k := range t.Parts {
		for _, handle := range weigher.handles(&t.Parts[k].Actor) {
			digest.Reset()
			_, _ = digest.WriteString(kin(t.Event.Type))
			_ = digest.WriteByte(' ')
			_, _ = digest.WriteString(handle)
			out = append(out, digest.Sum64())
		}
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

func (m *remerger) unlist(t *told) {
	for _, handle := range t.handles {
		list := m.byHandle[handle]
		if i := slices.Index(list, t); i >= 0 {
			m.byHandle[handle] = slices.Delete(list, i, i+1)
		}
		if len(m.byHandle[handle]) == 0 {
			delete(m.byHandle, handle)
		}
	}
	t.handles = nil
}

// reached are the circles that what is dirty or gone belongs to, or reaches; with one that a correction speaks of all of these.
func (m *remerger) reached(dirty map[*told]bool, gone []*told, weigher *merger, corrections []Correction) map[*circle]bool {
	out := map[*circle]bool{}
	changed := slices.Clone(gone)
	for t := range dirty {
		changed = append(changed, t)
	}
	for _, t := range changed {
		if t.circle != nil {
			out[t.circle] = true
		}
	}
	if len(m.circles) > 0 { // else all are dirty
		for t := range dirty {
			m.reach(t, dirty, weigher, out)
		}
	}
	if m.corrected(changed, out, corrections) {
		for id := range m.named {
			for _, t := range m.of[id] {
				if t.circle != nil {
					out[t.circle] = true
				}
			}
		}
	}
	return out
}

// reach adds the circles of those reports that are not dirty and that one that is may be of one event with.
func (m *remerger) reach(t *told, dirty map[*told]bool, weigher *merger, out map[*circle]bool) {
	for _, handle := range t.handles {
		near(m.byHandle[handle], t, func(o *told) {
			if !dirty[o] && !out[o.circle] && weigher.linked(t, o) {
				out[o.circle] = true
			}
		})
	}
}

// corrected takes in corrections that are new, and tells whether what is corrected has to be merged anew: since there are such, or since one
// speaks of what changed, or of what is merged with that.
func (m *remerger) corrected(changed []*told, reached map[*circle]bool, corrections []Correction) bool {
	fresh := corrections[min(m.corrections, len(corrections)):]
	m.corrections = len(corrections)
	for _, c := range fresh {
		for _, ref := range slices.Concat(c.Reports, c.Rest) {
			m.named[ref.Dispatch] = true
		}
	}
	named := func(t *told) bool { return m.named[t.Dispatch] }
	if len(fresh) > 0 || slices.ContainsFunc(changed, named) {
		return true
	}
	for c := range reached {
		if slices.ContainsFunc(c.members, named) {
			return true
		}
	}
	return false
}

// near calls for those of a list, in order of their windows, that may be of one event with a report: see [merger.beyond].
func near(list []*told, t *told, call func(*told)) {
	const longest = 40 * day // a longer window is vague
	first, last := t.window.first.Add(-longest-(slack+1)*day), t.window.last.Add((slack+1)*day)
	if t.window.vague() {
		first, last = t.window.first, t.window.first
	}
	from, _ := slices.BinarySearchFunc(list, first, func(o *told, at time.Time) int { return o.window.first.Compare(at) })
	for _, o := range list[from:] {
		if o.window.first.After(last) {
			return
		}
		call(o)
	}
}

// linked tells whether two reports may be of one event at all.
func (m *merger) linked(a, b *told) bool {
	if inOrder(&a.Report, &b.Report) > 0 {
		a, b = b, a
	}
	m.reports = append(m.reports[:0], &a.Report, &b.Report)
	m.windows = append(m.windows[:0], a.window, b.window)
	m.dated = append(m.dated[:0], a.dated, b.dated)
	score, _ := m.weigh(0, 1)
	return score > 0
}
