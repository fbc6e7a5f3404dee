package work

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"safir/internal/ledger"
)

const (
	beat    = 2 * time.Second
	unheard = 10 * time.Second // after which a job that this worker is said to run, and does not, was lost on the way to it
	silence = 12 * time.Second // after which a worker is taken for dead; it may be cut off, and does no harm when it comes back
	patient = 5 * time.Second  // that noting one's life may take
)

// dead tells whether a worker is not there any more: it has long been silent, or was a process of this machine that has ended.
func dead(w ledger.Worker) bool {
	return w.Silent > silence || w.Machine == machine() && w.Machine != "" && w.Process != os.Getpid() && ended(w.Process)
}

// ended tells whether there is no process of that number.
func ended(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err != nil && !os.IsPermission(err)
}

// machine names what a process's number is unique in: a running system, and in it the container. It is empty where that is not known,
// so that nobody is taken for dead by a number that is another's.
var machine = sync.OnceValue(func() string {
	if runtime.GOOS != "linux" {
		return ""
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(boot)) + " " + space
})

// self is this process as a worker; each crew has an id of its own.
func self(parallel int) ledger.Worker {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "unknown"
	}
	id := fmt.Sprintf("%.40s-%d-%s", host, os.Getpid(), strings.ToLower(rand.Text()[:6]))
	return ledger.Worker{ID: id, Machine: machine(), Process: os.Getpid(), Parallel: parallel}
}

// pulse notes again and again that a worker lives, and gives back what dead ones had in hand.
type pulse struct {
	stop func()
}

// inHand are the jobs that a worker runs.
type inHand struct{ jobs sync.Map }

func (h *inHand) take(job int64)     { h.jobs.Store(job, true) }
func (h *inHand) lay(job int64)      { h.jobs.Delete(job) }
func (h *inHand) has(job int64) bool { _, ok := h.jobs.Load(job); return ok }

func startPulse[TX any](ctx context.Context, q *queue[TX], me ledger.Worker, hand *inHand, away *outage) (*pulse, error) {
	if err := q.store.Beat(ctx, me); err != nil {
		return nil, err
	}
	if err := q.giveBack(ctx, me, hand); err != nil { // before anything new is begun
		return nil, err
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(beat)
		defer tick.Stop()
		for {
			select {
			case <-running.Done():
				return
			case <-tick.C:
			}
			err := q.noted(running, me)
			if err == nil {
				err = q.giveBack(running, me, hand)
			}
			if running.Err() == nil {
				away.beat(running, err)
			}
		}
	}()
	stop := func() {
		cancel()
		<-ended
		away.end(context.WithoutCancel(ctx))
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), patient)
		defer cancel()
		if err := q.store.Leave(last, me.ID); err != nil {
			away.log.Warn("the ledger could not be told that this worker ends", "error", err)
		}
	}
	return &pulse{stop}, nil
}

func (q *queue[TX]) noted(ctx context.Context, me ledger.Worker) error {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	return q.store.Beat(ctx, me)
}

// giveBack puts the jobs of workers that have ended back into the queue, and those that were given to this one while it was cut off; those
// that were tried too often are given up. Of two who do so at once the second changes nothing: a job that was taken up again since
// is not touched.
func (q *queue[TX]) giveBack(ctx context.Context, me ledger.Worker, hand *inHand) error {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	at := time.Now()
	jobs := q.store.Jobs().GetExecutor() // River offers no other way to this; its version is pinned, and the tests stand on it
	running, err := jobs.JobGetStuck(ctx, &riverdriver.JobGetStuckParams{Max: 1000, StuckHorizon: at})
	if err != nil || len(running) == 0 {
		return err
	}
	workers, err := q.store.Workers(ctx)
	if err != nil {
		return err
	}
	alive := map[string]bool{}
	for _, w := range workers {
		alive[w.ID] = !dead(w)
	}
	lost := riverdriver.JobRescueManyParams{StuckHorizon: at}
	for _, job := range running {
		by := ""
		if n := len(job.AttemptedBy); n > 0 {
			by = job.AttemptedBy[n-1]
		}
		if by == me.ID && (hand.has(job.ID) || job.AttemptedAt != nil && at.Sub(*job.AttemptedAt) < unheard) || by != me.ID && alive[by] {
			continue
		}
		if err := addLost(&lost, job, at); err != nil {
			return err
		}
	}
	if len(lost.ID) == 0 {
		return nil
	}
	_, err = jobs.JobRescueMany(ctx, &lost)
	return err
}

// addLost says what becomes of a job whose worker has ended.
func addLost(lost *riverdriver.JobRescueManyParams, job *rivertype.JobRow, at time.Time) error {
	text, err := json.Marshal(rivertype.AttemptError{At: at, Attempt: max(job.Attempt, 0), Error: "its worker ended, or was cut off, before the chunk was read"})
	if err != nil {
		return err
	}
	state, finalized := rivertype.JobStateAvailable, (*time.Time)(nil)
	if job.Attempt >= max(job.MaxAttempts, 1) {
		state, finalized = rivertype.JobStateDiscarded, &at
	}
	lost.ID, lost.Error = append(lost.ID, job.ID), append(lost.Error, text)
	lost.FinalizedAt, lost.ScheduledAt, lost.State = append(lost.FinalizedAt, finalized), append(lost.ScheduledAt, at), append(lost.State, string(state))
	return nil
}
