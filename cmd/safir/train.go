package main

import (
	"os"

	"safir/internal/eval"
	"safir/internal/train"
)

// trainCommand learns models.
type trainCommand struct {
	Decisions decisionsCommand  `cmd:"" help:"Learn the decisions about events and statements; write their model files."`
	Classes   classesCommand    `cmd:"" help:"Learn the classes of words from the unlabelled news; write their model file."`
	Names     namesModelCommand `cmd:"" help:"Learn the names of people, places and organisations; write their model files."`
	Tags      tagsCommand       `cmd:"" help:"Learn parts of speech and lemmas; write their model files."`
	Check     checkCommand      `cmd:"" help:"Measure those decisions by cross-validation over gold dispatches."`
	Sure      sureCommand       `cmd:"" help:"Learn how likely an event of the ledger is by its reports; write the weights, and print by cross-validation how right they are."`
	Keep      keepCommand       `cmd:"" help:"Print hand-made records with places in the text in place of quotes, to be kept with the repository's readings."`
	Repair    repairLessons     `cmd:"" help:"Learn where half-spaces belong; write fa/data/repair.model."`
	Words     wordsLessons      `cmd:"" help:"Learn which pronouns and copulas are tied to words; write fa/data/words.model."`
}

type decisionsCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model files are written to." default:"." type:"existingdir"`
}

// Run learns from gold/train.
func (c *decisionsCommand) Run() error {
	course, err := train.NewCourse(c.Shared, c.Root, os.Stderr, "train")
	if err != nil {
		return err
	}
	return course.Write(c.Root)
}

type checkCommand struct {
	Shared string   `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string   `help:"Root of the repository, for further readings that it keeps." default:"." type:"existingdir"`
	Gold   []string `help:"Gold files to cut into folds." default:"train"`
	Events bool     `help:"Only events; statements are left out."`
	Errors bool     `help:"List each miss and each invention with its words before the table."`
	Sure   bool     `help:"Tell also how often what is said with a confidence is right."`
}

// Run prints the score of records read by models that had not seen their dispatches.
func (c *checkCommand) Run() error {
	course, err := train.NewCourse(c.Shared, c.Root, os.Stderr, c.Gold...)
	if err != nil {
		return err
	}
	score, records, err := course.CrossValidate(c.Events)
	if err != nil {
		return err
	}
	for i := range course.Cases[:course.Measured] {
		if gold := course.Cases[i].Gold; c.Errors {
			printErrors(os.Stdout, eval.Errors(gold, records[gold.ID]))
		}
	}
	if err := score.Write(os.Stdout, course.Measured); err != nil || !c.Sure {
		return err
	}
	var sure eval.Calibration
	for _, measured := range course.Cases[:course.Measured] {
		sure.Add(measured.Gold, records[measured.Gold.ID])
	}
	return sure.Write(os.Stdout)
}

type keepCommand struct {
	Dispatches string `help:"JSONL file of dispatches." required:"" type:"existingfile"`
	Gold       string `help:"JSONL file of records made by hand." required:"" type:"existingfile"`
}

// Run prints the readings.
func (c *keepCommand) Run() error {
	lines, err := train.KeepReadings(c.Dispatches, c.Gold)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(lines)
	return err
}
