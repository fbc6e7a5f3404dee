package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"safir/fa"
)

// repairCommand is repair as a filter.
type repairCommand struct {
	Files []string `arg:"" optional:"" name:"file" help:"Texts to repair; standard input without any." type:"existingfile"`
	Diff  bool     `help:"Show what changes instead: line:column, why, before → after, TAB-separated; ¬ stands for a half-space."`
}

// Run writes the texts repaired, or their changes.
func (c *repairCommand) Run() error {
	out := bufio.NewWriter(os.Stdout)
	err := eachText(c.Files, func(name string, in io.Reader) error {
		line := 0
		return eachBlock(in, func(block string) {
			text := fa.Repair(block)
			if c.Diff {
				writeChanges(out, name, line, text)
				line += strings.Count(block, "\n")
				return
			}
			out.WriteString(text.Repaired)
		})
	})
	return errors.Join(err, out.Flush())
}

// writeChanges lists the changes of a block that starts after some lines of a text.
func writeChanges(out io.Writer, name string, after int, text fa.Text) {
	show := strings.NewReplacer("\u200c", "¬", "\n", "⏎", "\t", " ")
	for _, c := range text.Changes() {
		fmt.Fprintf(out, "%s:%d:%d\t%s\t%s\t→\t%s\n", name, c.Line+after, c.Column, strings.Join(c.Why, ","), show.Replace(c.Before), show.Replace(c.After))
	}
}

// eachText opens the files named, or standard input.
func eachText(files []string, each func(name string, in io.Reader) error) error {
	if len(files) == 0 {
		return each("stdin", os.Stdin)
	}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		err = each(name, file)
		file.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// blockSize is how much of a text is looked at in one piece: enough to tell how it was damaged, little enough that a text of
// any length can be read.
const blockSize = 1 << 20

// eachBlock gives a text in pieces of whole lines.
func eachBlock(in io.Reader, each func(string)) error {
	lines := bufio.NewReaderSize(in, 1<<16)
	var block strings.Builder
	for {
		line, err := lines.ReadString('\n')
		block.WriteString(line)
		if block.Len() >= blockSize || err != nil && block.Len() > 0 {
			each(block.String())
			block.Reset()
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading text: %w", err)
		}
	}
}
