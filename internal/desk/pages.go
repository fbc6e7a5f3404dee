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
}

// Address is where one of the main pages is found.
func (p page) Address(lang string) string {
	return "/" + lang + "/" + strings.TrimSuffix(p.path, "{$}")
}

// pages is the table of contents: what can be looked at, in the order of the list at the top.
var pages = []page{
	{Name: "now", path: "{$}", Main: true, show: (*Desk).now},
	{Name: "events", path: "events", Main: true, show: (*Desk).events},
	{Name: "event", path: "event/{id}", show: (*Desk).event},
	{Name: "statements", path: "statements", Main: true, show: (*Desk).statements},
	{Name: "claims", path: "claims", Main: true, show: (*Desk).claims},
	{Name: "people", path: "people", Main: true, show: (*Desk).people},
	{Name: "person", path: "person/{id}", show: (*Desk).person},
	{Name: "countries", path: "countries", Main: true, show: (*Desk).countries},
	{Name: "country", path: "country/{state}", show: (*Desk).country},
	{Name: "pair", path: "pair/{a}/{b}", show: (*Desk).pair},
	{Name: "network", path: "network", Main: true, show: (*Desk).network},
	{Name: "map", path: "map", Main: true, show: (*Desk).travels},
	{Name: "dispatch", path: "dispatch/{id}", show: (*Desk).dispatch},
	{Name: "search", path: "search", show: (*Desk).search},
	{Name: "read", path: "read", Main: true, Post: true, show: (*Desk).read},
	{Name: "questions", path: "questions", Main: true, show: (*Desk).questions},
	{Name: "sources", path: "sources", Main: true, show: (*Desk).sources},
	{Name: "log", path: "log", Main: true, show: (*Desk).log},
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
	{"questions/add", (*Desk).saveQuestion},
	{"questions/remove", (*Desk).removeQuestion},
}

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
