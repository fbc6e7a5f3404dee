package gather

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strings"

	"safir/internal/gather/telegram"
)

// kind is what a stream holds.
type kind uint8

const (
	unreadable kind = iota
	plainText
	jsonLines  // one JSON object a line
	jsonValues // JSON objects over several lines, or arrays of them
	telegramExport
	htmlPage
	feedText // RSS, Atom or JSON Feed
)

// sniff tells what a stream holds by its start, and what it is instead where it cannot be read. The name decides only
// between kinds that the start leaves open.
func sniff(name string, head []byte) (k kind, what string) {
	start := bytes.TrimSpace(head)
	if len(start) == 0 {
		return unreadable, "empty, no text"
	}
	if what := binary(head); what != "" {
		return unreadable, what
	}
	extension := strings.ToLower(filepath.Ext(name))
	switch {
	case start[0] == '{' && bytes.Contains(start, []byte("://jsonfeed.org/version")):
		return feedText, ""
	case telegram.IsExport(start):
		return telegramExport, ""
	case extension == ".jsonl" || extension == ".ndjson":
		return jsonLines, ""
	case extension == ".txt":
		return plainText, ""
	case start[0] == '{' && opens(start, `"}`), start[0] == '[' && opens(start, "{]"), extension == ".json":
		if start[0] == '[' || goesOn(start) {
			return jsonValues, ""
		}
		return jsonLines, ""
	}
	return sniffMarkup(extension, start), ""
}

// sniffMarkup tells pages and feeds from plain text.
func sniffMarkup(extension string, start []byte) kind {
	lower := bytes.ToLower(start[:min(len(start), 2048)])
	isXML := bytes.HasPrefix(lower, []byte("<?xml"))
	switch {
	case isXML && bytes.Contains(lower, []byte("<html")):
		return htmlPage
	case isXML, bytes.HasPrefix(lower, []byte("<rss")), bytes.HasPrefix(lower, []byte("<feed")), bytes.HasPrefix(lower, []byte("<rdf:rdf")):
		return feedText
	case extension == ".html", extension == ".htm", extension == ".xhtml", strings.HasPrefix(http.DetectContentType(start), "text/html"):
		return htmlPage
	}
	return plainText
}

// binary says what a stream is that is no text, "" where it is.
func binary(head []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(head[:min(len(head), 512)]), ";")
	switch {
	case kind == "application/octet-stream", strings.HasPrefix(kind, "text/") && bytes.IndexByte(head, 0) >= 0:
		return "binary, not text"
	case !strings.HasPrefix(kind, "text/"):
		return "binary (" + kind + "), not text"
	}
	return ""
}

// opens tells whether one of the given characters follows an opening bracket.
func opens(start []byte, next string) bool {
	rest := bytes.TrimSpace(start[1:])
	return len(rest) > 0 && strings.IndexByte(next, rest[0]) >= 0
}

// goesOn tells whether a JSON object goes on after its first line. A line of an object that was written over several ends
// with a comma or an opening bracket; anything else is an object on one line, perhaps a broken one.
func goesOn(start []byte) bool {
	line, _, found := bytes.Cut(start, []byte("\n"))
	line = bytes.TrimSpace(line)
	return found && strings.IndexByte("{[,", line[len(line)-1]) >= 0
}
