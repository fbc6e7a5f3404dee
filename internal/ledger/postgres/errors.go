package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"safir/internal/ledger"
)

// The error codes of PostgreSQL that have a meaning for whoever uses a ledger, by their beginnings:
// https://www.postgresql.org/docs/current/errcodes-appendix.html.
var meanings = []struct {
	code    string
	meaning error
}{
	{"28", ledger.ErrRefused}, // wrong password, unknown role
	{"3D000", ledger.ErrNone}, // no such database
	{"42501", ledger.ErrReadOnly},
	{"25006", ledger.ErrReadOnly}, // a standby, or a role that may only read
	{"55P03", ledger.ErrBusy},
	{"40", ledger.ErrBusy},
	{"53100", ledger.ErrFull},
	{"53300", ledger.ErrUnreachable}, // too many connections
	{"57P", ledger.ErrUnreachable},   // the server is shutting down or starting up
	{"08", ledger.ErrUnreachable},
	{"XX001", ledger.ErrDamaged},
	{"XX002", ledger.ErrDamaged},
}

// explained says what an error of PostgreSQL means for a ledger.
func explained(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	var failure *pgconn.PgError
	if errors.As(err, &failure) {
		for _, m := range meanings {
			if strings.HasPrefix(failure.Code, m.code) && !errors.Is(err, m.meaning) {
				return fmt.Errorf("%w (%s)", m.meaning, failure.Message)
			}
		}
		return err
	}
	var connecting *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.As(err, &connecting):
		return fmt.Errorf("%w: %s", ledger.ErrUnreachable, innermost(connecting))
	case errors.As(err, &network), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed), isClosed(err):
		return fmt.Errorf("%w: %s", ledger.ErrUnreachable, innermost(err))
	}
	return err
}

// isClosed tells whether a connection was found closed. The driver has no value for that.
func isClosed(err error) bool { return strings.HasSuffix(err.Error(), "conn closed") }

// innermost is the cause of an error, on one line: of several addresses that were tried, the first.
func innermost(err error) string {
	for {
		next := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok && len(several.Unwrap()) > 0 {
			next = several.Unwrap()[0]
		}
		if next == nil {
			return strings.Join(strings.Fields(err.Error()), " ")
		}
		if operation, ok := err.(*net.OpError); ok { //nolint:errorlint // the chain is walked here
			return operation.Error() // which address, and what happened
		}
		err = next
	}
}

func wrap(function string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("postgres.%s: %w", function, explained(err))
}
