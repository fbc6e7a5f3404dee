package desk

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"

	"safir/internal/atlas"
	"safir/internal/show"
)

//go:embed static/*
var staticFiles embed.FS

// static are the files that pages need, by name. Their addresses hold what they hold, so that browsers keep them for good.
type static map[string]asset

const font = "vazirmatn.woff2"

type asset struct {
	text    []byte
	version string
}

func newStatic() (static, error) {
	s := static{}
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		text, err := fs.ReadFile(staticFiles, path.Join("static", e.Name()))
		if err != nil {
			return nil, err
		}
		s.add(e.Name(), text)
	}
	css := append([]byte(show.Styles()), s["desk.css"].text...) // pages of dispatches look as everywhere
	s.add("desk.css", bytes.ReplaceAll(css, []byte(font), []byte("../"+s[font].version+"/"+font)))
	s.add("article.js", []byte(show.Script()))
	world, err := atlas.World()
	s.add("world.svg", world)
	return s, err
}

func (s static) add(name string, text []byte) {
	sum := sha256.Sum256(text)
	s[name] = asset{text, hex.EncodeToString(sum[:6])}
}

// address is where a file is found.
func (s static) address(name string) string { return "/static/" + s[name].version + "/" + name }

// ServeHTTP gives a file.
func (s static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, ok := s[r.PathValue("file")]
	if !ok || r.PathValue("version") != a.version {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("file"))))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(a.text)
}
