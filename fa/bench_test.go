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
