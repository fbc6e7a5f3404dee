// Package web answers who may ask this server, how often and how much: what stands before pages and API alike.
//
// A [Guard] wraps a handler. From the outside in it catches panics, sets the headers that keep browsers from running what they should not,
// refuses other hosts' names (on loopback, so that no page elsewhere can rebind its name to this machine), limits how often an address
// may ask and how much it may send, bounds the time of a request, refuses changes that another site's page asks for, and tells who asks.
// A handler learns who asks by [UserOf]; [Editors] lets through who may correct.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"safir/internal/users"
)

// Options says how a server is guarded. What is zero has a sensible value.
type Options struct {
	Users *users.File // who may come in; nil where the server is open to whoever reaches it
	Local users.User  // who everybody is where it is open; an editor without a name of its own
	OIDC  *OIDC       // another way to sign in, nil for none

	Hosts     []string      // names by which the server may be asked, without ports; none for all. See [LoopbackHosts]
	Secure    bool          // it is reached by https: cookies are sent over nothing else
	PerSecond float64       // requests of an address; 20
	Burst     int           // requests at once; 100
	Logins    int           // attempts to log in a minute of an address; 10
	MaxBody   int64         // bytes of a request; 2 MiB
	Timeout   time.Duration // of a request's work; 30 s
	Log       *slog.Logger  // nil for none
}

// LoopbackHosts are the names of this machine for itself.
var LoopbackHosts = []string{"localhost", "127.0.0.1", "::1"}

// loopbackFactor is how many times more often this machine itself may ask.
const loopbackFactor = 50

// Guard stands before handlers.
type Guard struct {
	Options

	requests, logins *limiter
	sessions         *scs.SessionManager
	cross            *http.CrossOriginProtection
}

// New makes a guard.
func New(o Options) (*Guard, error) {
	if o.OIDC != nil && o.Users == nil && len(o.OIDC.Domains) == 0 {
		return nil, errors.New("OpenID Connect needs a file of users or domains of mail: else whoever has an account there could come in")
	}
	set(&o.PerSecond, 20)
	set(&o.Burst, 100)
	set(&o.Logins, 10)
	set(&o.MaxBody, 2<<20)
	set(&o.Timeout, 30*time.Second)
	if o.Local == (users.User{}) {
		o.Local = users.User{Name: "local", Role: users.Editor}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := &Guard{Options: o, cross: http.NewCrossOriginProtection()}
	g.requests = newLimiter(o.PerSecond, o.Burst)
	g.logins = newLimiter(float64(o.Logins)/60, o.Logins)
	g.cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Refuse(w, r, http.StatusForbidden, "this change was asked for by a page of another site")
	}))
	if g.Closed() {
		g.sessions = newSessions(o.Secure)
	}
	return g, nil
}

func set[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Closed tells whether one has to sign in.
func (g *Guard) Closed() bool { return g.Users != nil || g.OIDC != nil }

// Handler wraps a handler.
func (g *Guard) Handler(h http.Handler) http.Handler {
	if g.Closed() {
		h = g.authenticate(g.signIn(h))
		h = g.sessions.LoadAndSave(h)
	} else {
		h = as(g.Local, h)
	}
	h = g.cross.Handler(styled(h))
	h = g.bound(h)
	h = g.limit(h)
	h = g.names(h)
	return g.recover(headers(h))
}

// styled gives the style of the pages that are not the handler's own: of signing in, and of refusals.
func styled(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != stylePath || r.Method != http.MethodGet {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(loginStyle)
	})
}

// as makes everybody one user.
func as(u users.User, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r.WithContext(WithUser(r.Context(), u))) })
}

type userKey struct{}

// WithUser is a context in which a user asks.
func WithUser(ctx context.Context, u users.User) context.Context {
	return context.WithValue(ctx, userKey{}, u)
}

// UserOf is who asks; ok is false where nobody is known.
func UserOf(ctx context.Context) (u users.User, ok bool) {
	u, ok = ctx.Value(userKey{}).(users.User)
	return u, ok
}

// Editors lets through who may correct, and refuses everybody else.
func Editors(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, ok := UserOf(r.Context()); !ok || !u.MayCorrect() {
			Refuse(w, r, http.StatusForbidden, "only editors may correct the ledger")
			return
		}
		h.ServeHTTP(w, r)
	})
}
