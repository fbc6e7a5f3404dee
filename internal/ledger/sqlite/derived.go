package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"safir"
	"safir/internal/ledger"
)

// Deriving runs what derives, and writes what it gives. Several programs may derive at once: who is done later than another that began from the same
// is told so, and nothing of it is written.
func (s *Store) Deriving(ctx context.Context, derive func(context.Context, ledger.Store) (*ledger.Changes, error)) error {
	if err := s.Derive(ctx); err != nil {
		return err
	}
	changes, err := s.atOneMoment(ctx, derive)
	if err != nil || changes == nil {
		return wrap("Deriving", err)
	}
	return wrap("Deriving", s.withFacts(ctx, func(tx *sql.Tx, f *facts) error {
		return setDerived(context.WithoutCancel(ctx), tx, f, changes) // see within
	}))
}

// atOneMoment has all that is read from a store be of one moment.
func (s *Store) atOneMoment(ctx context.Context, derive func(context.Context, ledger.Store) (*ledger.Changes, error)) (*ledger.Changes, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	return derive(ctx, &Store{Common: s.On(asked{tx}), db: s.db, readOnly: true, findVersion: s.findVersion})
}

// setDerived writes what was derived.
func setDerived(ctx context.Context, tx *sql.Tx, f *facts, c *ledger.Changes) error {
	counted, err := tx.ExecContext(ctx, "UPDATE state SET derivations = derivations + 1 WHERE derivations = ?", c.Number)
	if err != nil {
		return err
	}
	if n, err := counted.RowsAffected(); err != nil || n == 0 {
		return either(err, ledger.ErrOverwritten)
	}
	if c.All {
		_, err := tx.ExecContext(ctx, `DELETE FROM tenures; DELETE FROM people; DELETE FROM copies; DELETE FROM corrected; DELETE FROM mentions; DELETE FROM parties;
			DELETE FROM contacts; DELETE FROM events; UPDATE sides SET events = 0 WHERE events > 0`)
		if err != nil {
			return err
		}
	}
	for _, set := range []func(context.Context, *sql.Tx, *ledger.Changes) error{
		setPeople, setCopies, func(ctx context.Context, tx *sql.Tx, c *ledger.Changes) error { return setEvents(ctx, tx, f, c) }, setNames, setVerdicts,
	} {
		if err := set(ctx, tx, c); err != nil {
			return err
		}
	}
	return settle(ctx, tx, c.Revision)
}

// either is the first of two errors that is one.
func either(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// prepared runs what is to be done with a statement.
func prepared(ctx context.Context, tx *sql.Tx, text string, do func(*sql.Stmt) error) error {
	statement, err := tx.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer statement.Close()
	return do(statement)
}

func setPeople(ctx context.Context, tx *sql.Tx, c *ledger.Changes) error {
	if !c.All {
		gone := c.GonePeople
		for _, p := range c.People {
			gone = append(gone, p.ID)
		}
		for _, text := range []string{"DELETE FROM people WHERE id = ?", "DELETE FROM tenures WHERE person = ?"} {
			err := prepared(ctx, tx, text, func(forget *sql.Stmt) error {
				for _, id := range gone {
					if err := run(ctx, forget, id); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return prepared(ctx, tx, "INSERT INTO people (id, position, country, person) VALUES (?, ?, ?, ?)", func(person *sql.Stmt) error {
		return prepared(ctx, tx, "INSERT INTO tenures (office, country, org, first, last, person, single) VALUES (?, ?, ?, ?, ?, ?, ?)", func(tenure *sql.Stmt) error {
			for _, p := range c.People {
				if err := insertPerson(ctx, person, tenure, p); err != nil {
					return fmt.Errorf("person %s: %w", p.ID, err)
				}
			}
			return nil
		})
	})
}

func insertPerson(ctx context.Context, person, tenure *sql.Stmt, p *ledger.Person) error {
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := run(ctx, person, p.ID, ledger.PlaceOf(p), p.Country, string(text)); err != nil {
		return err
	}
	for _, t := range p.Tenures {
		err := run(ctx, tenure, t.Office, t.Country, t.Org, ledger.DayNumber(t.First), ledger.DayNumber(t.Last), p.ID, ledger.Single(t.Office))
		if err != nil {
			return err
		}
	}
	return nil
}

// setNames tells of names who bears them: of those whose bearers changed, and of those that nobody was asked about when the last ones were set.
func setNames(ctx context.Context, tx *sql.Tx, c *ledger.Changes) error {
	err := prepared(ctx, tx, "UPDATE sides SET person = ? WHERE name = ? AND office = ? AND country = ? AND org = ? AND name <> ''", func(set *sql.Stmt) error {
		for _, w := range c.Renamed {
			if err := run(ctx, set, c.Names[w], w.Name, w.Office, w.Country, w.Org); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	changed, err := renamed(ctx, tx, c)
	if err != nil {
		return err
	}
	return prepared(ctx, tx, "UPDATE sides SET person = ? WHERE id = ?", func(set *sql.Stmt) error {
		for id, person := range changed {
			if err := run(ctx, set, person, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// renamed are the keys of those sides, beyond those that were there the last time, whose bearers are others than it says.
func renamed(ctx context.Context, tx *sql.Tx, c *ledger.Changes) (map[int64]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, name, office, country, org, person FROM sides WHERE name <> '' AND id > ?", c.Sides)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	changed := map[int64]string{}
	for rows.Next() {
		var id int64
		var had string
		w := ledger.Who{Kind: safir.Person}
		if err := rows.Scan(&id, &w.Name, &w.Office, &w.Country, &w.Org, &had); err != nil {
			return nil, err
		}
		if person := c.Names[w]; person != had {
			changed[id] = person
		}
	}
	return changed, rows.Err()
}

func setCopies(ctx context.Context, tx *sql.Tx, c *ledger.Changes) error {
	return prepared(ctx, tx, "DELETE FROM copies WHERE dispatch = ?", func(forget *sql.Stmt) error {
		return prepared(ctx, tx, "INSERT INTO copies (dispatch, original) VALUES (?, ?)", func(insert *sql.Stmt) error {
			for id, original := range c.Copies {
				if !c.All {
					if err := run(ctx, forget, id); err != nil {
						return err
					}
				}
				if original == "" {
					continue
				}
				if err := run(ctx, insert, id, original); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func setVerdicts(ctx context.Context, tx *sql.Tx, c *ledger.Changes) error {
	const text = "UPDATE claims SET verdict = ?, why = ?, counted = ? WHERE dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND n = ?"
	return prepared(ctx, tx, text, func(set *sql.Stmt) error {
		for _, j := range c.Judged {
			counted, err := json.Marshal(append([]string{}, j.Counted...))
			if err != nil {
				return err
			}
			if err := run(ctx, set, j.Verdict, j.Why, string(counted), j.Dispatch, j.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
