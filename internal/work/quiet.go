package work

import (
	"context"
	"log/slog"
)

// quieter passes on what is of a level or above: the library tells of much that the log of a worker says in its own words.
type quieter struct {
	slog.Handler

	least slog.Level
}

// Enabled tells whether a level is passed on.
func (q quieter) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= q.least && q.Handler.Enabled(ctx, level)
}

// WithAttrs is the same with attributes.
func (q quieter) WithAttrs(attrs []slog.Attr) slog.Handler {
	return quieter{q.Handler.WithAttrs(attrs), q.least}
}

// WithGroup is the same within a group.
func (q quieter) WithGroup(name string) slog.Handler {
	return quieter{q.Handler.WithGroup(name), q.least}
}
