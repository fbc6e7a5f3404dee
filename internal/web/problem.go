package web

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
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
	title := html.EscapeString(http.StatusText(status))
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n"+
		"<h1>%s</h1>\n<p dir=\"auto\">%s</p>\n<p><a href=\"/\">Safir</a></p>\n</html>\n", title, title, html.EscapeString(detail))
}
