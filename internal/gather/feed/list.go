package feed

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"safir/internal/table"
)

//go:embed data/feeds.tsv
var feeds string

// Known is a feed that comes with Safir.
type Known struct {
	Outlet  string // id
	Subject string // all, or a part of what the outlet writes
	URL     string
}

// List lists the feeds that come with Safir.
var List = sync.OnceValues(func() ([]Known, error) {
	var list []Known
	err := table.Each("feeds.tsv", feeds, []string{"outlet", "subject", "url"}, func(_ int, f []string) error {
		k := Known{f[0], f[1], f[2]}
		switch u, err := url.Parse(k.URL); {
		case err != nil || u.Host == "":
			return fmt.Errorf("%q is no address", k.URL)
		case !slices.Contains([]string{All, "top", "iran", "world"}, k.Subject):
			return fmt.Errorf("%q is no subject: all, top, iran, world", k.Subject)
		case slices.ContainsFunc(list, func(o Known) bool { return o.URL == k.URL || o.Outlet == k.Outlet && o.Subject == k.Subject }):
			return fmt.Errorf("%s, %s stands there already", k.Outlet, k.Subject)
		}
		list = append(list, k)
		return nil
	})
	return list, err
})

// All stands for all outlets, and for all that an outlet writes.
const All = "all"

// Named lists the feeds of a name: of an outlet the one with all that it writes (irna), or one of its others (dwpersian/iran); all of
// every outlet (all). Several names are parted by commas.
func Named(names string) ([]Known, error) {
	list, err := List()
	if err != nil {
		return nil, err
	}
	var out []Known
	for name := range strings.SplitSeq(names, ",") {
		outlet, subject, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), "/")
		if subject == "" {
			subject = All
		}
		found := false
		for _, k := range list {
			if k.Subject == subject && (k.Outlet == outlet || outlet == All) {
				found = true
				if !slices.Contains(out, k) {
					out = append(out, k)
				}
			}
		}
		if !found {
			return nil, fmt.Errorf("no feed is known as %q; safir feeds lists those that are", name)
		}
	}
	return out, nil
}
