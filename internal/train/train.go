package train

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"safir"
	"safir/internal/find/events"
	"safir/internal/find/statements"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/read"
)

// folds is into how many parts dispatches are cut where a model must not have seen what it decides on.
const folds = 5

// Course is everything that the decisions about events and statements are learned from.
type Course struct {
	shared string
	ground *read.Reader
	world  *know.World
	Cases  []Case
	// measured is how many of the cases, from the first, are of the gold files.
	measured int
	readings []Case
	school   *events.School
	acts     []statements.Lesson // utterances of which only the act is known
	log      io.Writer
}

// seedWeight is how many times the seed is learned: once among ten thousand dispatches would be forgotten.
const seedWeight = 12

// NewCourse lays out the dispatches of the named gold files of the shared data, the seed, which the reader has to know by heart
// and which therefore measures nothing, and those of the readings kept under root,
// where there are any.
func NewCourse(shared, root string, log io.Writer, names ...string) (*Course, error) {
	ground, world, err := Ground()
	if err != nil {
		return nil, fmt.Errorf("train.NewCourse: %w", err)
	}
	c := &Course{shared: shared, ground: ground, world: world, log: log}
	for _, name := range names {
		cases, err := LoadCases(filepath.Join(shared, "gold"), name, ground)
		if err != nil {
			return nil, err
		}
		c.Cases = append(c.Cases, cases...)
	}
	c.measured = len(c.Cases)
	for range seedWeight {
		seed, err := loadCases(filepath.Join(shared, "seed/dispatch.jsonl"), filepath.Join(shared, "seed/gold.jsonl"), ground)
		if err != nil {
			return nil, fmt.Errorf("train.NewCourse: %w", err)
		}
		c.Cases = append(c.Cases, seed...)
	}
	if path := filepath.Join(root, ReadingsFile); exists(path) {
		cases, err := c.loadReadings(path)
		if err != nil {
			return nil, fmt.Errorf("train.NewCourse: %w", err)
		}
		c.readings = cases
		c.Cases = append(c.Cases, cases...)
	}
	written, err := loadWritten(root, ground)
	if err != nil {
		return nil, fmt.Errorf("train.NewCourse: %w", err)
	}
	c.Cases = append(c.Cases, written...)
	none, err := elsewhere(shared, ground, c.Cases)
	if err != nil {
		return nil, fmt.Errorf("train.NewCourse: %w", err)
	}
	fmt.Fprintf(log, "%d dispatches with gold, %d items without events\n", len(c.Cases), len(none))
	lessons := make([]events.Lesson, len(c.Cases))
	for i := range c.Cases {
		if c.Cases[i].Only == statementsAlone {
			lessons[i] = events.Lesson{Page: ground.Page(safir.Dispatch{})}
			continue
		}
		lessons[i] = c.Cases[i].eventLesson()
	}
	if c.school, err = events.NewSchool(world, folds, lessons, none); err != nil {
		return nil, fmt.Errorf("train.NewCourse: %w", err)
	}
	if c.acts, err = moreActs(shared, ground); err != nil {
		return nil, fmt.Errorf("train.NewCourse: %w", err)
	}
	fmt.Fprintf(log, "%d dispatches with acts\n", len(c.acts))
	return c, nil
}

// part is every fold-th case from k on, and the others.
func part(cases []Case, k int) (held, others []Case) {
	for i, c := range cases {
		if i%folds == k {
			held = append(held, c)
		} else {
			others = append(others, c)
		}
	}
	return held, others
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// findEvents fills the pages of cases with the events that models find.
func (c *Course) findEvents(models []*learn.Model, cases []Case) error {
	f, err := events.WithModels(c.world, models)
	if err != nil {
		return err
	}
	for i := range cases {
		f.Find(cases[i].Page)
	}
	return nil
}

// unseenEvents fills the pages with events found by models that have not seen them: statements are learned beside such events
// as they will meet in use, with errors.
func (c *Course) unseenEvents() error {
	for k := range folds {
		held, _ := part(c.Cases, k)
		if err := c.findEvents(c.school.Without(k), held); err != nil {
			return err
		}
	}
	return c.findActEvents(c.school.All())
}

// findActEvents fills the pages of the lessons about acts with events; no gold file holds them, so that any models will do.
func (c *Course) findActEvents(models []*learn.Model) error {
	f, err := events.WithModels(c.world, models)
	if err != nil {
		return err
	}
	for i := range c.acts {
		f.Find(c.acts[i].Page)
	}
	return nil
}

func (c *Course) learnStatements(cases []Case) ([]*learn.Model, error) {
	var lessons []statements.Lesson
	for i := range cases {
		if cases[i].Only != eventsAlone {
			lessons = append(lessons, cases[i].statementLesson())
		}
	}
	return statements.Train(c.world, lessons, c.acts)
}

// learned are the two model files' contents.
type learned struct {
	events, statements []*learn.Model
}

// Write learns from all cases and writes the model files under the root of the repository.
func (c *Course) Write(root string) error {
	models := learned{events: c.school.All()}
	err := c.unseenEvents()
	if err == nil {
		models.statements, err = c.learnStatements(c.Cases)
	}
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	for path, list := range map[string][]*learn.Model{
		"internal/find/events/model.zst": models.events, "internal/find/statements/model.zst": models.statements,
	} {
		var file bytes.Buffer
		if err := learn.Write(&file, list...); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, path), file.Bytes(), 0o644); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		fmt.Fprintf(c.log, "%s: %d KB\n", path, file.Len()>>10)
	}
	return nil
}

// Gold are the cases of the gold files: scored alone, so that figures can be compared whatever else was learned from.
func (c *Course) Gold() []Case { return c.Cases[:c.measured] }

// Readings are the cases that were read in full for this project. Of one reading each, they are no measure of how right Safir is; but there
// are so many that they tell apart what over gold is less than two trainings differ by.
func (c *Course) Readings() []Case {
	var out []Case
	for _, one := range c.readings {
		if one.Only == "" {
			out = append(out, one)
		}
	}
	return out
}

// CrossValidate gives, by id, records of all dispatches by models that have not seen them. Learning events alone takes a quarter of the time.
func (c *Course) CrossValidate(onlyEvents bool) (map[string]*safir.Record, error) {
	records := map[string]*safir.Record{}
	if err := c.unseenEvents(); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	for k := range folds {
		held, others := part(c.Cases, k)
		models := learned{events: c.school.Without(k)}
		if !onlyEvents {
			var err error
			if models.statements, err = c.learnStatements(others); err != nil {
				return nil, fmt.Errorf("train: %w", err)
			}
		}
		read, err := c.recordsBy(models, held)
		if err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
		maps.Copy(records, read)
	}
	return records, nil
}

// recordsBy reads cases with the given models.
func (c *Course) recordsBy(models learned, cases []Case) (map[string]*safir.Record, error) {
	out := map[string]*safir.Record{}
	stages, err := read.After(c.world, models.events, models.statements)
	if err != nil {
		return nil, err
	}
	for i := range cases {
		for _, s := range stages {
			s.Run(cases[i].Page)
		}
		record := c.ground.Record(cases[i].Page)
		out[record.ID] = &record
	}
	return out, nil
}
