package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"safir"
	"safir/fa"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// filterFlags choose events.
type filterFlags struct {
	Who  string `help:"One who takes part: a name in Persian or English letters, a state by code or name, a body." placeholder:"NAME"`
	With string `help:"Another who takes part; of a visit also the state that it led to." placeholder:"STATE|NAME"`
	eventFlags
}

// eventFlags choose events by what they are.
type eventFlags struct {
	Type   string `help:"Types, parted by commas: call, meeting, visit, gathering, negotiation, message, agreement, summons, credentials." placeholder:"TYPE,…"`
	Status string `help:"Statuses, parted by commas: happened, ongoing, planned, proposed, cancelled, denied." placeholder:"STATUS,…"`
	timeFlags
	Place string `help:"City or state, in Persian or English." placeholder:"P"`
	sureFlag
}

// sureFlag leaves out what is not sure enough.
type sureFlag struct {
	Sure *float64 `help:"Only what is at least so likely to have been read rightly, from 0 to 1; 0 for all. Without it, ${sure} for events and 0 for statements. What an editor corrected is sure." placeholder:"P"`
}

// from is the confidence from which on something is listed, the usual one where none was asked for.
func (f *sureFlag) from(usual float64) (float64, error) {
	switch {
	case f.Sure == nil:
		return usual, nil
	case !(*f.Sure >= 0 && *f.Sure <= 1):
		return 0, fmt.Errorf("--sure: %v is not between 0 and 1", *f.Sure)
	}
	return *f.Sure, nil
}

// timeFlags choose by time.
type timeFlags struct {
	Since string `help:"First day; a year, month or day in either calendar (1405-02-01, 2026-05). What has no day of its own counts by that of its first report." placeholder:"DATE"`
	Until string `help:"Last day." placeholder:"DATE"`
}

// days are the first and the last day that are asked for, "" where none is.
func (t *timeFlags) days() (since, until string, err error) {
	if t.Since != "" {
		if since, _, err = ledger.Days(t.Since); err != nil {
			return "", "", fmt.Errorf("--since: %w", err)
		}
	}
	if t.Until != "" {
		if _, until, err = ledger.Days(t.Until); err != nil {
			return "", "", fmt.Errorf("--until: %w", err)
		}
	}
	if since != "" && until != "" && since > until {
		return "", "", fmt.Errorf("--since %s is later than --until %s", t.Since, t.Until)
	}
	return since, until, nil
}

// listFlags say how much to list, and how.
type listFlags struct {
	Limit  int    `help:"How many to list at most, the latest; 0 for all. Without it, 100 in a table and all in other formats." default:"-1" placeholder:"N"`
	Format string `short:"f" help:"table, csv, json or jsonl; without it, table on a terminal and jsonl elsewhere." enum:"auto,table,csv,json,jsonl" default:"auto"`
}

// inTable is how many rows a table has where no number is asked for.
const inTable = 100

// page settles the format, and gives the page to ask for: one entry more than is listed, to know whether there are more.
func (l *listFlags) page() ledger.Page {
	if l.Format == "auto" {
		l.Format = "jsonl"
		if term.IsTerminal(int(os.Stdout.Fd())) {
			l.Format = "table"
		}
	}
	if l.Limit < 0 && l.Format == "table" {
		l.Limit = inTable
	}
	if l.Limit <= 0 {
		return ledger.Page{}
	}
	return ledger.Page{Newest: true, Limit: l.Limit + 1}
}

// listed collects a list that was asked for by a page, in order of time, and says on standard error if it is not all.
func listed[T any](l *listFlags, list iter.Seq2[T, error]) (out []T, err error) {
	for entry, err := range list {
		if err != nil {
			return nil, err
		}
		out = append(out, entry)
	}
	if l.Limit <= 0 {
		return out, nil
	}
	if len(out) > l.Limit {
		out = out[:l.Limit]
		fmt.Fprintf(os.Stderr, "safir: these are the latest %d; --limit 0 lists all\n", l.Limit)
	}
	slices.Reverse(out)
	return out, nil
}

// terminalWidth is the width of the terminal in columns, 0 where standard output is none.
func terminalWidth() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// eventsCommand lists events.
type eventsCommand struct {
	ledgerFlag
	filterFlags
	listFlags
}

// Run prints the events.
func (c *eventsCommand) Run() error {
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	filter, err := c.filter(ctx, store, world)
	if err != nil {
		return fmt.Errorf("events: %w", err)
	}
	filter.Page = c.page()
	events, err := listed(&c.listFlags, store.Events(ctx, filter))
	if err != nil {
		return err
	}
	if err := eventFormats.print(c.Format, events); err != nil || c.Format != "table" {
		return err
	}
	return lessSure(ctx, store, filter)
}

// lessSure says on standard error how many events of a table were left out because they are not sure enough.
func lessSure(ctx context.Context, store ledger.Store, f ledger.Filter) error {
	if f.Sure == 0 {
		return nil
	}
	left := 0
	for sign, sure := range map[int]float64{1: 0, -1: f.Sure} {
		f.Sure = sure
		counts, err := store.CountEvents(ctx, f)
		if err != nil {
			return err
		}
		for _, c := range counts {
			left += sign * c.Events
		}
	}
	if left > 0 {
		fmt.Fprintf(os.Stderr, "safir: %d less sure events are left out; --sure 0 lists all\n", left)
	}
	return nil
}

func (c *filterFlags) filter(ctx context.Context, store ledger.Store, world *know.World) (f ledger.Filter, err error) {
	asker, err := ledger.NewAsker(ctx, store, world)
	if err != nil {
		return f, err
	}
	if f, err = c.choose(asker); err != nil {
		return f, err
	}
	for _, text := range []string{c.Who, c.With} {
		if text == "" {
			continue
		}
		side, err := asker.Side(text)
		if err != nil {
			return f, err
		}
		f.Sides = append(f.Sides, side)
	}
	return f, nil
}

// choose is a filter without sides.
func (c *eventFlags) choose(asker *ledger.Asker) (f ledger.Filter, err error) {
	if f.Sure, err = c.from(ledger.Sure); err != nil {
		return f, err
	}
	if f.Types, err = ledger.Types(c.Type); err != nil {
		return f, fmt.Errorf("--type: %w", err)
	}
	if f.Statuses, err = ledger.Statuses(c.Status); err != nil {
		return f, fmt.Errorf("--status: %w", err)
	}
	if f.Since, f.Until, err = c.days(); err != nil {
		return f, err
	}
	if c.Place != "" {
		if f.Place, f.State, err = asker.Place(c.Place); err != nil {
			return f, fmt.Errorf("--place: %w", err)
		}
	}
	return f, nil
}

func collect(ctx context.Context, store ledger.Store, f ledger.Filter) (events []ledger.Event, err error) {
	for e, err := range store.Events(ctx, f) {
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// showCommand shows one event.
type showCommand struct {
	ledgerFlag

	Event string `arg:"" help:"Id of the event, as safir events lists it; or of a dispatch, a statement or a claim."`
}

// Run prints the event.
func (c *showCommand) Run() error {
	ctx := context.Background()
	store, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	events, err := collect(ctx, store, ledger.Filter{ID: c.Event})
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return c.dispatch(ctx, store)
	}
	return export.EventText(os.Stdout, &events[0], func(id string) (safir.Dispatch, error) { return store.Dispatch(ctx, id) })
}

// dispatch shows the dispatch that is named, or in which what is named stands (d1/s2).
func (c *showCommand) dispatch(ctx context.Context, store ledger.Store) error {
	for _, id := range []string{c.Event, c.Event[:max(0, strings.LastIndexByte(c.Event, '/'))]} {
		d, err := store.Dispatch(ctx, id)
		if errors.Is(err, ledger.ErrUnknown) {
			continue
		}
		if err != nil {
			return err
		}
		return export.DispatchText(os.Stdout, &d)
	}
	return fmt.Errorf("show: the ledger has no event %s, and no dispatch", c.Event)
}

// searchCommand finds dispatches.
type searchCommand struct {
	ledgerFlag

	Words []string `arg:"" help:"Words that must all occur, in any spelling (عربي finds عربی)."`
	Limit int      `help:"How many dispatches to list at most." default:"20"`
}

// Run lists the dispatches that were found.
func (c *searchCommand) Run() error {
	ctx := context.Background()
	store, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := store.Search(ctx, ledger.Words(fa.Repair(strings.Join(c.Words, " ")).Repaired), c.Limit)
	if err != nil {
		return err
	}
	return export.Dispatches(os.Stdout, found)
}
