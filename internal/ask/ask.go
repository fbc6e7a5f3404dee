// Package ask answers what a question means that a program typed: the parameters of an address of the API, the arguments of an agent's
// tool. Names come in either script, days in either calendar, people also by their ids; what makes no sense is an [Error] that names the
// parameter and says what would.
package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
)

// Error says what makes no sense in a question.
type Error struct {
	Parameter string
	Err       error
}

func (e *Error) Error() string { return e.Parameter + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Wrong makes an [Error].
func Wrong(parameter, format string, args ...any) error {
	return &Error{parameter, fmt.Errorf(format, args...)}
}

// Asker understands questions to a ledger.
type Asker struct {
	*ledger.Asker

	store ledger.Store
}

// NewAsker makes an asker.
func NewAsker(ctx context.Context, store ledger.Store, world *know.World) (*Asker, error) {
	asker, err := ledger.NewAsker(ctx, asked{store}, world)
	return &Asker{asker, store}, err
}

// asked is a store whose failures are told from questions that make no sense.
type asked struct{ ledger.Store }

type failure struct{ error }

func (f *failure) Unwrap() error { return f.error }

// Names are those of the store.
func (s asked) Names(ctx context.Context, keys ...string) ([]ledger.Name, error) {
	names, err := s.Store.Names(ctx, keys...)
	if err != nil {
		return nil, &failure{err}
	}
	return names, nil
}

// about makes an [Error] of what makes no sense, and leaves failures of the store as they are.
func about(parameter string, err error) error {
	var f *failure
	if err == nil || errors.As(err, &f) {
		return err
	}
	return &Error{parameter, err}
}

// Side is who is meant by a text: a state, a body, people by name or by id. Of no text it is nobody.
func (a *Asker) Side(ctx context.Context, parameter, text string) (ledger.Side, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return ledger.Side{}, nil
	}
	if len(text) > longestName {
		return ledger.Side{}, Wrong(parameter, "the name is longer than %d bytes", longestName)
	}
	if isID(text) {
		switch _, err := a.store.Person(ctx, text); {
		case err == nil:
			return ledger.Side{People: []string{text}}, nil
		case !errors.Is(err, ledger.ErrUnknown):
			return ledger.Side{}, err
		}
	}
	side, err := a.Asker.Side(text)
	return side, about(parameter, err)
}

const longestName = 300

// isID tells whether a text may be an id of a person: sixteen digits of base 16, or as many as ids have.
func isID(text string) bool {
	return len(text) >= 8 && !strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) })
}

// Days are the first and the last day of a question.
func Days(since, until string) (first, last string, err error) {
	if since != "" {
		if first, _, err = ledger.Days(since); err != nil {
			return "", "", &Error{"since", err}
		}
	}
	if until != "" {
		if _, last, err = ledger.Days(until); err != nil {
			return "", "", &Error{"until", err}
		}
	}
	if first != "" && last != "" && first > last {
		return "", "", Wrong("until", "%s is before %s", until, since)
	}
	return first, last, nil
}

// Events is a question for events.
type Events struct {
	Who, With, Type, Status, Since, Until, Place, Agency string

	Sure float64 // from 0, for all, to 1, see [ledger.Sure]
}

// Events is a question as a filter.
func (a *Asker) Events(ctx context.Context, q Events) (f ledger.Filter, err error) {
	if f.Sure, err = sure(q.Sure); err != nil {
		return f, err
	}
	if f.Types, err = ledger.Types(q.Type); err != nil {
		return f, &Error{"type", err}
	}
	if f.Statuses, err = ledger.Statuses(q.Status); err != nil {
		return f, &Error{"status", err}
	}
	if f.Since, f.Until, err = Days(q.Since, q.Until); err != nil {
		return f, err
	}
	if place := strings.TrimSpace(q.Place); place != "" {
		if f.Place, f.State, err = a.Place(place); err != nil {
			return f, &Error{"place", err}
		}
	}
	f.Agency = strings.TrimSpace(q.Agency)
	for _, who := range []struct{ parameter, text string }{{"who", q.Who}, {"with", q.With}} {
		side, err := a.Side(ctx, who.parameter, who.text)
		if err != nil {
			return f, err
		}
		if !side.Empty() {
			f.Sides = append(f.Sides, side)
		}
	}
	return f, nil
}

// sure is a confidence from which on answers are given.
func sure(asked float64) (float64, error) {
	if !(asked >= 0 && asked <= 1) { // nor is it a number at all
		return 0, Wrong("sure", "%v is not between 0 and 1", asked)
	}
	return asked, nil
}

// Statements is a question for statements.
type Statements struct {
	By, About, To, Act, Since, Until, Dispatch string

	Sure float64 // from 0, for all, to 1
}

// Statements is a question as a filter.
func (a *Asker) Statements(ctx context.Context, q Statements) (f ledger.StatementFilter, err error) {
	f.Dispatch = q.Dispatch
	if f.Sure, err = sure(q.Sure); err != nil {
		return f, err
	}
	if f.Acts, err = ledger.Acts(q.Act); err != nil {
		return f, &Error{"act", err}
	}
	if f.Since, f.Until, err = Days(q.Since, q.Until); err != nil {
		return f, err
	}
	for _, who := range []struct {
		parameter, text string
		side            *ledger.Side
	}{{"by", q.By, &f.By}, {"about", q.About, &f.About}, {"to", q.To, &f.To}} {
		if *who.side, err = a.Side(ctx, who.parameter, who.text); err != nil {
			return f, err
		}
	}
	return f, nil
}

// Claims is a question for claims.
type Claims struct {
	Who, Kind, Verdict, Since, Until, Dispatch string
}

// Claims is a question as a filter.
func (a *Asker) Claims(ctx context.Context, q Claims) (f ledger.ClaimFilter, err error) {
	f.Dispatch = q.Dispatch
	if f.Kinds, err = ledger.Kinds(q.Kind); err != nil {
		return f, &Error{"kind", err}
	}
	if f.Verdicts, err = ledger.ClaimVerdicts(q.Verdict); err != nil {
		return f, &Error{"verdict", err}
	}
	if f.Since, f.Until, err = Days(q.Since, q.Until); err != nil {
		return f, err
	}
	f.Who, err = a.Side(ctx, "who", q.Who)
	return f, err
}

// People is a question for people.
type People struct {
	Name, Office, Of, On string
}

// People is a question as a filter. Of a name alone it finds whoever may be meant; of a state, its people.
func (a *Asker) People(ctx context.Context, q People) (f ledger.PersonFilter, err error) {
	if f.Side, err = a.Side(ctx, "name", q.Name); err != nil {
		return f, err
	}
	if f.Side.Org != "" {
		return f, Wrong("name", "%q is a body, not a person; ask for its events", q.Name)
	}
	if len(f.Side.People) == 1 && isID(q.Name) {
		f.IDs, f.Side = f.Side.People, ledger.Side{}
	}
	if f.Office = strings.TrimSpace(q.Office); f.Office != "" && !slices.Contains(safir.Offices, f.Office) {
		return f, Wrong("office", "unknown office %q; there are %s", q.Office, strings.Join(safir.Offices, ", "))
	}
	if q.Of != "" {
		side, err := a.Side(ctx, "of", q.Of)
		if err != nil {
			return f, err
		}
		if side.State == "" {
			return f, Wrong("of", "%q is no state", q.Of)
		}
		f.Country = side.State
	}
	if q.On != "" {
		if f.On, _, err = ledger.Days(q.On); err != nil {
			return f, &Error{"on", err}
		}
	}
	return f, nil
}

// State is the code of a state by code or name.
func (a *Asker) State(ctx context.Context, parameter, text string) (string, error) {
	side, err := a.Side(ctx, parameter, text)
	if err == nil && side.State == "" {
		err = Wrong(parameter, "%q is no state", text)
	}
	return side.State, err
}
