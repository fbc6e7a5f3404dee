package desk

import (
	"errors"
	"html/template"
	"net/url"
	"slices"
	"strconv"

	"safir"
	"safir/internal/ledger"
)

// form is what a page's form of filters says, as it was typed.
type form struct {
	Fields url.Values
	Wrong  map[string]*wrong // by field
}

// wrong says what is wrong with a field.
type wrong struct {
	What string // word of words.tsv
	Text string
	Near []string
}

func newForm(r *request) *form { return &form{r.query, map[string]*wrong{}} }

// Get is what a field says.
func (f *form) Get(field string) string { return f.Fields.Get(field) }

// Has tells whether a field has a value among others.
func (f *form) Has(field string, value any) bool {
	r := request{query: f.Fields}
	return slices.Contains(r.list(field), words(value))
}

func words(v any) string {
	switch s := v.(type) {
	case safir.EventType:
		return string(s)
	case safir.Status:
		return string(s)
	case safir.Act:
		return string(s)
	}
	return text(v)
}

// Chosen tells whether anything is asked for but order and page.
func (f *form) Chosen() bool {
	for field, values := range f.Fields {
		if field != "order" && field != "after" && len(values) > 0 && values[0] != "" {
			return true
		}
	}
	return false
}

// refuse keeps what is wrong with a field. Of errors that are not about what was typed it gives the error back.
func (f *form) refuse(field, what string, err error) error {
	if err == nil {
		return nil
	}
	w := &wrong{What: what, Text: f.Get(field)}
	var unknown *ledger.UnknownError
	if errors.As(err, &unknown) {
		w.Near = unknown.Near
	} else if what == "no-name" && !errors.Is(err, errNoName) {
		return err
	}
	f.Wrong[field] = w
	return nil
}

var errNoName = errors.New("no name")

// With is the address of the page with a field of another value, and from the first page on.
func (f *form) With(field, value string) template.URL {
	q := url.Values{}
	for k, v := range f.Fields {
		if k != "after" && k != field && len(v) > 0 && v[0] != "" {
			q[k] = v
		}
	}
	if value != "" {
		q.Set(field, value)
	}
	return template.URL("?" + q.Encode()) //nolint:gosec // encoded
}

// Next is the address of what follows an entry.
func (f *form) Next(after string) template.URL {
	q := url.Values{}
	for k, v := range f.Fields {
		if k != "after" && len(v) > 0 && v[0] != "" {
			q[k] = v
		}
	}
	q.Set("after", after)
	return template.URL("?" + q.Encode()) //nolint:gosec // encoded
}

// First is the address of the first page.
func (f *form) First() template.URL { return f.With("after", "") }

// Download is the address under which the same is downloaded.
func (f *form) Download(lang, file string) template.URL {
	return template.URL("/" + lang + "/export/" + url.PathEscape(file) + string(f.With("order", ""))) //nolint:gosec // encoded
}

// side reads who is meant by a field, the zero side where it is empty.
func (d *Desk) side(r *request, f *form, field string) (s ledger.Side, err error) {
	typed := r.value(field)
	if typed == "" {
		return s, nil
	}
	if _, err := d.Store.Person(r.Context(), typed); err == nil {
		return ledger.Side{People: []string{typed}}, nil
	}
	s, err = d.asker.Side(typed)
	return s, f.refuse(field, "no-name", err)
}

// days reads the fields since and until.
func (f *form) days(r *request) (since, until string) {
	var err error
	if text := r.value("since"); text != "" {
		since, _, err = ledger.Days(text)
		_ = f.refuse("since", "no-day", err)
	}
	if text := r.value("until"); text != "" {
		_, until, err = ledger.Days(text)
		_ = f.refuse("until", "no-day", err)
	}
	if since != "" && until != "" && since > until {
		f.Wrong["until"] = &wrong{What: "until-before", Text: r.value("until")}
	}
	return since, until
}

// codes reads a field of words that are known.
func codes[T ~string](r *request, f *form, field string, known []T) (out []T) {
	for _, v := range r.list(field) {
		if !slices.Contains(known, T(v)) {
			f.Wrong[field] = &wrong{What: "no-choice", Text: v}
			continue
		}
		out = append(out, T(v))
	}
	return out
}

// eventFilter reads the form of events.
func (d *Desk) eventFilter(r *request) (*form, ledger.Filter, error) {
	f := newForm(r)
	out := ledger.Filter{Sure: f.sure(r, ledger.Sure)}
	for _, field := range []string{"who", "with"} {
		s, err := d.side(r, f, field)
		if err != nil {
			return nil, out, err
		}
		if !s.Empty() {
			out.Sides = append(out.Sides, s)
		}
	}
	out.Types = codes(r, f, "type", safir.EventTypes)
	out.Statuses = codes(r, f, "status", safir.Statuses)
	out.Since, out.Until = f.days(r)
	if p := r.value("place"); p != "" {
		var err error
		out.Place, out.State, err = d.asker.Place(p)
		_ = f.refuse("place", "no-place", err)
	}
	out.Agency = r.value("outlet")
	out.Offices = officesOf(codes(r, f, "level", levelNames()))
	if offices := codes(r, f, "office", safir.Offices); len(offices) > 0 { // one office says more than its level
		out.Offices = offices
	}
	if v := r.value("visitor"); v != "" {
		s, err := d.side(r, f, "visitor")
		if err != nil {
			return nil, out, err
		}
		if out.Visitor = s.State; s.State == "" && f.Wrong["visitor"] == nil {
			f.Wrong["visitor"] = &wrong{What: "no-state", Text: v}
		}
	}
	if n := r.value("newer"); n != "" {
		var err error
		if out.Newer, err = strconv.ParseInt(n, 10, 64); err != nil || out.Newer < 0 {
			f.Wrong["newer"] = &wrong{What: "no-number", Text: n}
		}
	}
	return f, out, nil
}

// sure reads from how many hundredths of confidence on something is listed; usual is what holds where nothing is typed.
func (f *form) sure(r *request, usual float64) float64 {
	typed := r.value("sure")
	if typed == "" {
		return usual
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > 100 {
		f.Wrong["sure"] = &wrong{What: "no-number", Text: typed}
	}
	return float64(n) / 100
}

// order reads the order that a list is asked for in: the newest first, or the oldest.
func order(r *request, f *form) ledger.Page {
	switch o := r.value("order"); o {
	case "", "newest":
		return ledger.Page{Newest: true}
	case "oldest":
		return ledger.Page{}
	default:
		f.Wrong["order"] = &wrong{What: "no-choice", Text: o}
	}
	return ledger.Page{Newest: true}
}
