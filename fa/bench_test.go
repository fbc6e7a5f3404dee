package fa

import "testing"

func benchmark(b *testing.B, run func(string)) {
	texts := news(b, 2000)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			run(text)
		}
	}
}

func BenchmarkRepair(b *testing.B) { benchmark(b, func(s string) { Repair(s) }) }

func BenchmarkNewDoc(b *testing.B) { benchmark(b, func(s string) { NewDoc(s) }) }
