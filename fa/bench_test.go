package fa

import (
	"syscall"
	"testing"
	"time"
)

func benchmark(b *testing.B, run func(string)) {
	texts := news(b, 2000)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	start, rounds := cpuTime(b), 0
	for b.Loop() {
		rounds++
		for _, text := range texts {
			run(text)
		}
	}
	b.ReportMetric(float64(size)*float64(rounds)/1e6/(cpuTime(b)-start).Seconds(), "MB/cpu-s")
}

// cpuTime is the time that processors have spent on this process: beside the clock's it tells what a machine is worth that others
// use too.
func cpuTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func BenchmarkRepair(b *testing.B) { benchmark(b, func(s string) { Repair(s) }) }

func BenchmarkNewDoc(b *testing.B) { benchmark(b, func(s string) { NewDoc(s) }) }

func BenchmarkApart(b *testing.B) {
	texts := news(b, 2000)
	docs := make([]*Doc, len(texts))
	size := 0
	for i, text := range texts {
		docs[i], size = NewDoc(text), size+len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			Apart(d)
		}
	}
}

func BenchmarkWords(b *testing.B) { benchmark(b, func(s string) { NewDoc(s).Words() }) }
