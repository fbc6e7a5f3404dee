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
	Trees     treesCommand      `cmd:"" help:"Learn which word of a sentence hangs on which; write the model file and print how right it is."`
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

type treesCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model file is written to." default:"." type:"existingdir"`
}

// Run learns from the trees that the repository keeps.
func (c *treesCommand) Run() error { return train.Trees(c.Shared, c.Root, os.Stdout) }

type checkCommand struct {
	Shared   string   `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root     string   `help:"Root of the repository, for further readings that it keeps." default:"." type:"existingdir"`
	Gold     []string `help:"Gold files to cut into folds." default:"train"`
	Events   bool     `help:"Only events; statements are left out."`
	Readings bool     `help:"Score the readings that the repository keeps, in place of the gold files."`
	Errors   bool     `help:"List each miss and each invention with its words before the table."`
	Sure     bool     `help:"Tell also how often what is said with a confidence is right."`
}

// Run prints the score of records read by models that had not seen their dispatches.
func (c *checkCommand) Run() error {
	course, err := train.NewCourse(c.Shared, c.Root, os.Stderr, c.Gold...)
	if err != nil {
		return err
	}
	records, err := course.CrossValidate(c.Events)
	if err != nil {
		return err
	}
	measured := course.Gold()
	if c.Readings {
		measured = course.Readings()
	}
	var sure eval.Calibration
	score := eval.Score{}
	for i := range measured {
		gold := measured[i].Gold
		read := records[gold.ID]
		score.Add(eval.ScoreDispatch(gold, read))
		sure.Add(gold, read)
		if c.Errors {
			printErrors(os.Stdout, eval.Errors(gold, read))
		}
	}
	if err := score.Write(os.Stdout, len(measured)); err != nil || !c.Sure {
		return err
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
