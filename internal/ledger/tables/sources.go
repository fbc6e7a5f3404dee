package tables

import (
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"safir"
)

// sourceColumns are the columns of dispatches d that a [sourceReader] reads.
const sourceColumns = "d.id, d.agency, d.published, d.url, d.title, d.body, d.record"

// newSourceColumns are the same, but for rows k of the dispatch of the row before, which has the number before: of these the id alone.
var newSourceColumns = func() string {
	columns := strings.Split(sourceColumns, ", ")
	for i, c := range columns[1:] {
		columns[1+i] = "CASE WHEN k.before = k.dispatch THEN '' ELSE " + c + " END"
	}
	return strings.Join(columns, ", ")
}()

// sourceReader reads rows with the dispatches that they stand in. What is told of a dispatch often follows each other, so one is
// taken apart again only where it is not that of the row before.
type sourceReader struct {
	dispatch safir.Dispatch
	record   safir.Record // its statements, claims and actors, these without mentions
	body     []rune       // of the dispatch
}

// scan reads the columns of a source, with others before and after them.
func (r *sourceReader) scan(rows Rows, before []any, after ...any) error {
	var id, agency, published, url, title, body, record sql.RawBytes
	columns := []any{&id, &agency, &published, &url, &title, &body, &record}
	if err := rows.Scan(slices.Concat(before, columns, after)...); err != nil {
		return err
	}
	if r.dispatch.ID == string(id) {
		return nil
	}
	r.dispatch = safir.Dispatch{
		ID: string(id), Agency: string(agency), Published: string(published), URL: string(url), Title: string(title), Body: string(body),
	}
	r.body = []rune(r.dispatch.Body)
	return r.take(record)
}

// take takes a record apart, as far as it is needed: most of it are the mentions of actors.
func (r *sourceReader) take(record []byte) error {
	var part struct {
		Actors     []unmentioned
		Statements []safir.Statement
		Claims     []safir.Claim
	}
	if err := json.Unmarshal(record, &part); err != nil {
		return err
	}
	r.record = safir.Record{Statements: part.Statements, Claims: part.Claims}
	for _, a := range part.Actors {
		r.record.Actors = append(r.record.Actors, a.Actor)
	}
	return nil
}

// unmentioned is an actor without mentions.
type unmentioned struct {
	safir.Actor

	Mentions passedOver `json:"mentions"`
}

// passedOver is a value of JSON that is not read.
type passedOver struct{}

// UnmarshalJSON reads nothing.
func (passedOver) UnmarshalJSON([]byte) error { return nil }
