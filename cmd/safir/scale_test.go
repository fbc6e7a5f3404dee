//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"safir/internal/ledger/pgtest"
	"safir/internal/shared"
)

// TestScale measures one and two workers on a database of their own, in turns, so that whatever else the machine does hits both alike:
// dispatches a second, processor time of workers and server, and how long they kept what they had read, which is where they wait for each
// other. It measures when SAFIR_SCALE says of how many items of the news stream.
func TestScale(t *testing.T) {
	many, _ := strconv.Atoi(os.Getenv("SAFIR_SCALE"))
	if many == 0 {
		t.Skip("SAFIR_SCALE is not set: make scale")
	}
	s := &scale{T: t, cluster: pgtest.Alone(t)}
	items := readLines(t, shared.Path(t, "data/news/stream.jsonl.gz"), many)
	s.items = filepath.Join(t.TempDir(), "items.jsonl")
	if err := os.WriteFile(s.items, []byte(strings.Join(items, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var rates [3][]float64
	for range 3 {
		for n := 1; n <= 2; n++ {
			rates[n] = append(rates[n], s.measure(n, len(items)))
		}
	}
	for i := range rates[1] {
		t.Logf("two workers to one, run %d: %.2f", i+1, rates[2][i]/rates[1][i])
	}
}

type scale struct {
	*testing.T
	cluster *pgtest.Cluster
	items   string
}

// measure has so many workers read, and gives dispatches a second.
func (s *scale) measure(workers, dispatches int) float64 {
	address, err := s.cluster.Database()
	if err != nil {
		s.Fatal(err)
	}
	address += "&synchronous_commit=on"
	c := &chaos{T: s.T, dir: s.TempDir()}
	start := time.Now()
	_ = c.command("gather", "--ledger", address, "--detach", s.items).Run() // some have no Persian text
	queued := time.Since(start)
	before := s.cluster.Processor()
	var crew []*beside
	for i := range workers {
		crew = append(crew, startBeside(s.T, c.dir, fmt.Sprint("work", i), "work", "--ledger", address, "-j", "1", "--once"))
	}
	var first, last time.Time
	var used time.Duration
	var told []string
	for _, w := range crew {
		w.process.ends(true)
		used += w.command.ProcessState.UserTime() + w.command.ProcessState.SystemTime()
		began, ended, summary := readTimes(s.T, w.said())
		if first.IsZero() || began.Before(first) {
			first = began
		}
		if ended.After(last) {
			last = ended
		}
		told = append(told, summary+fmt.Sprintf(", %.0f%% of a processor", 100*(w.command.ProcessState.UserTime()+w.command.ProcessState.SystemTime()).Seconds()/ended.Sub(began).Seconds()))
	}
	rate := float64(dispatches) / last.Sub(first).Seconds()
	s.Logf("%d workers: %.0f dispatches/s; processor time for 1000: %.2f s of workers, %.2f s of the server; queued in %v\n\t%s", workers, rate,
		1000*used.Seconds()/float64(dispatches), 1000*(s.cluster.Processor()-before).Seconds()/float64(dispatches), queued.Round(time.Millisecond), strings.Join(told, "\n\t"))
	if err := s.cluster.Drop(address); err != nil {
		s.Error(err)
	}
	return rate
}

var chunkRead = regexp.MustCompile(`time=(\S+) .*msg="chunk read" .* took=(\S+) keeping=(\S+) `)

// readTimes reads the log of a worker: when it began and when its last chunk was read, and how long chunks took.
func readTimes(t *testing.T, log string) (began, ended time.Time, summary string) {
	t.Helper()
	parse := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	began = parse(regexp.MustCompile(`time=(\S+) .*msg="at work"`).FindStringSubmatch(log)[1])
	var took, keeping time.Duration
	chunks := chunkRead.FindAllStringSubmatch(log, -1)
	for _, c := range chunks {
		ended = parse(c[1])
		a, _ := time.ParseDuration(c[2])
		b, _ := time.ParseDuration(c[3])
		took, keeping = took+a, keeping+b
	}
	if len(chunks) == 0 {
		return began, began, "no chunk"
	}
	n := time.Duration(len(chunks))
	return began, ended, fmt.Sprintf("%d chunks of %v each, of which %v of keeping; idle %v", n, (took / n).Round(time.Millisecond), (keeping / n).Round(time.Millisecond), (ended.Sub(began) - took).Round(time.Millisecond))
}
