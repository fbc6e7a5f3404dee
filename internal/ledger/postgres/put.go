package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// Put keeps entries, all or none.
func (s *Store) Put(ctx context.Context, entries []ledger.Entry) (ledger.Tally, error) {
	return s.PutWith(ctx, entries, func(context.Context, pgx.Tx) error { return nil })
}

// PutWith keeps entries like Put and does what else is to be kept together with them, in the same transaction: if that fails, nothing
// is kept. It has its turn from its beginning to its end, so what takes long is done before.
func (s *Store) PutWith(ctx context.Context, entries []ledger.Entry, also func(context.Context, pgx.Tx) error) (tally ledger.Tally, err error) {
	made, err := writeAll(entries)
	if err != nil {
		return tally, wrap("Put", err)
	}
	err = s.inTurn(ctx, func(t *turn) error {
		if tally, err = t.put(ctx, made); err != nil {
			return err
		}
		return also(ctx, t.tx)
	})
	if err != nil {
		return ledger.Tally{}, wrap("Put", err)
	}
	return tally, nil
}

// written is an entry with what is kept of it.
type written struct {
	*ledger.Entry

	record  string
	reports []string // with the ids of their events
	ids     []string
	words   string
	sketch  []byte
	facts   ledger.Facts
	row     int64
}

// write makes what is kept of an entry: all that can be made before its turn has come.
func write(e *ledger.Entry) (w written, err error) {
	w = written{Entry: e, words: vector(e.Words), sketch: tables.SketchOf(e.Dispatch.Body), facts: ledger.FactsOf(&e.Record, e.Dispatch.Body)}
	if w.record, err = tables.RecordText(e); err != nil {
		return w, fmt.Errorf("%s: %w", e.Dispatch.ID, err)
	}
	for _, r := range ledger.KeptReports(&e.Record) {
		text, err := json.Marshal(r)
		if err != nil {
			return w, fmt.Errorf("%s: %w", e.Dispatch.ID, err)
		}
		w.reports, w.ids = append(w.reports, string(text)), append(w.ids, r.Event.ID)
	}
	return w, nil
}

func writeAll(entries []ledger.Entry) (made []written, err error) {
	made = make([]written, len(entries))
	for i := range entries {
		if made[i], err = write(&entries[i]); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// had is what is kept of a dispatch before.
type had struct {
	row     int64
	version string
}

// put keeps entries.
func (t *turn) put(ctx context.Context, entries []written) (tally ledger.Tally, err error) {
	if len(entries) == 0 {
		return tally, nil
	}
	before, last, err := t.kept(ctx, entries)
	if err != nil {
		return tally, err
	}
	// What is put from the beginning has its facts made at once.
	if last == 0 && t.facts != tables.FactsVersion {
		if _, err := t.tx.Exec(ctx, "UPDATE state SET facts = $1", tables.FactsVersion); err != nil {
			return tally, err
		}
	}
	stays := map[string]*written{} // of several versions in one chunk the last that counts
	var order []*written
	for i := range entries {
		e := &entries[i]
		known, is := before[e.Dispatch.ID]
		switch {
		case is && known.version >= e.Version:
			tally.Same++
			continue
		case is:
			tally.Changed++
		default:
			tally.New++
			last++
			known.row = last
		}
		e.row = known.row
		before[e.Dispatch.ID] = had{e.row, e.Version}
		if earlier := stays[e.Dispatch.ID]; earlier != nil {
			*earlier = *e
			continue
		}
		stays[e.Dispatch.ID] = e
		order = append(order, e)
	}
	if len(order) == 0 {
		return tally, nil
	}
	if err := t.replace(ctx, order); err != nil {
		return tally, err
	}
	return tally, t.revise(ctx)
}

// kept are the versions that are kept of the dispatches of entries, and the number of the dispatch that came last.
func (t *turn) kept(ctx context.Context, entries []written) (before map[string]had, last int64, err error) {
	ids := make([]string, len(entries))
	for i := range entries {
		ids[i] = storable(entries[i].Dispatch.ID)
	}
	rows, err := t.tx.Query(ctx, "SELECT rowid, id, version FROM dispatches WHERE id = ANY ($1) UNION ALL SELECT coalesce(max(rowid), 0), '', '' FROM dispatches", ids)
	if err != nil {
		return nil, 0, err
	}
	before = map[string]had{}
	var row int64
	var id, version string
	_, err = pgx.ForEachRow(rows, []any{&row, &id, &version}, func() error { before[arrived(id)] = had{row, arrived(version)}; return nil })
	last = before[""].row
	delete(before, "")
	return before, last, err
}

// replace keeps entries in their rows, in the place of what may be there.
func (t *turn) replace(ctx context.Context, entries []*written) error {
	rows := make([]int64, len(entries))
	for i, e := range entries {
		rows[i] = e.row
	}
	earlier, err := tables.Records(ctx, asked{t.tx}, "rowid = ANY (?)", rows)
	if err != nil {
		return err
	}
	if err := t.forget(ctx, earlier); err != nil {
		return err
	}
	dispatches := into("dispatches", "rowid, id, version, agency, published, modified, url, title, body, record", "bigint,text,text,text,text,text,text,text,text,text")
	dispatches.before = strings.NewReplacer("(rowid", "(revision, rowid", "SELECT a", "SELECT (SELECT revision + 1 FROM state), a").Replace(dispatches.before)
	dispatches.after += ` ON CONFLICT (rowid) DO UPDATE SET revision = excluded.revision, version = excluded.version, agency = excluded.agency, published = excluded.published, modified = excluded.modified,
		url = excluded.url, title = excluded.title, body = excluded.body, record = excluded.record`
	reports := into("reports", "dispatch, n, report", "text,text,text")
	words := into("words", "dispatch, folded", "bigint,text")
	words.before = "INSERT INTO words (dispatch, folded) SELECT a, b::tsvector FROM "
	sketches := into("sketches", "dispatch, sketch", "bigint,bytea")
	all := make([]factsOf, len(entries))
	for i, e := range entries {
		d := &e.Dispatch
		dispatches.add(e.row, d.ID, e.Version, d.Agency, d.Published, d.Modified, d.URL, d.Title, d.Body, e.record)
		for k := range e.reports {
			reports.add(d.ID, e.ids[k], e.reports[k])
		}
		words.add(e.row, e.words)
		sketches.add(e.row, e.sketch)
		all[i] = factsOf{e.row, e.facts}
	}
	if err := send(ctx, t.tx, dispatches, reports, words, sketches); err != nil {
		return err
	}
	return t.keepFacts(ctx, all)
}

// forget takes away all that was kept of earlier versions but the dispatches themselves.
func (t *turn) forget(ctx context.Context, earlier []tables.Kept) error {
	if len(earlier) == 0 {
		return nil
	}
	facts := make([]factsOf, len(earlier))
	reports := newBulk("DELETE FROM reports USING ", " JOIN dispatches d ON d.rowid = r.a WHERE reports.dispatch = d.id", "bigint")
	words := newBulk("DELETE FROM words USING ", " WHERE words.dispatch = r.a", "bigint")
	sketches := newBulk("DELETE FROM sketches USING ", " WHERE sketches.dispatch = r.a", "bigint")
	for i, k := range earlier {
		facts[i] = factsOf{k.Row, ledger.FactsOf(&k.Record, k.Body)}
		for _, b := range []*bulk{reports, words, sketches} {
			b.add(k.Row)
		}
	}
	if err := t.forgetFacts(ctx, facts); err != nil {
		return err
	}
	return send(ctx, t.tx, reports, words, sketches)
}

// Rederive puts the records of entries, and what is derived of them, in the place of those that are kept.
func (s *Store) Rederive(ctx context.Context, entries []ledger.Entry) error {
	made, err := writeAll(entries)
	if err != nil {
		return wrap("Rederive", err)
	}
	return wrap("Rederive", s.inTurn(ctx, func(t *turn) error {
		before, _, err := t.kept(ctx, made)
		if err != nil {
			return err
		}
		var same []*written
		for i := range made {
			e := &made[i]
			if known, is := before[e.Dispatch.ID]; is && known.version == e.Version {
				e.row = known.row
				same = append(same, e)
			}
		}
		if len(same) > 0 {
			if err := t.replace(ctx, same); err != nil {
				return err
			}
		}
		return t.revise(ctx)
	}))
}
