package main

import (
	"io"
	"os"

	"safir/internal/export"
	"safir/internal/ledger"
)

// formats are the ways in which a list can be printed.
type formats[T any] struct {
	csv, json, jsonl func(io.Writer, []T) error
	table            func(w io.Writer, list []T, width int) error
}

var (
	eventFormats     = formats[ledger.Event]{export.EventsCSV, export.EventsJSON, export.EventsJSONL, export.EventsTable}
	statementFormats = formats[ledger.Said]{export.StatementsCSV, export.StatementsJSON, export.StatementsJSONL, export.StatementsTable}
	claimFormats     = formats[ledger.Claimed]{export.ClaimsCSV, export.ClaimsJSON, export.ClaimsJSONL, export.ClaimsTable}
	peopleFormats    = formats[export.Profile]{export.PeopleCSV, export.PeopleJSON, export.PeopleJSONL, export.PeopleTable}
)

// print writes a list to standard output; the flag has made sure that the format is one of the four.
func (f formats[T]) print(format string, list []T) error {
	switch format {
	case "csv":
		return f.csv(os.Stdout, list)
	case "json":
		return f.json(os.Stdout, list)
	case "table":
		return f.table(os.Stdout, list, terminalWidth())
	}
	return f.jsonl(os.Stdout, list)
}
