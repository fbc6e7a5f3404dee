package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"

	"safir/internal/gather/feed"
)

// feedsCommand lists the feeds that come with Safir.
type feedsCommand struct {
	Format string `short:"f" help:"table, csv or jsonl." enum:"table,csv,jsonl" default:"table"`
}

// listedFeed is a feed as it is listed.
type listedFeed struct {
	Name    string `json:"name"` // as safir gather feeds:NAME takes it
	Outlet  string `json:"outlet"`
	Subject string `json:"subject"`
	URL     string `json:"url"`
}

// Run prints the list.
func (c *feedsCommand) Run() error {
	known, err := feed.List()
	if err != nil {
		return err
	}
	var list []listedFeed
	for _, k := range known {
		name := k.Outlet
		if k.Subject != feed.All {
			name += "/" + k.Subject
		}
		list = append(list, listedFeed{name, k.Outlet, k.Subject, k.URL})
	}
	switch c.Format {
	case "jsonl":
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		for _, f := range list {
			if err := out.Encode(f); err != nil {
				return fmt.Errorf("feeds: %w", err)
			}
		}
		return nil
	case "csv":
		rows := [][]string{{"name", "outlet", "subject", "url"}}
		for _, f := range list {
			rows = append(rows, []string{f.Name, f.Outlet, f.Subject, f.URL})
		}
		return csv.NewWriter(os.Stdout).WriteAll(rows)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "NAME\tSUBJECT\tURL")
	for _, f := range list {
		fmt.Fprintf(out, "%s\t%s\t%s\n", f.Name, f.Subject, f.URL)
	}
	return out.Flush()
}
