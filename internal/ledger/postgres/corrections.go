package postgres

import (
	"context"
	"encoding/json"

	"safir/internal/ledger"
)

// Correct keeps a correction.
func (s *Store) Correct(ctx context.Context, c ledger.Correction, seen ...ledger.Seen) (number int, err error) {
	err = s.inTurn(ctx, func(t *turn) error {
		if number, err = s.Correctable(ctx, asked{t.tx}, &c, seen); err != nil {
			return err
		}
		c.Number = number
		text, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if err := t.revise(ctx); err != nil {
			return err
		}
		var undoes *int
		if c.Undoes != 0 {
			undoes = &c.Undoes
		}
		_, err = t.tx.Exec(ctx, `INSERT INTO corrections (number, revision, instant, editor, kind, undoes, reason, correction)
			SELECT $1, revision, $2, $3, $4, $5, $6, $7 FROM state`,
			number, storable(c.At), storable(c.By), string(c.Kind), undoes, storable(c.Reason), storable(string(text)))
		return err
	})
	if err != nil {
		return 0, wrap("Correct", err)
	}
	return number, nil
}
