package main

import (
	"io"

	"safir"
	"safir/internal/export"
)

// eventRows prints events one a row: as CSV while they come, or as a table once all are there.
type eventRows struct {
	io.Writer
	csv  *export.CSV // nil for a table
	rows []export.Row
}

func newEventRows(w io.Writer, format string) *eventRows {
	if format == "csv" {
		return &eventRows{w, export.NewCSV(w), nil}
	}
	return &eventRows{w, nil, nil}
}

func (e *eventRows) write(r *safir.Record) error {
	if e.csv != nil {
		return e.csv.Write(export.Rows(r))
	}
	e.rows = append(e.rows, export.Rows(r)...)
	return nil
}

func (e *eventRows) finish() error {
	if e.csv != nil {
		return e.csv.Close()
	}
	return export.Table(e, e.rows)
}
