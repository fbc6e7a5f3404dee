package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"safir/internal/ledger"
	"safir/internal/work"
)

// jobsCommand tells what waits in the queue of a ledger, and who works on it.
type jobsCommand struct {
	ledgerFlag

	Retry  bool   `help:"Put what was given up back into the queue."`
	Last   int    `help:"List this many gatherings, the latest; 0 for all." default:"10" placeholder:"N"`
	Format string `short:"f" help:"table or json." enum:"table,json" default:"table"`
}

// jobsReport is what is told.
type jobsReport struct {
	Gatherings []jobsOf         `json:"gatherings"`
	Workers    []jobsWorker     `json:"workers"`
	Unread     []ledger.Failure `json:"unread"` // of the gatherings that are listed
}

type jobsOf struct {
	Gathering  int64                     `json:"gathering"`
	Started    time.Time                 `json:"started"`
	Ended      bool                      `json:"ended"`
	Sources    string                    `json:"sources"`
	Chunks     map[ledger.ChunkState]int `json:"chunks"`
	Dispatches map[ledger.ChunkState]int `json:"dispatches"`
	New        int                       `json:"new"`
	Changed    int                       `json:"changed"`
	Unchanged  int                       `json:"unchanged"`
	Failed     int                       `json:"failed"` // dispatches that the reader failed at
}

type jobsWorker struct {
	ID       string    `json:"id"`
	Parallel int       `json:"parallel"`
	Since    time.Time `json:"since"`
	Silent   float64   `json:"silent_seconds"`
}

// Run tells it.
func (c *jobsCommand) Run() error {
	ctx := context.Background()
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	queue, err := work.Of(store)
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if c.Retry {
		n, err := queue.Retry(ctx)
		if err != nil {
			return fmt.Errorf("jobs: %w", err)
		}
		fmt.Fprintf(os.Stderr, "safir: %d chunks are in the queue again\n", n)
	}
	report, err := c.report(ctx, queue)
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if c.Format == "json" {
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(report)
	}
	return report.table(os.Stdout)
}

func (c *jobsCommand) report(ctx context.Context, queue work.Queue) (r jobsReport, err error) {
	gatherings, err := queue.Gatherings(ctx, c.Last)
	if err != nil {
		return r, err
	}
	r = jobsReport{Gatherings: []jobsOf{}, Workers: []jobsWorker{}, Unread: []ledger.Failure{}}
	for i := range gatherings {
		g := &gatherings[i]
		r.Gatherings = append(r.Gatherings, jobsOf{
			Gathering: g.ID, Started: g.Started.UTC(), Ended: g.Ended, Sources: g.Sources, Chunks: g.Chunks, Dispatches: g.Dispatches,
			New: g.Tally.New, Changed: g.Tally.Changed, Unchanged: g.Tally.Same, Failed: g.Failed,
		})
		if g.Failed == 0 && g.Chunks[ledger.Abandoned] == 0 {
			continue
		}
		failures, err := queue.Failures(ctx, g.ID)
		if err != nil {
			return r, err
		}
		r.Unread = append(r.Unread, failures...)
	}
	workers, err := queue.Workers(ctx)
	for _, w := range workers {
		r.Workers = append(r.Workers, jobsWorker{w.ID, w.Parallel, w.Since.UTC(), w.Silent.Seconds()})
	}
	return r, err
}

// table tells it to people: gatherings by dispatches, then who works, then what could not be read.
func (r *jobsReport) table(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "GATHERING\tSTARTED\tQUEUED\tRUNNING\tRETRYING\tDONE\tFAILED\tSOURCES")
	for i := range r.Gatherings {
		g := &r.Gatherings[i]
		n := g.Dispatches
		fmt.Fprintf(out, "%d\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", g.Gathering, g.Started.Format("2006-01-02 15:04:05Z"), n[ledger.Queued], n[ledger.Running],
			n[ledger.Retrying], n[ledger.Done]-g.Failed, n[ledger.Abandoned]+g.Failed, shortened(g.Sources))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if len(r.Workers) == 0 {
		fmt.Fprintln(w, "\nno worker is at work")
	}
	for i, k := range r.Workers {
		if i == 0 {
			fmt.Fprintln(w, "\nWORKERS")
		}
		fmt.Fprintf(w, "%s, %d at a time, since %s, seen %.0f s ago\n", k.ID, k.Parallel, k.Since.Format("2006-01-02 15:04:05Z"), max(k.Silent, 0))
	}
	for i, f := range r.Unread {
		if i == 0 {
			fmt.Fprintln(w, "\nCOULD NOT BE READ")
		}
		fmt.Fprintf(w, "%s: dispatch %s: %s\n", f.Place, f.Dispatch, f.Why)
	}
	return nil
}

// shortened is a list of sources as far as it goes into a table.
func shortened(sources string) string {
	const most = 60
	if letters := []rune(sources); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return sources
}
