package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"safir"
)

// Table writes rows as a table for people, in order of time, undated events last. Columns in Latin letters come first and
// names last, so that the columns stay in line whether or not the terminal turns Persian text round.
func Table(w io.Writer, rows []Row) error {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return strings.Compare(order(a.When), order(b.When)) })
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "JALALI\tGREGORIAN\tTYPE\tSTATUS\tWHERE\tDISPATCH\tWHO")
	for _, r := range rows {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			dash(r.Jalali), dash(r.When), r.Type, r.Status, dash(r.Where), r.Dispatch, people(r.Who))
	}
	if err := columns.Flush(); err != nil {
		return fmt.Errorf("export.Table: %w", err)
	}
	return nil
}

// order is a key that sorts EDTF values by their first day.
func order(edtf string) string {
	if edtf == "" {
		return "~"
	}
	return strings.TrimLeft(edtf, "[")
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// people lists participants; a party's role goes without saying.
func people(who []Who) string {
	labels := make([]string, len(who))
	for i, p := range who {
		if labels[i] = p.Label; p.Role != safir.Party {
			labels[i] = string(p.Role) + " " + p.Label
		}
	}
	return strings.Join(labels, " + ")
}
