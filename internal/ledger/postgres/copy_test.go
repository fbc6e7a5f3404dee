package postgres_test

import (
	"path/filepath"
	"testing"

	"safir/internal/ledger"
	"safir/internal/ledger/pgtest"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

func TestALedgerIsCopiedWholeFromEitherStoreToEither(t *testing.T) {
	inFile := func(name string) ledger.Store {
		store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), name))
		if err != nil {
			t.Fatal(err)
		}
		return store
	}
	first, second := create(t, pgtest.Database(t)), create(t, pgtest.Database(t))
	defer first.Close()
	defer second.Close()
	storetest.Copy(t, inFile("from"), first)
	storetest.Copy(t, emptied(t, second), inFile("to"))
	storetest.Copy(t, emptied(t, first), emptied(t, second))
}
