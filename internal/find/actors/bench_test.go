package actors_test

import (
	"path/filepath"
	"testing"

	"safir/fa"
	"safir/internal/eval"
	"safir/internal/find/actors"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/shared"
	"safir/internal/tag"
)

// kept gives back the names found before, so that the benchmark measures the actors and not the tagger.
type kept map[*fa.Doc][]tag.Name

func (k kept) Find(d *fa.Doc) []tag.Name { return k[d] }

// BenchmarkFind finds the actors of the dispatches of gold/dev, one per operation.
func BenchmarkFind(b *testing.B) {
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	names, err := tag.LoadNames(world)
	if err != nil {
		b.Fatal(err)
	}
	dispatches, ids, err := eval.LoadDispatches(filepath.Clean(shared.Path(b, "gold/dev.dispatches.jsonl")))
	if err != nil {
		b.Fatal(err)
	}
	found := kept{}
	finder, err := actors.New(world, found)
	if err != nil {
		b.Fatal(err)
	}
	var pages []page.Page
	bytes := 0
	for _, id := range ids {
		d := dispatches[id]
		text := fa.Repair(d.Body)
		p := page.Page{Dispatch: d, Doc: fa.NewDoc(text.Repaired), Source: text, Outlet: world.Outlet(d.Agency)}
		found[p.Doc] = names.Find(p.Doc)
		pages = append(pages, p)
		bytes += len(text.Repaired)
	}
	b.SetBytes(int64(bytes / len(pages)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := pages[i%len(pages)]
		finder.Find(&p)
	}
}
