package ud

import (
	"bytes"
	"strings"
	"testing"
)

// two sentences written for these tests: of words of one token each, and of a token of two words.
const two = `# text = سفیر رفت.
1	سفیر	سفیر	NOUN	_	_	_	_	_	_
2	رفت	رفت	VERB	_	_	_	_	_	SpaceAfter=No
3	.	.	PUNCT	_	_	_	_	_	_

# text = پیامش رسید.
1-2	پیامش	_	_	_	_	_	_	_	_
1	پیام	پیام	NOUN	_	_	_	_	_	_
2	ش	او	PRON	_	_	_	_	_	_
3	رسید	رسید	VERB	_	_	_	_	_	SpaceAfter=No
4	.	.	PUNCT	_	_	_	_	_	_

`

func read(t *testing.T, text string) []Sentence {
	t.Helper()
	out, err := parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func compare(t *testing.T, gold, system string) Score {
	t.Helper()
	score, err := Compare(read(t, gold), read(t, system))
	if err != nil {
		t.Fatal(err)
	}
	return score
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	sentences := read(t, two)
	if len(sentences) != 2 || len(sentences[1].Tokens) != 3 || len(sentences[1].Tokens[0].Words) != 2 {
		t.Fatalf("read %+v", sentences)
	}
	var out bytes.Buffer
	if err := Write(&out, sentences); err != nil {
		t.Fatal(err)
	}
	if score := compare(t, two, out.String()); score.Words.F1() != 100 || score.Lemma.F1() != 100 || score.Sentences.F1() != 100 {
		t.Errorf("written %s\nscore %v", out.String(), score)
	}
}

func TestAWordWithAWrongTagIsStillTheSameWord(t *testing.T) {
	score := compare(t, two, strings.Replace(two, "رسید	VERB", "رسید	NOUN", 1))
	if score.Words.Right != 7 || score.UPOS.Right != 6 || score.Lemma.Right != 7 {
		t.Errorf("%+v", score)
	}
}

func TestATokenThatIsNotTakenApartLosesBothItsWords(t *testing.T) {
	whole := strings.Replace(two, `1-2	پیامش	_	_	_	_	_	_	_	_
1	پیام	پیام	NOUN	_	_	_	_	_	_
2	ش	او	PRON	_	_	_	_	_	_
`, "1	پیامش	پیام	NOUN	_	_	_	_	_	_\n", 1)
	score := compare(t, two, whole)
	if want := (Count{5, 7, 6}); score.Words != want {
		t.Errorf("words %+v, want %+v", score.Words, want)
	}
}

func TestAnInventedSplitLosesOneWordAndNotItsNeighbours(t *testing.T) {
	split := strings.Replace(two, "1	سفیر	سفیر	NOUN	_	_	_	_	_	_\n2	رفت	رفت	VERB	_	_	_	_	_	SpaceAfter=No\n3	.",
		"1-2	سفیر	_	_	_	_	_	_	_	_\n1	سف	سف	NOUN	_	_	_	_	_	_\n2	یر	یر	PRON	_	_	_	_	_	_\n3	رفت	رفت	VERB	_	_	_	_	_	SpaceAfter=No\n4	.", 1)
	if score := compare(t, two, split); score.Words != (Count{6, 7, 8}) {
		t.Errorf("words %+v", score.Words)
	}
}

func TestASentenceBreakThatIsMissedLosesBothSentences(t *testing.T) {
	joined := strings.Replace(two, "_\n\n# text", "_\n# text", 1)
	if score := compare(t, two, joined); score.Sentences != (Count{0, 2, 1}) || score.Words.F1() != 100 {
		t.Errorf("%+v", score)
	}
}

func TestALineWithAColumnMissingIsAnErrorWithItsNumber(t *testing.T) {
	_, err := parse(strings.NewReader("# text = الف\n1	الف	الف	NOUN\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "2:") {
		t.Errorf("got %v", err)
	}
}
