package main

import (
	"context"

	"safir/internal/ledger"
)

// exportCommand writes the ledger out.
type exportCommand struct {
	ledgerFlag

	What   string `arg:"" help:"What to write: events." enum:"events"`
	Format string `short:"f" help:"jsonl (one event a line, with every report) or csv (one event a row)." enum:"jsonl,csv" default:"jsonl"`
}

// Run writes all events.
func (c *exportCommand) Run() error {
	ctx := context.Background()
	store, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	events, err := collect(ctx, store, ledger.Filter{})
	if err != nil {
		return err
	}
	return writeEvents(c.Format, events)
}
