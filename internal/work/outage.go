package work

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"safir/internal/ledger"
)

// outage tells of times in which the ledger can't be reached, each in two lines: when it began, and when it is over. All else that is said of them,
// by the library with each of its questions and by every chunk in hand, says the same again and is written at the level debug alone.
//
// A complaint is held until the next beat of the worker has shown whether the ledger is there. If it is, it is passed on.
type outage struct {
	log *slog.Logger

	lock   sync.Mutex
	since  time.Time // zero while the ledger is there
	unsaid int       // complaints that were not passed on since
	held   []complaint
}

// complaint is what was to be logged.
type complaint struct {
	handler slog.Handler
	record  slog.Record
}

// complain holds a record back.
func (o *outage) complain(ctx context.Context, h slog.Handler, r slog.Record) error {
	if h.Enabled(ctx, slog.LevelDebug) {
		debug := r.Clone()
		debug.Level = slog.LevelDebug
		if err := h.Handle(ctx, debug); err != nil {
			return err
		}
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	o.held = append(o.held, complaint{h, r.Clone()})
	return nil
}

// beat takes in whether the ledger was reached.
func (o *outage) beat(ctx context.Context, err error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	switch {
	case err != nil:
		if o.since.IsZero() {
			o.since = time.Now()
			o.log.Warn("the ledger can't be reached; nothing is lost, work goes on once it is there again", "error", err)
		}
		o.unsaid += len(o.held)
	case !o.since.IsZero():
		o.log.Info("the ledger is reached again", "after", time.Since(o.since).Round(time.Millisecond).String(), "complaints", o.unsaid+len(o.held))
		o.since, o.unsaid = time.Time{}, 0
	default:
		o.pass(ctx)
	}
	o.held = nil
}

// end passes on what is held still.
func (o *outage) end(ctx context.Context) {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.since.IsZero() {
		o.pass(ctx)
	}
	o.held = nil
}

// pass passes on what was held back. Of several complaints the first is told: the ledger was away for a moment, between two beats.
func (o *outage) pass(ctx context.Context) {
	if len(o.held) > 1 {
		o.log.Warn("the ledger failed for a moment; what failed is tried again", "complaints", len(o.held), "first", told(o.held[0].record))
		return
	}
	for _, c := range o.held {
		if c.handler.Enabled(ctx, c.record.Level) {
			_ = c.handler.Handle(ctx, c.record)
		}
	}
}

// told is a record in one line.
func told(r slog.Record) string {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool {
		text += " " + a.String()
		return true
	})
	return text
}

// quieter is the log of the library, which tells of much that a worker says in its own words: its warnings and errors go the way of complaints.
type quieter struct {
	slog.Handler

	outage *outage
}

// Enabled tells whether a level is passed on.
func (q quieter) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}

// Handle holds a record back until it is known whether the ledger is there.
func (q quieter) Handle(ctx context.Context, r slog.Record) error {
	return q.outage.complain(ctx, q.Handler, r)
}

// WithAttrs is the same with attributes.
func (q quieter) WithAttrs(attrs []slog.Attr) slog.Handler {
	return quieter{q.Handler.WithAttrs(attrs), q.outage}
}

// WithGroup is the same within a group.
func (q quieter) WithGroup(name string) slog.Handler {
	return quieter{q.Handler.WithGroup(name), q.outage}
}

// hushed is the log of a program that does what one at a time is to do: what it says of a ledger that can't be reached goes the way of complaints.
type hushed struct {
	slog.Handler

	outage *outage
}

// Handle passes a record on, unless it is such a complaint.
func (h hushed) Handle(ctx context.Context, r slog.Record) error {
	away := false
	r.Attrs(func(a slog.Attr) bool {
		err, is := a.Value.Any().(error)
		away = is && errors.Is(err, ledger.ErrUnreachable)
		return !away
	})
	if away {
		return h.outage.complain(ctx, h.Handler, r)
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs is the same with attributes.
func (h hushed) WithAttrs(attrs []slog.Attr) slog.Handler {
	return hushed{h.Handler.WithAttrs(attrs), h.outage}
}

// WithGroup is the same within a group.
func (h hushed) WithGroup(name string) slog.Handler {
	return hushed{h.Handler.WithGroup(name), h.outage}
}
