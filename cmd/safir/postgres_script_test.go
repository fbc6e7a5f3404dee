//go:build unix

package main

import (
	"context"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"safir/internal/ledger/pgtest"
)

// database puts the address of an empty database into a variable: database NAME.
func database(ts *testscript.TestScript, _ bool, args []string) {
	cluster, err := pgtest.Running()
	ts.Check(err)
	address, err := cluster.Database()
	ts.Check(err)
	ts.Setenv(args[0], address)
	// The same for a user of whom a password is asked, and does not have the right one.
	u, err := url.Parse(address)
	ts.Check(err)
	values := u.Query()
	values.Set("user", "guarded")
	values.Set("password", "secret")
	u.RawQuery = values.Encode()
	ts.Setenv(args[0]+"_GUARDED", u.String())
}

// runPostgres runs SQL in a database: postgres ADDRESS SQL.
func runPostgres(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, args[0])
	ts.Check(err)
	_, err = conn.Exec(ctx, args[1])
	ts.Check(err)
	ts.Check(conn.Close(ctx))
}

// alike holds what safir says of two ledgers against each other: alike LEDGER LEDGER ARGUMENTS....
func alike(ts *testscript.TestScript, _ bool, args []string) {
	var said [2]string
	for i, ledger := range args[:2] {
		ts.Check(ts.Exec("safir", append(append([]string{}, args[2:]...), "--ledger", ledger)...))
		said[i] = ts.ReadFile("stdout")
	}
	if said[0] == "" || said[0] != said[1] {
		ts.Fatalf("of the one:\n%s\nof the other:\n%s", said[0], said[1])
	}
}
