package export

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
)

// csvColumns are the columns of the CSV of events.
var csvColumns = []string{
	"dispatch", "agency", "published", "when", "jalali", "type", "status", "where", "who", "plover", "cameo", "evidence",
}

// CSV writes events as comma-separated values (RFC 4180, UTF-8), one a row, in the order in which they come.
type CSV struct {
	out *csv.Writer
	err error // of the header
}

// NewCSV writes the header. What goes wrong is told by the first Write or by Close.
func NewCSV(w io.Writer) *CSV {
	out := csv.NewWriter(w)
	return &CSV{out, out.Write(csvColumns)}
}

// Write writes rows.
func (c *CSV) Write(rows []Row) error {
	if c.err != nil {
		return fmt.Errorf("export.CSV.Write: %w", c.err)
	}
	for _, r := range rows {
		err := c.out.Write(harmlessAll(
			r.Dispatch, r.Agency, r.Published, r.When, r.Jalali, string(r.Type), string(r.Status), r.Where, people(r.Who),
			r.Plover, r.Cameo, r.Evidence,
		))
		if err != nil {
			return fmt.Errorf("export.CSV.Write: %w", err)
		}
	}
	return nil
}

// Close writes what is still held back; it leaves the underlying writer open.
func (c *CSV) Close() error {
	c.out.Flush()
	if err := cmp.Or(c.err, c.out.Error()); err != nil {
		return fmt.Errorf("export.CSV.Close: %w", err)
	}
	return nil
}
