//go:build unix

package read_test

import (
	"strings"
	"syscall"
	"testing"

	"safir"
	"safir/read"
)

// hostile are texts that nobody wrote to be read, each made so many bytes long.
var hostile = []struct {
	name string
	make func(bytes int) string
}{
	{"dense news", func(n int) string { return numbered(n, denseSentence) }},
	{"no sentence ends", func(n int) string {
		return numbered(n, strings.NewReplacer(".", " و", "\n", " ").Replace(denseSentence))
	}},
	{"one cue", func(n int) string { return strings.Repeat("دیدار ", n/len("دیدار ")) }},
	{"one visit", func(n int) string { return strings.Repeat("سفر به ", n/len("سفر به ")) }},
	{"one verb of saying", func(n int) string { return strings.Repeat("گفت: ", n/len("گفت: ")) }},
	{"names", func(n int) string { return numbered(n, "علی محمدNAMEی و حسن رضاNAMEپور، ") }},
	{"ministers", func(n int) string {
		return numbered(n, "«کریم NAMEزاده» وزیر امور خارجه عراق با سفیر چین دیدار کرد. ")
	}},
	{"days", func(n int) string { return strings.Repeat("شنبه و ", n/len("شنبه و ")) }},
	{"places", func(n int) string { return strings.Repeat("تهران، ", n/len("تهران، ")) }},
	{"states", func(n int) string { return strings.Repeat("ایران و عراق ", n/len("ایران و عراق ")) }},
	{"opening quotes", func(n int) string { return strings.Repeat("«", n/len("«")) }},
	{"quotes in a row", func(n int) string {
		return strings.Repeat("«وزیر خارجه گفت» ", n/len("«وزیر خارجه گفت» "))
	}},
	{"digits", func(n int) string { return strings.Repeat("۱۴۰۱/۲/۳ ", n/len("۱۴۰۱/۲/۳ ")) }},
	{"one word", func(n int) string { return strings.Repeat("م", n/2) }},
	{"half-spaces", func(n int) string { return strings.Repeat("می\u200c", n/7) }},
	{"empty lines", func(n int) string { return strings.Repeat("\n \n", n/3) }},
}

const denseSentence = "«کریم NAMEزاده» وزیر امور خارجه روسیه روز شنبه در تهران با حسین امیرعبداللهیان دیدار و گفت‌وگو کرد و گفت: ما از سفر هفته آینده نخست وزیر عراق به چین استقبال می‌کنیم. او همچنین تلفنی با همتای ترک خود گفت‌وگو کرد.\n"

// numbered repeats a pattern with another name each time.
func numbered(bytes int, pattern string) string {
	letters := []rune("بپتجچدرزسشفقکگلمن")
	var b strings.Builder
	for i := 0; b.Len() < bytes; i++ {
		name := string([]rune{letters[i%17], letters[i/17%17], letters[i/289%17]})
		b.WriteString(strings.ReplaceAll(pattern, "NAME", name))
	}
	return b.String()
}

// processorTime is what the reader takes for a text, in seconds of the processor.
func processorTime(reader *read.Reader, body string) float64 {
	start := processor()
	reader.Read(safir.Dispatch{Body: body, Published: "2022-09-20T10:00:00Z"})
	return processor() - start
}

// processor is the time that the process has had, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// TestHostileTextsTakeTimeAsTheyAreLong reads each text at two lengths, one four times the other: what grows with the square
// takes sixteen times as long.
func TestHostileTextsTakeTimeAsTheyAreLong(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some megabytes")
	}
	reader, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	const short, long = 25_000, 100_000
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			ratio := 0.0
			for range 3 { // other work on the machine may disturb one try, hardly three
				least := max(processorTime(reader, h.make(short)), 0.02)
				if ratio = processorTime(reader, h.make(long)) / least; ratio < 9 {
					return
				}
			}
			t.Errorf("%d bytes take %.1f times as long as %d", long, ratio, short)
		})
	}
}

// BenchmarkHostile reads texts of a tenth of what a dispatch may have at most.
func BenchmarkHostile(b *testing.B) {
	reader, err := newReader()
	if err != nil {
		b.Fatal(err)
	}
	for _, h := range hostile {
		b.Run(h.name, func(b *testing.B) {
			body := h.make(100_000)
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				reader.Read(safir.Dispatch{Body: body, Published: "2022-09-20T10:00:00Z"})
			}
		})
	}
}
