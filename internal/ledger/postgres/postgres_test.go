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

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) ledger.Store { return create(t, pgtest.Database(t)) })
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
