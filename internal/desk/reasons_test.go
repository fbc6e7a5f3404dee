package desk

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"safir/internal/know"
)

// bothTongues are the languages of the desk.
func bothTongues(t *testing.T) map[string]*tongue {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	tongues, err := newTongues(world, func(name string) string { return name })
	if err != nil {
		t.Fatal(err)
	}
	return tongues
}

func TestWhatTheLedgerSaysIsSaidInPersian(t *testing.T) {
	tongues := bothTongues(t)
	for said, want := range map[string]reasonView{
		"no number is told": {Text: "شماری گفته نشده است"},
		"the ledger has 2":  {Text: "دفتر ۲ مورد دارد"},
		"the ledger has 1, but it has no dispatches between 2026-03-24 and 2026-04-22": {
			Text: "دفتر ۱ مورد دارد، اما میان سه\u200cشنبه ۴ فروردین ۱۴۰۵ و چهارشنبه ۲ اردیبهشت ۱۴۰۵ خبری ندارد",
		},
		`no such correction can be made: "x" takes no part in event e1; there are a, b`:                           {Text: "\"x\" در رویداد e1 شرکت ندارد؛ شرکت\u200cکنندگان: a, b"},
		`nobody in the ledger is called "Ali"; did you mean Alli? (somebody new is written as NAME,OFFICE,STATE)`: {Text: "در دفتر کسی به نام \"Ali\" نیست؛ آیا منظور Alli بود؟؛ شخص تازه چنین نوشته می\u200cشود: نام،منصب،کشور"},
		"the server answers 404 Not Found":                      {Text: "سرور پاسخ داد: 404 Not Found"},
		"the command ended with exit status 3: nobody is there": {Text: "فرمان با کد ۳ پایان یافت: nobody is there"},
		"something else altogether":                             {Text: "something else altogether", Foreign: true},
	} {
		if got := tongues["fa"].because(said); got != want {
			t.Errorf("%s: got %+v, want %+v", said, got, want)
		}
		if got := tongues["en"].because(said); got.Text != said {
			t.Errorf("in English %s is %s", said, got.Text)
		}
	}
}

// sentence is a sentence in the source of the ledger that an editor may be told, or that says why.
var sentence = regexp.MustCompile(`(?:nonsense|fmt\.Sprintf)\("((?:[^"\\]|\\.)*)"`)

func TestEverySentenceOfTheLedgerIsSaidInPersian(t *testing.T) {
	tongues := bothTongues(t)
	found := 0
	for _, file := range []string{"correct.go", "correct_ask.go", "correct_edit.go", "correct_groups.go", "correction.go", "ask_errors.go", "judge.go"} {
		text, err := os.ReadFile(filepath.Join("..", "ledger", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sentence.FindAllStringSubmatch(string(text), -1) {
			said := strings.NewReplacer("%q", `"X"`, "%s", "X", "%d", "3", `\"`, `"`).Replace(s[1])
			if strings.HasPrefix(s[0], "nonsense") {
				said = "no such correction can be made: " + said
			}
			if !strings.Contains(said, " ") {
				continue
			}
			found++
			if v := tongues["fa"].because(said); v.Foreign || latinWord.MatchString(strings.ReplaceAll(v.Text, "unknown", "")) {
				t.Errorf("%s: %s is said in Persian as %s", file, said, v.Text)
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d sentences were found", found)
	}
}

// latinWord is a word that was left in English; what editors are to type stays.
var latinWord = regexp.MustCompile(`[a-z]{3,}`)
