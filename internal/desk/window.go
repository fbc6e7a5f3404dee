package desk

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"sync"

	"safir"
	"safir/fa/times"
	"safir/internal/ledger"
)

// levelNames are the levels of office, from the highest on.
func levelNames() []string {
	_, order := levelsOf()
	return order
}

// officesOf are the offices of some levels.
func officesOf(levels []string) (out []string) {
	of, _ := levelsOf()
	for _, office := range safir.Offices {
		if slices.Contains(levels, cmp.Or(of[office], otherLevel)) {
			out = append(out, office)
		}
	}
	return out
}

// windowDays is how far back the pages look that show a window of time, unless they are asked for another.
const windowDays = 365

// window is a span of time to choose.
type window struct {
	Name string // word of words.tsv
	Href template.URL
	Here bool
}

// windows fills in what the address leaves open: the last year, and some statuses. What it gives are other windows to choose. Times are
// written in the calendar of the language, so that they can be changed by hand.
func (d *Desk) windows(r *request, statuses ...safir.Status) ([]window, error) {
	days, err := d.days(r.Context())
	if err != nil {
		return nil, err
	}
	asked := url.Values{}
	for k, v := range r.query {
		if k != "since" && k != "until" && k != "all" {
			asked[k] = v
		}
	}
	none := r.value("since") == "" && r.value("until") == "" && r.value("all") == ""
	var list []window
	if len(days) > 0 {
		last := days[len(days)-1]
		for _, w := range []struct {
			name string
			days int
		}{{"window-month", 30}, {"window-quarter", 90}, {"window-year", windowDays}, {"window-decade", 3652}} {
			since := r.dayTyped(daysBefore(last, w.days))
			if none && w.days == windowDays {
				r.query.Set("since", since)
			}
			asked.Set("since", since)
			list = append(list, window{w.name, template.URL("?" + asked.Encode()), r.value("since") == since && r.value("until") == ""}) //nolint:gosec // encoded
		}
		asked.Del("since")
	}
	asked.Set("all", "1")
	list = append(list, window{"window-all", template.URL("?" + asked.Encode()), r.value("since") == "" && r.value("until") == ""}) //nolint:gosec // encoded
	if len(r.list("status")) == 0 {
		for _, s := range statuses {
			r.query.Add("status", string(s))
		}
	}
	return list, nil
}

// dayTyped is an ISO day as one would type it: in Persian a Jalali day.
func (t *tongue) dayTyped(iso string) string {
	day, ok := times.ParseDay(iso)
	if !ok || t.Code != "fa" {
		return iso
	}
	year, month, n := day.Date(times.Jalali)
	return t.digits(fmt.Sprintf("%04d/%02d/%02d", year, month, n))
}

// views keeps the outlines of events that were asked for lately, as long as the ledger stays as it is: a picture is looked at many times.
type views struct {
	sync.Mutex

	derived int64
	kept    map[string][]ledger.Outline
	order   []string // of use, the latest last
	events  int
}

// How many views are kept, and how many events in all of them.
const (
	viewsKept  = 64
	eventsKept = 200_000
)

// outlines are the events that pass a filter, without their reports.
func (d *Desk) outlines(ctx context.Context, f ledger.Filter) ([]ledger.Outline, error) {
	derived, err := d.Store.Derived(ctx)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%+v", f)
	if events, ok := d.views.get(derived, key); ok {
		return events, nil
	}
	events, err := collect(d.Store.Outlines(ctx, f))
	if err == nil {
		d.views.put(derived, key, events)
	}
	return events, err
}

func (v *views) get(derived int64, key string) ([]ledger.Outline, bool) {
	v.Lock()
	defer v.Unlock()
	if v.derived != derived {
		return nil, false
	}
	events, ok := v.kept[key]
	if ok {
		v.used(key)
	}
	return events, ok
}

func (v *views) put(derived int64, key string, events []ledger.Outline) {
	v.Lock()
	defer v.Unlock()
	if v.derived != derived || v.kept == nil {
		v.derived, v.kept, v.order, v.events = derived, map[string][]ledger.Outline{}, nil, 0
	}
	if _, twice := v.kept[key]; twice || len(events) > eventsKept {
		return
	}
	v.kept[key] = events
	v.events += len(events)
	v.used(key)
	for len(v.order) > viewsKept || v.events > eventsKept {
		v.events -= len(v.kept[v.order[0]])
		delete(v.kept, v.order[0])
		v.order = v.order[1:]
	}
}

func (v *views) used(key string) {
	v.order = append(slices.DeleteFunc(v.order, func(k string) bool { return k == key }), key)
}
