package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"safir"
	"safir/internal/ledger"
)

// Rows are the queries for all that is derived, as it is written in tables. They hold for both stores.
var Rows = []string{
	"SELECT place_in_time, id, type, status, first, last, place, state, month, long, sure, event, outline FROM events ORDER BY place_in_time",
	"SELECT side, event FROM parties ORDER BY side, event",
	"SELECT event, position, dispatch, n FROM mentions ORDER BY event, position",
	"SELECT event, number, slot FROM corrected ORDER BY event, number, slot",
	"SELECT a, b, month, type, status, sure, events FROM contacts ORDER BY a, b, month, type, status, sure",
	"SELECT dispatch, original FROM copies ORDER BY dispatch",
	"SELECT id, position, country, person FROM people ORDER BY id",
	"SELECT office, country, org, first, last, person, single FROM tenures ORDER BY office, country, org, first, last, person",
	"SELECT id, kind, name, office, country, org, person, events FROM sides ORDER BY id",
	"SELECT d.id, c.n, c.verdict, c.why, c.counted FROM claims c JOIN dispatches d ON d.rowid = c.dispatch ORDER BY d.id, c.n",
}

// Again has a store derive again and again while dispatches, later versions of them, and corrections come in random portions and orders. After each
// time all must be as it is derived at once by other code (ledger.Check), and in the end as when it is derived from nothing, row by row.
func Again(t *testing.T, store ledger.Store, seed uint64, rows func(*testing.T) string) {
	t.Helper()
	s := &spied{Store: store}
	s.Remember()
	n := newsroom{Rand: rand.New(rand.NewPCG(seed, 7))}
	for step := range 14 {
		put(t, s, n.portion(1+n.IntN(1+step*2))...)
		if n.IntN(3) == 0 {
			n.correct(t, s)
		}
		refresh(t, s)
		if wrong, merged, err := ledger.Check(t.Context(), s, Atlas{}); err != nil || !merged || len(wrong) > 0 {
			t.Fatalf("seed %d, step %d: %s, %v, %v", seed, step, strings.Join(wrong, "\n"), merged, err)
		}
	}
	if s.all != 1 {
		t.Errorf("seed %d: %d of %d times all was derived", seed, s.all, s.times)
	}
	if len(s.wrong) > 0 {
		t.Errorf("seed %d: of %d events, the first: %s", seed, len(s.wrong), s.wrong[0])
	}
	got, told := rows(t), Told(t, s)
	var entries []ledger.Entry
	for e, err := range s.Entries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e.Again())
	}
	if err := s.Rederive(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	s.Remember() // anew
	refresh(t, s)
	Differ(t, got, rows(t))
	Differ(t, told, Told(t, s))
	if s.all != 2 {
		t.Errorf("seed %d: rebuilding did not derive all", seed)
	}
	if t.Failed() {
		t.Fatalf("seed %d", seed)
	}
}

// spied is a store that notes how often all was written.
type spied struct {
	ledger.Store

	all, times int
	before     func() // is called once, before changes are written
	lost       lost
	wrong      []string
}

// lost says when the database goes away, once, as something is derived.
type lost int

const (
	never lost = iota
	beforeDeriving
	beforeWriting
)

var errLost = fmt.Errorf("postgres.Deriving: %w: unexpected EOF", ledger.ErrUnreachable)

// otherwiseWritten tells of events that are to go and are not those that a store has.
func otherwiseWritten(ctx context.Context, s ledger.Store, gone []ledger.Placed) (wrong []string) {
	bare := func(o ledger.Outline) string {
		o.Differ, o.Mended, o.Reports, o.Copies, o.Outlets, o.Reported = nil, nil, 0, 0, nil, "" // reports may have gone before
		text, err := json.Marshal(o)
		return string(text) + fmt.Sprint(err)
	}
	written := map[string]string{}
	for o, err := range s.Outlines(ctx, ledger.Filter{}) {
		if err != nil {
			return []string{err.Error()}
		}
		written[o.ID] = bare(o)
	}
	for i := range gone {
		if got := bare(ledger.OutlineOf(&gone[i].Event)); got != written[gone[i].ID] {
			wrong = append(wrong, fmt.Sprintf("this goes:\n%s\nand this was written:\n%s", got, written[gone[i].ID]))
		}
	}
	return wrong
}

// Deriving notes it.
func (s *spied) Deriving(ctx context.Context, derive func(context.Context, ledger.Store) (*ledger.Changes, error)) error {
	lost := s.lost
	if s.lost = never; lost == beforeDeriving {
		return errLost
	}
	return s.Store.Deriving(ctx, func(ctx context.Context, view ledger.Store) (*ledger.Changes, error) {
		c, err := derive(ctx, view)
		if c != nil && lost == beforeWriting {
			return nil, errLost
		}
		if c != nil {
			s.wrong = append(s.wrong, otherwiseWritten(ctx, view, c.GoneEvents)...)
			if s.before != nil {
				s.before()
				s.before = nil
			}
			s.times++
			if c.All {
				s.all++
			}
		}
		return c, err
	})
}

// newsroom draws what comes.
type newsroom struct {
	*rand.Rand

	came int
}

// players are who takes part: named in several spellings, by office, by state.
var players = []safir.Actor{
	{Kind: safir.Person, Name: pointer("عباس عراقچی"), Office: pointer("foreign-minister"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("سید عباس عراقچی"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("عراقچی"), Office: pointer("special-envoy"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("عباس عراقچی"), Office: pointer("special-envoy"), Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("حسین امیرعبداللهیان"), Office: pointer("foreign-minister"), Country: pointer("IRN")},
	{Kind: safir.Office, Office: pointer("foreign-minister"), Country: pointer("IRN")},
	{Kind: safir.Office, Office: pointer("other-official"), Country: pointer("IRN")},
	{Kind: safir.Country, Country: pointer("IRN")},
	{Kind: safir.Person, Name: pointer("بدر البوسعیدی"), Office: pointer("foreign-minister"), Country: pointer("OMN")},
	{Kind: safir.Person, Name: pointer("البوسعیدی")},
	{Kind: safir.Office, Office: pointer("foreign-minister"), Country: pointer("OMN")},
	{Kind: safir.Country, Country: pointer("OMN")},
	{Kind: safir.Person, Name: pointer("فیصل المقداد"), Office: pointer("foreign-minister"), Country: pointer("SYR")},
	{Kind: safir.Person, Name: pointer("بسام صباغ"), Office: pointer("foreign-minister"), Country: pointer("SYR")},
	{Kind: safir.Office, Office: pointer("foreign-minister"), Country: pointer("SYR")},
	{Kind: safir.Org, Org: pointer("United Nations")},
	{Kind: safir.Person, Name: pointer("آنتونیو گوترش"), Office: pointer("secretary-general"), Org: pointer("United Nations")},
}

var wires = []string{
	strings.Repeat("وزیر امور خارجه در نشست خبری امروز از رایزنی\u200cهای تازه با همسایگان درباره امنیت منطقه سخن گفت. ", 2),
	strings.Repeat("به گزارش خبرنگار ما دو طرف در این گفت\u200cوگو بر گسترش همکاری\u200cهای بازرگانی و ترانزیتی تاکید کردند. ", 2),
	"کوتاه.",
}

// portion draws dispatches: new ones, and later versions of earlier ones.
func (n *newsroom) portion(many int) (out []ledger.Entry) {
	for range many {
		id := fmt.Sprintf("d%d", n.came)
		if n.came > 4 && n.IntN(3) == 0 {
			id = fmt.Sprintf("d%d", n.IntN(n.came))
		} else {
			n.came++
		}
		out = append(out, n.dispatch(id))
	}
	return out
}

// day is a day of some weeks apart, mostly of the same; now and then none.
func (n *newsroom) day() string {
	if n.IntN(8) == 0 {
		return ""
	}
	return time.Date(2026, time.Month(1+2*n.IntN(3)), 1+n.IntN(9), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func (n *newsroom) dispatch(id string) ledger.Entry {
	published := n.day()
	body := wires[n.IntN(len(wires))]
	if n.IntN(2) == 0 {
		body += fmt.Sprint(" ", n.IntN(1000))
	}
	former := "وزیر خارجه سابق"
	body = former + " " + body
	d := safir.Dispatch{ID: id, Agency: []string{"irna", "isna"}[n.IntN(2)], Published: published, Modified: fmt.Sprintf("2026-07-%02dT00:00:00Z", 1+n.IntN(28)), Body: body}
	r := safir.Record{ID: id, Body: body, Repaired: body, Source: safir.Source{Agency: pointer(d.Agency), Published: pointer(published)}}
	for i, at := range n.Perm(len(players))[:2+n.IntN(3)] {
		a := players[at]
		a.ID = string(rune('a' + i))
		if a.Office == nil && n.IntN(3) == 0 {
			a.Mentions = []safir.Span{{Start: 0, End: len([]rune(former))}}
		}
		r.Actors = append(r.Actors, a)
	}
	if n.IntN(4) == 0 { // a reader may take one for two
		twin := r.Actors[0]
		twin.ID = "twin"
		r.Actors = append(r.Actors, twin)
	}
	for k := range n.IntN(3) {
		r.Events = append(r.Events, n.event(fmt.Sprint("e", k+1), &r))
	}
	if n.IntN(3) == 0 {
		r.Faint = append(r.Faint, n.event(safir.FaintID+"1", &r))
	}
	if n.IntN(2) == 0 {
		count := 1 + n.IntN(4)
		r.Claims = []safir.Claim{{ID: "c1", Kind: ledger.ClaimKinds[n.IntN(3)], Actor: pointer("a"), Count: &count, Span: safir.Span{Start: 0, End: 12}, Verdict: ledger.Undecided}}
	}
	if n.IntN(3) == 0 {
		r.Statements = []safir.Statement{{
			ID: "s1", Speakers: []string{"a"}, Addressees: []string{"b"}, Act: safir.Acts[n.IntN(len(safir.Acts))], Content: safir.Span{Start: 0, End: 5},
			Cue: safir.Span{Start: 5, End: 6}, Confidence: 0.9,
		}}
	}
	return ledger.NewEntry(d, r)
}

func (n *newsroom) event(id string, r *safir.Record) safir.Event {
	kind := []safir.EventType{safir.Call, safir.Meeting, safir.Visit, safir.Message}[n.IntN(4)]
	start := 7 * n.IntN(3)
	e := safir.Event{
		ID: id, Type: kind, Status: safir.Statuses[n.IntN(len(safir.Statuses))], When: pointer([]string{"", n.day(), n.day(), "2026-03", "2026"}[n.IntN(5)]),
		Where: pointer([]string{"", "Muscat", "Oman", "Damascus"}[n.IntN(4)]), Evidence: []safir.Span{{Start: start, End: start + 6}}, Confidence: 0.5 + 0.4*n.Float64(),
		Again: n.IntN(4) == 0, WhereInferred: n.IntN(3) == 0,
	}
	roles := map[safir.EventType][]safir.Role{
		safir.Visit: {safir.Visitor, safir.Host, safir.Visitor}, safir.Message: {safir.Sender, safir.Recipient, safir.Bearer},
	}[kind]
	for i := range min(len(r.Actors), 1+n.IntN(3)) {
		role := safir.Party
		if roles != nil {
			role = roles[i]
		}
		e.Participants = append(e.Participants, safir.Participant{Actor: r.Actors[i].ID, Role: role})
	}
	return e
}

// correct keeps a correction of some events.
func (n *newsroom) correct(t *testing.T, s ledger.Store) {
	t.Helper()
	events := collect(t, s.Events(t.Context(), ledger.Filter{}))
	made, err := s.Corrections(t.Context())
	if err != nil || len(events) < 3 {
		return
	}
	a, b := n.IntN(len(events)), n.IntN(len(events)-1)
	if b >= a {
		b++
	}
	var c ledger.Correction
	switch n.IntN(5) {
	case 0:
		c, err = ledger.Join([]ledger.Event{events[a], events[b]})
	case 1:
		for i := range events {
			if len(events[i].Reports) > 1 {
				c, err = ledger.Split(&events[i], []string{events[i].Reports[0].Dispatch}, false)
				break
			}
		}
	case 2, 3:
		value := string(safir.Statuses[n.IntN(len(safir.Statuses))])
		c, err = ledger.Edit(&events[a], []ledger.Change{
			{Slot: "status", Value: &value}, {Slot: "participants", Part: &ledger.Part{Actor: players[n.IntN(len(players))], Role: safir.Party}},
		})
	default:
		if len(made) > 0 {
			c = ledger.Undo(made[n.IntN(len(made))].Number)
		}
	}
	if err != nil || c.Kind == "" {
		return // there is no such thing to correct
	}
	if c, err = c.Signed("an editor", "a test", "2026-07-30T00:00:00Z"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Correct(t.Context(), c); err != nil && c.Kind != ledger.Undoing { // what was undone can't be undone again
		t.Fatal(err)
	}
}

// Overtaken has two programs derive the same ledger in turns, of which one remembers what it derived, and the other derives while the first is at it
// where meanwhile says that it can.
func Overtaken(t *testing.T, first, second ledger.Store, meanwhile bool) {
	t.Helper()
	s := &spied{Store: first}
	s.Remember()
	n := newsroom{Rand: rand.New(rand.NewPCG(99, 7))}
	for step := range 6 {
		put(t, s, n.portion(8)...)
		if step%2 == 1 {
			refresh(t, second)
			put(t, second, n.portion(4)...)
		}
		if meanwhile && step == 4 {
			s.before = func() { refresh(t, second) }
		}
		refresh(t, s)
		if wrong, merged, err := ledger.Check(t.Context(), s, Atlas{}); err != nil || !merged || len(wrong) > 0 {
			t.Fatalf("step %d: %s, %v, %v", step, strings.Join(wrong, "\n"), merged, err)
		}
	}
	if want := 4; s.all != want { // at first, and after each time that the other derived
		t.Errorf("all was derived %d times, not %d", s.all, want)
	}
}

// Lost has the database go away from a program that remembers what it derived: before it takes in what came, what it remembers still holds; before
// what it derived is written, it has to start from nothing.
func Lost(t *testing.T, store ledger.Store) {
	t.Helper()
	s := &spied{Store: store}
	s.Remember()
	n := newsroom{Rand: rand.New(rand.NewPCG(5, 7))}
	put(t, s, n.portion(12)...)
	refresh(t, s)
	for _, c := range []struct {
		when lost
		all  int
	}{{beforeDeriving, 1}, {beforeWriting, 2}, {beforeDeriving, 2}} {
		put(t, s, n.portion(6)...)
		s.lost = c.when
		if err := ledger.Refresh(t.Context(), s, Atlas{}); !errors.Is(err, ledger.ErrUnreachable) {
			t.Fatalf("it was not told that the database is away: %v", err)
		}
		refresh(t, s)
		if wrong, merged, err := ledger.Check(t.Context(), s, Atlas{}); err != nil || !merged || len(wrong) > 0 {
			t.Fatalf("%s, %v, %v", strings.Join(wrong, "\n"), merged, err)
		}
		if s.all != c.all {
			t.Errorf("all was derived %d times, not %d", s.all, c.all)
		}
	}
}
