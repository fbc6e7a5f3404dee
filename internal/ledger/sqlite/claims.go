package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"safir/internal/ledger"
)

// SetVerdicts keeps the verdicts on claims.
func (s *Store) SetVerdicts(ctx context.Context, judged []ledger.Judged) error {
	return wrap("SetVerdicts", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		set, err := tx.PrepareContext(ctx, `UPDATE claims SET verdict = ?, why = ?, counted = ?
			WHERE dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND n = ?`)
		if err != nil {
			return err
		}
		defer set.Close()
		for _, j := range judged {
			counted, err := json.Marshal(append([]string{}, j.Counted...))
			if err != nil {
				return err
			}
			if err := run(ctx, set, j.Verdict, j.Why, string(counted), j.Dispatch, j.ID); err != nil {
				return err
			}
		}
		return nil
	}))
}
