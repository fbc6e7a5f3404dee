package main

import (
	"os"

	"safir/internal/eval"
	"safir/internal/train"
)

// trainCommand learns models.
type trainCommand struct {
	Decisions decisionsCommand `cmd:"" help:"Learn the decisions about events and statements; write their model files."`
	Check     checkCommand     `cmd:"" help:"Measure those decisions by cross-validation over gold dispatches."`
}

type decisionsCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model files are written to." default:"." type:"existingdir"`
}

// Run learns from gold/train.
func (c *decisionsCommand) Run() error {
	course, err := train.NewCourse(c.Shared, os.Stderr, "train")
	if err != nil {
		return err
	}
	return course.Write(c.Root)
}

type checkCommand struct {
	Shared string   `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Gold   []string `help:"Gold files to cut into folds." default:"train"`
	Events bool     `help:"Only events; statements are left out."`
	Errors bool     `help:"List each miss and each invention with its words before the table."`
}

// Run prints the score of records read by models that had not seen their dispatches.
func (c *checkCommand) Run() error {
	course, err := train.NewCourse(c.Shared, os.Stderr, c.Gold...)
	if err != nil {
		return err
	}
	score, records, err := course.CrossValidate(c.Events)
	if err != nil {
		return err
	}
	for i := range course.Cases {
		if gold := course.Cases[i].Gold; c.Errors {
			printErrors(os.Stdout, eval.Errors(gold, records[gold.ID]))
		}
	}
	return score.Write(os.Stdout, len(course.Cases))
}
