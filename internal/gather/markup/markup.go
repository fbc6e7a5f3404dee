// Package markup answers what a page of HTML says as text: its tree, and the words of a part of it in lines as a reader sees them.
package markup

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostTags is how many tags a page may have. Long ones of outlets have some thousand; what is made of tags alone would take minutes.
const mostTags = 300_000

// Parse reads a page in UTF-8. HTML is never wrong; what is refused is a page nested so deep, or of so many elements, that nobody
// writes it for readers.
func Parse(page []byte) (*html.Node, error) {
	if bytes.Count(page, []byte("<")) > mostTags {
		return nil, fmt.Errorf("the page has more than %d tags, it is not read", mostTags)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, errors.New("the page cannot be taken apart: " + strings.TrimPrefix(err.Error(), "html: "))
	}
	return root, nil
}

// silent are elements whose words are not read.
var silent = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Button, atom.Select, atom.Textarea, atom.Form,
	atom.Head, atom.Figcaption, atom.Object, atom.Audio, atom.Video,
}

// breaking are elements that stand in lines of their own.
var breaking = []atom.Atom{
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Dd, atom.Div, atom.Dl, atom.Dt, atom.Figure, atom.Footer,
	atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P,
	atom.Pre, atom.Section, atom.Table, atom.Td, atom.Th, atom.Tr, atom.Ul,
}

// Text is what a part of a page says, each paragraph a line, without empty ones. Blanks are joined as a browser joins them; all other
// characters, half-spaces among them, stay as they are.
func Text(n *html.Node) string { return TextBut(n, func(*html.Node) bool { return false }) }

// TextBut is the text without the elements that are left out.
func TextBut(n *html.Node, out func(*html.Node) bool) string {
	w := writer{out: out}
	w.node(n)
	return strings.TrimRight(w.String(), " \n")
}

type writer struct {
	strings.Builder
	out         func(*html.Node) bool
	blank, line bool // what is owed before the next word
}

func (w *writer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.words(n.Data)
		return
	case n.Type == html.ElementNode && (slices.Contains(silent, n.DataAtom) || w.out(n)):
		return
	case n.DataAtom == atom.Br:
		w.line = true
		return
	}
	breaks := n.Type == html.ElementNode && slices.Contains(breaking, n.DataAtom)
	w.line = w.line || breaks
	for child := range n.ChildNodes() {
		w.node(child)
	}
	w.line = w.line || breaks
}

func (w *writer) words(text string) {
	const blanks = " \t\n\r\f"
	for text != "" {
		rest := strings.TrimLeft(text, blanks)
		w.blank = w.blank || len(rest) < len(text)
		if rest == "" {
			return
		}
		end := strings.IndexAny(rest, blanks)
		if end < 0 {
			end = len(rest)
		}
		switch {
		case w.Len() == 0:
		case w.line:
			w.WriteByte('\n')
		case w.blank:
			w.WriteByte(' ')
		}
		w.blank, w.line = false, false
		w.WriteString(strings.ToValidUTF8(rest[:end], string(utf8.RuneError)))
		text = rest[end:]
	}
}

// All gives the elements of a tree in the order of the page.
func All(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

// First is the first element that fits, nil where none does.
func First(root *html.Node, fits func(*html.Node) bool) *html.Node {
	for n := range All(root) {
		if fits(n) {
			return n
		}
	}
	return nil
}

// Attr is an attribute's value, "" where there is none.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// Is tells whether one of an attribute's words is as given: of class, itemprop, rel.
func Is(n *html.Node, key, word string) bool {
	for w := range strings.FieldsSeq(Attr(n, key)) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
