package main

import (
	"fmt"
	"os"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/tag"
	"safir/internal/ud"
)

// wordsCommand tags words.
type wordsCommand struct {
	Files []string `arg:"" optional:"" name:"file" help:"Texts to read; standard input without any." type:"existingfile"`
	Style string   `help:"Whose conventions to follow: ${enum} (the treebanks UD_Persian-PerDT, which has proper nouns, and UD_Persian-Seraji, which has none)." enum:"perdt,seraji" default:"perdt"`
}

// Run writes the words of every text as CoNLL-U.
func (c *wordsCommand) Run() error {
	world, err := know.Load()
	if err != nil {
		return err
	}
	words, err := tag.LoadTagger(tag.Style(c.Style))
	if err != nil {
		return err
	}
	names, err := tag.LoadNames(world)
	if err != nil {
		return err
	}
	return eachDocument(c.Files, func(name, text string) error {
		sentences := words.UD(fa.Repair(text), names)
		for i := range sentences {
			sentences[i].ID = fmt.Sprintf("%s:%d", name, i+1)
		}
		return ud.Write(os.Stdout, sentences)
	})
}
