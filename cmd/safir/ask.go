package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"safir"
	"safir/fa"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
)

// open opens the ledger, merged.
func (l *ledgerFlag) open(ctx context.Context) (ledger.Store, *know.World, error) {
	world, err := know.Load()
	if err != nil {
		return nil, nil, err
	}
	store, err := sqlite.Open(ctx, l.Ledger)
	if errors.Is(err, ledger.ErrNone) {
		return nil, nil, fmt.Errorf("%w; safir gather makes one", err)
	}
	if err != nil {
		return nil, nil, err
	}
	if err := ledger.Refresh(ctx, store, world); err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, world, nil
}

// filterFlags choose events.
type filterFlags struct {
	Who    string `help:"One who takes part: a name in Persian or English letters, a state by code or name, a body." placeholder:"NAME"`
	With   string `help:"Another who takes part; of a visit also the state that it led to." placeholder:"STATE|NAME"`
	Type   string `help:"Types, parted by commas: call, meeting, visit, gathering, negotiation, message, agreement, summons, credentials." placeholder:"TYPE,…"`
	Status string `help:"Statuses, parted by commas: happened, ongoing, planned, proposed, cancelled, denied." placeholder:"STATUS,…"`
	Since  string `help:"First day; a year, month or day in either calendar (1405-02-01, 2026-05). An event without a day counts by the day of its first report." placeholder:"DATE"`
	Until  string `help:"Last day." placeholder:"DATE"`
	Place  string `help:"City or state, in Persian or English." placeholder:"P"`
}

// eventsCommand lists events.
type eventsCommand struct {
	ledgerFlag
	filterFlags

	Format string `short:"f" help:"table, csv, json or jsonl; without it, table on a terminal and jsonl elsewhere." enum:"auto,table,csv,json,jsonl" default:"auto"`
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
	events, err := collect(ctx, store, filter)
	if err != nil {
		return err
	}
	if c.Format == "auto" {
		c.Format = "jsonl"
		if term.IsTerminal(int(os.Stdout.Fd())) {
			c.Format = "table"
		}
	}
	return writeEvents(c.Format, events)
}

func (c *filterFlags) filter(ctx context.Context, store ledger.Store, world *know.World) (f ledger.Filter, err error) {
	asker, err := ledger.NewAsker(ctx, store, world)
	if err != nil {
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
	if f.Types, err = ledger.Types(c.Type); err != nil {
		return f, fmt.Errorf("--type: %w", err)
	}
	if f.Statuses, err = ledger.Statuses(c.Status); err != nil {
		return f, fmt.Errorf("--status: %w", err)
	}
	if c.Since != "" {
		if f.Since, _, err = ledger.Days(c.Since); err != nil {
			return f, fmt.Errorf("--since: %w", err)
		}
	}
	if c.Until != "" {
		if _, f.Until, err = ledger.Days(c.Until); err != nil {
			return f, fmt.Errorf("--until: %w", err)
		}
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

func writeEvents(format string, events []ledger.Event) error {
	switch format {
	case "csv":
		return export.EventsCSV(os.Stdout, events)
	case "json":
		return export.EventsJSON(os.Stdout, events)
	case "table":
		return export.EventsTable(os.Stdout, events)
	}
	return export.EventsJSONL(os.Stdout, events)
}

// showCommand shows one event.
type showCommand struct {
	ledgerFlag

	Event string `arg:"" help:"Id of the event, as safir events lists it."`
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
		return fmt.Errorf("show: the ledger has no event %s", c.Event)
	}
	return export.EventText(os.Stdout, &events[0], func(id string) (safir.Dispatch, error) { return store.Dispatch(ctx, id) })
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
