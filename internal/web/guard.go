package web

import (
	"context"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

// policy keeps pages to what this server itself gives: no inline script or style, no other host, no frame.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// headers are set before a handler runs, which may set others.
func headers(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy": "camera=(), geolocation=(), microphone=()",
		} {
			w.Header().Set(name, value)
		}
		h.ServeHTTP(w, r)
	})
}

// names refuses requests for another host's name.
func (g *Guard) names(h http.Handler) http.Handler {
	if len(g.Hosts) == 0 {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		host = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
		if !slices.Contains(g.Hosts, host) {
			Refuse(w, r, http.StatusMisdirectedRequest, "this server is not called by that name here")
			return
		}
		h.ServeHTTP(w, r)
	})
}

// bound limits what a request may send and how long it may take. What was announced as too long is refused before it is read.
func (g *Guard) bound(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > g.MaxBody {
			w.Header().Set("Connection", "close")
			Refuse(w, r, http.StatusRequestEntityTooLarge, "the request is too long for this server")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, g.MaxBody)
		ctx, cancel := context.WithTimeout(r.Context(), g.Timeout)
		defer cancel()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}

// recover keeps the server up when a handler fails, and tells the log.
func (g *Guard) recover(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			failure := recover()
			if failure == nil {
				return
			}
			if failure == http.ErrAbortHandler { //nolint:errorlint // it is a value, not an error that is wrapped
				panic(failure)
			}
			g.Log.Error("a request failed", "path", r.URL.Path, "failure", failure, "stack", string(debug.Stack()))
			Refuse(w, r, http.StatusInternalServerError, "this request failed here; it is in the server's log")
		}()
		h.ServeHTTP(w, r)
	})
}
