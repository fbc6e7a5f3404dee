package eval

import (
	"fmt"
	"io"
	"strings"

	"safir"
)

// Calibration compares how sure a system is with how often it is right: of what it says with 0.9, nine in ten should hold. Events
// hold where gold has one of that type with one of those who take part; statements where speakers and act are right.
type Calibration struct{ Events, Statements [10]Bin }

// Bin is what was said with a confidence in one tenth.
type Bin struct {
	Said, Right int
	Sure        float64 // sum of the confidences
}

func (b *Bin) add(confidence float64, right bool) {
	b.Said++
	b.Sure += confidence
	if right {
		b.Right++
	}
}

func tenth(confidence float64) int { return max(0, min(9, int(confidence*10))) }

// Add adds what a system's record says of a dispatch; a nil record says nothing.
func (c *Calibration) Add(gold, system *safir.Record) {
	if system == nil {
		return
	}
	m := match(gold, system)
	events, statements := m.rightEvents(len(system.Events)), map[int]bool{}
	for _, p := range m.statements {
		statements[p.column] = gold.Statements[p.row].Act == system.Statements[p.column].Act
	}
	for i, e := range system.Events {
		c.Events[tenth(e.Confidence)].add(e.Confidence, events[i])
	}
	for i, s := range system.Statements {
		c.Statements[tenth(s.Confidence)].add(s.Confidence, statements[i])
	}
}

// RightEvents tells of each event of a system's record whether it holds, see [Calibration].
func RightEvents(gold, system *safir.Record) []bool {
	return match(gold, system).rightEvents(len(system.Events))
}

func (m *matched) rightEvents(n int) []bool {
	right := make([]bool, n)
	for _, p := range m.events {
		right[p.column] = m.sameEvent[p.row][p.column]
	}
	return right
}

// Write prints a row for each tenth in which anything was said, the surest first.
func (c *Calibration) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s%10s%8s%8s\n", "", "sure", "right", "said")
	for _, kind := range []struct {
		name string
		bins *[10]Bin
	}{{"events", &c.Events}, {"statements", &c.Statements}} {
		for i := len(kind.bins) - 1; i >= 0; i-- {
			if bin := kind.bins[i]; bin.Said > 0 {
				n := float64(bin.Said)
				fmt.Fprintf(&b, "%-12s%10.2f%8.2f%8d\n", kind.name, bin.Sure/n, float64(bin.Right)/n, bin.Said)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
