package web

import (
	_ "embed" // the sentences in Persian
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"sync"

	"safir/internal/table"
)

// Problem is why a request was refused, as RFC 9457 has it.
type Problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

// MediaProblem is the media type of problems.
const MediaProblem = "application/problem+json"

// ForProgram tells whether a program asks, not a page: by the path of the API, of feeds or of figures, or by what it accepts.
func ForProgram(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/questions/") || r.URL.Path == "/metrics" || strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// Refuse answers that a request can't be done, and why: a problem document to programs, a plain page to people.
func Refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	if ForProgram(r) {
		h.Set("Content-Type", MediaProblem)
		w.WriteHeader(status)
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		_ = e.Encode(Problem{http.StatusText(status), status, detail}) //nolint:errchkjson // texts and a number; who went away misses nothing
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	title := http.StatusText(status)
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"fa\" dir=\"rtl\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%[1]s · %[2]s</title>\n"+
		"<link rel=\"stylesheet\" href=\""+stylePath+"\">\n<main><h1>%[1]s</h1>\n<p>%[3]s</p>\n<div lang=\"en\" dir=\"ltr\"><h2>%[2]s</h2>\n<p>%[4]s</p></div>\n"+
		"<p><a href=\"/\">سفیر <span lang=\"en\" dir=\"ltr\">Safir</span></a></p></main>\n</html>\n",
		html.EscapeString(inPersian(title)), html.EscapeString(title), html.EscapeString(inPersian(detail)), html.EscapeString(detail))
}

//go:embed refusals.tsv
var refusalsTSV string

// refusals are sentences in English as patterns, and the Persian for them.
var refusals = sync.OnceValues(func() (out []refusal, err error) {
	err = table.Each("refusals.tsv", refusalsTSV, []string{"en", "fa"}, func(_ int, f []string) error {
		pattern, err := regexp.Compile("^" + strings.ReplaceAll(regexp.QuoteMeta(f[0]), "%s", "(.+)") + "$")
		out = append(out, refusal{pattern, strings.ReplaceAll(f[1], "%s", "$1")})
		return err
	})
	return out, err
})

type refusal struct {
	en *regexp.Regexp
	fa string
}

// inPersian says a refusal in Persian; one that refusals.tsv does not have stays English.
func inPersian(said string) string {
	list, err := refusals()
	if err != nil {
		return said
	}
	for _, r := range list {
		if r.en.MatchString(said) {
			return r.en.ReplaceAllString(said, r.fa)
		}
	}
	return said
}
