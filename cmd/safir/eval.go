package main

import (
	"fmt"
	"io"
	"os"

	"safir"
	"safir/internal/eval"
	"safir/read"
)

// evalCommand scores records against gold.
type evalCommand struct {
	Dispatches string `help:"JSONL file of dispatches." required:"" type:"existingfile"`
	Gold       string `help:"JSONL file of records made by hand." required:"" type:"existingfile"`
	System     string `help:"JSONL file of records to score; without it, safir reads the dispatches." type:"existingfile"`
	Errors     bool   `help:"List each miss and each invention with its words before the table."`
	Sure       bool   `help:"Tell also how often what is said with a confidence is right."`
}

// Run prints the score table, after the errors where they are asked for.
func (c *evalCommand) Run() error {
	dispatches, _, err := eval.LoadDispatches(c.Dispatches)
	if err != nil {
		return err
	}
	gold, ids, err := eval.LoadGold(c.Gold, dispatches)
	if err != nil {
		return err
	}
	system, err := c.records(dispatches, ids)
	if err != nil {
		return err
	}
	var sure eval.Calibration
	total := eval.Score{}
	for _, id := range ids {
		if c.Errors {
			printErrors(os.Stdout, eval.Errors(gold[id], system[id]))
		}
		total.Add(eval.ScoreDispatch(gold[id], system[id]))
		sure.Add(gold[id], system[id])
	}
	if err := total.Write(os.Stdout, len(ids)); err != nil || !c.Sure {
		return err
	}
	return sure.Write(os.Stdout)
}

func printErrors(w io.Writer, list []eval.Error) {
	for _, e := range list {
		fmt.Fprintln(w, e)
	}
}

func (c *evalCommand) records(dispatches map[string]safir.Dispatch, ids []string) (map[string]*safir.Record, error) {
	if c.System != "" {
		return eval.LoadRecords(c.System)
	}
	reader, err := read.New()
	if err != nil {
		return nil, err
	}
	out := map[string]*safir.Record{}
	for _, id := range ids {
		record := reader.Read(dispatches[id])
		out[id] = &record
	}
	return out, nil
}
