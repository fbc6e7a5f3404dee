package main

import (
	"context"
	"fmt"
	"os"
	"reflect"

	"safir/internal/export"
)

// betweenCommand lists the contacts of two sides.
type betweenCommand struct {
	ledgerFlag

	A string `arg:"" help:"A state by code or name, a name in Persian or English letters, a body."`
	B string `arg:"" help:"Another; of a visit also the state that it led to."`
	eventFlags
	listFlags
}

// Run prints the contacts, and how many there are.
func (c *betweenCommand) Run() error {
	ctx := context.Background()
	store, asker, err := c.ask(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	filter, err := c.choose(asker)
	if err != nil {
		return fmt.Errorf("between: %w", err)
	}
	for _, text := range []string{c.A, c.B} {
		side, err := asker.Side(text)
		if err != nil {
			return fmt.Errorf("between: %w", err)
		}
		filter.Sides = append(filter.Sides, side)
	}
	if reflect.DeepEqual(filter.Sides[0], filter.Sides[1]) {
		return fmt.Errorf("between: %s and %s are one side", c.A, c.B)
	}
	filter.Page = c.page()
	found := export.Between{A: c.A, B: c.B}
	if found.Counts, err = store.CountEvents(ctx, filter); err != nil {
		return err
	}
	if found.Events, err = listed(&c.listFlags, store.Events(ctx, filter)); err != nil {
		return err
	}
	switch c.Format {
	case "table":
		if err := export.BetweenText(os.Stdout, &found, terminalWidth()); err != nil {
			return err
		}
		return lessSure(ctx, store, filter)
	case "json":
		return export.BetweenJSON(os.Stdout, &found)
	}
	return eventFormats.print(c.Format, found.Events)
}
