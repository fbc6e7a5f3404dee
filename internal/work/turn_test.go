package work_test

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/work"
)

// Whose lease was given to another ends what he does, and stands by until that one gives it back.
func TestWhoLosesHisTurnEndsAndWaits(t *testing.T) {
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	began, ended := make(chan bool, 9), make(chan bool, 9)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		turn := work.Turn{Silent: time.Minute, Every: 20 * time.Millisecond}
		done <- turn.InTurn(ctx, store, "a test", slog.New(slog.NewTextHandler(io.Discard, nil)), func(ctx context.Context, _ *slog.Logger) error {
			began <- true
			<-ctx.Done()
			ended <- true
			return nil
		})
	}()
	<-began
	held, err := store.Leased(t.Context(), "a test")
	if err != nil || held.Holder == "" {
		t.Fatalf("got %+v, %v", held, err)
	}
	if _, err := store.Lease(t.Context(), ledger.Lease{What: "a test", Holder: "another", Left: time.Minute}, held.Holder); err != nil {
		t.Fatal(err)
	}
	<-ended
	select {
	case <-began:
		t.Error("it began again beside the other")
	case <-time.After(100 * time.Millisecond):
	}
	if err := store.Release(t.Context(), "a test", "another"); err != nil {
		t.Fatal(err)
	}
	<-began
	stop()
	if err := <-done; err != nil {
		t.Errorf("got %v", err)
	}
	if held, err := store.Leased(t.Context(), "a test"); err != nil || held.Holder != "" {
		t.Errorf("it was not given back: %+v, %v", held, err)
	}
}
