package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"safir/internal/gather"
)

// progress shows how far reading has come, on standard error where that is a terminal and the records go elsewhere. What is
// written to it stands above the bar.
type progress struct {
	io.Writer
	bars  *mpb.Progress
	bar   *mpb.Bar
	come  *gather.Progress // nil where nobody knows how much there is
	total int              // of dispatches, 0 where it is not known beforehand
	done  atomic.Int64     // dispatches
	start time.Time
}

func newProgress(sources []string, come *gather.Progress) *progress {
	if term.IsTerminal(int(os.Stdout.Fd())) {
		return &progress{Writer: os.Stderr, start: time.Now()}
	}
	return newBar(sources, come)
}

// newBar shows progress wherever standard error is a terminal: for what prints nothing meanwhile. come counts what is read of the
// sources; nil where they are none.
func newBar(sources []string, come *gather.Progress) *progress {
	p := &progress{Writer: os.Stderr, start: time.Now()}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(40))
	p.Writer = p.bars
	count := mpb.PrependDecorators(decor.Any(p.rate))
	total, known := totalSize(sources)
	if come == nil || !known {
		p.bar = p.bars.AddSpinner(0, count)
		return p
	}
	p.come = come
	come.Total.Add(total)
	p.bar = p.bars.AddBar(barLength, count, mpb.AppendDecorators(
		decor.NewPercentage("%d"), decor.Name("  left "), decor.AverageETA(decor.ET_STYLE_GO)))
	return p
}

// newCount shows how many of so many dispatches are done.
func newCount(total int) *progress {
	p := &progress{Writer: os.Stderr, start: time.Now()}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(40))
	p.Writer, p.total = p.bars, total
	p.bar = p.bars.AddBar(barLength, mpb.PrependDecorators(decor.Any(p.rate)), mpb.AppendDecorators(
		decor.NewPercentage("%d"), decor.Name("  left "), decor.AverageETA(decor.ET_STYLE_GO)))
	return p
}

func (p *progress) rate(decor.Statistics) string {
	n := p.done.Load()
	return fmt.Sprintf("%d dispatches, %.0f/s ", n, float64(n)/max(time.Since(p.start).Seconds(), 1e-3))
}

// set says how many dispatches are done. How much there is in all grows when a feed tells how many entries it has.
func (p *progress) set(done int) { p.part(done, 1) }

// part says how many dispatches are done, and which part they are of those that came.
func (p *progress) part(done int, part float64) {
	if p.bar == nil {
		return
	}
	p.done.Store(int64(done))
	if p.total > 0 {
		p.bar.SetCurrent(min(int64(float64(done)/float64(p.total)*barLength), barLength-1))
	}
	if p.come != nil {
		total, come := float64(p.come.Total.Load()), float64(p.come.Done.Load())
		p.bar.SetCurrent(min(int64(part*barLength*come/max(total, 1)), barLength-1))
	}
}

// barLength is the whole of a bar: parts of what there is in all, because a bar's own length cannot grow.
const barLength = 1_000_000

// end leaves the bar as it is.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(false)
		p.bars.Wait()
	}
}

// totalSize is the size in bytes of all files among the sources and below them; of addresses it is told as they are asked. known is false
// where it cannot be told beforehand.
func totalSize(sources []string) (total int64, known bool) {
	for _, source := range sources {
		if gather.Online(source) {
			continue
		}
		info, err := os.Stat(source)
		if source == "-" {
			info, err = os.Stdin.Stat()
		}
		switch {
		case err != nil: // told when it is read
		case info.IsDir():
			_ = filepath.WalkDir(source, func(_ string, entry fs.DirEntry, err error) error {
				if err == nil && entry.Type().IsRegular() {
					if info, err := entry.Info(); err == nil {
						total += info.Size()
					}
				}
				return nil
			})
		case !info.Mode().IsRegular():
			return 0, false
		default:
			total += info.Size()
		}
	}
	return total, len(sources) > 0
}
