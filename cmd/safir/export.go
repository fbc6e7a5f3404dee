package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"safir"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// exportCommand writes the ledger out.
type exportCommand struct {
	ledgerFlag
	filterFlags

	What   string `arg:"" help:"What to write: events, statements, people or dispatches. --since and --until mean the days of events, of statements, of publication of dispatches; other filters choose dispatches by the events that they report. --who says a statement, --with is who it is aimed at." enum:"events,statements,people,dispatches"`
	Format string `short:"f" help:"${formats}" default:"jsonl" placeholder:"FORMAT"`
	Out    string `short:"o" help:"File to write to; it is there whole or not at all. Without it, standard output." placeholder:"FILE" type:"path"`
	BOM    bool   `name:"bom" help:"Of csv: begin with a byte order mark, by which Excel knows UTF-8."`
	Newest uint   `help:"Of atom: how many entries to write at most, the newest first." default:"50"`
	Tag    string `help:"Of atom: the authority of its ids as RFC 4151 has it, a domain of yours and a day on which it was (example.org,2026)." default:"safir.invalid,2026"`
}

// formatHelp lists the formats.
func formatHelp() string {
	text := "Format: "
	for i, f := range export.Formats {
		if i > 0 {
			text += "; "
		}
		text += f.Name + " (" + f.For + ")"
	}
	return text + "."
}

// Run writes what was asked for.
func (c *exportCommand) Run() error {
	format, err := export.Find(c.Format, export.What(c.What))
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if format.Binary && c.Out == "" && term.IsTerminal(int(os.Stdout.Fd())) {
		return fmt.Errorf("export: %s is not for a terminal; name a file by --out", c.Format)
	}
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	contents, err := c.contents(ctx, store, world, format)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	options := &export.Options{World: world, BOM: c.BOM, Limit: int(c.Newest), Tag: c.Tag, LeftOut: func(n int, why string) {
		fmt.Fprintf(os.Stderr, "safir: export: left out %d: %s\n", n, why)
	}}
	return c.write(func(w io.Writer) error { return format.Write(w, export.What(c.What), contents, options) })
}

// contents are what passes the filters.
func (c *exportCommand) contents(ctx context.Context, store ledger.Store, world *know.World, format *export.Format) (*export.Contents, error) {
	if err := c.fits(format); err != nil {
		return nil, err
	}
	f, err := c.filter(ctx, store, world)
	if err != nil {
		return nil, err
	}
	if format.Network() && c.Status == "" {
		f.Statuses = []safir.Status{safir.Happened, safir.Ongoing}
	}
	person, err := persons(ctx, store)
	if err != nil {
		return nil, err
	}
	statements, people := ledger.StatementFilter{Since: f.Since, Until: f.Until}, ledger.PersonFilter{}
	if statements.Sure, err = c.from(0); err != nil {
		return nil, err
	}
	if c.Who != "" {
		statements.By, people.Side = f.Sides[0], f.Sides[0]
	}
	if c.With != "" {
		statements.About = f.Sides[len(f.Sides)-1]
	}
	return &export.Contents{
		Events:     store.Events(ctx, f),
		Statements: ledger.WithoutArrival(store.Statements(ctx, statements)),
		People:     store.People(ctx, people),
		Dispatches: store.Dispatches(ctx, c.dispatches(f)),
		Person:     person,
		Dispatch:   func(id string) (safir.Dispatch, error) { return store.Dispatch(ctx, id) },
	}, nil
}

// fits refuses filters that mean nothing for what is written.
func (c *exportCommand) fits(format *export.Format) error {
	var none []string
	for _, flag := range []struct {
		name, value string
		of          []export.What
	}{
		{"--with", c.With, []export.What{export.WhatPeople}},
		{"--type", c.Type, []export.What{export.WhatPeople, export.WhatStatements}},
		{"--status", c.Status, []export.What{export.WhatPeople, export.WhatStatements}},
		{"--since", c.Since, []export.What{export.WhatPeople}},
		{"--until", c.Until, []export.What{export.WhatPeople}},
		{"--place", c.Place, []export.What{export.WhatPeople, export.WhatStatements}},
	} {
		if flag.value != "" && slices.Contains(flag.of, export.What(c.What)) && !format.Network() { // a network is made of events
			none = append(none, flag.name)
		}
	}
	if len(none) > 0 {
		return fmt.Errorf("%s can't be chosen by %s", c.What, strings.Join(none, ", "))
	}
	return nil
}

// persons tells who bears a name.
func persons(ctx context.Context, store ledger.Store) (func(*safir.Actor) string, error) {
	names, err := store.Names(ctx)
	if err != nil {
		return nil, err
	}
	ids := make(map[[2]string]string, len(names))
	for _, n := range names {
		if n.Person != "" {
			ids[[2]string{n.Name, n.Country}] = n.Person
		}
	}
	return func(a *safir.Actor) string {
		key := [2]string{*a.Name, ""}
		if a.Country != nil {
			key[1] = *a.Country
		}
		return ids[key]
	}, nil
}

// dispatches chooses by the day of publication, and where anything else is asked for by the events that are reported.
func (c *exportCommand) dispatches(f ledger.Filter) ledger.DispatchFilter {
	out := ledger.DispatchFilter{Since: f.Since, Until: f.Until}
	if cmp.Or(c.Who, c.With, c.Type, c.Status, c.Place) != "" {
		f.Since, f.Until = "", ""
		out.Of = &f
	}
	return out
}

// write writes to the file or to standard output. A file is only put in its place once it is whole.
func (c *exportCommand) write(to func(io.Writer) error) (err error) {
	if c.Out == "" {
		return buffered(os.Stdout, to)
	}
	if info, err := os.Stat(c.Out); err == nil && !info.Mode().IsRegular() {
		return c.into(to) // a pipe, a device
	}
	file, err := os.CreateTemp(filepath.Dir(c.Out), "."+filepath.Base(c.Out)+".*")
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err := errors.Join(buffered(file, to), file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), c.Out)
}

// into writes into what is there.
func (c *exportCommand) into(to func(io.Writer) error) error {
	file, err := os.OpenFile(c.Out, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return errors.Join(buffered(file, to), file.Close())
}

func buffered(w io.Writer, to func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := to(b); err != nil {
		return errors.Join(err, b.Flush())
	}
	return b.Flush()
}
