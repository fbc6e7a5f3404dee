package api_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"safir/internal/ledger"
	"safir/internal/users"
)

// document is what a test wants of an OpenAPI document.
type document struct {
	OpenAPI string
	Servers []struct{ URL string }
	Paths   map[string]map[string]struct {
		OperationID, Summary string
		Parameters           []struct{ Name, In, Description string }
		RequestBody          struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
		Responses map[string]struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
	}
	Components struct{ Schemas map[string]json.RawMessage }
}

func openapi(t *testing.T, f *fixture) (d document, text string) {
	t.Helper()
	w := f.ask("GET", "/openapi.json", "", "")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Type"), "json") {
		t.Fatalf("got %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	return d, w.Body.String()
}

// schema makes a schema of the document one that stands alone.
func (d *document) schema(t *testing.T, of json.RawMessage) *jsonschema.Resolved {
	t.Helper()
	root := map[string]any{"$defs": d.Components.Schemas, "allOf": []json.RawMessage{of}}
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(text), "#/components/schemas/", "#/$defs/")), &s); err != nil {
		t.Fatalf("%s: %v", of, err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		t.Fatalf("%s: %v", of, err)
	}
	return resolved
}

func TestTheDocumentIsWhole(t *testing.T) {
	d, text := openapi(t, small(t, users.Reader))
	if d.OpenAPI != "3.1.0" || len(d.Servers) != 1 || d.Servers[0].URL != "/api/v1" || len(d.Paths) < 20 {
		t.Errorf("version %s, servers %v, %d paths", d.OpenAPI, d.Servers, len(d.Paths))
	}
	for _, ref := range regexp.MustCompile(`"\$ref":"([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if name, ok := strings.CutPrefix(ref[1], "#/components/schemas/"); !ok || d.Components.Schemas[name] == nil {
			t.Errorf("%s points nowhere", ref[1])
		}
	}
	ids, made := map[string]string{}, map[string]bool{}
	makes := func(schema json.RawMessage) {
		if !made[string(schema)] { // a problem document is described a hundred times
			made[string(schema)] = true
			d.schema(t, schema)
		}
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			if op.OperationID == "" || op.Summary == "" || ids[op.OperationID] != "" {
				t.Errorf("%s %s: id %q, also of %q", method, path, op.OperationID, ids[op.OperationID])
			}
			ids[op.OperationID] = path
			var inPath []string
			for _, p := range op.Parameters {
				if p.Description == "" {
					t.Errorf("%s %s: %s has no meaning", method, path, p.Name)
				}
				if p.In == "path" {
					inPath = append(inPath, p.Name)
				}
			}
			if named := regexp.MustCompile(`\{\w+\}`).FindAllString(path, -1); len(named) != len(inPath) {
				t.Errorf("%s %s: parameters %v", method, path, inPath)
			}
			for status, response := range op.Responses {
				if status[0] >= '4' && response.Content["application/problem+json"].Schema == nil {
					t.Errorf("%s %s: %s is no problem document", method, path, status)
				}
				for _, c := range response.Content {
					makes(c.Schema)
				}
			}
			for _, c := range op.RequestBody.Content {
				makes(c.Schema)
			}
		}
	}
}

// TestAnswersAreAsTheDocumentSays validates answers of every operation against the schemas of the document.
func TestAnswersAreAsTheDocumentSays(t *testing.T) {
	f := small(t, users.Editor)
	d, _ := openapi(t, f)
	if err := f.store.AddQuestion(t.Context(), ledger.Question{Name: "calls", Type: "call", Created: "2026-05-01T12:00:00.000Z"}, nil); err != nil {
		t.Fatal(err)
	}
	event := get[items[eventLine]](f, "/events?type=meeting").Items[0].ID
	person := get[items[struct{ ID string }]](f, "/people").Items[0].ID
	asked := map[string]string{
		"/events": "/events", "/events/counts": "/events/counts", "/events/{id}": "/events/" + event, "/people": "/people", "/people/{id}": "/people/" + person,
		"/people/{id}/contacts": "/people/" + person + "/contacts", "/people/{id}/offices/{office}/evidence": "/people/" + person + "/offices/0/evidence",
		"/states": "/states", "/states/{code}": "/states/IRN", "/states/{code}/contacts": "/states/IRN/contacts", "/between": "/between?a=IRN&b=SYR",
		"/statements": "/statements", "/statements/{dispatch}/{n}": "/statements/speech/s1", "/claims": "/claims", "/claims/{dispatch}/{n}": "/claims/count/c1",
		"/dispatches": "/dispatches", "/dispatches/{id}": "/dispatches/call", "/search": "/search?q=" + url.QueryEscape("عراقچی"), "/sources": "/sources",
		"/corrections": "/corrections", "/status": "/status", "/questions": "/questions", "/questions/{name}": "/questions/calls",
	}
	check := func(method, path, status, text string) {
		t.Helper()
		media := "application/json"
		if status[0] == '4' {
			media = "application/problem+json"
		}
		schema := d.Paths[path][method].Responses[status].Content[media].Schema
		if schema == nil {
			t.Errorf("%s %s: %s is not described", method, path, status)
			return
		}
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if err := d.schema(t, schema).Validate(value); err != nil {
			t.Errorf("%s %s: %v\n%s", method, path, err, text)
		}
	}
	body := correction(t, map[string]any{"kind": "edit", "reason": "x", "events": []map[string]string{{"id": event}}, "changes": map[string]any{"where": "Muscat", "add": []string{"OMN"}}})
	check("post", "/corrections", "201", f.ask("POST", "/corrections", "application/json", body).Body.String())
	check("post", "/read", "200", f.ask("POST", "/read?explain=true", "text/plain", "عباس عراقچی وزیر خارجه ایران امروز با بدر البوسعیدی در مسقط دیدار کرد و گفت: رابطه دو کشور خوب است.").Body.String())
	check("get", "/events/{id}", "404", f.ask("GET", "/events/none", "", "").Body.String())
	check("get", "/events", "400", f.ask("GET", "/events?type=party", "", "").Body.String())
	for path, methods := range d.Paths {
		if _, ok := methods["get"]; !ok {
			continue
		}
		if asked[path] == "" {
			t.Errorf("nobody asked %s", path)
			continue
		}
		w := f.ask("GET", asked[path], "", "")
		if w.Code != 200 {
			t.Errorf("%s: %d %s", asked[path], w.Code, w.Body)
			continue
		}
		check("get", path, "200", w.Body.String())
	}
}

func TestThePageOfTheAPILoadsNothingFromElsewhere(t *testing.T) {
	f := small(t, users.Reader)
	d, _ := openapi(t, f)
	for _, path := range []string{"/docs", "", "/docs/"} {
		w := f.ask("GET", path, "", "")
		page := w.Body.String()
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Fatalf("%q: %d", path, w.Code)
		}
		for operation := range d.Paths {
			if !strings.Contains(page, "/api/v1"+operation+"<") {
				t.Errorf("the page does not tell of %s", operation)
			}
		}
		if bad := regexp.MustCompile(`(?i)https?://|<script|<style| style=| on\w+=`).FindAllString(page, -1); len(bad) > 0 {
			t.Errorf("the page holds %q", bad)
		}
	}
	if w := f.ask("GET", "/docs/style.css", "", ""); w.Code != 200 || strings.Contains(w.Body.String(), "url(") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("its style: %d", w.Code)
	}
}
