package web

import (
	_ "embed" // the page of signing in
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"safir/internal/users"
)

// The addresses of signing in and out.
const (
	LoginPath  = "/login"
	LogoutPath = "/logout"
	stylePath  = "/login/style.css"
	oidcPath   = "/login/oidc"
	backPath   = "/login/oidc/back"
)

//go:embed login.gohtml
var loginPage string

//go:embed login.css
var loginStyle []byte

var loginTemplate = sync.OnceValues(func() (*template.Template, error) { return template.New("login").Parse(loginPage) })

// userSession is the key of the user's name in a session.
const userSession = "user"

func newSessions(secure bool) *scs.SessionManager {
	s := scs.New()
	s.Lifetime, s.IdleTimeout = 14*24*time.Hour, 24*time.Hour
	s.HashTokenInStore = true
	s.Cookie.Name, s.Cookie.HttpOnly, s.Cookie.Secure = "safir", true, secure
	s.Cookie.SameSite = http.SameSiteLaxMode // strict would lose the session on the way back from a provider of OpenID Connect
	if secure {
		s.Cookie.Name = "__Host-safir"
	}
	return s
}

// authenticate finds out who asks: by the session of a page, a bearer token, or a password by HTTP Basic. Wrong credentials are refused
// even where none are needed.
func (g *Guard) authenticate(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, given, err := g.credentials(w, r)
		if err != nil || given && user.Name == "" {
			return // it is answered
		}
		if !given {
			user, given = g.inSession(r)
		}
		if given {
			r = r.WithContext(WithUser(r.Context(), user))
		}
		h.ServeHTTP(w, r)
	})
}

// credentials are those of the Authorization header; given is false where there is none.
func (g *Guard) credentials(w http.ResponseWriter, r *http.Request) (u users.User, given bool, err error) {
	header := r.Header.Get("Authorization")
	if header == "" || g.Users == nil {
		return u, false, nil
	}
	if token, ok := strings.CutPrefix(header, "Bearer "); ok {
		u, err = g.Users.Token(token)
	} else if name, password, ok := r.BasicAuth(); ok {
		u, err = g.login(name, password, r)
	} else {
		err = users.ErrLogin
	}
	var often *oftenError
	switch {
	case errors.As(err, &often):
		tooOften(w, r, often.wait)
	case errors.Is(err, users.ErrLogin):
		unknown(w, r, err.Error())
	case err != nil:
		g.Log.Error("users can't be read", "error", err)
		Refuse(w, r, http.StatusInternalServerError, "the server can't tell who you are; it is in its log")
	}
	return u, true, err
}

// oftenError says that an address has tried to log in too often.
type oftenError struct{ wait time.Duration }

func (e *oftenError) Error() string { return "too many attempts" }

// login checks a password; an address that gave too many wrong ones waits.
func (g *Guard) login(name, password string, r *http.Request) (users.User, error) {
	u, err := g.Users.Remembered(name, password)
	if err == nil {
		return u, nil
	}
	if wait, ok := g.logins.allow(addressOf(r), time.Now()); !ok {
		return u, &oftenError{wait}
	}
	if u, err = g.Users.Login(name, password); errors.Is(err, users.ErrLogin) {
		g.Log.Warn("a login was refused", "name", name, "from", r.RemoteAddr)
	}
	return u, err
}

func unknown(w http.ResponseWriter, r *http.Request, why string) {
	w.Header().Add("WWW-Authenticate", `Bearer realm="Safir"`)
	w.Header().Add("WWW-Authenticate", `Basic realm="Safir", charset="UTF-8"`)
	Refuse(w, r, http.StatusUnauthorized, why)
}

// inSession is the user of a page, as the file of users has them now.
func (g *Guard) inSession(r *http.Request) (u users.User, ok bool) {
	name := g.sessions.GetString(r.Context(), userSession)
	if name == "" {
		return u, false
	}
	u, err := g.known(name)
	return u, err == nil
}

// known is the user of a name: from the file, else by the domain of a mail address.
func (g *Guard) known(name string) (u users.User, err error) {
	err = users.ErrUser
	if g.Users != nil {
		u, err = g.Users.Named(name)
	}
	if errors.Is(err, users.ErrUser) && g.OIDC != nil && g.OIDC.admits(name) {
		return users.User{Name: name, Role: users.Reader}, nil
	}
	return u, err
}

// signIn answers under /login and /logout, and sends there who asks for anything else unknown.
func (g *Guard) signIn(h http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+LoginPath, func(w http.ResponseWriter, r *http.Request) { g.form(w, r, http.StatusOK, "") })
	mux.HandleFunc("POST "+LoginPath, g.enter)
	mux.HandleFunc("POST "+LogoutPath, g.leave)
	if g.OIDC != nil {
		mux.HandleFunc("GET "+oidcPath, g.goThere)
		mux.HandleFunc("GET "+backPath, g.comeBack)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		_, known := UserOf(r.Context())
		switch {
		case known:
			h.ServeHTTP(w, r)
		case ForProgram(r):
			unknown(w, r, "sign in by a token (Authorization: Bearer …) or by HTTP Basic")
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			http.Redirect(w, r, LoginPath+"?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			Refuse(w, r, http.StatusUnauthorized, "you are no longer signed in; nothing was changed")
		}
	})
	return mux
}

// form shows the page of signing in.
func (g *Guard) form(w http.ResponseWriter, r *http.Request, status int, trouble string) {
	page, err := loginTemplate()
	if err != nil {
		Refuse(w, r, http.StatusInternalServerError, err.Error())
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	data := map[string]any{"Next": safeNext(r.FormValue("next")), "Name": r.PostFormValue("name"), "Trouble": trouble, "Password": g.Users != nil}
	if g.OIDC != nil {
		data["OIDC"] = g.OIDC.Issuer
	}
	if err := page.Execute(w, data); err != nil {
		g.Log.Warn("the page of signing in", "error", err)
	}
}

// safeNext is a path of this server alone: no other site may be named in its place.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// enter signs in who gives a right password.
func (g *Guard) enter(w http.ResponseWriter, r *http.Request) {
	if g.Users == nil {
		Refuse(w, r, http.StatusNotFound, "there are no passwords here")
		return
	}
	u, err := g.login(r.PostFormValue("name"), r.PostFormValue("password"), r)
	var often *oftenError
	switch {
	case errors.As(err, &often):
		tooOften(w, r, often.wait)
		return
	case errors.Is(err, users.ErrLogin):
		g.form(w, r, http.StatusUnauthorized, "wrong")
		return
	case err != nil:
		g.Log.Error("users can't be read", "error", err)
		Refuse(w, r, http.StatusInternalServerError, "the server can't tell who you are; it is in its log")
		return
	}
	g.begin(w, r, u, safeNext(r.PostFormValue("next")))
}

// begin begins a session under a new token, so that one that somebody planted is worth nothing.
func (g *Guard) begin(w http.ResponseWriter, r *http.Request, u users.User, next string) {
	if err := g.sessions.RenewToken(r.Context()); err != nil {
		Refuse(w, r, http.StatusInternalServerError, "no session could be begun")
		return
	}
	g.sessions.Put(r.Context(), userSession, u.Name)
	http.Redirect(w, r, next, http.StatusSeeOther) //nolint:gosec // safeNext let through a path of this server alone
}

// leave ends a session.
func (g *Guard) leave(w http.ResponseWriter, r *http.Request) {
	if err := g.sessions.Destroy(r.Context()); err != nil {
		g.Log.Warn("a session could not be ended", "error", err)
	}
	http.Redirect(w, r, LoginPath, http.StatusSeeOther)
}
