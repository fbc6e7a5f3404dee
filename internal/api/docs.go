package api

import (
	"bytes"
	_ "embed" // the page of the API
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.gohtml
var docsPage string

//go:embed docs.css
var docsStyle []byte

// docs serves the readable page, made once of the document when it is first asked for; it loads nothing but its own style.
func docs(mux *http.ServeMux, document *huma.OpenAPI) {
	page := sync.OnceValues(func() ([]byte, error) {
		t, err := template.New("docs").Parse(docsPage)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		err = t.Execute(&b, describe(document))
		return b.Bytes(), err
	})
	show := func(w http.ResponseWriter, _ *http.Request) {
		text, err := page()
		if err != nil {
			http.Error(w, "the page could not be made", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(text)
	}
	mux.HandleFunc("GET "+Prefix+"/docs", show)
	mux.HandleFunc("GET "+Prefix, show)
	mux.HandleFunc("GET "+Prefix+"/docs/style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(docsStyle)
	})
}

// described is the document as the page shows it.
type described struct {
	Title, Description string
	Groups             []group
	Schemas            []schemaShown
}

type group struct {
	Name, Description string
	Operations        []operation
}

type operation struct {
	*huma.Operation

	Parameters []parameter
	Takes      []taken
	Gives      []given
}

type parameter struct {
	Name, In, Type, Description, Example string
	Required                             bool
}

type taken struct{ Media, Type, Link string }

type given struct{ Status, Description, Type, Link string }

type schemaShown struct {
	Name   string
	Fields []parameter
	Type   string
}

func describe(d *huma.OpenAPI) described {
	out := described{Title: d.Info.Title, Description: d.Info.Description}
	for _, tag := range d.Tags {
		g := group{Name: tag.Name, Description: tag.Description}
		for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
			for _, op := range []*huma.Operation{d.Paths[path].Get, d.Paths[path].Post} {
				if op != nil && slices.Contains(op.Tags, tag.Name) {
					g.Operations = append(g.Operations, describeOperation(op))
				}
			}
		}
		out.Groups = append(out.Groups, g)
	}
	schemas := d.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		shown := schemaShown{Name: name, Type: typeName(schemas[name])}
		for _, field := range slices.Sorted(maps.Keys(schemas[name].Properties)) {
			p := schemas[name].Properties[field]
			shown.Fields = append(shown.Fields, parameter{Name: field, Type: typeName(p), Description: p.Description, Required: slices.Contains(schemas[name].Required, field)})
		}
		out.Schemas = append(out.Schemas, shown)
	}
	return out
}

func describeOperation(op *huma.Operation) operation {
	out := operation{Operation: op}
	for _, p := range op.Parameters {
		line := parameter{Name: p.Name, In: p.In, Type: typeName(p.Schema), Description: p.Description, Required: p.Required}
		if p.Example != nil {
			line.Example = fmt.Sprint(p.Example)
		} else if p.Schema != nil && len(p.Schema.Examples) > 0 {
			line.Example = fmt.Sprint(p.Schema.Examples[0])
		}
		if p.Schema != nil && p.Schema.Default != nil {
			line.Description += fmt.Sprintf(" Otherwise %v.", p.Schema.Default)
		}
		out.Parameters = append(out.Parameters, line)
	}
	if op.RequestBody != nil {
		for _, media := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
			s := op.RequestBody.Content[media].Schema
			out.Takes = append(out.Takes, taken{media, typeName(s), link(s)})
		}
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		line := given{Status: status, Description: op.Responses[status].Description}
		for _, media := range op.Responses[status].Content {
			line.Type, line.Link = typeName(media.Schema), link(media.Schema)
		}
		out.Gives = append(out.Gives, line)
	}
	return out
}

// link is the name of the schema that a type speaks of.
func link(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case s.Items != nil:
		return link(s.Items)
	}
	return ""
}

func typeName(s *huma.Schema) string {
	if s == nil {
		return ""
	}
	name := s.Type
	switch {
	case s.Ref != "":
		name = link(s)
	case len(s.Enum) > 0:
		values := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			values[i] = fmt.Sprint(v)
		}
		name = strings.Join(values, " | ")
	case s.Items != nil:
		name = "[" + typeName(s.Items) + "]"
	}
	if s.Nullable {
		name += " or null"
	}
	return name
}
