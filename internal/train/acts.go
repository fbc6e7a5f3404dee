package train

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"safir"
	"safir/internal/find/statements"
	"safir/internal/table"
	"safir/read"
)

var (
	//go:embed data/acts.tsv
	actsTSV string
	//go:embed data/utterances.tsv
	utterancesTSV string
)

// utterance is a line of data/acts.tsv.
type utterance struct {
	content safir.Span
	act     safir.Act
}

// utterances lists the lines of data/acts.tsv by dispatch.
func utterances() (map[string][]utterance, error) {
	out := map[string][]utterance{}
	err := table.Each("acts.tsv", actsTSV, []string{"dispatch", "start", "end", "act"}, func(_ int, fields []string) error {
		u := utterance{act: safir.Act(fields[3])}
		var err, err2 error
		u.content.Start, err = strconv.Atoi(fields[1])
		u.content.End, err2 = strconv.Atoi(fields[2])
		if err != nil || err2 != nil || u.content.End <= u.content.Start || !slices.Contains(safir.Acts, u.act) {
			return fmt.Errorf("want dispatch, start, end and act, got %q", fields)
		}
		out[fields[0]] = append(out[fields[0]], u)
		return nil
	})
	return out, err
}

// reports are what the utterances of data/utterances.tsv are reported with, in turn, so that none comes to stand for an act.
var reports = []string{"گفت:", "افزود:", "تأکید کرد که", "اظهار داشت:", "تصریح کرد:"}

// spokenActs makes a dispatch of each utterance of data/utterances.tsv.
func spokenActs(ground *read.Reader) ([]statements.Lesson, error) {
	var out []statements.Lesson
	err := table.Each("utterances.tsv", utterancesTSV, []string{"act", "utterance"}, func(_ int, fields []string) error {
		if !slices.Contains(safir.Acts, safir.Act(fields[0])) {
			return fmt.Errorf("unknown act %q", fields[0])
		}
		said := fields[1]
		before := "سخنگوی دولت " + reports[len(out)%len(reports)] + " "
		lesson := statements.Lesson{Page: ground.Page(safir.Dispatch{ID: fmt.Sprint("utterance ", len(out)), Body: before + said + "."})}
		span := safir.SpanAt(before+said, len(before), len(before+said))
		lesson.Statements = []statements.Gold{{Act: safir.Act(fields[0]), Content: newPositions(lesson.Page).tokens(span)}}
		out = append(out, lesson)
		return nil
	})
	return out, err
}

// moreActs are the utterances of data/utterances.tsv and the dispatches of data/acts.tsv, laid out up to their actors.
func moreActs(shared string, ground *read.Reader) ([]statements.Lesson, error) {
	all, err := utterances()
	if err != nil {
		return nil, err
	}
	out, err := spokenActs(ground)
	if err != nil {
		return nil, err
	}
	take := func(d safir.Dispatch) bool {
		list := all[d.ID]
		if list == nil {
			return true
		}
		delete(all, d.ID)
		lesson := statements.Lesson{Page: ground.Page(d)}
		t := newPositions(lesson.Page)
		for _, u := range list {
			lesson.Statements = append(lesson.Statements, statements.Gold{Act: u.act, Content: t.tokens(u.content)})
		}
		out = append(out, lesson)
		return len(all) > 0
	}
	for _, news := range []string{"diplomatic", "stream"} {
		if err := eachItem(filepath.Join(shared, "data/news", news+".jsonl.gz"), take); err != nil {
			return nil, err
		}
	}
	if len(all) > 0 {
		return nil, fmt.Errorf("acts.tsv: %d dispatches are not in data/news", len(all))
	}
	return out, nil
}
