package read

import (
	"safir/internal/know"
	"safir/internal/page"
)

// findSource finds the outlet: the one that the dispatch came from, else the one that its text names as its own.
func findSource(world *know.World, p *page.Page) {
	if p.Outlet = world.Outlet(p.Dispatch.Agency); p.Outlet != nil {
		return
	}
	p.Outlet = ownOutlet(world, p)
}

// ownOutlet is the outlet that a text names as its own: by «به گزارش …», or by the handle in its signature.
func ownOutlet(world *know.World, p *page.Page) *know.Outlet {
	for i := range p.Tokens {
		if p.Key(i) == "گزارش" && p.Key(i-1) == "به" {
			for k := i + 1; k <= i+2 && k < len(p.Tokens); k++ {
				if m, ok := world.Outlets.Longest(p.Doc, k); ok {
					return m.Value
				}
			}
		}
	}
	for i, apart := range p.Apart {
		if !apart {
			continue
		}
		if m, ok := world.Outlets.Longest(p.Doc, i); ok {
			return m.Value
		}
	}
	return nil
}
