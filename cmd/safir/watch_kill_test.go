package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"safir/internal/watch/watchtest"
)

// TestAWatchThatIsKilledLosesAndRepeatsNothing kills the program (SIGKILL) at random moments while it watches and announces, and starts it again.
func TestAWatchThatIsKilledLosesAndRepeatsNothing(t *testing.T) {
	server := watchtest.Serve(t, 4, 0, func(n int) time.Duration { return time.Duration(400+100*n) * time.Millisecond })
	dir := t.TempDir()
	safir := func(args ...string) []byte {
		t.Helper()
		out, err := command(t, dir, args...).Output()
		if err != nil {
			t.Fatalf("safir %v: %v", args, err)
		}
		return out
	}
	for _, f := range server.Feeds {
		safir("sources", "add", "--ledger", "l.db", f.URL)
	}
	safir("questions", "add", "all", "--ledger", "l.db", "--past", "--file", "told.jsonl")
	watch := []string{"watch", "--ledger", "l.db", "--allow-private", "--pause", "5ms", "--least", "100ms", "--most", "400ms", "--settle", "150ms", "--level", "error"}
	for range 3 {
		running := command(t, dir, watch...)
		if err := running.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(900*time.Millisecond + time.Duration(rand.IntN(1200))*time.Millisecond)
		_ = running.Process.Kill()
		_ = running.Wait()
	}
	until := time.Now()
	last := command(t, dir, watch...)
	var said bytes.Buffer
	last.Stderr = &said
	out, err := last.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := last.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil { // before that it cannot be asked to stop
		t.Fatalf("%q: %v", line, err)
	}
	missing := func() (n int) {
		had := map[string]int{}
		for line := range bytes.Lines(safir("export", "dispatches", "--ledger", "l.db", "--format", "jsonl")) {
			var d struct{ URL string }
			if err := json.Unmarshal(line, &d); err != nil {
				t.Fatal(err)
			}
			had[d.URL]++
		}
		for url, times := range had {
			if times != 1 {
				t.Errorf("%s is there %d times", url, times)
			}
		}
		for _, f := range server.Feeds {
			for _, e := range server.Published(f, until) {
				if had[e.URL] == 0 {
					n++
				}
			}
		}
		return n
	}
	for end := time.Now().Add(time.Minute); missing() > 0; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d dispatches never came", missing())
		}
	}
	_ = last.Process.Signal(syscall.SIGTERM)
	if err := last.Wait(); err != nil {
		t.Errorf("%v: %s", err, said.String())
	}
	unclaim(t, filepath.Join(dir, "l.db"))
	safir("questions", "deliver", "--ledger", "l.db")
	told, err := os.ReadFile(filepath.Join(dir, "told.jsonl"))
	if err != nil || !bytes.Equal(told, safir("questions", "log", "all", "--ledger", "l.db")) {
		t.Errorf("%v: the file does not hold what was announced, each once and in order", err)
	}
	if bytes.Count(told, []byte(`"type":"event.new"`)) < 3 {
		t.Errorf("hardly anything was announced: %s", told)
	}
	safir("ledger", "check", "--ledger", "l.db")
}

// unclaim has what a killed program was at come due at once, which else takes as long as any delivery may.
func unclaim(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE deliveries SET claimed = ''"); err != nil {
		t.Fatal(err)
	}
}

func command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), "safir", args...)
	c.Dir = dir
	return c
}
