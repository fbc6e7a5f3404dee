package export

import (
	"io"
	"strconv"

	"safir"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// The statements of a ledger, as the formats write them that know no entities.

func statementsCSV(w io.Writer, c *Contents, o *Options) error {
	x, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	out, err := newCells(w, o.BOM, "id", "day", "jalali", "act", "act_fa", "speakers", "speaker_states", "addressees", "targets", "target_states",
		"direct", "words", "cue", "event", "confidence", "plover", "plover_mode", "cameo", "agency", "agency_name", "published", "dispatch", "title", "url")
	if err != nil {
		return err
	}
	for s, err := range c.Statements {
		if err != nil {
			return err
		}
		speakers, speakerStates := whoAre(s.Speakers)
		addressees, _ := whoAre(s.Addressees)
		targets, targetStates := whoAre(s.Targets)
		code := x.acts[string(s.Act)]
		if err := out.row(
			s.ID, s.Day, Jalali(s.Day), string(s.Act), label.Of("act", string(s.Act)).FA, joined(speakers), joined(speakerStates), joined(addressees),
			joined(targets), joined(targetStates), strconv.FormatBool(s.Direct), s.Words, s.CueWords, s.Event, decimal(s.Confidence),
			code.Event, code.Mode, code.Cameo, s.Source.Agency, outletName(s.Source.Agency, o), s.Source.Published, s.Source.Dispatch, s.Source.Title, s.Source.URL,
		); err != nil {
			return err
		}
	}
	return out.close()
}

// whoAre are the labels of actors, and the states that they belong to, each once.
func whoAre(actors []safir.Actor) (names, states []string) {
	for i := range actors {
		names = appendNew(names, Label(&actors[i]))
		states = appendNew(states, value(actors[i].Country))
	}
	return names, states
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// statementParquet is a row of Parquet.
type statementParquet struct {
	ID         string         `parquet:"id"`
	Day        *int32         `parquet:"day,optional,date"`
	Jalali     *string        `parquet:"jalali,optional"`
	Act        string         `parquet:"act,dict"`
	Speakers   []actorParquet `parquet:"speakers,list"`
	Addressees []actorParquet `parquet:"addressees,list"`
	Targets    []actorParquet `parquet:"targets,list"`
	Direct     bool           `parquet:"direct"`
	Words      string         `parquet:"words"`
	Cue        string         `parquet:"cue"`
	Start      int32          `parquet:"start"` // of the words, in code points of the dispatch's text
	End        int32          `parquet:"end"`
	Event      *string        `parquet:"event,optional"`
	Confidence float64        `parquet:"confidence"`
	Plover     *string        `parquet:"plover,optional,dict"`
	Mode       *string        `parquet:"plover_mode,optional,dict"`
	Cameo      *string        `parquet:"cameo,optional,dict"`
	Agency     *string        `parquet:"agency,optional,dict"`
	Published  *string        `parquet:"published,optional"`
	Dispatch   string         `parquet:"dispatch"`
	URL        *string        `parquet:"url,optional"`
}

func statementsParquet(w io.Writer, c *Contents, o *Options) error {
	x, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	return writeParquet(w, c.Statements, func(s *ledger.Said) statementParquet {
		code := x.acts[string(s.Act)]
		return statementParquet{
			s.ID, sinceEpoch(s.Day), known(Jalali(s.Day)), string(s.Act), c.parquetActors(s.Speakers), c.parquetActors(s.Addressees), c.parquetActors(s.Targets),
			s.Direct, s.Words, s.CueWords, int32(s.Content.Start), int32(s.Content.End), known(s.Event), s.Confidence,
			known(code.Event), known(code.Mode), known(code.Cameo), known(s.Source.Agency), known(s.Source.Published), s.Source.Dispatch, known(s.Source.URL),
		}
	})
}

func (c *Contents) parquetActors(actors []safir.Actor) (out []actorParquet) {
	for i := range actors {
		a := &actors[i]
		out = append(out, actorParquet{c.identity(a), string(a.Kind), a.Name, a.Office, a.Country, a.Org})
	}
	return out
}

// identity is an actor's id, as it is in events.
func (c *Contents) identity(a *safir.Actor) string {
	p := ledger.Part{Actor: *a}
	if c.Person != nil && value(a.Name) != "" {
		p.Person = c.Person(a)
	}
	return identityOf(&p)
}

// statementsPlover writes what is said as PLOVER has it, one statement a line: a verbal act by who speaks, at whom it is aimed.
func statementsPlover(w io.Writer, c *Contents, o *Options) error {
	out := newLines(w)
	return eachSaid(c, o, func(l *ploverLine) error { return out.Encode(l) })
}

// eachSaid gives the statements as PLOVER has them, and tells what it leaves out.
func eachSaid(c *Contents, o *Options, do func(*ploverLine) error) error {
	x, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	left := map[string]int{}
	for s, err := range c.Statements {
		if err != nil {
			return err
		}
		line, why := x.said(&s, c, o)
		if why != "" {
			left[why]++
			continue
		}
		if err := do(&line); err != nil {
			return err
		}
	}
	o.leftOut(left)
	return nil
}

func (x *crosswalk) said(s *ledger.Said, c *Contents, o *Options) (l ploverLine, why string) {
	code := x.acts[string(s.Act)]
	weight := x.score(code)
	switch {
	case code.Event == "":
		return l, "PLOVER has no event for the act " + string(s.Act)
	case s.Day == "":
		return l, "the day of publication is not known"
	case len(s.Speakers) == 0:
		return l, "nobody is known who speaks"
	}
	l = ploverLine{
		ID: s.ID, Date: s.Day, EndDate: s.Day, Event: code.Event, Mode: code.Mode, Cameo: code.Cameo, QuadCode: weight.Quad, Scale: weight.Weight,
		Text: []string{s.Words}, TextInfo: []ploverText{{s.Content.Start, s.Content.End}}, Citation: []string{s.Source.Dispatch}, Language: persian,
		Coder: coder, Codebook: codebook, Type: string(s.Act), DateFrom: "report", firstReport: s.Day,
	}
	if s.Source.URL != "" {
		l.URL = []string{s.Source.URL}
	}
	if name := outletName(s.Source.Agency, o); name != "" {
		l.Published = []string{name}
	}
	for i := range s.Speakers {
		actor, context := x.actor(&s.Speakers[i], c.identity(&s.Speakers[i]), "speaker")
		l.Source = append(l.Source, actor)
		l.Context = appendNew(l.Context, context)
	}
	for i := range s.Targets {
		actor, _ := x.actor(&s.Targets[i], c.identity(&s.Targets[i]), "target")
		l.Target = append(l.Target, actor)
	}
	return l, ""
}
