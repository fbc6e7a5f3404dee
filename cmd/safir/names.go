package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/tag"
)

// namesCommand finds names.
type namesCommand struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Texts to read, each as one document; standard input without any." type:"existingfile"`
	Format string   `help:"tsv or json (one object a line)." enum:"tsv,json" default:"tsv"`
}

// nameFound is one name as it is written out. Places are in the text as it arrived.
type nameFound struct {
	File    string  `json:"file"`
	Start   int     `json:"start"` // code points of the text before it
	End     int     `json:"end"`
	Class   string  `json:"class"`   // PER, LOC or ORG
	Country *string `json:"country"` // ISO 3166-1 alpha-3, null where not known
	ID      *string `json:"id"`
	Key     string  `json:"key"` // the same for all ways in which the text names one bearer
	Text    string  `json:"text"`
}

// Run writes the names of every text.
func (c *namesCommand) Run() error {
	world, err := know.Load()
	if err != nil {
		return err
	}
	finder, err := tag.LoadNames(world)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if c.Format == "tsv" {
		fmt.Fprintln(out, "file\tstart\tend\tclass\tcountry\tid\tkey\ttext")
	}
	err = eachDocument(c.Files, func(name, source string) error {
		for _, found := range findNames(finder, name, source) {
			if err := c.write(out, found); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, out.Flush())
}

func findNames(finder *tag.Names, file, source string) []nameFound {
	text := fa.Repair(source)
	d := fa.NewDoc(text.Repaired)
	points := fa.NewCodePoints(source)
	var out []nameFound
	for _, e := range finder.Entities(d) {
		span := text.ToSource(d.Span(e.Range))
		out = append(out, nameFound{
			File: file, Start: points.At(source, span.Start), End: points.At(source, span.End), Class: string(e.Class),
			Country: known(e.Country), ID: known(e.ID), Key: e.Key, Text: source[span.Start:span.End],
		})
	}
	return out
}

// known is nil for what is not.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (c *namesCommand) write(out io.Writer, n nameFound) error {
	if c.Format == "json" {
		return json.NewEncoder(out).Encode(n)
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	_, err := fmt.Fprintln(out, strings.Join([]string{
		n.File, strconv.Itoa(n.Start), strconv.Itoa(n.End), n.Class, text(n.Country), text(n.ID), n.Key, strings.Join(strings.Fields(n.Text), " "),
	}, "\t"))
	return err
}

// eachDocument reads the files named, or standard input, each whole.
func eachDocument(files []string, each func(name, text string) error) error {
	if len(files) == 0 {
		text, err := io.ReadAll(os.Stdin)
		if err != nil {
			return fmt.Errorf("reading standard input: %w", err)
		}
		return each("stdin", string(text))
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := each(name, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
