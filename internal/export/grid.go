package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// grid writes a table for people. Columns in Latin letters should come first and Persian ones last, so that the columns stay in
// line whether or not the terminal turns Persian text round. In a width other than 0 the last columns, as many as are loose, are cut
// to what is left of it.
func grid(w io.Writer, width, loose int, header []string, rows [][]string) error {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options, style.Format = table.OptionsNoBordersAndSeparators, table.FormatOptions{}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	for i, row := range slices.Concat([][]string{header}, rows) {
		cells := make(table.Row, len(row))
		for k, cell := range row {
			cells[k] = apart(cell, k == len(row)-1)
		}
		if i == 0 {
			t.AppendHeader(cells)
		} else {
			t.AppendRow(cells)
		}
	}
	if width > 0 {
		t.SetColumnConfigs(fitted(width, loose, header, rows))
	}
	if _, err := io.WriteString(w, t.Render()+"\n"); err != nil {
		return fmt.Errorf("export.grid: %w", err)
	}
	return nil
}

// apart keeps a right-to-left cell from flowing into the next on terminals that put such text into order.
func apart(cell string, last bool) string {
	const leftToRight = "\u200e"
	if !last && strings.ContainsFunc(cell, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }) {
		return cell + leftToRight
	}
	return cell
}

// fitted shares the width that the other columns leave among the loose ones.
func fitted(width, loose int, header []string, rows [][]string) (configs []table.ColumnConfig) {
	const between, least = 2, 12
	widths := make([]int, len(header))
	for _, row := range slices.Concat([][]string{header}, rows) {
		for k, cell := range row {
			widths[k] = max(widths[k], text.StringWidthWithoutEscSequences(cell))
		}
	}
	left := width
	for k, w := range widths {
		if left -= between; k < len(widths)-loose {
			left -= w
		}
	}
	for k := len(widths) - loose; k < len(widths); k++ {
		share := max(least, min(widths[k], left/(len(widths)-k)))
		left -= share
		configs = append(configs, table.ColumnConfig{Number: k + 1, WidthMax: share, WidthMaxEnforcer: cut})
	}
	return configs
}

// cut leaves as much of a text as there is room for, with a mark where some is left out.
func cut(s string, room int) string {
	if text.StringWidthWithoutEscSequences(s) <= room {
		return s
	}
	return strings.TrimRight(text.Trim(s, room-1), " ") + "…"
}
