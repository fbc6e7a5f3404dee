package desk

import (
	"net/http"
	"runtime/debug"

	"github.com/klauspost/compress/gzhttp"
)

const (
	// MaxText is how many bytes a text may have that is pasted.
	MaxText = 1 << 20
	// MaxForm is how many bytes a form may send; as forms are written, a Persian letter is six.
	MaxForm = 3*MaxText + 1<<14
)

// policy lets pages load and run what the desk itself serves, and nothing that stands in the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what holds for every answer.
func (d *Desk) guard(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.fail(&request{Request: r, tongue: d.tongues[languageOf(r)], w: w, page: &page{}}, &problem{Status: http.StatusForbidden, What: "other-site"})
	}))
	limited := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		r.Body = http.MaxBytesReader(w, r.Body, MaxForm)
		defer d.survive(w, r)
		next.ServeHTTP(w, r)
	})
	return gzhttp.GzipHandler(crossOrigin.Handler(limited))
}

// survive tells of a page that failed badly, and lets the others go on.
func (d *Desk) survive(w http.ResponseWriter, r *http.Request) {
	failure := recover()
	if failure == nil {
		return
	}
	if failure == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
		panic(failure)
	}
	d.Log.Error("a page failed badly", "page", r.URL.Path, "failure", failure, "stack", string(debug.Stack()))
	http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
}
