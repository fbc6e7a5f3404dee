// Package api answers programs: what the ledger holds, as JSON under /api/v1.
//
// The operations are declared once, in operations.go, from which huma makes both what checks requests and the OpenAPI document that
// describes them, so that neither can say what the other does not. Events, statements, claims and people are the lines that
// safir export writes, records those that safir read writes. Whatever hangs on the ledger alone carries an entity tag made of the ledger's
// revision: a client that has seen it is answered before any question is asked of the store.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/web"
	"safir/read"
)

// Prefix is the path under which the API is to be mounted.
const Prefix = "/api/v1"

// Options of an API; the zero value is of use.
type Options struct {
	// Refresh derives what is to be derived anew after a correction, or when a program beside this one gathered; nil for [ledger.Refresh].
	Refresh func(ctx context.Context) error
	// Save saves a question; nil where none are saved.
	Save func(context.Context, ledger.Question) error
	// Now is the instant that corrections are kept with; nil for the clock.
	Now func() time.Time
	Log *slog.Logger // nil for none
}

type service struct {
	Options

	store  ledger.Store
	reader *read.Reader
	world  *know.World
	build  string // tells programs apart, for what they derive may differ
	names  personIDs

	catching sync.Mutex // held while events are derived
}

// New makes the API of a ledger, to be mounted at [Prefix] and "/api/v1/". Who asks is told by [web.UserOf]: only editors may correct.
func New(store ledger.Store, reader *read.Reader, world *know.World, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Refresh == nil {
		o.Refresh = func(ctx context.Context) error { return ledger.Refresh(ctx, store, world) }
	}
	s := &service{Options: o, store: store, reader: reader, world: world, build: build()}
	mux := http.NewServeMux()
	document := s.register(humago.NewWithPrefix(mux, Prefix, config()))
	docs(mux, document)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { elsewhere(mux, w, r) })
	return bounded(noTrailingSlash(mux))
}

// longest is how long the ledger may think about a question.
const longest = 30 * time.Second

func bounded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), longest)
		defer cancel()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}

func config() huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Safir", Version: "1",
				Description: "The record of diplomacy, read from Persian news: who called, met, visited or wrote to whom, when, where, what each " +
					"side said, each fact tied to the words of the dispatch. Spans are [start, end) in Unicode code points of a dispatch's body as it " +
					"arrived. Times are EDTF (ISO 8601-2); questions take days, months and years in the Gregorian or the Jalali calendar. Unknown is null.",
			},
			Servers: []*huma.Server{{URL: Prefix}},
			Components: &huma.Components{
				Schemas: registry(),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"basic":  {Type: "http", Scheme: "basic", Description: "Name and password of a user."},
					"bearer": {Type: "http", Scheme: "bearer", Description: "A token that safir users token gave."},
				},
			},
			Security: []map[string][]string{{}, {"bearer": {}}, {"basic": {}}}, // on loopback none is needed
			Tags: []*huma.Tag{
				{Name: "events", Description: "What happened, by all reports together."},
				{Name: "people", Description: "Who is who, and held which office when."},
				{Name: "states", Description: "Contacts of states, and between two sides."},
				{Name: "words", Description: "What was said, and what dispatches count."},
				{Name: "dispatches", Description: "What came in, with its record."},
				{Name: "reading", Description: "Reading a text; nothing is kept."},
				{Name: "questions", Description: "Questions that were saved, and what was announced to them."},
				{Name: "ledger", Description: "The ledger itself: outlets, corrections, state."},
			},
		},
		OpenAPIPath: "/openapi", Formats: map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json", RejectUnknownQueryParameters: true,
	}
}

// build is a short name of this program.
func build() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		var revision, modified string
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				revision = s.Value
			case "vcs.modified":
				modified = s.Value
			}
		}
		if revision != "" && modified == "false" {
			return revision[:min(8, len(revision))]
		}
	}
	return strconv.FormatInt(time.Now().UnixNano(), 36) // of a program that has no name, only this process is the same
}

// noTrailingSlash takes /events/ for /events.
func noTrailingSlash(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; len(path) > 1 && strings.HasSuffix(path, "/") {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = strings.TrimRight(path, "/"), strings.TrimRight(r.URL.RawPath, "/")
		}
		h.ServeHTTP(w, r)
	})
}

// elsewhere answers for what is no address of the API, or not by that method.
func elsewhere(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != "/" && pattern != "" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		web.Refuse(w, r, http.StatusMethodNotAllowed, r.Method+" is not for this address; it takes "+strings.Join(allowed, ", "))
		return
	}
	web.Refuse(w, r, http.StatusNotFound, "there is no such address; "+Prefix+"/docs lists all")
}

// personIDs knows who bears which name, as of one revision of the ledger.
type personIDs struct {
	mu       sync.Mutex
	revision int64
	ids      map[[2]string]string
}

// person tells the id of the person that a named actor is, "" where it is not known.
func (s *service) person(ctx context.Context) (func(*safir.Actor) string, error) {
	revision, err := s.store.Revision(ctx)
	if err != nil {
		return nil, err
	}
	merged, err := s.store.Merged(ctx)
	if err != nil {
		return nil, err
	}
	s.names.mu.Lock()
	defer s.names.mu.Unlock()
	if s.names.ids == nil || s.names.revision != revision || !merged {
		names, err := s.store.Names(ctx)
		if err != nil {
			return nil, err
		}
		ids := make(map[[2]string]string, len(names))
		for _, n := range names {
			if n.Person != "" {
				ids[[2]string{n.Name, n.Country}] = n.Person
			}
		}
		s.names.ids, s.names.revision = ids, revision
		if !merged {
			s.names.revision = -1
		}
	}
	ids := s.names.ids
	return func(a *safir.Actor) string { return ids[[2]string{value(a.Name), value(a.Country)}] }, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// known is null for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
