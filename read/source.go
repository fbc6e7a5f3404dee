package read

import (
	"strings"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// findSource finds the outlet: the one that the dispatch came from, else the one that its text names as its own; and the
// code that the outlet's desk left behind the text.
func findSource(world *know.World, p *page.Page) {
	p.Outlet, p.OutletBy = givenOutlet(world, p.Dispatch.Agency), page.Basis{Why: given}
	if p.Outlet == nil {
		p.Outlet, p.OutletBy = ownOutlet(world, p)
	}
	if p.Code = fa.DeskCode(p.Doc); p.Code != "" {
		p.CodeBy = page.Basis{Why: "desk code", Words: lastToken(p.Doc, p.Code)}
	}
}

// givenOutlet is the outlet of an id, or of a name as texts give it: archives write "IRNA" and «ایرنا» for irna.
func givenOutlet(world *know.World, agency string) *know.Outlet {
	agency = strings.TrimSpace(agency)
	if agency == "" {
		return nil
	}
	if o := world.Outlet(strings.ToLower(agency)); o != nil {
		return o
	}
	for _, id := range world.OutletIDs() {
		if o := world.Outlet(id); strings.EqualFold(o.Name, agency) {
			return o
		}
	}
	d := fa.NewDoc(agency)
	if m, ok := world.Outlets.Longest(d, 0); ok && m.End == len(d.Tokens) {
		return m.Value
	}
	return nil
}

// ownOutlet is the outlet that a text names as its own: by «به گزارش …», or by the handle in its signature.
func ownOutlet(world *know.World, p *page.Page) (*know.Outlet, page.Basis) {
	for i := range p.Tokens {
		if p.Key(i) != "گزارش" || p.Key(i-1) != "به" {
			continue
		}
		for k := i + 1; k <= i+2 && k < len(p.Tokens); k++ {
			if m, ok := world.Outlets.Longest(p.Doc, k); ok {
				return m.Value, page.Basis{Why: "opening «به گزارش»", Words: m.Range}
			}
		}
	}
	for i, apart := range p.Apart {
		if !apart {
			continue
		}
		if m, ok := world.Outlets.Longest(p.Doc, i); ok {
			return m.Value, page.Basis{Why: "signature", Words: m.Range}
		}
		if p.Tokens[i].Kind != fa.Link {
			continue
		}
		if o := addressOutlet(world, p.Surface(i)); o != nil {
			return o, page.Basis{Why: "address", Words: fa.Range{Start: i, End: i + 1}}
		}
	}
	return nil, page.Basis{}
}

// addressOutlet is the outlet that an address or a handle belongs to: isna of https://www.isna.ir/… and of @isna.
func addressOutlet(world *know.World, address string) *know.Outlet {
	for part := range strings.FieldsFuncSeq(address, func(r rune) bool { return strings.ContainsRune("/:.@?&=#", r) }) {
		for _, name := range []string{part, strings.TrimSuffix(strings.ToLower(part), "news")} {
			if o := world.Outlet(strings.ToLower(name)); o != nil {
				return o
			}
			d := fa.NewDoc(name)
			if m, ok := world.Outlets.Longest(d, 0); ok && m.End == len(d.Tokens) {
				return m.Value
			}
		}
	}
	return nil
}

// lastToken is the last token that has a key.
func lastToken(d *fa.Doc, key string) fa.Range {
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		if d.Key(i) == key {
			return fa.Range{Start: i, End: i + 1}
		}
	}
	return fa.Range{}
}
