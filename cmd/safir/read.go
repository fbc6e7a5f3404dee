package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/term"

	"safir/internal/gather"
	"safir/read"
)

// readCommand prints the records of dispatches.
type readCommand struct {
	sourceFlags

	Files   []string `arg:"" optional:"" name:"source" help:"${sources}"`
	Format  string   `short:"f" help:"Form of the records: text (for people), json (indented; an array where there are several), jsonl (one a line), html (one page), table (all events, in order of time), csv (one event a row). Without it, text on a terminal and jsonl elsewhere." enum:"auto,text,json,jsonl,html,table,csv" default:"auto"`
	Explain bool     `help:"Tell for each fact the stage, the rule or model that found it, and the words."`
	Color   string   `help:"Colours in text: auto (on a terminal), always or never." enum:"auto,always,never" default:"auto"`
	Order   string   `help:"Who puts right-to-left text into the order in which it is seen: the terminal, or safir where the terminal does not; auto to go by the terminal's name." enum:"auto,terminal,safir" default:"auto"`
	Width   int      `help:"Columns of text; 0 for as many as the terminal has." default:"0"`
	Workers uint     `short:"j" help:"Dispatches to read at the same time; 0 for one on each processor." default:"0"`
}

// Run reads the files. What cannot be read is told on standard error, and the rest is read.
func (c *readCommand) Run() error {
	reader, err := read.New()
	if err != nil {
		return err
	}
	if err := c.check(reader); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.read(ctx, reader)
}

// check refuses flags that make no sense before anything is read.
func (c *readCommand) check(reader *read.Reader) error {
	if len(c.Files) == 0 {
		if term.IsTerminal(int(os.Stdin.Fd())) {
			return errors.New("read: name the files to read, or - for standard input")
		}
		c.Files = []string{"-"}
	}
	if c.Workers == 0 {
		c.Workers = uint(runtime.GOMAXPROCS(0))
	}
	if c.Format == "auto" {
		c.Format = "jsonl"
		if term.IsTerminal(int(os.Stdout.Fd())) {
			c.Format = "text"
		}
	}
	if c.Published != "" {
		if err := gather.CheckDay(c.Published); err != nil {
			return fmt.Errorf("read: --published: %w", err)
		}
	}
	if err := gather.CheckEncoding(c.Encoding); err != nil {
		return fmt.Errorf("read: --encoding: %w", err)
	}
	if c.Agency == "" {
		return nil
	}
	id, ok := reader.Agency(c.Agency)
	if !ok {
		return fmt.Errorf("read: --agency: %s", unknownAgency(reader, c.Agency))
	}
	c.Agency = id
	return nil
}

func unknownAgency(reader *read.Reader, name string) string {
	text := fmt.Sprintf("unknown outlet %q", name)
	if near := reader.NearAgencies(name); len(near) > 0 {
		text += "; did you mean " + strings.Join(near, ", ") + "?"
	}
	return text
}

// read reads the files, prints the records in order, and counts what could not be read.
func (c *readCommand) read(ctx context.Context, reader *read.Reader) error {
	var come gather.Progress
	progress := newProgress(c.Files, &come)
	defer progress.end()
	out, notes := newOutput(c, reader), &notes{Writer: progress, reader: reader, seen: map[string]bool{}}
	dispatches := gather.From(ctx, c.Files, c.options(nil, &come))
	done, unread := 0, 0
	for o := range read.InOrder(ctx, int(c.Workers), onlyDispatches(each(dispatches)), out.render) {
		notes.tell(&o)
		if o.err != nil {
			unread++
		} else if err := out.write(&o); err != nil {
			return fmt.Errorf("read: %w", err)
		}
		done++
		progress.set(done)
	}
	if err := out.finish(); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if ctx.Err() != nil {
		return errInterrupted
	}
	if unread > 0 {
		return fmt.Errorf("%d of %d could not be read", unread, done)
	}
	return nil
}

// found is a dispatch, or why none could be taken in.
type found struct {
	gather.Item
	refused error
}

func each(dispatches iter.Seq2[gather.Item, error]) iter.Seq[found] {
	return func(yield func(found) bool) {
		for item, err := range dispatches {
			if !yield(found{item, err}) {
				return
			}
		}
	}
}

// onlyDispatches leaves out what is neither a dispatch nor a failure.
func onlyDispatches(all iter.Seq[found]) iter.Seq[found] {
	return func(yield func(found) bool) {
		for f := range all {
			var refusal *gather.Refusal
			if f.refused == nil && f.Empty() || errors.As(f.refused, &refusal) && refusal.Fate != gather.Failed {
				continue
			}
			if !yield(f) {
				return
			}
		}
	}
}

// notes tells what could not be read or used.
type notes struct {
	io.Writer
	reader *read.Reader
	seen   map[string]bool // outlets that were told to be unknown
}

func (n *notes) tell(o *outcome) {
	if o.err != nil {
		fmt.Fprintln(n, "safir:", o.err)
		return
	}
	for _, note := range o.Notes {
		fmt.Fprintf(n, "safir: %s: %s\n", o.Place, note)
	}
	agency := o.Dispatch.Agency
	if _, known := n.reader.Agency(agency); agency != "" && !known && !n.seen[agency] {
		n.seen[agency] = true
		fmt.Fprintf(n, "safir: %s: %s; the text tells, or none is kept\n", o.Place, unknownAgency(n.reader, agency))
	}
}
