//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger/pgtest"
	"safir/internal/shared"
)

// TestChaos has three workers read into a ledger in PostgreSQL, kills one at a random moment, cuts another off from the database for a
// while, and restarts the database as after a crash: what is exported then is byte for byte what one run into a file gives on which nothing
// was disturbed. Without SAFIR_CHAOS it is one small round over dispatches of the demo; make chaos does a hundred with 5,000 of the news, for which the
// workers take records that were read before.
// SAFIR_CHAOS_SEED repeats a run, as far as moments can be repeated.
func TestChaos(t *testing.T) {
	if _, err := exec.LookPath("safir"); err != nil {
		t.Fatal(err)
	}
	c := &chaos{T: t, dir: t.TempDir(), chunk: 5, cut: 300 * time.Millisecond}
	rounds, seed := 1, uint64(time.Now().UnixNano())
	if text := os.Getenv("SAFIR_CHAOS_SEED"); text != "" {
		seed, _ = strconv.ParseUint(text, 10, 64)
	}
	c.random = rand.New(rand.NewPCG(seed, 0))
	t.Log("seed", seed)
	if text := os.Getenv("SAFIR_CHAOS"); text != "" {
		rounds, _ = strconv.Atoi(text)
		c.items, c.chunk, c.cut = manyNews(t, 5000), 100, 2*time.Second
		remember(t, c.items)
	} else {
		c.items = invented(t, 120)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "items.jsonl"), []byte(strings.Join(c.items, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.cluster = pgtest.Alone(t)
	start := time.Now()
	c.run("gather", "--ledger", "whole.db", "items.jsonl")
	c.usual = time.Since(start)
	c.whole = c.export("whole.db")
	t.Logf("%d dispatches, %d bytes exported, undisturbed in %v", len(c.items), len(c.whole), c.usual.Round(time.Millisecond))
	for round := range rounds {
		start := time.Now()
		c.round()
		t.Logf("round %d of %d in %v: %s", round+1, rounds, time.Since(start).Round(time.Millisecond), strings.Join(c.events, ", "))
		if t.Failed() {
			return
		}
	}
}

// chaos is what rounds share, and what happened in the last one.
type chaos struct {
	*testing.T
	dir     string
	items   []string
	chunk   int
	cut     time.Duration // how long a worker is cut off
	random  *rand.Rand
	cluster *pgtest.Cluster
	usual   time.Duration // of a whole run
	whole   []byte        // what is exported of it

	lock   sync.Mutex
	events []string
}

// round is one gathering with everything that goes wrong in it.
func (c *chaos) round() {
	c.events = nil
	address, err := c.cluster.Database()
	if err != nil {
		c.Fatal(err)
	}
	address += "&synchronous_commit=on" // else a crash takes what was said to be kept
	proxy := startProxy(c.T, socketOf(c.T, address))
	defer proxy.close()
	killed, cut, calm := c.start("work", "--ledger", address, "-j", "1"), c.start("work", "--ledger", proxy.address(address), "-j", "1"), c.start("work", "--ledger", address, "-j", "1")
	c.until(address, "SELECT count(*) = 3 FROM workers") // who starts while there is no database says so, and ends
	gathering := c.start("gather", "--ledger", address, "--chunk", fmt.Sprint(c.chunk), "items.jsonl")
	c.until(address, "SELECT count(*) = 1 FROM gatherings")
	begun := time.Now()
	done, stop := context.WithCancel(c.Context())
	var trouble sync.WaitGroup
	at := func(what string, do func()) {
		moment := time.Duration(c.random.Int64N(int64(c.usual)*7/10 + 1))
		trouble.Go(func() {
			select {
			case <-done.Done():
				c.happened(what + " too late")
			case <-time.After(moment):
				do()
				c.happened(fmt.Sprintf("%s at %v", what, time.Since(begun).Round(time.Millisecond)))
			}
		})
	}
	at("killed", func() { _ = killed.command.Process.Kill() })
	closing := c.random.IntN(2) == 0
	at("cut off", func() { proxy.blackhole(c.cut, closing) })
	at("restarted", func() {
		if err := c.cluster.Crash(); err != nil {
			c.Error(err)
		}
	})
	gathering.ends(true)
	c.usual = min(c.usual, time.Since(begun)) // moments are to come before the end
	c.happened(fmt.Sprintf("gathered at %v", time.Since(begun).Round(time.Millisecond)))
	stop()
	trouble.Wait()
	_ = killed.command.Process.Kill() // where all was gathered before its moment came
	killed.ends(false)
	for _, w := range []*process{cut, calm} {
		_ = w.command.Process.Signal(syscall.SIGTERM)
		w.ends(true)
	}
	c.compare(address)
	if err := c.cluster.Drop(address); err != nil {
		c.Error(err)
	}
}

// until waits until the database answers yes.
func (c *chaos) until(address, question string) {
	c.Helper()
	conn, err := pgx.Connect(c.Context(), address)
	if err != nil {
		c.Fatal(err)
	}
	defer conn.Close(c.Context())
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(10 * time.Millisecond) {
		var yes bool
		// The tables may not be there yet.
		if err := conn.QueryRow(c.Context(), question).Scan(&yes); err == nil && yes {
			return
		}
	}
	c.Fatalf("waited a minute for %s", question)
}

func (c *chaos) happened(what string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.events = append(c.events, what)
}

// compare holds the ledger against the one on which nothing was disturbed.
func (c *chaos) compare(address string) {
	c.Helper()
	if got := c.export(address); !bytes.Equal(got, c.whole) {
		c.Errorf("the export is another one than that of an undisturbed run: %s", firstDifference(got, c.whole))
	}
	if got := c.run("ledger", "check", "--ledger", address); !strings.HasPrefix(string(got), fmt.Sprintf("clean: %d dispatches,", len(c.items))) {
		c.Errorf("the check says %s, want clean: %d dispatches", got, len(c.items))
	}
	var jobs jobsReport
	if err := json.Unmarshal(c.run("ledger", "jobs", "--ledger", address, "--format", "json", "--last", "0"), &jobs); err != nil {
		c.Fatal(err)
	}
	for _, g := range jobs.Gatherings {
		if states := len(g.Chunks); states > 1 || states == 1 && g.Chunks["done"] == 0 {
			c.Errorf("in gathering %d chunks are left: %v", g.Gathering, g.Chunks)
		}
	}
	if len(jobs.Workers) > 0 || len(jobs.Unread) > 0 {
		c.Errorf("got %+v", jobs)
	}
}

func firstDifference(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

func (c *chaos) command(args ...string) *exec.Cmd {
	command := exec.Command("safir", args...)
	command.Dir = c.dir
	return command
}

// run runs the program to its end.
func (c *chaos) run(args ...string) []byte {
	c.Helper()
	command := c.command(args...)
	var told bytes.Buffer
	command.Stderr = &told
	out, err := command.Output()
	if err != nil {
		c.Fatalf("safir %v: %v: %s%s", args, err, out, told.Bytes())
	}
	return out
}

// export is what goes out: every event, every dispatch, everybody, everything said.
func (c *chaos) export(ledger string) []byte {
	return slices.Concat(c.run("export", "events", "--ledger", ledger, "--format", "jsonl"), c.run("export", "dispatches", "--ledger", ledger, "--format", "jsonl"),
		c.run("export", "people", "--ledger", ledger, "--format", "jsonl"), c.run("export", "statements", "--ledger", ledger, "--format", "jsonl"))
}

// process is a program that runs beside.
type process struct {
	*chaos
	command *exec.Cmd
	told    bytes.Buffer
}

func (c *chaos) start(args ...string) *process {
	c.Helper()
	p := &process{chaos: c, command: c.command(args...)}
	p.command.Stdout, p.command.Stderr = &p.told, &p.told
	if err := p.command.Start(); err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = p.command.Process.Kill() })
	return p
}

// ends waits until it has ended, well or not.
func (p *process) ends(well bool) {
	p.Helper()
	if err := p.command.Wait(); well && err != nil {
		p.Errorf("%v: %v\n%s", p.command.Args, err, p.told.Bytes())
	}
	if os.Getenv("SAFIR_CHAOS_LOUD") != "" {
		p.Logf("%v\n%s", p.command.Args, p.told.Bytes())
	}
}

// socketOf is the socket on which the server of an address listens.
func socketOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432")
}

// invented are dispatches of the demo, again and again under other ids and days; three of each are of one day.
func invented(t *testing.T, n int) (out []string) {
	demo := readLines(t, demoFile, 1000)
	for i := range n {
		out = append(out, again(t, demo[i%len(demo)], i/len(demo), 3))
	}
	return out
}

// again is a dispatch under another id for each round of them, on a day that is another after so many rounds.
func again(t *testing.T, line string, round, sameDay int) string {
	t.Helper()
	var d map[string]any
	if err := json.Unmarshal([]byte(line), &d); err != nil {
		t.Fatal(err)
	}
	published := fmt.Sprint(d["published"])
	if day, err := time.Parse(time.DateOnly, published[:min(len(published), len(time.DateOnly))]); err == nil {
		d["published"] = day.AddDate(0, 0, round/sameDay*40).Format(time.DateOnly)
	}
	d["id"] = fmt.Sprint(d["id"], "-", round)
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// manyNews are posts of one week of diplomacy, whose reports merge, items of diplomacy, and items of the news stream, each once.
func manyNews(t *testing.T, n int) []string {
	lines := slices.Concat(readLines(t, shared.Path(t, "gold/ledger/dispatches.jsonl"), n), readLines(t, shared.Path(t, "data/news/diplomatic.jsonl.gz"), n/4),
		readLines(t, shared.Path(t, "data/news/stream.jsonl.gz"), n))
	seen := map[string]bool{}
	lines = slices.DeleteFunc(lines, func(line string) bool {
		var d struct{ ID string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		again := seen[d.ID]
		seen[d.ID] = true
		return again
	})
	return lines[:min(n, len(lines))]
}
