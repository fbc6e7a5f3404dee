package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivermigrate"

	"safir/internal/ledger"
	"safir/internal/ledger/pgtest"
	"safir/internal/ledger/postgres"
	"safir/internal/ledger/storetest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func create(t *testing.T, address string) *postgres.Store {
	t.Helper()
	store, err := postgres.Create(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// lent is a store that whoever borrows it can't close.
type lent struct{ *postgres.Store }

func (lent) Close() error { return nil }

// emptied is a store whose tables are as they were made, at a fraction of the cost of making them.
func emptied(t *testing.T, s *postgres.Store) ledger.Store {
	t.Helper()
	_, err := s.Pool().Exec(t.Context(), `DO $$ DECLARE name TEXT; BEGIN
		FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
			AND c.relname NOT IN ('state', 'safir_schema', 'river_migration') ORDER BY c.oid DESC LOOP
			EXECUTE format('DELETE FROM %I', name);
		END LOOP;
		UPDATE state SET merged = 1, revision = 1, merged_revision = 0, facts = 0, generation = generation + 1;
	END $$`)
	if err != nil {
		t.Fatal(err)
	}
	return lent{s}
}

func TestStore(t *testing.T) {
	store := create(t, pgtest.Database(t))
	defer store.Close()
	storetest.Run(t, func(t *testing.T) ledger.Store { return emptied(t, store) })
}

func TestQueue(t *testing.T) {
	storetest.RunQueue(t, func(t *testing.T) storetest.QueueStore[pgx.Tx] { return create(t, pgtest.Database(t)) })
}

// When the library brings newer tables, a migration of a new number has to go up to them.
func TestTheTablesOfTheJobQueueAreTheNewest(t *testing.T) {
	store := create(t, pgtest.Database(t))
	defer store.Close()
	migrator, err := rivermigrate.New(store.Jobs(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if result, err := migrator.Validate(t.Context(), nil); err != nil || !result.OK {
		t.Errorf("got %+v, %v", result, err)
	}
}
