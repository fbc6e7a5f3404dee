//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"safir/internal/ledger/pgtest"
	"safir/internal/watch/watchtest"
)

// Of two watches over one ledger one asks the sources; the other takes over when the first is killed, and when it is stopped.
func TestASecondWatchStandsBy(t *testing.T) {
	for where, address := range map[string]string{"file": filepath.Join(t.TempDir(), "l.db"), "database": pgtest.Alone(t).Address("public")} {
		t.Run(where, func(t *testing.T) {
			server := watchtest.Serve(t, 1, 0, func(int) time.Duration { return 300 * time.Millisecond })
			dir := t.TempDir()
			watch := func(name string) *beside {
				return startBeside(t, dir, name, "watch", "--ledger", address, "--allow-private", "--pause", "5ms", "--least", "100ms", "--most", "400ms", "--settle", "150ms",
					server.Feeds[0].URL)
			}
			first := watch("first")
			first.says("dispatches came")
			second := watch("second")
			second.says("another program does this over the same ledger; this one stands by")
			third := watch("third")
			third.says("this one stands by")
			_ = first.command.Process.Kill()
			_ = first.command.Wait()
			one, other := second, third
			for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
				if strings.Contains(second.said(), "dispatches came") {
					break
				}
				if strings.Contains(third.said(), "dispatches came") {
					one, other = third, second
					break
				}
				if time.Since(start) > time.Minute {
					t.Fatalf("nobody took over:\n%s\n%s", second.said(), third.said())
				}
			}
			if strings.Contains(other.said(), "dispatches came") {
				t.Error("both ask")
			}
			_ = one.command.Process.Signal(syscall.SIGTERM)
			other.says("dispatches came")
			if err := one.command.Wait(); err != nil {
				t.Errorf("%v: %s", err, one.said())
			}
			_ = other.command.Process.Signal(syscall.SIGTERM)
			if err := other.command.Wait(); err != nil {
				t.Errorf("%v: %s", err, other.said())
			}
		})
	}
}
