//go:build unix

package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"safir/internal/ledger/pgtest"
)

// beside is a program that runs beside the test, and what it says.
type beside struct {
	*testing.T
	*process

	log string
}

// startBeside starts it in a folder.
func startBeside(t *testing.T, dir, name string, args ...string) *beside {
	t.Helper()
	c := &chaos{T: t, dir: dir}
	p := &process{chaos: c, command: c.command(args...)}
	log := filepath.Join(dir, name+".log")
	file, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p.command.Stdout, p.command.Stderr = file, file
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.command.Process.Kill() })
	return &beside{t, p, log}
}

func (b *beside) said() string {
	b.T.Helper()
	text, err := os.ReadFile(b.log)
	if err != nil {
		b.T.Fatal(err)
	}
	return string(text)
}

// says waits until it has said something, and gives what fits the pattern's group.
func (b *beside) says(pattern string) string {
	b.T.Helper()
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(10 * time.Millisecond) {
		if found := regexp.MustCompile(pattern).FindStringSubmatch(b.said()); found != nil {
			return found[len(found)-1]
		}
	}
	b.T.Fatalf("waited a minute for %s; it said\n%s", pattern, b.said())
	return ""
}

// What goes into a database waits for workers; who gathers is told if there are none, and may read himself.
func TestGatheringIntoADatabase(t *testing.T) {
	address, dir := pgtest.Alone(t).Address("public"), t.TempDir()
	write := func(name string, lines []string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	items := invented(t, 12)
	write("first.jsonl", items[:8])
	write("rest.jsonl", items)

	gathering := startBeside(t, dir, "gather", "gather", "--ledger", address, "--chunk", "3", "first.jsonl")
	gathering.says("nobody is at work on this ledger, 8 wait to be read")
	worker := startBeside(t, dir, "work", "work", "--ledger", address, "-j", "2", "--metrics", "127.0.0.1:0")
	gathering.process.ends(true)
	gathering.says("8 read: 8 new, 0 changed, 0 unchanged, 0 failed\nthe ledger holds 8 dispatches")

	site := worker.says(`figures are given.* address=(http://[^/]+)/metrics`)
	if text := get(t, site+"/metrics"); !strings.Contains(text, "\nsafir_queue_workers 1\n") || !strings.Contains(text, `safir_work_dispatches_total{result="new"} 8`) {
		t.Errorf("got %s", text)
	}
	if text := get(t, site+"/readyz"); text != "ready\n" {
		t.Errorf("got %q", text)
	}
	run := (&chaos{T: t, dir: dir}).run
	if text := string(run("ledger", "jobs", "--ledger", address)); !regexp.MustCompile(`(?m)^WORKERS\n.*, 2 at a time, since .*, seen \d s ago$`).MatchString(text) {
		t.Errorf("got %s", text)
	}
	if err := worker.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	worker.process.ends(true)
	worker.says("msg=ended .* chunks=3 dispatches=8 attempts_failed=0")

	if text := string(run("gather", "--ledger", address, "--work", "rest.jsonl")); !strings.HasPrefix(text, "12 read: 4 new, 0 changed, 8 unchanged, 0 failed\n") {
		t.Errorf("got %s", text)
	}
	if text := string(run("ledger", "check", "--ledger", address)); !strings.HasPrefix(text, "clean: 12 dispatches") {
		t.Errorf("got %s", text)
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
