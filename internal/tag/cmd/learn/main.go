// Learn is a temporary way to run the training functions.
package main

import (
	"fmt"
	"os"

	"safir/internal/know"
	"safir/internal/tag"
)

func main() {
	shared := "/work/shared"
	dir := "/work/main/internal/tag/"
	check := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	for _, what := range os.Args[1:] {
		switch what {
		case "classes":
			file, err := tag.TrainClasses(shared, os.Stderr)
			check(err)
			check(os.WriteFile(dir+"lexicon.model", file, 0o644))
		case "measure":
			world, err := know.Load()
			check(err)
			names, err := tag.LoadNames(world)
			check(err)
			lines, err := tag.Measure(names, shared)
			check(err)
			for _, line := range lines {
				fmt.Println(line)
			}
		case "names":
			lexicon, err := os.ReadFile(dir + "lexicon.model")
			check(err)
			report, err := tag.TrainNames(shared, lexicon, os.Stderr)
			check(err)
			if os.Getenv("DRY") == "" {
				check(os.WriteFile(dir+"names.model", report.Model, 0o644))
				check(os.WriteFile(dir+"seen.model", report.Survey, 0o644))
			}
			for _, line := range report.Measured {
				fmt.Println(line)
			}
		}
	}
}
