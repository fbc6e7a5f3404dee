package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"safir/fa"
	"safir/fa/times"
)

// timesCommand finds expressions of time.
type timesCommand struct {
	Files     []string `arg:"" optional:"" name:"file" help:"Texts to read; standard input without any." type:"existingfile"`
	Published string   `help:"Day or instant of publication (ISO 8601), from which «فردا» counts; without it, relative expressions have no value."`
	Abroad    bool     `help:"The texts are written abroad: «ماه گذشته» is a month of the Gregorian calendar."`
	Occasions bool     `help:"Also occasions named without a date («عید فطر»)."`
	Wide      bool     `help:"Also clock times, durations, repetitions and vague stretches, set apart as HengamGold does and with the types of TimeML; a clock time has a value where its day is said in its sentence."`
	Format    string   `help:"tsv or json (one object a line)." enum:"tsv,json" default:"tsv"`
}

// timeFound is one expression as it is written out. Places are in the text as it arrived.
type timeFound struct {
	File     string  `json:"file"`
	Line     int     `json:"line"`  // from 1
	Start    int     `json:"start"` // code points of the text before it
	End      int     `json:"end"`
	Text     string  `json:"text"`
	EDTF     *string `json:"edtf"`
	Calendar string  `json:"calendar"`
	Type     string  `json:"type"` // of TimeML: date, time, duration, set
	Clock    bool    `json:"clock"`
	Rule     string  `json:"rule"`
}

// Run writes the expressions of every text.
func (c *timesCommand) Run() error {
	if c.Published != "" {
		if _, ok := times.ParseDay(c.Published); !ok {
			return fmt.Errorf("--published %q: want a day or an instant of ISO 8601", c.Published)
		}
	}
	finder, err := times.Load()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if c.Format == "tsv" {
		fmt.Fprintln(out, strings.Join([]string{"file", "line", "start", "end", "edtf", "calendar", "type", "clock", "rule", "text"}, "\t"))
	}
	err = eachText(c.Files, func(name string, in io.Reader) error {
		source, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		for _, found := range c.find(finder, name, string(source)) {
			if err := c.write(out, found); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, out.Flush())
}

func (c *timesCommand) find(finder *times.Finder, name, source string) []timeFound {
	text := fa.Repair(source)
	doc := fa.NewDoc(text.Repaired)
	points := fa.NewCodePoints(source)
	setting := times.Setting{Published: c.Published, Abroad: c.Abroad, Occasions: c.Occasions, Wide: c.Wide}
	var out []timeFound
	line, at := 1, 0
	for _, e := range finder.Find(doc, setting) {
		s := text.ToSource(doc.Span(e.Range))
		line, at = line+strings.Count(source[at:s.Start], "\n"), s.Start
		found := timeFound{
			File: name, Line: line, Start: points.At(source, s.Start), End: points.At(source, s.End),
			Text: source[s.Start:s.End], Calendar: string(e.Calendar), Type: string(e.Type), Clock: e.Clock, Rule: e.Why,
		}
		if e.EDTF != "" {
			found.EDTF = &e.EDTF
		}
		out = append(out, found)
	}
	return out
}

func (c *timesCommand) write(out io.Writer, t timeFound) error {
	if c.Format == "json" {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(t)
	}
	value := ""
	if t.EDTF != nil {
		value = *t.EDTF
	}
	text := strings.NewReplacer("\n", " ", "\t", " ").Replace(t.Text)
	_, err := fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%s\t%s\t%s\t%t\t%s\t%s\n", t.File, t.Line, t.Start, t.End, value, t.Calendar, t.Type, t.Clock, t.Rule, text)
	return err
}
