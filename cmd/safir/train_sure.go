package main

import (
	"os"
	"path/filepath"

	"safir/internal/know"
	"safir/internal/train"
	"safir/internal/trust"
)

// sureFile is where the weights stand that the ledger is built with.
const sureFile = "internal/ledger/data/sure.tsv"

type sureCommand struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the weights are written to." default:"." type:"existingdir"`
}

// Run reads dispatches by models that had not seen them, merges what they tell of, and learns which events hold.
func (c *sureCommand) Run() error {
	world, err := know.Load()
	if err != nil {
		return err
	}
	course, err := train.NewCourse(c.Shared, c.Root, os.Stderr, "train")
	if err != nil {
		return err
	}
	records, err := course.CrossValidate(true)
	if err != nil {
		return err
	}
	var read []trust.Read
	seen := map[string]bool{}
	for i := range course.Cases { // the seed is there several times
		if gold := course.Cases[i].Gold; !seen[gold.ID] && !course.Cases[i].Written { // what was written to be learned from is no news
			seen[gold.ID] = true
			read = append(read, trust.Read{Gold: gold, Record: records[gold.ID]})
		}
	}
	cases, err := trust.Cases(read, world)
	if err != nil {
		return err
	}
	if err := trust.Write(os.Stdout, cases, trust.Unseen(cases)); err != nil {
		return err
	}
	path := filepath.Join(c.Root, sureFile)
	template, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(trust.File(trust.Learn(cases), string(template))), 0o644)
}
