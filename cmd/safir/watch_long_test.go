package main

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"safir/internal/watch/watchtest"
)

// TestWatch has the program watch 200 feeds for SAFIR_WATCH minutes, a quarter of them hostile, and beside it another one the good feeds alone:
// every dispatch of the good feeds has to be in the ledger once, memory has to stay flat, and what is new must not come later where
// the bad feeds are watched as well. make watchtest runs it; without SAFIR_WATCH there is the few-seconds version in internal/watch.
func TestWatch(t *testing.T) {
	minutes, err := strconv.ParseFloat(os.Getenv("SAFIR_WATCH"), 64)
	if err != nil || minutes <= 0 {
		t.Skip("SAFIR_WATCH is not set: make watchtest runs it for half an hour")
	}
	random := rand.New(rand.NewPCG(7, 7))
	whole := time.Duration(minutes * float64(time.Minute))
	server := watchtest.Serve(t, 150, 50, func(int) time.Duration { // from half a minute to half an hour, as many of each order
		return time.Duration(float64(30*time.Second) * math.Pow(60, random.Float64()))
	})
	good := server.Feeds[:150]
	all := watching(t, "all", server.Feeds)
	alone := watching(t, "good alone", good)
	for end := time.Now().Add(whole); time.Now().Before(end); time.Sleep(pollEvery) {
		all.look()
		alone.look()
	}
	until := time.Now().Add(-watchLag)
	all.stop()
	alone.stop()
	for _, w := range []*watcher{alone, all} {
		w.compare(server, until)
	}
	t.Logf("%d feeds over %v, asked %d times", len(server.Feeds), whole, asked(server.Feeds))
}

const (
	pollEvery = 250 * time.Millisecond
	watchLag  = 90 * time.Second // what was published later need not have come: the longest time between two asks, and some
)

func asked(feeds []*watchtest.Feed) (n int64) {
	for _, f := range feeds {
		n += f.Asked()
	}
	return n
}

// watcher is the program watching, and what was seen of it.
type watcher struct {
	*testing.T

	name    string
	program *exec.Cmd
	said    bytes.Buffer
	ledger  *sql.DB
	last    int64
	came    map[string]time.Time // addresses of dispatches, by when they were seen in the ledger
	times   map[string]int
	memory  []sample
	metrics string // address
	began   time.Time
}

type sample struct {
	at    time.Duration
	mb    float64 // resident
	lives float64 // of it what was not garbage when Go collected last
}

func watching(t *testing.T, name string, feeds []*watchtest.Feed) *watcher {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "l.db")
	add := []string{"sources", "add", "--ledger", file}
	for _, f := range feeds {
		add = append(add, f.URL)
	}
	if out, err := exec.CommandContext(t.Context(), "safir", add...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w := &watcher{T: t, name: name, came: map[string]time.Time{}, times: map[string]int{}, began: time.Now()}
	w.metrics = freeAddress(t)
	w.program = exec.Command("safir", "watch", "--ledger", file, "--allow-private", "--least", "5s", "--most", "60s", "--rest", "10m", "--settle", "30s",
		"--level", "warn", "--metrics", w.metrics)
	w.program.Stdout, w.program.Stderr = &w.said, &w.said
	if err := w.program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.program.Process.Kill() })
	var err error
	if w.ledger, err = sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(10000)"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.ledger.Close() })
	return w
}

// look notes what came, and how much memory the program has.
func (w *watcher) look() {
	w.Helper()
	rows, err := w.ledger.QueryContext(w.Context(), "SELECT rowid, url FROM dispatches WHERE rowid > ? ORDER BY rowid", w.last)
	if err != nil {
		w.Fatal(err)
	}
	defer rows.Close()
	now := time.Now()
	for rows.Next() {
		var url string
		if err := rows.Scan(&w.last, &url); err != nil {
			w.Fatal(err)
		}
		w.came[url] = now
		w.times[url]++
	}
	if err := rows.Err(); err != nil {
		w.Fatal(err)
	}
	if n := len(w.memory); n == 0 || time.Since(w.began)-w.memory[n-1].at > time.Second {
		s := sample{at: time.Since(w.began), mb: resident(w.T, w.program.Process.Pid)}
		if n%askEvery == 0 {
			s.lives = w.lives()
		} else {
			s.lives = w.memory[n-1].lives
		}
		w.memory = append(w.memory, s)
	}
}

// askEvery is at which of its samples a program is asked: answering makes garbage too.
const askEvery = 15

// lives is how much memory of the program was not garbage when it was collected last, in megabytes; 0 before it answers.
func (w *watcher) lives() float64 {
	r, err := http.Get("http://" + w.metrics + "/metrics")
	if err != nil {
		return 0
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "go_memstats_next_gc_bytes "); ok {
			next, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				w.Fatal(err)
			}
			return next / (1 + watchGarbage/100.) / (1 << 20)
		}
	}
	return 0
}

// freeAddress is one of this machine where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// resident is how much memory a process has, in megabytes.
func resident(t *testing.T, pid int) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			if err != nil {
				t.Fatal(err)
			}
			return kb / 1024
		}
	}
	t.Fatal("no VmRSS")
	return 0
}

// stop stops the program as systemd does.
func (w *watcher) stop() {
	w.Helper()
	began := time.Now()
	if err := w.program.Process.Signal(syscall.SIGTERM); err != nil {
		w.Fatal(err)
	}
	if err := w.program.Wait(); err != nil {
		w.Errorf("%s: it ended with %v", w.name, err)
	}
	w.Logf("%s: stopped within %v", w.name, time.Since(began).Round(time.Millisecond))
}

// compare holds what came to what was published.
func (w *watcher) compare(server *watchtest.Server, until time.Time) {
	w.Helper()
	var lags []time.Duration
	published, missing := 0, 0
	watched := server.Feeds
	if w.name != "all" {
		watched = watched[:150]
	}
	for _, f := range watched {
		if !f.Good() {
			continue
		}
		for _, e := range server.Published(f, until) {
			published++
			came, ok := w.came[e.URL]
			if !ok {
				if missing++; missing < 10 {
					w.Errorf("%s: %s of a feed that is %s, published at %v, did not come", w.name, e.URL, f.Kind, e.At)
				}
				continue
			}
			if f.Kind != watchtest.Flapping && e.At.Sub(w.began) > 2*time.Minute { // those before were there when it began
				lags = append(lags, came.Sub(e.At))
			}
		}
	}
	for url, n := range w.times {
		if n != 1 {
			w.Errorf("%s: %s is there %d times", w.name, url, n)
		}
	}
	w.Logf("%s: %d published, %d missing; from publication to the ledger: %s", w.name, published, missing, spreadOf(lags))
	w.flat()
}

func spreadOf(lags []time.Duration) string {
	if len(lags) == 0 {
		return "nothing to tell"
	}
	slices.Sort(lags)
	at := func(part float64) time.Duration {
		return lags[int(part*float64(len(lags)-1))].Round(10 * time.Millisecond)
	}
	return fmt.Sprintf("median %v, 95%% %v, 99%% %v, most %v (%d dispatches)", at(.5), at(.95), at(.99), at(1), len(lags))
}

// flat tells whether memory grew: the middle of each sixth of the run.
func (w *watcher) flat() {
	w.Helper()
	const parts = 6
	if len(w.memory) < 10*parts {
		return
	}
	var middles, lives []float64
	most := 0.0
	for i := range parts {
		part := slices.Clone(w.memory[i*len(w.memory)/parts : (i+1)*len(w.memory)/parts])
		slices.SortFunc(part, func(a, b sample) int { return cmp.Compare(a.lives, b.lives) })
		lives = append(lives, part[len(part)/2].lives)
		slices.SortFunc(part, func(a, b sample) int { return cmp.Compare(a.mb, b.mb) })
		middles = append(middles, part[len(part)/2].mb)
		most = max(most, part[len(part)-1].mb)
	}
	w.Logf("%s: memory in the middle of each sixth of the time: %.0f MB; at most %.0f MB; of it is no garbage: %.1f MB", w.name, middles, most, lives)
	if middles[parts-1] > 1.15*middles[1] {
		w.Errorf("%s: memory grows: %.0f MB", w.name, middles)
	}
}
