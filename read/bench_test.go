package read_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"

	"safir"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/shared"
	"safir/read"
)

// devDispatches are the dispatches that speed is measured on.
func devDispatches(tb testing.TB) []safir.Dispatch {
	tb.Helper()
	file, err := os.Open(shared.Path(tb, "gold/dev.dispatches.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var list []safir.Dispatch
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var d safir.Dispatch
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			tb.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

// BenchmarkRead reads gold/dev end to end on one core: from dispatch to record.
func BenchmarkRead(b *testing.B) {
	list := devDispatches(b)
	reader, err := newReader()
	if err != nil {
		b.Fatal(err)
	}
	bytes := 0
	for _, d := range list {
		bytes += len(d.Body)
	}
	b.ReportAllocs()
	b.SetBytes(int64(bytes / len(list)))
	i := 0
	for b.Loop() {
		reader.Read(list[i%len(list)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "dispatches/s")
}

// BenchmarkStages tells how long each stage takes, and making a record of the page, over gold/dev.
func BenchmarkStages(b *testing.B) {
	list := devDispatches(b)
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	stages, err := read.Stages(world)
	if err != nil {
		b.Fatal(err)
	}
	reader, err := read.NewWith(world, stages)
	if err != nil {
		b.Fatal(err)
	}
	spent, names := map[string]time.Duration{}, []string{}
	for _, s := range stages {
		names = append(names, s.Name)
	}
	runs := 0
	for b.Loop() {
		for _, d := range list {
			p := &page.Page{Dispatch: d}
			for _, s := range stages {
				start := time.Now()
				s.Run(p)
				spent[s.Name] += time.Since(start)
			}
			start := time.Now()
			reader.Record(p)
			spent["record"] += time.Since(start)
			runs++
		}
	}
	for _, name := range append(names, "record") {
		b.ReportMetric(float64(spent[name].Microseconds())/float64(runs), name+"-µs")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkStart is the time from the start of a process, with nothing loaded, to the end of one that has read one dispatch.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		first := exec.Command(os.Args[0], "-test.run", "^TestFirstRecord$")
		first.Env = append(os.Environ(), firstRecord+"=1")
		if out, err := first.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
}

// firstRecord is the variable of the environment by which BenchmarkStart tells a process to read one dispatch.
const firstRecord = "SAFIR_FIRST_RECORD"

// TestFirstRecord reads one dispatch with a reader of its own.
func TestFirstRecord(t *testing.T) {
	if os.Getenv(firstRecord) == "" {
		t.Skip("run by BenchmarkStart")
	}
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	if r := reader.Read(safir.Dispatch{Body: call, Published: "2022-09-28"}); len(r.Actors) == 0 {
		t.Error("nothing was read")
	}
}
