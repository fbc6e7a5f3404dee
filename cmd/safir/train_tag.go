package main

import (
	"os"
	"path/filepath"

	"safir/internal/tag"
)

// tagFolder is where the taggers' model files stand in the repository.
const tagFolder = "internal/tag"

type classesCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model file is written to." default:"." type:"existingdir"`
}

// Run learns word classes from the unlabelled news.
func (c *classesCommand) Run() error {
	file, err := tag.TrainClasses(c.Shared, os.Stderr)
	if err != nil {
		return err
	}
	return writeModels(c.Root, map[string][]byte{"lexicon.model.zst": file})
}

type namesModelCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model files are written to." default:"." type:"existingdir"`
}

// Run learns names.
func (c *namesModelCommand) Run() error {
	lexicon, err := os.ReadFile(filepath.Join(c.Root, tagFolder, "lexicon.model.zst"))
	if err != nil {
		return err
	}
	models, err := tag.TrainNames(c.Shared, lexicon, os.Stderr)
	if err != nil {
		return err
	}
	return writeModels(c.Root, map[string][]byte{"names.model.zst": models.Names, "seen.model.zst": models.Survey})
}

type tagsCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model files are written to." default:"." type:"existingdir"`
	Check  bool   `help:"Write nothing; measure parts of speech by cross-validation over the treebanks' development splits."`
}

// Run learns parts of speech and lemmas.
func (c *tagsCommand) Run() error {
	var tables [4][]byte
	for k, name := range []string{"lexicon.model.zst", "seen.model.zst", "names.model.zst", "traits.model.zst"} {
		var err error
		if tables[k], err = os.ReadFile(filepath.Join(c.Root, tagFolder, name)); err != nil {
			return err
		}
	}
	if c.Check {
		return tag.CheckWords(c.Shared, tables[0], tables[1], tables[2], tables[3], os.Stdout)
	}
	models, err := tag.TrainWords(c.Shared, tables[0], tables[1], tables[2], os.Stderr)
	if err != nil {
		return err
	}
	files := map[string][]byte{"traits.model.zst": models.Traits}
	for style, file := range models.Styles {
		files["words-"+string(style)+".model.zst"] = file
	}
	return writeModels(c.Root, files)
}

func writeModels(root string, files map[string][]byte) error {
	for name, file := range files {
		if err := os.WriteFile(filepath.Join(root, tagFolder, name), file, 0o644); err != nil {
			return err
		}
	}
	return nil
}
