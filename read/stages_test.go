package read_test

import (
	"strings"
	"testing"

	"safir/internal/know"
	"safir/internal/page"
	"safir/read"
)

func TestAStageBeforeWhatItNeedsIsRefused(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	nothing := func(*page.Page) {}
	text := read.Stage{Name: "text", Gives: []read.Layer{read.Text}, Run: nothing}
	times := read.Stage{Name: "times", Needs: []read.Layer{read.Text}, Gives: []read.Layer{read.Times}, Run: nothing}
	if _, err := read.NewWith(world, []read.Stage{text, times}); err != nil {
		t.Errorf("in order: %v", err)
	}
	_, err = read.NewWith(world, []read.Stage{times, text})
	if err == nil || !strings.Contains(err.Error(), "stage times needs text") {
		t.Errorf("out of order: %v", err)
	}
	if _, err := read.NewWith(world, []read.Stage{times}); err == nil {
		t.Error("a stage without what it needs was taken")
	}
}

func TestTheStagesStandInAnOrderThatWorks(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	stages, err := read.Stages(world)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read.NewWith(world, stages); err != nil {
		t.Error(err)
	}
	for i := range stages {
		without := append(append([]read.Stage{}, stages[:i]...), stages[i+1:]...)
		needed := false
		for _, s := range stages[i+1:] {
			for _, need := range s.Needs {
				for _, gift := range stages[i].Gives {
					needed = needed || need == gift
				}
			}
		}
		if _, err := read.NewWith(world, without); (err != nil) != needed {
			t.Errorf("without %s: %v, though that it is needed is %v", stages[i].Name, err, needed)
		}
	}
}
