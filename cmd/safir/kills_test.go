package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"safir/internal/shared"
)

// TestKills does with one ledger what users do (gather, correct, gather more, rebuild), kills each step at random moments and starts
// it again until it is done. After that none is lost, none doubled, the ledger is sound, and what is exported is byte for byte that
// of a ledger on which nothing was ever killed. Without SAFIR_KILLS it is a few kills over the demo; make kills does a hundred
// over the news stream. SAFIR_KILLS_SEED repeats a run, as far as moments can be repeated.
func TestKills(t *testing.T) {
	k := &killer{T: t, dir: t.TempDir(), usual: map[string]time.Duration{}, killed: map[string]int{}, tries: 1}
	start := time.Now()
	wanted, seed := 3, uint64(start.UnixNano())
	if text := os.Getenv("SAFIR_KILLS_SEED"); text != "" {
		seed, _ = strconv.ParseUint(text, 10, 64)
	}
	k.random = rand.New(rand.NewPCG(seed, 0))
	t.Log("seed", seed)
	if text := os.Getenv("SAFIR_KILLS"); text != "" {
		wanted, _ = strconv.Atoi(text)
		k.items, k.tries = newsItems(t), 6
	} else {
		k.items = demoItems(t)
	}
	k.write("first.jsonl", k.items[:2*len(k.items)/3])
	k.write("all.jsonl", k.items)
	whole := k.unbroken()
	for round := 0; k.kills < wanted; round++ {
		k.ledger = fmt.Sprintf("round%d.db", round)
		k.do("gather first", "gather", "first.jsonl")
		for i := range k.corrections {
			k.correct(i)
		}
		k.do("gather all", "gather", "all.jsonl")
		k.unmerge()
		k.do("derive events", "events", "--since", "2999")
		k.do("rebuild", "ledger", "rebuild")
		k.compare(whole)
		t.Logf("round %d: %d kills until now", round+1, k.kills)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills in %v, by what was killed: %v; %d dispatches, %d events", k.kills, time.Since(start).Round(time.Second), k.killed, len(k.items), bytes.Count(whole, []byte("\n"))-len(k.items))
}

// killer runs the program in a folder and kills it.
type killer struct {
	*testing.T
	dir, ledger string
	items       []string
	corrections [][]string // what is said after safir ledger, made for the events after the first gathering
	random      *rand.Rand
	usual       map[string]time.Duration // of a whole run of a step
	killed      map[string]int
	kills       int
	tries       int // of a step, at most, before it is left to its end
}

func (k *killer) write(name string, lines []string) {
	if err := os.WriteFile(filepath.Join(k.dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		k.Fatal(err)
	}
}

// newsItems are posts of one week of diplomacy, whose reports merge, and items of the news stream and of diplomacy.
func newsItems(t *testing.T) []string {
	const many = 600
	lines := slices.Concat(readLines(t, shared.Path(t, "gold/ledger/dispatches.jsonl"), many),
		readLines(t, shared.Path(t, "data/news/stream.jsonl.gz"), many), readLines(t, shared.Path(t, "data/news/diplomatic.jsonl.gz"), many/3))
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(line string) bool {
		var d struct{ ID string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		again := seen[d.ID]
		seen[d.ID] = true
		return again
	})
}

// demoFile holds the dispatches of the demo.
var demoFile = filepath.Join("..", "..", "demo", "dispatches.jsonl")

// demoItems are the dispatches of the demo, again and again under other ids and days; two of each are of one day.
func demoItems(t *testing.T) (out []string) {
	for round := range 4 {
		for _, line := range readLines(t, demoFile, 1000) {
			out = append(out, again(t, line, round, 2))
		}
	}
	return out
}

func readLines(t testing.TB, file string, most int) (lines []string) {
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	scanner := bufio.NewScanner(in)
	if strings.HasSuffix(file, ".gz") {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		scanner = bufio.NewScanner(unpacked)
	}
	scanner.Buffer(nil, 1<<24)
	for len(lines) < most && scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

func (k *killer) command(args ...string) *exec.Cmd {
	words := 1
	if args[0] == "ledger" || args[0] == "export" {
		words = 2
	}
	c := exec.Command("safir", append(append(append([]string{}, args[:words]...), "--ledger", k.ledger), args[words:]...)...)
	c.Dir = k.dir
	return c
}

// run runs the program to its end.
func (k *killer) run(args ...string) []byte {
	k.Helper()
	out, err := k.command(args...).Output()
	if err != nil {
		var exit *exec.ExitError
		errors.As(err, &exit)
		k.Fatalf("safir %v: %v: %s%s", args, err, out, exit.Stderr)
	}
	return out
}

// unbroken does everything without a kill, and notes how long each step takes.
func (k *killer) unbroken() []byte {
	k.ledger = "whole.db"
	timed := func(step string, args ...string) {
		start := time.Now()
		k.run(args...)
		k.usual[step] = time.Since(start)
	}
	timed("gather first", "gather", "first.jsonl")
	k.plan()
	for i := range k.corrections {
		timed("correct", append([]string{"ledger"}, k.corrections[i]...)...)
	}
	timed("gather all", "gather", "all.jsonl")
	k.unmerge()
	timed("derive events", "events", "--since", "2999")
	timed("rebuild", "ledger", "rebuild")
	return k.export()
}

// export is what goes out: every event and every dispatch.
func (k *killer) export() []byte {
	return append(k.run("export", "events", "--format", "jsonl"), k.run("export", "dispatches", "--format", "jsonl")...)
}

// plan makes corrections for the events that are there: their ids are the same in every round.
func (k *killer) plan() {
	type event struct {
		ID       string
		Mentions []struct{ Dispatch string }
	}
	var all, several []event
	for line := range bytes.Lines(k.run("export", "events")) {
		var e event
		if err := json.Unmarshal(line, &e); err != nil {
			k.Fatal(err)
		}
		if all = append(all, e); len(e.Mentions) > 1 {
			several = append(several, e)
		}
	}
	if len(all) < 6 || len(several) < 1 {
		k.Fatalf("%d events, %d of several reports: too few", len(all), len(several))
	}
	split := several[0]
	k.corrections = [][]string{
		{"split", split.ID, split.Mentions[1].Dispatch, "--by", "test", "--reason", "correction 1"},
		{"merge", all[len(all)-1].ID, all[len(all)-2].ID, "--by", "test", "--reason", "correction 2"},
		{"edit", all[len(all)-3].ID, "--status", "denied", "--when", "1405-02", "--by", "test", "--reason", "correction 3"},
		{"undo", "3", "--by", "test", "--reason", "correction 4"},
	}
}

// unmerge has the events derived anew by the next question.
func (k *killer) unmerge() {
	db, err := sql.Open("sqlite", filepath.Join(k.dir, k.ledger))
	if err != nil {
		k.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE state SET merged = 0, revision = revision + 1"); err != nil {
		k.Fatal(err)
	}
}

// do does a step: it is killed some times, and at last left to its end.
func (k *killer) do(step string, args ...string) {
	k.Helper()
	for range k.tries {
		if k.kill(step, args...) {
			return
		}
	}
	k.run(args...)
}

// kill starts a step, kills it at a random moment, and tells whether it had ended by itself. Whatever it says on standard error
// before is told.
func (k *killer) kill(step string, args ...string) (ended bool) {
	k.Helper()
	c := k.command(args...)
	var told bytes.Buffer
	c.Stderr = &told
	if err := c.Start(); err != nil {
		k.Fatal(err)
	}
	time.Sleep(time.Duration(k.random.Int64N(int64(k.usual[step])*11/10 + 1)))
	_ = c.Process.Kill() // it may have ended
	err := c.Wait()
	if told.Len() > 0 {
		k.Errorf("%s, after a kill: %s", step, told.String())
	}
	if c.ProcessState.Exited() {
		if err != nil {
			k.Errorf("%s, after a kill: %v", step, err)
		}
		return true
	}
	k.kills++
	k.killed[step]++
	return false
}

// correct makes a correction until the log has it: who was killed does not know whether it was kept, and looks.
func (k *killer) correct(i int) {
	k.Helper()
	args := append([]string{"ledger"}, k.corrections[i]...)
	for range 2 {
		if k.kill("correct", args...) || k.logged(i) {
			return
		}
	}
	k.run(args...)
}

// logged tells whether the log has the correction, once.
func (k *killer) logged(i int) bool {
	k.Helper()
	n := strings.Count(string(k.run("ledger", "log")), fmt.Sprint("correction ", i+1))
	if n > 1 {
		k.Errorf("correction %d is logged %d times", i+1, n)
	}
	return n > 0
}

// compare holds the ledger against the one on which nothing was killed.
func (k *killer) compare(whole []byte) {
	k.Helper()
	if got := k.export(); !bytes.Equal(got, whole) {
		k.Errorf("%s: the export is another one than that of an unbroken run", k.ledger)
	}
	want := fmt.Sprintf("clean: %d dispatches,", len(k.items))
	if got := k.run("ledger", "check"); !strings.HasPrefix(string(got), want) || !strings.Contains(string(got), " 4 corrections") {
		k.Errorf("%s: the check says %s, want %s … 4 corrections", k.ledger, got, want)
	}
	if n := strings.Count(string(k.run("ledger", "log")), "\n"); n != 1+len(k.corrections) {
		k.Errorf("%s: the log has %d lines", k.ledger, n)
	}
}
