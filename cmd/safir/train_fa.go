package main

import "safir/internal/train"

// repairLessons learns the model of repair.
type repairLessons struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model file is written to." default:"." type:"existingdir"`
}

// Run learns from news, treebanks and word lists.
func (c *repairLessons) Run() error { return train.RepairModel(c.Shared, c.Root) }

// wordsLessons learns the model of enclitics.
type wordsLessons struct {
	Shared string `help:"Folder of the shared data." default:"../shared" type:"existingdir"`
	Root   string `help:"Root of the repository that the model file is written to." default:"." type:"existingdir"`
}

// Run learns from treebanks.
func (c *wordsLessons) Run() error { return train.WordsModel(c.Shared, c.Root) }
