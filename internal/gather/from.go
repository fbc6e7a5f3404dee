package gather

import (
	"context"
	"iter"
	"strings"
	"sync"

	"safir/internal/gather/article"
	"safir/internal/gather/feed"
	"safir/internal/know"
)

// From gives the dispatches of sources in order, and a [*Refusal] for each that could not be taken in. A source is a file, a folder (every
// file below it is read, by name), "-" for standard input, an address (http, https), or feeds by name (feeds:irna).
//
// Servers are slow, and most of the time of asking one is spent waiting for a turn. So addresses are asked ahead, several at a time,
// while what they give still comes in the order of the sources.
func From(ctx context.Context, sources []string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		decoder, err := namedEncoding(opt.Encoding)
		if err != nil {
			yield(Item{}, err)
			return
		}
		world, err := know.Load()
		if err != nil {
			yield(Item{}, err)
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		t := &taker{Options: opt, ctx: ctx, run: new(run), world: world, encoding: decoder, yield: yield}
		all, wrong := expand(sources)
		lanes := t.ahead(all)
		for i, source := range all {
			goOn := false
			switch {
			case wrong[source] != nil:
				goOn = t.refuse(Place{File: source}, "%s", wrong[source])
			case lanes[i] != nil:
				goOn = t.drain(lanes[i])
			default:
				goOn = t.path(source)
			}
			if !goOn {
				return
			}
		}
	}
}

// run is what the sources of one gathering share.
type run struct {
	followed sync.Map // addresses of entries
	named    sync.Map // outlets by the names of channels and feeds: an archive of a channel has one name a hundred thousand times
}

// outletNamed is the outlet whose name a channel's or feed's name holds, nil where there is none.
func (t *taker) outletNamed(name string) *know.Outlet {
	if known, ok := t.run.named.Load(name); ok {
		return known.(*know.Outlet) //nolint:forcetypeassert // nothing else is stored
	}
	o := article.Named(t.world, name)
	t.run.named.Store(name, o)
	return o
}

// feedsPrefix stands before names of feeds.
const feedsPrefix = "feeds:"

// expand puts the addresses of named feeds in the place of their names.
func expand(sources []string) (all []string, wrong map[string]error) {
	wrong = map[string]error{}
	for _, source := range sources {
		names, ok := strings.CutPrefix(source, feedsPrefix)
		if !ok {
			all = append(all, source)
			continue
		}
		known, err := feed.Named(names)
		if err != nil {
			all, wrong[source] = append(all, source), err
			continue
		}
		for _, k := range known {
			all = append(all, k.URL)
		}
	}
	return all, wrong
}

// IsAddress tells whether a source is an address of the web.
func IsAddress(source string) bool {
	scheme, _, ok := strings.Cut(source, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// Online tells whether a source is asked for on the web.
func Online(source string) bool { return IsAddress(source) || strings.HasPrefix(source, feedsPrefix) }

const (
	lanesAtATime = 12
	laneLength   = 64 // items that wait for their turn
)

// given is what a lane holds.
type given struct {
	item Item
	err  error
}

// ahead starts to ask the addresses among the sources, in their order.
func (t *taker) ahead(sources []string) map[int]chan given {
	lanes := map[int]chan given{}
	for i, source := range sources {
		if IsAddress(source) {
			lanes[i] = make(chan given, laneLength)
			t.Progress.expect(1)
		}
	}
	go func() {
		busy := make(chan struct{}, lanesAtATime)
		for i, source := range sources {
			if lane := lanes[i]; lane != nil {
				busy <- struct{}{} // in order, so that the lane that is drained is always one that was started
				go func() {
					defer func() { <-busy }()
					defer close(lane)
					t.lane(lane).address(source)
				}()
			}
		}
	}()
	return lanes
}

// lane is a taker of its own that fills a lane.
func (t *taker) lane(lane chan<- given) *taker {
	own := *t
	own.yield = func(item Item, err error) bool {
		select {
		case lane <- given{item, err}:
			return true
		case <-t.ctx.Done():
			return false
		}
	}
	return &own
}

func (t *taker) drain(lane <-chan given) bool {
	for g := range lane {
		if !t.yield(g.item, g.err) {
			return false
		}
	}
	return t.ctx.Err() == nil
}
