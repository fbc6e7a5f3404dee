package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"safir/fa"
)

// What enclitics are learned from; the test splits are for measuring and never read here.
var (
	wordsTreebanks    = []string{"fa_perdt-ud-dev", "fa_seraji-ud-dev"}
	informalTreebanks = []string{"iPerUDT_train", "iPerUDT_dev"}
)

// WordsModel learns the model of [fa.Doc.Words] from the folder of shared data and writes it to the repository at root.
func WordsModel(shared, root string) error {
	var lessons []fa.WordsLesson
	for i, names := range [][]string{wordsTreebanks, informalTreebanks} {
		for _, name := range names {
			err := eachWordsLesson(filepath.Join(shared, "data/treebank", name+".conllu.gz"), func(l fa.WordsLesson) {
				l.Informal = i > 0
				lessons = append(lessons, l)
			})
			if err != nil {
				return fmt.Errorf("train.WordsModel: %w", err)
			}
		}
	}
	dictionary, err := dictionary(filepath.Join(shared, "data/words"))
	if err != nil {
		return fmt.Errorf("train.WordsModel: %w", err)
	}
	model, err := fa.TrainWords(lessons, dictionary)
	if err != nil {
		return fmt.Errorf("train.WordsModel: %w", err)
	}
	return os.WriteFile(filepath.Join(root, "fa/data/words.model"), model, 0o644)
}

// eachWordsLesson reads the sentences of a CoNLL-U file.
func eachWordsLesson(path string, each func(fa.WordsLesson)) error {
	lesson, rest := fa.WordsLesson{}, "" // rest is what follows of the sentence
	left := 0                            // words left of a token of several
	return eachLine(path, func(line string) {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			lesson, rest = fa.WordsLesson{Text: text}, text
			return
		}
		fields := strings.Split(line, "\t")
		switch {
		case line == "" && lesson.Text != "":
			each(lesson)
			lesson = fa.WordsLesson{}
		case len(fields) < 2:
		case strings.Contains(fields[0], "-"):
			from, to, _ := strings.Cut(fields[0], "-")
			a, _ := strconv.Atoi(from)
			b, _ := strconv.Atoi(to)
			left = b - a + 1
		default:
			rest = strings.TrimLeft(rest, " \u200c")
			inside := len(lesson.Text) - len(rest)
			after, ok := strings.CutPrefix(rest, strings.TrimSuffix(fields[1], "\u200c"))
			if !ok { // the treebank writes it in another way than the text
				after = rest
			}
			if left > 0 {
				left--
			}
			if ok && inside > 0 && lesson.Text[inside-1] != ' ' {
				lesson.Splits = append(lesson.Splits, inside)
			}
			rest = after
		}
	})
}

// dictionary reads the words that have a sort, and the stems of verbs.
func dictionary(folder string) (out []fa.ListedWord, err error) {
	err = eachLine(filepath.Join(folder, "hazm-words.tsv.gz"), func(line string) {
		fields := strings.Split(line, "\t")
		if len(fields) < 3 || fields[2] == "0" {
			return
		}
		sorts := "," + fields[2] + ","
		out = append(out, fa.ListedWord{Text: fields[0], Noun: strings.Contains(sorts, ",N,"), Adjective: strings.Contains(sorts, ",AJ,")})
	})
	if err != nil {
		return nil, err
	}
	err = eachLine(filepath.Join(folder, "hazm-verbs.tsv"), func(line string) {
		for _, stem := range strings.Split(line, "#") {
			out = append(out, fa.ListedWord{Text: stem, Stem: true})
		}
	})
	return out, err
}
