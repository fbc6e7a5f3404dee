package fa

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"safir/internal/shared"
)

// udWord is a word of a treebank or of ours: characters [start, end) of the text without white space, which are those of
// its token where a token is several words.
type udWord struct {
	form       string
	start, end int
	multi      bool
}

// udText is a text cut into sentences and words.
type udText struct {
	chars     int
	raw       strings.Builder
	sentences map[[2]int]bool
	words     []udWord
}

// conllu reads a split of a treebank.
func conllu(t testing.TB, name string) []string {
	t.Helper()
	file, err := os.Open(shared.Path(t, "data/treebank/"+name+".conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for scanner := bufio.NewScanner(unzipped); scanner.Scan(); {
		lines = append(lines, scanner.Text())
	}
	return lines
}

// treebankLines is the raw text of a split, a sentence a line.
func treebankLines(t testing.TB, name string) string {
	var out strings.Builder
	for _, line := range conllu(t, name) {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			out.WriteString(text + "\n")
		}
	}
	return out.String()
}

// unmarked leaves out the marks of direction of which the words of treebanks have some and lack others.
var unmarked = strings.NewReplacer("\u202a", "", "\u202c", "")

// treebank reads a split and puts its raw text together: sentences with a space between.
func treebank(t testing.TB, name string) *udText {
	t.Helper()
	out := &udText{sentences: map[[2]int]bool{}}
	start, multi, end := 0, 0, 0 // where the sentence starts; words left of a token of several; where that token ends
	for _, line := range conllu(t, name) {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			start = out.chars
			out.raw.WriteString(unmarked.Replace(text) + " ")
			continue
		}
		fields := strings.Split(line, "\t")
		if line == "" {
			out.sentences[[2]int{start, out.chars}] = true
		}
		if len(fields) < 10 {
			continue
		}
		if from, to, ok := strings.Cut(fields[0], "-"); ok {
			a, _ := strconv.Atoi(from)
			b, _ := strconv.Atoi(to)
			multi, end = b-a+1, out.chars+chars(fields[1])
			continue
		}
		if multi > 0 {
			out.words = append(out.words, udWord{fields[1], out.chars, end, true})
			if multi--; multi == 0 {
				out.chars = end
			}
			continue
		}
		out.words = append(out.words, udWord{fields[1], out.chars, out.chars + chars(fields[1]), false})
		out.chars += chars(fields[1])
	}
	return out
}

// chars is the number of characters that are no white space.
func chars(s string) int {
	n := 0
	for _, r := range unmarked.Replace(s) {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// ours cuts a raw text as safir does.
func ours(text string) *udText {
	out := &udText{sentences: map[[2]int]bool{}}
	d := NewDoc(text)
	before := make([]int, len(text)+1) // characters before each byte
	for i, r := range text {
		n := before[i]
		if !unicode.IsSpace(r) {
			n++
		}
		for k := i + 1; k <= i+len(string(r)); k++ {
			before[k] = n
		}
	}
	for _, w := range oursWords(d) {
		w.start, w.end = before[w.start], before[w.end]
		out.words = append(out.words, w)
	}
	for _, s := range d.Sentences {
		span := d.Span(s)
		out.sentences[[2]int{before[span.Start], before[span.End]}] = true
	}
	out.chars = before[len(text)]
	return out
}

func oursWords(d *Doc) (out []udWord) {
	for _, w := range d.Words() {
		one := udWord{d.Text[w.Start:w.End], w.Start, w.End, w.Tied}
		if w.Tied {
			span := d.Span(w.Tokens)
			one.start, one.end = span.Start, span.End
		}
		out = append(out, one)
	}
	return out
}

// alignedWords counts the words that two cuttings of one text share, as the script of the CoNLL 2018 shared task does: words of
// tokens of one word by their place, the others by the longest row of forms in common.
func alignedWords(gold, system []udWord) (hits int, wrong []string) {
	g, s := 0, 0
	for g < len(gold) && s < len(system) {
		if !gold[g].multi && !system[s].multi {
			switch {
			case gold[g].start == system[s].start && gold[g].end == system[s].end:
				hits++
				g, s = g+1, s+1
			case gold[g].start <= system[s].start:
				wrong = append(wrong, "-"+gold[g].form)
				g++
			default:
				wrong = append(wrong, "+"+system[s].form)
				s++
			}
			continue
		}
		g0, s0, g1, s1 := severalWords(gold, system, g, s)
		n := commonForms(gold[g0:g1], system[s0:s1])
		if n < g1-g0 || n < s1-s0 {
			wrong = append(wrong, fmt.Sprint(forms(gold[g0:g1]), "≠", forms(system[s0:s1])))
		}
		hits += n
		g, s = g1, s1
	}
	return hits, wrong
}

func forms(words []udWord) string {
	var out []string
	for _, w := range words {
		out = append(out, w.form)
	}
	return strings.Join(out, "+")
}

// severalWords is the stretch of both that overlaps the token of several words at g or s.
func severalWords(gold, system []udWord, g, s int) (g0, s0, g1, s1 int) {
	end := gold[g].end
	if !gold[g].multi || system[s].multi && system[s].start < gold[g].start {
		end = system[s].end
	}
	g0, s0 = g, s
	if !gold[g].multi {
		end = max(system[s].end, end)
	}
	for g < len(gold) && gold[g].start < end || s < len(system) && system[s].start < end {
		if g < len(gold) && (s >= len(system) || gold[g].start <= system[s].start) {
			if gold[g].multi {
				end = max(end, gold[g].end)
			}
			g++
		} else {
			if system[s].multi {
				end = max(end, system[s].end)
			}
			s++
		}
	}
	return g0, s0, g, s
}

// commonForms is the length of the longest common subsequence of forms.
func commonForms(gold, system []udWord) int {
	row := make([]int, len(system)+1)
	for _, g := range gold {
		diagonal := 0
		for j, s := range system {
			above := row[j+1]
			if g.form == s.form {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(system)]
}

func f1(hits, gold, system int) float64 { return 200 * float64(hits) / float64(gold+system) }

// wrongEnds shows the ends of sentences that gold alone (-) and that we alone (+) have.
func wrongEnds(gold, system *udText) (out []string) {
	ends := func(sentences map[[2]int]bool) map[int]bool {
		out := map[int]bool{}
		for s := range sentences {
			out[s[1]] = true
		}
		return out
	}
	inGold, inSystem := ends(gold.sentences), ends(system.sentences)
	at := 0
	raw := []rune(gold.raw.String())
	for i, r := range raw {
		if !unicode.IsSpace(r) {
			at++
		}
		if inGold[at] != inSystem[at] && !unicode.IsSpace(r) {
			sign := map[bool]string{true: "-", false: "+"}[inGold[at]]
			out = append(out, sign+" "+string(raw[max(0, i-50):i+1])+" ⏎ "+string(raw[i+1:min(len(raw), i+40)]))
		}
	}
	return out
}

func TestWordsAndSentencesOfTreebanks(t *testing.T) {
	for _, c := range []struct {
		name             string
		words, sentences float64 // what is held
	}{{"fa_perdt-ud-dev", 0, 0}, {"fa_seraji-ud-dev", 0, 0}, {"iPerUDT_train", 0, 0}, {"iPerUDT_dev", 0, 0}, {"fa_perdt-ud-test", 99.59, 99.8}, {"fa_seraji-ud-test", 99.7, 99.2}} {
		gold := treebank(t, c.name)
		system := ours(gold.raw.String())
		if gold.chars != system.chars {
			t.Fatalf("%s: %d characters of words, %d of text", c.name, gold.chars, system.chars)
		}
		hits, wrong := alignedWords(gold.words, system.words)
		shared := 0
		for s := range system.sentences {
			if gold.sentences[s] {
				shared++
			}
		}
		words := f1(hits, len(gold.words), len(system.words))
		sentences := f1(shared, len(gold.sentences), len(system.sentences))
		t.Logf("%s: words F1 %.2f (%d of %d, %d found), sentences F1 %.2f (%d of %d, %d found)", c.name,
			words, hits, len(gold.words), len(system.words), sentences, shared, len(gold.sentences), len(system.sentences))
		if words < c.words || sentences < c.sentences {
			t.Errorf("%s: want words %.2f, sentences %.2f or more", c.name, c.words, c.sentences)
		}
		if os.Getenv("UD_ERRORS") != "" && !strings.HasSuffix(c.name, "test") {
			t.Log(strings.Join(wrong, " | "))
			t.Log(strings.Join(wrongEnds(gold, system), "\n"))
		}
	}
}
