package postgres_test

import (
	"testing"

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
