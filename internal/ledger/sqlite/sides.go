package sqlite

import (
	"context"
	"database/sql"
	"sync"

	"safir/internal/ledger"
)

// mostSides is how many keys of sides are remembered from one transaction to the next: about 30 MB.
const mostSides = 200_000

// knownSides are keys of sides. They hold as long as sides are not made anew, which their generation tells.
type knownSides struct {
	generation int64
	ids        map[ledger.Who]int64
}

// sideMemory remembers the keys of sides from one transaction to the next: dispatches speak of the same few again and again. A
// transaction takes them out and gives them back when it is kept, so that none are remembered that were rolled back.
type sideMemory struct {
	lock  sync.Mutex
	known knownSides
}

func (m *sideMemory) take(ctx context.Context, tx *sql.Tx) (known knownSides, err error) {
	err = tx.QueryRowContext(ctx, "SELECT generation FROM state").Scan(&known.generation)
	m.lock.Lock()
	defer m.lock.Unlock()
	if known.ids = m.known.ids; known.ids == nil || m.known.generation != known.generation || len(known.ids) > mostSides {
		known.ids = map[ledger.Who]int64{}
	}
	m.known = knownSides{}
	return known, err
}

func (m *sideMemory) give(known knownSides) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.known = known
}

// withFacts runs in one transaction what keeps facts.
func (s *Store) withFacts(ctx context.Context, do func(*sql.Tx, *facts) error) error {
	var known knownSides
	err := s.within(ctx, func(tx *sql.Tx) (err error) {
		if known, err = s.sides.take(ctx, tx); err != nil {
			return err
		}
		f, err := newFacts(ctx, tx, known.ids)
		if err != nil {
			return err
		}
		defer f.close()
		return do(tx, f)
	})
	if err == nil {
		s.sides.give(known)
	}
	return err
}
