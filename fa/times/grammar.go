package times

import (
	"fmt"
	"strconv"
	"strings"
)

// A rule's pattern is a regular expression over word classes:
//
//	NAME        a word of the class          NAME=2      … with that value
//	slot:NAME   its value goes into a slot   ^NAME       … with no space before it
//	!NAME       none of the class follows    <NAME       one of the class stands before, <slot:NAME fills a slot with it
//	&NAME       one of the class follows     *           any one word
//	@macro      a pattern defined above
//	( a | b )   one of several               x?          x or nothing
//
// Patterns name classes instead of Persian words, so that they read from left to right, and a word is listed in one place.

// rule is one line of the grammar.
type rule struct {
	id       string
	kind     kind
	steps    []inst
	first    class  // classes that a match can begin with
	notAfter class  // classes of words before which it is no expression of time
	yes, no  string // examples, which its test runs
}

// node is a part of a pattern.
type node struct {
	op    op
	parts []*node // of a sequence, a choice or an option
	class class
	value int
	exact bool // value must be the same
	tight bool // no space before
	slot  slot
}

type op uint8

const (
	opWord op = iota
	opNot
	opAhead
	opAny
	opBehind
	opSequence
	opChoice
	opOption
)

type grammar struct {
	rules []*rule
	first class // classes that any match can begin with
}

// grammarLoader reads files of rules; macros of one file may be used in the next.
type grammarLoader struct {
	lexicon *lexicon
	macros  map[string]*node
	ids     map[string]bool
}

// load reads a file; its rules come before those of the grammar that it widens, nil for none.
func (gl *grammarLoader) load(file string, base *grammar) (*grammar, error) {
	rows, err := readRows(file, 6)
	if err != nil {
		return nil, err
	}
	g := &grammar{}
	l, macros, ids := gl.lexicon, gl.macros, gl.ids
	for _, r := range rows {
		id, kindName, notAfter, pattern := r.fields[0], r.fields[1], r.fields[2], r.fields[3]
		p := parser{words: strings.Fields(pattern), lexicon: l, macros: macros}
		n, err := p.pattern()
		if err != nil {
			return nil, r.errorf("rule %s: %v", id, err)
		}
		if ids[id] {
			return nil, r.errorf("rule %s stands twice", id)
		}
		ids[id] = true
		if strings.HasPrefix(id, "@") {
			macros[id] = n
			continue
		}
		k, ok := kinds[kindName]
		if !ok {
			return nil, r.errorf("rule %s: no such kind: %q", id, kindName)
		}
		made := &rule{id: id, kind: k, steps: compile(n), yes: r.fields[4], no: r.fields[5]}
		for _, name := range strings.Fields(strings.Trim(notAfter, "-")) {
			if l.classes[name].empty() {
				return nil, r.errorf("rule %s: no such class: %s", id, name)
			}
			made.notAfter = made.notAfter.with(l.classes[name])
		}
		made.first, _ = n.first()
		g.rules = append(g.rules, made)
		g.first = g.first.with(made.first)
	}
	if base != nil {
		g.rules, g.first = append(g.rules, base.rules...), g.first.with(base.first)
	}
	return g, nil
}

// first are the classes that a match of the node can begin with, and whether it can be empty.
func (n *node) first() (class, bool) {
	switch n.op {
	case opWord:
		return n.class, false
	case opNot, opAhead, opBehind:
		return class{}, true
	case opOption:
		c, _ := n.parts[0].first()
		return c, true
	}
	var all class
	someEmpty, allEmpty := false, true
	for _, part := range n.parts {
		c, empty := part.first()
		all = all.with(c)
		someEmpty, allEmpty = someEmpty || empty, allEmpty && empty
		if n.op == opSequence && !empty {
			break
		}
	}
	if n.op == opSequence {
		return all, allEmpty
	}
	return all, someEmpty
}

// parser reads a pattern.
type parser struct {
	words   []string
	at      int
	lexicon *lexicon
	macros  map[string]*node
}

func (p *parser) pattern() (*node, error) {
	n, err := p.choice()
	if err == nil && p.at < len(p.words) {
		err = fmt.Errorf("%q stands alone", p.words[p.at])
	}
	return n, err
}

func (p *parser) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

func (p *parser) choice() (*node, error) {
	var parts []*node
	for {
		n, err := p.sequence()
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
		if p.peek() != "|" {
			break
		}
		p.at++
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return &node{op: opChoice, parts: parts}, nil
}

func (p *parser) sequence() (*node, error) {
	n := &node{op: opSequence}
	for w := p.peek(); w != "" && w != "|" && w != ")" && w != ")?"; w = p.peek() {
		part, err := p.part(w)
		if err != nil {
			return nil, err
		}
		n.parts = append(n.parts, part)
	}
	if len(n.parts) == 0 {
		return nil, fmt.Errorf("empty pattern")
	}
	return n, nil
}

func (p *parser) part(w string) (*node, error) {
	p.at++
	if w == "(" {
		n, err := p.choice()
		if err != nil {
			return nil, err
		}
		closing := p.peek()
		p.at++
		switch closing {
		case ")":
			return n, nil
		case ")?":
			return &node{op: opOption, parts: []*node{n}}, nil
		}
		return nil, fmt.Errorf("a bracket is not closed")
	}
	if rest, ok := strings.CutSuffix(w, "?"); ok {
		n, err := p.word(rest)
		return &node{op: opOption, parts: []*node{n}}, err
	}
	return p.word(w)
}

func (p *parser) word(w string) (*node, error) {
	if strings.HasPrefix(w, "@") {
		n, ok := p.macros[w]
		if !ok {
			return nil, fmt.Errorf("no such macro: %s", w)
		}
		return n, nil
	}
	n := &node{}
	if w == "*" {
		n.op = opAny
		return n, nil
	}
	if rest, ok := strings.CutPrefix(w, "!"); ok {
		n.op, w = opNot, rest
	} else if rest, ok := strings.CutPrefix(w, "&"); ok {
		n.op, w = opAhead, rest
	} else if rest, ok := strings.CutPrefix(w, "<"); ok {
		n.op, w = opBehind, rest
	}
	if name, rest, ok := strings.Cut(w, ":"); ok {
		if n.slot, ok = slots[name]; !ok {
			return nil, fmt.Errorf("no such slot: %s", name)
		}
		w = rest
	}
	if rest, ok := strings.CutPrefix(w, "^"); ok {
		n.tight, w = true, rest
	}
	if name, value, ok := strings.Cut(w, "="); ok {
		v, err := strconv.Atoi(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no number", w, value)
		}
		n.value, n.exact, w = v, true, name
	}
	if n.class = p.lexicon.classes[w]; n.class.empty() {
		return nil, fmt.Errorf("no such class: %s", w)
	}
	return n, nil
}
