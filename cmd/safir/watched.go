package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"safir/internal/gather"
	"safir/internal/gather/feed"
	"safir/internal/ledger"
)

const watchedHelp = `What to watch: addresses (https://…) of feeds, of channels' pages (https://t.me/s/…) or of outlets, and feeds by name (feeds:irna, ` +
	`feeds:all; safir feeds lists them). The ledger keeps the list.`

// sourcesCommand looks after the sources that a ledger watches.
type sourcesCommand struct {
	List   listSourcesCommand   `cmd:"" default:"withargs" help:"List the sources with how they fare."`
	Add    addSourcesCommand    `cmd:"" help:"Add sources; a watch that is running takes them up."`
	Remove removeSourcesCommand `cmd:"" help:"Watch sources no more. What came of them stays."`
}

// watchedNamed are the sources that texts name.
func watchedNamed(names []string) (out []ledger.Watched, err error) {
	known, err := feed.List()
	if err != nil {
		return nil, err
	}
	for _, text := range names {
		if list, ok := strings.CutPrefix(text, "feeds:"); ok {
			found, err := feed.Named(list)
			if err != nil {
				return nil, err
			}
			for _, k := range found {
				out = append(out, ledger.Watched{URL: k.URL, Name: feedName(k)})
			}
			continue
		}
		if !gather.IsAddress(text) {
			return nil, fmt.Errorf("%s can't be watched: want an address (https://…) or feeds:NAME; safir gather reads files", text)
		}
		w := ledger.Watched{URL: text}
		if i := slices.IndexFunc(known, func(k feed.Known) bool { return k.URL == text }); i >= 0 {
			w.Name = feedName(known[i])
		}
		out = append(out, w)
	}
	return out, nil
}

// feedName is what a feed is called after feeds:.
func feedName(k feed.Known) string {
	if k.Subject == feed.All {
		return k.Outlet
	}
	return k.Outlet + "/" + k.Subject
}

func sourcesIn(n int) string {
	if n == 1 {
		return "1 source"
	}
	return strconv.Itoa(n) + " sources"
}

// addWatched adds sources, and tells how many are watched now.
func addWatched(ctx context.Context, store ledger.Store, add []ledger.Watched) (all int, err error) {
	if err := store.Watch(ctx, add); err != nil {
		return 0, err
	}
	watched, err := store.Watched(ctx)
	if err == nil && len(watched) == 0 {
		err = errors.New("the ledger watches no source yet: name some, as in safir watch feeds:all (safir feeds lists those that are known by name)")
	}
	return len(watched), err
}

// listSourcesCommand lists the sources.
type listSourcesCommand struct {
	ledgerFlag

	Format string `short:"f" help:"table, csv or jsonl." enum:"table,csv,jsonl" default:"table"`
}

// watchedLine is a source as programs get it. Times are instants of RFC 3339, null for never.
type watchedLine struct {
	URL      string  `json:"url"`
	Name     *string `json:"name"`
	State    string  `json:"state"` // well, failing, new
	Asked    *string `json:"asked"`
	Answered *string `json:"answered"`
	Changed  *string `json:"changed"`
	Due      *string `json:"due"`
	Every    float64 `json:"every_seconds"`
	Newest   *string `json:"newest"`
	Lag      float64 `json:"lag_seconds"`
	Asks     int64   `json:"asks"`
	Brought  int64   `json:"brought"`
	Failure  *string `json:"failure"`
	Failures int     `json:"failures"`
}

func watchedLineOf(w *ledger.Watched) watchedLine {
	known := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return watchedLine{
		w.URL, known(w.Name), w.State(), known(w.Asked), known(w.Answered), known(w.Changed), known(w.Due), w.Every.Seconds(), known(w.Newest), w.Lag.Seconds(),
		w.Asks, w.Brought, known(w.Failure), w.Failures,
	}
}

// Run prints the list.
func (c *listSourcesCommand) Run() error {
	ctx := context.Background()
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	all, err := store.Watched(ctx)
	if err != nil {
		return err
	}
	switch c.Format {
	case "jsonl":
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		for i := range all {
			if err := out.Encode(watchedLineOf(&all[i])); err != nil {
				return fmt.Errorf("sources: %w", err)
			}
		}
		return nil
	case "csv":
		return watchedCSV(all)
	}
	return watchedTable(all, time.Now())
}

func watchedCSV(all []ledger.Watched) error {
	rows := [][]string{{"url", "name", "state", "asked", "answered", "changed", "due", "every_seconds", "newest", "lag_seconds", "asks", "brought", "failure", "failures"}}
	seconds := func(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }
	for i := range all {
		w := &all[i]
		rows = append(rows, []string{
			w.URL, w.Name, w.State(), w.Asked, w.Answered, w.Changed, w.Due, seconds(w.Every), w.Newest, seconds(w.Lag), strconv.FormatInt(w.Asks, 10),
			strconv.FormatInt(w.Brought, 10), w.Failure, strconv.Itoa(w.Failures),
		})
	}
	return csv.NewWriter(os.Stdout).WriteAll(rows)
}

func watchedTable(all []ledger.Watched, now time.Time) error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "SOURCE\tSTATE\tANSWERED\tCHANGED\tDUE\tEVERY\tLAG\tBROUGHT\tFAILURE")
	for i := range all {
		w := &all[i]
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", nameOf(w), w.State(), ago(w.Answered, now), ago(w.Changed, now), in(w.Due, now), rounded(w.Every), rounded(w.Lag),
			w.Brought, failureOf(w))
	}
	return out.Flush()
}

func nameOf(w *ledger.Watched) string {
	if w.Name != "" {
		return w.Name
	}
	return w.URL
}

func failureOf(w *ledger.Watched) string {
	if w.Failures > 1 {
		return fmt.Sprintf("%s (%d times)", w.Failure, w.Failures)
	}
	return w.Failure
}

// ago is how long ago something was, "-" for never.
func ago(stamp string, now time.Time) string {
	t := ledger.Stamped(stamp)
	if t.IsZero() {
		return "-"
	}
	return rounded(max(now.Sub(t), 0)) + " ago"
}

// in is how long it is until something.
func in(stamp string, now time.Time) string {
	if d := ledger.Stamped(stamp).Sub(now); d > 0 {
		return "in " + rounded(d)
	}
	return "now"
}

// rounded is a time in its two largest units.
func rounded(d time.Duration) string {
	switch {
	case d == 0:
		return "-"
	case d < time.Minute:
		return d.Round(100 * time.Millisecond).String()
	case d < time.Hour:
		return d.Round(time.Second).String()
	case d < 48*time.Hour:
		return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
	return fmt.Sprintf("%dd", d/(24*time.Hour))
}

// addSourcesCommand adds sources.
type addSourcesCommand struct {
	ledgerFlag

	Sources []string `arg:"" name:"source" help:"${watched}"`
}

// Run adds them, and makes the ledger if there is none.
func (c *addSourcesCommand) Run() error {
	add, err := watchedNamed(c.Sources)
	if err != nil {
		return fmt.Errorf("sources: %w", err)
	}
	ctx := context.Background()
	store, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	all, err := addWatched(ctx, store, add)
	if err != nil {
		return fmt.Errorf("sources: %w", err)
	}
	fmt.Printf("the ledger watches %s\n", sourcesIn(all))
	return nil
}

// removeSourcesCommand takes sources away.
type removeSourcesCommand struct {
	ledgerFlag

	Sources []string `arg:"" name:"source" help:"Addresses, or feeds by name (feeds:irna), as safir sources lists them."`
}

// Run takes them away.
func (c *removeSourcesCommand) Run() error {
	gone, err := watchedNamed(c.Sources)
	if err != nil {
		return fmt.Errorf("sources: %w", err)
	}
	ctx := context.Background()
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	urls := make([]string, len(gone))
	for i := range gone {
		urls[i] = gone[i].URL
	}
	n, err := store.Unwatch(ctx, urls)
	if err != nil {
		return fmt.Errorf("sources: %w", err)
	}
	if n == 0 {
		return errors.New("sources: the ledger watches none of these; safir sources lists those that it does")
	}
	fmt.Printf("no longer watched: %s\n", sourcesIn(n))
	return nil
}
