package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// ledgerCommand holds what is done to a ledger by hand.
type ledgerCommand struct {
	Merge   mergeCommand   `cmd:"" help:"Say that several events are one."`
	Split   splitCommand   `cmd:"" help:"Say that the reports of some dispatches are of another event."`
	Edit    editCommand    `cmd:"" help:"Put slots of an event right."`
	Log     logCommand     `cmd:"" help:"List all corrections, and what became of them."`
	Undo    undoCommand    `cmd:"" help:"Take a correction back, or an undo; that is logged too."`
	Check   soundCommand   `cmd:"" help:"Check that a ledger is sound: its file, its search index, and its events against its reports."`
	Jobs    jobsCommand    `cmd:"" help:"Tell what waits to be read into a ledger, who reads it, and what could not be read."`
	Copy    copyCommand    `cmd:"" help:"Copy a ledger whole into an empty one, from a file to a database or back, and compare the two."`
	Rebuild rebuildCommand `cmd:"" help:"Derive reports, search index and events anew from the dispatches that are kept."`
}

// correctionFlags are what every correction needs.
type correctionFlags struct {
	ledgerFlag

	Reason string `required:"" help:"Why: it is kept with the correction and shown where it counts."`
	By     string `help:"Who makes the correction; without it, the name of the user of this machine." placeholder:"NAME"`
}

// user is who makes the correction.
func (c *correctionFlags) user() string {
	if c.By != "" {
		return c.By
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return os.Getenv("USER")
}

// correction makes a correction of events as they are.
type correction func(asker *ledger.Asker, events []ledger.Event) (ledger.Correction, error)

// correct makes a correction of the named events and keeps it, unless one was changed meanwhile, and shows what they are now.
func (c *correctionFlags) correct(what string, names []string, do correction) error {
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	events, seen, err := named(ctx, store, names)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	asker, err := ledger.NewAsker(ctx, store, world)
	if err != nil {
		return err
	}
	correction, err := do(asker, events)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return c.keep(ctx, store, world, what, correction, seen...)
}

// named are the events with ids, and how they were seen: an id may carry the version that the editor looked at, ID@VERSION.
func named(ctx context.Context, store ledger.Store, names []string) (events []ledger.Event, seen []ledger.Seen, err error) {
	for _, name := range names {
		id, version, versioned := strings.Cut(name, "@")
		found, err := collect(ctx, store, ledger.Filter{ID: id})
		if err != nil {
			return nil, nil, err
		}
		if len(found) == 0 || id == "" {
			return nil, nil, fmt.Errorf("the ledger has no event %q; safir events lists them", id)
		}
		s := ledger.SeenOf(&found[0])
		if versioned {
			s.Version = version
		}
		events, seen = append(events, found[0]), append(seen, s)
	}
	return events, seen, nil
}

func (c *correctionFlags) keep(ctx context.Context, store ledger.Store, world *know.World, what string, correction ledger.Correction, seen ...ledger.Seen) error {
	correction, err := correction.Signed(c.user(), c.Reason, time.Now().UTC().Format(time.RFC3339))
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	number, err := store.Correct(ctx, correction, seen...)
	if errors.Is(err, ledger.ErrConflict) {
		return fmt.Errorf("%s: %w; nothing was kept: look at it again (safir show) and decide anew", what, err)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	fmt.Printf("correction %d is kept\n", number)
	if err := ledger.Refresh(ctx, store, world); err != nil {
		return err
	}
	if correction.Kind == ledger.Undoing {
		number = correction.Undoes
	}
	events, err := collect(ctx, store, ledger.Filter{Correction: number})
	if err != nil || len(events) == 0 {
		return err
	}
	return export.EventsTable(os.Stdout, events, terminalWidth())
}

// mergeCommand says that events are one.
type mergeCommand struct {
	correctionFlags

	Events []string `arg:"" help:"Ids of the events, as safir events lists them; ID@VERSION (safir show tells it) to be told if one was changed meanwhile."`
}

// Run keeps the correction.
func (c *mergeCommand) Run() error {
	return c.correct("merge", c.Events, func(_ *ledger.Asker, events []ledger.Event) (ledger.Correction, error) { return ledger.Join(events) })
}

// splitCommand takes reports out of an event.
type splitCommand struct {
	correctionFlags

	Event      string   `arg:"" help:"Id of the event, ID or ID@VERSION."`
	Dispatches []string `arg:"" help:"Ids of the dispatches whose reports leave the event."`
	Apart      bool     `help:"Each of them tells of an event of its own; without it, all of them tell of one other event."`
}

// Run keeps the correction.
func (c *splitCommand) Run() error {
	return c.correct("split", []string{c.Event}, func(_ *ledger.Asker, events []ledger.Event) (ledger.Correction, error) {
		return ledger.Split(&events[0], c.Dispatches, c.Apart)
	})
}

// editCommand puts slots right.
type editCommand struct {
	correctionFlags

	Event  string   `arg:"" help:"Id of the event, ID or ID@VERSION."`
	Type   string   `help:"Type: call, meeting, visit, gathering, negotiation, message, agreement, summons or credentials." placeholder:"TYPE"`
	Status string   `help:"Status: happened, ongoing, planned, proposed, cancelled or denied." placeholder:"STATUS"`
	When   string   `help:"Day, month or year in either calendar, FROM/TO, EDTF, or unknown." placeholder:"DATE"`
	Where  string   `help:"City or state, in Persian or English, or unknown." placeholder:"PLACE"`
	Add    []string `name:"add-participant" sep:"none" help:"One who takes part, or takes part otherwise than it says: [ROLE:]NAME[,OFFICE][,STATE]; may be given several times." placeholder:"WHO"`
	Remove []string `name:"remove-participant" sep:"none" help:"One who takes no part: a name or a state; may be given several times." placeholder:"WHO"`
}

// Run keeps the correction.
func (c *editCommand) Run() error {
	return c.correct("edit", []string{c.Event}, func(asker *ledger.Asker, events []ledger.Event) (ledger.Correction, error) {
		changes, err := c.changes(asker, &events[0])
		if err != nil {
			return ledger.Correction{}, err
		}
		return ledger.Edit(&events[0], changes)
	})
}

// one is the one value of a list.
func one[T any](values []T, err error) (v T, _ error) {
	if err != nil {
		return v, err
	}
	if len(values) != 1 {
		return v, errors.New("want one")
	}
	return values[0], nil
}

func (c *editCommand) changes(asker *ledger.Asker, e *ledger.Event) ([]ledger.Change, error) {
	typed := ledger.Typed{When: c.When, Where: c.Where, Remove: c.Remove, Add: c.Add}
	var err error
	if c.Type != "" {
		if typed.Type, err = one(ledger.Types(c.Type)); err != nil {
			return nil, fmt.Errorf("--type: %w", err)
		}
	}
	if c.Status != "" {
		if typed.Status, err = one(ledger.Statuses(c.Status)); err != nil {
			return nil, fmt.Errorf("--status: %w", err)
		}
	}
	return asker.Changes(e, &typed, func(field string, err error) error {
		if field == "remove" || field == "add" {
			field += "-participant"
		}
		return fmt.Errorf("--%s: %w", field, err)
	})
}

// undoCommand takes a correction back.
type undoCommand struct {
	ledgerFlag

	Number int    `arg:"" help:"Number of the correction, as safir ledger log lists it."`
	Reason string `help:"Why." default:"taken back"`
	By     string `help:"Who undoes it; without it, the name of the user of this machine." placeholder:"NAME"`
}

// Run keeps the undo.
func (c *undoCommand) Run() error {
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	flags := correctionFlags{c.ledgerFlag, c.Reason, c.By}
	return flags.keep(ctx, store, world, "undo", ledger.Undo(c.Number))
}

// logCommand lists corrections.
type logCommand struct {
	ledgerFlag

	Format string `short:"f" help:"table or json." enum:"table,json" default:"table"`
}

// Run lists them.
func (c *logCommand) Run() error {
	ctx := context.Background()
	store, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	log, err := ledger.Log(ctx, store)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return export.LogJSON(os.Stdout, log)
	}
	return export.LogTable(os.Stdout, log)
}
