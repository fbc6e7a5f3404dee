package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"safir"
	"safir/fa"
)

// What the half-space model is learned from. The treebanks' test splits are for measuring and never read here.
var (
	repairNews      = []string{"news/stream.jsonl.gz", "news/diplomatic.jsonl.gz"}
	repairTreebanks = []string{"fa_perdt-ud-dev", "fa_seraji-ud-dev"}
)

// RepairModel learns the model of [fa.Repair] from the folder of shared data and writes it to the repository at root.
func RepairModel(shared, root string) error {
	data, err := repairData(filepath.Join(shared, "data"))
	if err != nil {
		return fmt.Errorf("train.RepairModel: %w", err)
	}
	model, err := fa.TrainRepair(data)
	if err != nil {
		return fmt.Errorf("train.RepairModel: %w", err)
	}
	return os.WriteFile(filepath.Join(root, "fa/data/repair.model"), model, 0o644)
}

func repairData(data string) (out fa.RepairData, err error) {
	for _, name := range repairNews {
		err = eachItem(filepath.Join(data, name), func(d safir.Dispatch) bool {
			out.News = append(out.News, d.Body)
			return true
		})
		if err != nil {
			return out, err
		}
	}
	for _, name := range repairTreebanks {
		err = eachLine(filepath.Join(data, "treebank", name+".conllu.gz"), func(line string) {
			if text, ok := strings.CutPrefix(line, "# text = "); ok {
				out.Sentences = append(out.Sentences, text)
			}
		})
		if err != nil {
			return out, err
		}
	}
	err = eachLine(filepath.Join(data, "words/hazm-words.tsv.gz"), func(line string) {
		word, _, _ := strings.Cut(line, "\t")
		out.Words = append(out.Words, word)
	})
	if err != nil {
		return out, err
	}
	err = eachLine(filepath.Join(data, "words/hazm-verbs.tsv"), func(line string) {
		past, present, _ := strings.Cut(line, "#")
		out.Verbs = append(out.Verbs, [2]string{past, present})
	})
	return out, err
}
