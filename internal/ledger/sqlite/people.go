package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"safir"
	"safir/internal/ledger"
)

// SetPeople puts people in the place of all that were kept before.
func (s *Store) SetPeople(ctx context.Context, people []*ledger.Person, names map[ledger.Who]string) error {
	return wrap("SetPeople", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		if _, err := tx.ExecContext(ctx, "DELETE FROM tenures; DELETE FROM people"); err != nil {
			return err
		}
		person, err := tx.PrepareContext(ctx, "INSERT INTO people (id, position, country, person) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer person.Close()
		tenure, err := tx.PrepareContext(ctx, "INSERT INTO tenures (office, country, org, first, last, person, single) VALUES (?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer tenure.Close()
		for i, p := range people {
			text, err := json.Marshal(p)
			if err != nil {
				return err
			}
			if err := run(ctx, person, p.ID, i, p.Country, string(text)); err != nil {
				return fmt.Errorf("person %s: %w", p.ID, err)
			}
			for _, t := range p.Tenures {
				err := run(ctx, tenure, t.Office, t.Country, t.Org, ledger.DayNumber(t.First), ledger.DayNumber(t.Last), p.ID, ledger.Single(t.Office))
				if err != nil {
					return fmt.Errorf("person %s: %w", p.ID, err)
				}
			}
		}
		return setNames(ctx, tx, names)
	}))
}

// setNames tells of each name who bears it.
func setNames(ctx context.Context, tx *sql.Tx, names map[ledger.Who]string) error {
	rows, err := tx.QueryContext(ctx, "SELECT id, kind, name, office, country, org, person FROM sides WHERE name <> ''")
	if err != nil {
		return err
	}
	defer rows.Close()
	changed := map[int64]string{}
	for rows.Next() {
		var id int64
		var w ledger.Who
		var had string
		if err := rows.Scan(&id, &w.Kind, &w.Name, &w.Office, &w.Country, &w.Org, &had); err != nil {
			return err
		}
		w.Kind = safir.Person
		if person := names[w]; person != had {
			changed[id] = person
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	set, err := tx.PrepareContext(ctx, "UPDATE sides SET person = ? WHERE id = ?")
	if err != nil {
		return err
	}
	defer set.Close()
	for id, person := range changed {
		if err := run(ctx, set, person, id); err != nil {
			return err
		}
	}
	return nil
}
