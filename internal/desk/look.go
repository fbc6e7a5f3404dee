package desk

import (
	"net/http"
	"slices"
	"strings"
)

// looks are how pages may look; the empty one is the system's.
var looks = []string{"", "light", "dark"}

const lookCookie = "look"

// lookOf is the look that the browser keeps.
func lookOf(r *http.Request) string {
	if c, err := r.Cookie(lookCookie); err == nil && slices.Contains(looks, c.Value) {
		return c.Value
	}
	return ""
}

// setLook keeps a look, and leads back to the page that it was asked from.
func (d *Desk) setLook(t *tongue) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		look := r.PostFormValue("look")
		if !slices.Contains(looks, look) {
			d.fail(&request{Request: r, tongue: t, w: w, page: &page{}}, bad("form", nil))
			return
		}
		keep(w, lookCookie, look)
		http.Redirect(w, r, back(r.PostFormValue("back"), t), http.StatusSeeOther) //nolint:gosec // back leads to pages of the desk alone
	})
}

// keep has the browser keep something for a year.
func keep(w http.ResponseWriter, name, value string) {
	const year = 365 * 24 * 60 * 60
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode}) //nolint:gosec // on loopback there is no TLS
}

// back is an address of the desk to lead back to; of others none is led to.
func back(address string, t *tongue) string {
	if !strings.HasPrefix(address, "/"+t.Code+"/") || strings.ContainsAny(address, "\\\r\n") {
		return "/" + t.Code + "/"
	}
	return address
}
