package article_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"safir/internal/gather/article"
	"safir/internal/gather/markup"
	"safir/internal/know"
)

// furniture is what surrounds articles in pages: as much again and again as outlets have of it.
var furniture = "<nav><ul>" + strings.Repeat(`<li class="menu-item"><a href="/service/politics" title="سیاست خارجی">سیاست خارجی</a></li>`, 300) + "</ul></nav>" +
	"<script>" + strings.Repeat("var x = function () { return 1; };\n", 500) + "</script>"

// BenchmarkPages reads pages of 50 KB: one that marks its body and gives its date to machines, and one that does neither.
func BenchmarkPages(b *testing.B) {
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"microdata", "printed"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			b.Fatal(err)
		}
		page := []byte(strings.Replace(string(archive.Files[1].Data), "<body>", "<body>"+furniture, 1))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				root, err := markup.Parse(page)
				if err != nil {
					b.Fatal(err)
				}
				if a, err := article.Read(root, "https://www.irna.ir/news/1", world); err != nil || a.Published == "" {
					b.Fatal(a, err)
				}
			}
		})
	}
}
