package postgres

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// mostSides is how many keys of sides are remembered from one transaction to the next: about 30 MB.
const mostSides = 200_000

// sides are the keys of who is spoken of. They hold as long as sides are not made anew, which their generation tells.
type sides struct {
	generation int64
	ids        map[ledger.Who]int64
}

// sideMemory remembers the keys of sides from one transaction to the next: dispatches speak of the same few again and again. A
// transaction takes them out and gives them back when it is kept.
type sideMemory struct {
	lock  sync.Mutex
	known *sides
}

func (m *sideMemory) take(generation int64) *sides {
	m.lock.Lock()
	defer m.lock.Unlock()
	known := m.known
	m.known = nil
	if known == nil || known.generation != generation || len(known.ids) > mostSides {
		return &sides{generation, map[ledger.Who]int64{}}
	}
	return known
}

func (m *sideMemory) give(known *sides) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.known = known
}

// find learns the keys of those who are not known yet, and makes keys for those who have none. Only who has his turn may.
func (t *turn) find(ctx context.Context, who map[ledger.Who]bool) error {
	asked := newBulk("SELECT s.id, r.a, r.b, r.c, r.d, r.e FROM ", ` JOIN sides s ON s.kind = r.a AND s.name = r.b AND s.office = r.c AND s.country = r.d AND s.org = r.e`,
		"text", "text", "text", "text", "text")
	for w := range who {
		if _, known := t.sides.ids[w]; !known {
			asked.add(string(w.Kind), w.Name, w.Office, w.Country, w.Org)
		}
	}
	if asked.empty() {
		return nil
	}
	if err := t.learn(ctx, asked); err != nil {
		return err
	}
	missing := newBulk("INSERT INTO sides (kind, name, office, country, org) SELECT a, b, c, d, e FROM ", " RETURNING id, kind, name, office, country, org",
		"text", "text", "text", "text", "text")
	var made []ledger.Who
	for w := range who {
		if _, known := t.sides.ids[w]; !known {
			missing.add(string(w.Kind), w.Name, w.Office, w.Country, w.Org)
			made = append(made, w)
		}
	}
	if missing.empty() {
		return nil
	}
	if err := t.learn(ctx, missing); err != nil {
		return err
	}
	keys := into("name_keys", "key, side", "text,bigint")
	for _, w := range made {
		for _, key := range tables.KeysOf(w) {
			keys.add(key, t.sides.ids[w])
		}
	}
	return send(ctx, t.tx, keys)
}

// learn takes keys from what a statement returns.
func (t *turn) learn(ctx context.Context, b *bulk) error {
	rows, err := t.tx.Query(ctx, b.text(), b.args()...)
	if err != nil {
		return err
	}
	var id int64
	var kind string
	var w ledger.Who
	_, err = pgx.ForEachRow(rows, []any{&id, &kind, &w.Name, &w.Office, &w.Country, &w.Org}, func() error {
		w := ledger.Who{Kind: safir.Kind(kind), Name: arrived(w.Name), Office: arrived(w.Office), Country: arrived(w.Country), Org: arrived(w.Org)}
		t.sides.ids[w] = id
		return nil
	})
	return err
}
