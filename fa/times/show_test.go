package times_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestShow(t *testing.T) {
	data, _ := os.ReadFile("/tmp/tt/show.txt")
	f := finder(t)
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var dat, tim [][2]int
		for _, s := range wideSpans(f, l) {
			if s.clock {
				tim = append(tim, [2]int{s.start, s.end})
			} else {
				dat = append(dat, [2]int{s.start, s.end})
			}
		}
		fmt.Println("DAT", marked(l+" ", dat))
		if len(tim) > 0 {
			fmt.Println("   TIM", marked(l+" ", tim))
		}
	}
}
