package work

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"safir/internal/ledger"
)

// logged is what an outage makes of complaints and beats, line by line, without times.
func logged(t *testing.T, level slog.Level, do func(o *outage, library *slog.Logger)) []string {
	t.Helper()
	var b bytes.Buffer
	handler := slog.NewTextHandler(&b, &slog.HandlerOptions{Level: level, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == "after" {
			return slog.Attr{}
		}
		return a
	}})
	o := &outage{log: slog.New(handler)}
	do(o, slog.New(quieter{handler, o}))
	return strings.Split(strings.TrimSpace(b.String()), "\n")
}

func TestAnOutageIsToldOnceAndItsEnd(t *testing.T) {
	refused := errors.New("connection refused")
	got := logged(t, slog.LevelInfo, func(o *outage, library *slog.Logger) {
		for range 7 {
			library.Error("Producer: Error fetching jobs", "err", "connection refused")
			library.Info("says nothing new")
			o.beat(t.Context(), refused)
		}
		library.Error("Elector: Error attempting reelection", "err", "connection refused")
		o.beat(t.Context(), nil)
		o.beat(t.Context(), nil)
	})
	want := []string{
		`level=WARN msg="the ledger can't be reached; nothing is lost, work goes on once it is there again" error="connection refused"`,
		`level=INFO msg="the ledger is reached again" complaints=8`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhatIsNoOutageIsPassedOn(t *testing.T) {
	got := logged(t, slog.LevelInfo, func(o *outage, library *slog.Logger) {
		library.Warn("Client: something of its own", "count", 3)
		o.beat(t.Context(), nil)
		library.Error("Producer: Error fetching jobs", "err", "terminated")
		library.Error("Elector: Error attempting reelection", "err", "terminated")
		o.beat(t.Context(), nil)
		library.Warn("Client: the last")
		o.end(t.Context())
	})
	want := []string{
		`level=WARN msg="Client: something of its own" count=3`,
		`level=WARN msg="the ledger failed for a moment; what failed is tried again" complaints=2 first="Producer: Error fetching jobs err=terminated"`,
		`level=WARN msg="Client: the last"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestEachComplaintIsToldAtTheLevelDebug(t *testing.T) {
	got := logged(t, slog.LevelDebug, func(o *outage, library *slog.Logger) {
		library.Error("Producer: Error fetching jobs")
		library.Error("Producer: Error fetching jobs")
		o.beat(t.Context(), errors.New("connection refused"))
	})
	if len(got) != 3 || !strings.HasPrefix(got[0], "level=DEBUG") || !strings.HasPrefix(got[2], "level=WARN") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestWhatAProgramSaysOfALedgerThatIsAwayIsToldOnce(t *testing.T) {
	got := logged(t, slog.LevelInfo, func(o *outage, _ *slog.Logger) {
		log := slog.New(hushed{o.log.Handler(), o})
		for range 3 {
			log.Error("events could not be derived", "error", fmt.Errorf("postgres.Merged: %w: refused", ledger.ErrUnreachable))
			o.beat(t.Context(), ledger.ErrUnreachable)
		}
		log.Error("a source failed", "error", errors.New("no such host"))
		o.beat(t.Context(), nil)
	})
	if len(got) != 3 || !strings.Contains(got[0], "the ledger can't be reached") || !strings.Contains(got[1], "a source failed") || !strings.Contains(got[2], "reached again") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
