package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"safir"
	"safir/internal/export"
	"safir/internal/ledger"
)

// whoCommand tells who somebody is.
type whoCommand struct {
	ledgerFlag

	Name   string `arg:"" optional:"" help:"A name in Persian or English letters, the id of a person, or a state for its people."`
	Office string `help:"Who is seen to hold this office: president, foreign-minister …" placeholder:"OFFICE"`
	Of     string `help:"State that the office serves, by code or name." placeholder:"STATE"`
	On     string `help:"A day in either calendar on which the office is held." placeholder:"DATE"`
	sureFlag
	listFlags
}

// latest is how many events and statements of a person are shown.
const latest = 10

// clearly is how many times more dispatches than others of the name somebody must be named by to be the one who is meant.
const clearly = 4

// Run tells of the person who is meant, or lists those who may be.
func (c *whoCommand) Run() error {
	ctx := context.Background()
	store, asker, err := c.ask(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	filter, err := c.filter(ctx, store, asker)
	if err != nil {
		return fmt.Errorf("who: %w", err)
	}
	if filter.Limit = c.page().Limit; filter.Limit > 0 {
		filter.Limit-- // people are not in order of time: the first are those most named
	}
	var found []export.Profile
	for p, err := range store.People(ctx, filter) {
		if err != nil {
			return err
		}
		found = append(found, export.Profile{Person: p})
	}
	if len(found) == 0 {
		return errors.New("who: the ledger knows nobody like that")
	}
	if one := c.Name != "" && filter.Side.State == "" && (len(found) == 1 || found[0].Mentions >= clearly*found[1].Mentions); one {
		if err := c.complete(ctx, store, &found[0]); err != nil {
			return err
		}
		if c.Format == "table" {
			return c.tell(found)
		}
		found = found[:1]
	}
	return c.write(ctx, store, found)
}

// tell shows the first of some people, and names the others.
func (c *whoCommand) tell(found []export.Profile) error {
	if err := export.PersonText(os.Stdout, &found[0], terminalWidth()); err != nil || len(found) == 1 {
		return err
	}
	fmt.Println("\nothers who may be meant")
	return export.PeopleTable(os.Stdout, found[1:], terminalWidth())
}

func (c *whoCommand) filter(ctx context.Context, store ledger.Store, asker *ledger.Asker) (f ledger.PersonFilter, err error) {
	if _, err := c.from(ledger.Sure); err != nil {
		return f, err
	}
	if c.Name+c.Office+c.Of+c.On == "" {
		return f, errors.New("name somebody, or an office")
	}
	if c.Name != "" {
		if _, err := store.Person(ctx, c.Name); err == nil {
			f.IDs = []string{c.Name}
		} else if f.Side, err = asker.Side(c.Name); err != nil {
			return f, err
		}
		if f.Side.Org != "" {
			return f, fmt.Errorf("%q is a body; safir events --who lists its contacts", c.Name)
		}
	}
	if f.Office = c.Office; f.Office != "" && !slices.Contains(safir.Offices, f.Office) {
		return f, fmt.Errorf("--office: unknown office %q; there are %s", c.Office, strings.Join(safir.Offices, ", "))
	}
	if c.Of != "" {
		side, err := asker.Side(c.Of)
		if err == nil && side.State == "" {
			err = fmt.Errorf("%q is no state", c.Of)
		}
		if err != nil {
			return f, fmt.Errorf("--of: %w", err)
		}
		f.Country = side.State
	}
	if c.On != "" {
		if f.On, _, err = ledger.Days(c.On); err != nil {
			return f, fmt.Errorf("--on: %w", err)
		}
	}
	return f, nil
}

// complete adds what is told of a person: the evidence of offices, the latest events and statements.
func (c *whoCommand) complete(ctx context.Context, store ledger.Store, p *export.Profile) (err error) {
	if err := evidence(ctx, store, p); err != nil {
		return err
	}
	sure, err := c.from(ledger.Sure)
	if err != nil {
		return err
	}
	side := ledger.Side{People: []string{p.ID}}
	page := ledger.Page{Newest: true, Limit: latest}
	show := &listFlags{}
	if p.Events, err = listed(show, store.Events(ctx, ledger.Filter{Sides: []ledger.Side{side}, Sure: sure, Page: page})); err != nil {
		return err
	}
	p.Statements, err = listed(show, store.Statements(ctx, ledger.StatementFilter{By: side, Page: page}))
	slices.Reverse(p.Events)
	slices.Reverse(p.Statements)
	return err
}

// mostEvidence is how many dispatches are told of for each office, half of them the first and half the last.
const mostEvidence = 20

// evidence adds the first and the last dispatches that tell of each office.
func evidence(ctx context.Context, store ledger.Store, p *export.Profile) error {
	p.Evidence = map[int][]ledger.Source{}
	for i, t := range p.Tenures {
		first, err := store.Evidence(ctx, p.ID, t, ledger.Page{Limit: mostEvidence / 2})
		if err != nil {
			return err
		}
		last, err := store.Evidence(ctx, p.ID, t, ledger.Page{Newest: true, Limit: mostEvidence / 2})
		if err != nil {
			return err
		}
		slices.Reverse(last)
		for _, s := range last {
			if !slices.Contains(first, s) {
				first = append(first, s)
			}
		}
		p.Evidence[i] = first
	}
	return nil
}

func (c *whoCommand) write(ctx context.Context, store ledger.Store, found []export.Profile) error {
	for i := range found {
		if found[i].Evidence == nil && c.Format != "table" {
			if err := evidence(ctx, store, &found[i]); err != nil {
				return err
			}
		}
	}
	return peopleFormats.print(c.Format, found)
}
