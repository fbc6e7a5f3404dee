package postgres

import (
	"errors"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// Whoever asks a ledger whose server is not there is told that it can't be reached, whatever is asked.
func TestAServerThatIsAwayIsUnreachable(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close() // nobody listens there now
	config, err := configured("postgres://safir@" + address + "/news?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	s := &Store{Common: tables.NewCommon(newDatabase(pool), dialect), pool: pool, sides: &sideMemory{}, deriving: make(chan struct{}, 1)}
	told := map[string]error{}
	_, told["Revision"] = s.Revision(t.Context())
	_, told["Merged"] = s.Merged(t.Context())
	_, told["Person"] = s.Person(t.Context(), "p")
	_, told["Search"] = s.Search(t.Context(), "دیدار", 10)
	_, told["Put"] = s.Put(t.Context(), []ledger.Entry{{}})
	for _, limit := range []int{0, 10} {
		for _, err := range s.Events(t.Context(), ledger.Filter{Page: ledger.Page{Limit: limit}}) {
			told["Events"] = errors.Join(told["Events"], err)
		}
	}
	for what, err := range told {
		if !errors.Is(err, ledger.ErrUnreachable) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
