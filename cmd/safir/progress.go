package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows how far reading has come, on standard error where that is a terminal and the records go elsewhere. What is
// written to it stands above the bar.
type progress struct {
	io.Writer
	bars  *mpb.Progress
	bar   *mpb.Bar
	taken *atomic.Int64 // bytes of the files
	done  atomic.Int64  // dispatches
	start time.Time
}

func newProgress(files []string, taken *atomic.Int64) *progress {
	if term.IsTerminal(int(os.Stdout.Fd())) {
		return &progress{Writer: os.Stderr, taken: taken, start: time.Now()}
	}
	return newBar(files, taken)
}

// newBar shows progress wherever standard error is a terminal: for what prints nothing meanwhile.
func newBar(files []string, taken *atomic.Int64) *progress {
	p := &progress{Writer: os.Stderr, taken: taken, start: time.Now()}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(40))
	p.Writer = p.bars
	count := mpb.PrependDecorators(decor.Any(p.rate))
	if total := totalSize(files); total > 0 {
		p.bar = p.bars.AddBar(total, count, mpb.AppendDecorators(
			decor.NewPercentage("%d"), decor.Name("  left "), decor.AverageETA(decor.ET_STYLE_GO)))
	} else {
		p.bar = p.bars.AddSpinner(0, count)
	}
	return p
}

func (p *progress) rate(decor.Statistics) string {
	n := p.done.Load()
	return fmt.Sprintf("%d dispatches, %.0f/s ", n, float64(n)/max(time.Since(p.start).Seconds(), 1e-3))
}

// set says how many dispatches are done.
func (p *progress) set(done int) {
	if p.bar != nil {
		p.done.Store(int64(done))
		p.bar.SetCurrent(p.taken.Load())
	}
}

// end leaves the bar as it is.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(false)
		p.bars.Wait()
	}
}

// totalSize is the size of all files in bytes, 0 where it cannot be known beforehand.
func totalSize(files []string) int64 {
	total := int64(0)
	for _, path := range files {
		info, err := os.Stat(path)
		if path == "-" {
			info, err = os.Stdin.Stat()
		}
		switch {
		case err != nil:
		case !info.Mode().IsRegular():
			return 0
		default:
			total += info.Size()
		}
	}
	return total
}
