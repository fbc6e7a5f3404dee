package desk

import (
	"net/http"
	"strings"
)

// page is one of the desk's pages. Its name is the word of words.tsv that it is called by, and the name of its template.
type page struct {
	Name string
	path string // below the language, as http.ServeMux has it
	Main bool   // it stands in the list at the top of every page
	Post bool   // it also answers to a form that is posted
	show func(*Desk, *request) (any, error)
	// variant is what the page hangs on besides its address, its look, who asks for it, and the dispatches and corrections of the ledger: as
	// long as these are the same, it is. Without it, the page hangs on something else and is made anew each time.
	variant func(*Desk, *request) string
}

// Address is where one of the main pages is found.
func (p page) Address(lang string) string {
	return "/" + lang + "/" + strings.TrimSuffix(p.path, "{$}")
}

// pages is the table of contents: what can be looked at, in the order of the list at the top.
var pages = []page{
	{Name: "now", path: "{$}", Main: true, show: (*Desk).now, variant: (*Desk).sinceVisit},
	{Name: "events", path: "events", Main: true, show: (*Desk).events, variant: (*Desk).alike},
	{Name: "event", path: "event/{id}", show: (*Desk).event, variant: (*Desk).alike},
	{Name: "statements", path: "statements", Main: true, show: (*Desk).statements, variant: (*Desk).alike},
	{Name: "claims", path: "claims", Main: true, show: (*Desk).claims, variant: (*Desk).alike},
	{Name: "people", path: "people", Main: true, show: (*Desk).people, variant: (*Desk).alike},
	{Name: "person", path: "person/{id}", show: (*Desk).person, variant: (*Desk).alike},
	{Name: "countries", path: "countries", Main: true, show: (*Desk).countries, variant: (*Desk).alike},
	{Name: "country", path: "country/{state}", show: (*Desk).country, variant: (*Desk).alike},
	{Name: "pair", path: "pair/{a}/{b}", show: (*Desk).pair, variant: (*Desk).alike},
	{Name: "network", path: "network", Main: true, show: (*Desk).network, variant: (*Desk).alike},
	{Name: "map", path: "map", Main: true, show: (*Desk).travels, variant: (*Desk).alike},
	{Name: "dispatch", path: "dispatch/{id}", show: (*Desk).dispatch, variant: (*Desk).alike},
	{Name: "search", path: "search", show: (*Desk).search, variant: (*Desk).alike},
	{Name: "read", path: "read", Main: true, Post: true, show: (*Desk).read, variant: (*Desk).alike},
	{Name: "questions", path: "questions", Main: true, show: (*Desk).questions},
	{Name: "sources", path: "sources", Main: true, show: (*Desk).sources},
	{Name: "log", path: "log", Main: true, show: (*Desk).log, variant: (*Desk).alike},
}

// act is what a form does, and the address that it leads to. Whoever sends it must be an editor.
type act struct {
	path string
	do   func(*Desk, *request) (to string, err error)
}

// acts is all that can be changed.
var acts = []act{
	{"event/{id}/edit", (*Desk).edit},
	{"event/{id}/merge", (*Desk).join},
	{"event/{id}/split", (*Desk).split},
	{"log/undo", (*Desk).undo},
	{"read/keep", (*Desk).keepPasted},
	{"questions/add", (*Desk).saveQuestion},
	{"questions/remove", (*Desk).removeQuestion},
}

// alike pages are the same for all but for the name that their forms hold.
func (d *Desk) alike(r *request) string { return editorName(r) }

// Handler serves the pages, what they need, and what is mounted beside them.
func (d *Desk) Handler() http.Handler {
	mux := http.NewServeMux()
	for name, t := range d.tongues {
		for i := range pages {
			mux.Handle("GET /"+name+"/"+pages[i].path, d.serve(t, &pages[i]))
			if pages[i].Post {
				mux.Handle("POST /"+name+"/"+pages[i].path, d.serve(t, &pages[i]))
			}
		}
		for i := range acts {
			mux.Handle("POST /"+name+"/"+acts[i].path, d.perform(t, &acts[i]))
		}
		mux.Handle("GET /"+name+"/export/{file}", d.download(t))
		mux.Handle("POST /"+name+"/look", d.setLook(t))
		mux.Handle("/"+name+"/", d.serve(t, &page{show: func(*Desk, *request) (any, error) { return nil, missing("page") }}))
	}
	mux.Handle("GET /static/{version}/{file}", d.static)
	mux.HandleFunc("GET /{$}", d.welcome)
	mux.HandleFunc("/", d.astray)
	for _, m := range d.Mounts {
		mux.Handle(m.Pattern, m.Handler)
	}
	return d.guard(mux)
}

// welcome leads to the pages in the language that the browser asks for.
func (d *Desk) welcome(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/"+languageOf(r)+"/", http.StatusFound)
}

// languageOf is Persian unless the browser asks for English first.
func languageOf(r *http.Request) string {
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "en") {
		return "en"
	}
	return "fa"
}

// astray answers for addresses that are none of ours.
func (d *Desk) astray(w http.ResponseWriter, r *http.Request) {
	d.fail(&request{Request: r, tongue: d.tongues[languageOf(r)], w: w, page: &page{}}, missing("page"))
}
