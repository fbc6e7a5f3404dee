package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/postgres"
	"safir/internal/ledger/sqlite"
)

// ledgerFlag names the ledger that a command works on.
type ledgerFlag struct {
	Ledger string `required:"" help:"The ledger: a file, or a PostgreSQL database (postgres://USER@HOST/DATABASE; passwords are taken from PGPASSWORD or ~/.pgpass)." placeholder:"FILE|URL" type:"ledger"`
}

// ledgerMapper takes a ledger from the command line: a path is made absolute, an address stays as it is.
func ledgerMapper() kong.Option {
	path := kong.NewRegistry().RegisterDefaults().ForNamedType("path", reflect.TypeFor[string]())
	return kong.NamedMapper("ledger", kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
		if text, ok := ctx.Scan.Peek().Value.(string); ok && postgres.Is(text) {
			ctx.Scan.Pop()
			target.SetString(text)
			return nil
		}
		return path.Decode(ctx, target)
	}))
}

// name is what the ledger is called where it is shown.
func (l *ledgerFlag) name() string {
	if u, err := url.Parse(l.Ledger); err == nil && postgres.Is(l.Ledger) {
		if schema := u.Query().Get("search_path"); schema != "" {
			return schema
		}
		return strings.Trim(u.Path, "/")
	}
	return filepath.Base(l.Ledger)
}

// create opens a ledger to write, and makes one where there is none.
func (l *ledgerFlag) create(ctx context.Context) (ledger.Store, error) { return l.whole(ctx, l.make) }

// make opens a ledger to write, also where it is an unfinished copy.
func (l *ledgerFlag) make(ctx context.Context) (ledger.Store, error) {
	if postgres.Is(l.Ledger) {
		return opened(postgres.Create(ctx, l.Ledger))
	}
	return opened(sqlite.Create(ctx, l.Ledger))
}

// asIs opens a ledger that is there, without deriving anything.
func (l *ledgerFlag) asIs(ctx context.Context) (store ledger.Store, err error) {
	return l.whole(ctx, func(ctx context.Context) (store ledger.Store, err error) {
		if postgres.Is(l.Ledger) {
			store, err = opened(postgres.Open(ctx, l.Ledger))
		} else {
			store, err = opened(sqlite.Open(ctx, l.Ledger))
		}
		if errors.Is(err, ledger.ErrNone) {
			return nil, fmt.Errorf("%w; safir gather makes one", err)
		}
		return store, err
	})
}

// whole opens a ledger that is not an unfinished copy.
func (l *ledgerFlag) whole(ctx context.Context, open func(context.Context) (ledger.Store, error)) (ledger.Store, error) {
	store, err := open(ctx)
	if err != nil {
		return nil, err
	}
	from, err := store.Copying(ctx)
	if err == nil && from != "" {
		err = fmt.Errorf("ledger %s: it is an unfinished copy of %s; safir ledger copy goes on with it", l.shown(), from)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// shown is the ledger as messages name it.
func (l *ledgerFlag) shown() string {
	if postgres.Is(l.Ledger) {
		return postgres.Shown(l.Ledger)
	}
	return l.Ledger
}

// opened is a store, or none at all where there is an error: not a nil pointer that is no nil interface.
func opened[S ledger.Store](store S, err error) (ledger.Store, error) {
	if err != nil {
		return nil, err
	}
	return store, nil
}

// open opens a ledger that is there, merged.
func (l *ledgerFlag) open(ctx context.Context) (ledger.Store, *know.World, error) {
	world, err := know.Load()
	if err != nil {
		return nil, nil, err
	}
	store, err := l.asIs(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := ledger.Refresh(ctx, store, world); err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, world, nil
}

// ask opens a ledger, merged, with what turns names and days as people type them into filters of it.
func (l *ledgerFlag) ask(ctx context.Context) (ledger.Store, *ledger.Asker, error) {
	store, world, err := l.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	asker, err := ledger.NewAsker(ctx, store, world)
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, asker, nil
}
