package desk

import (
	"net/http"
)

// perform answers for a form that changes something: it does what is asked for and leads to where it can be seen.
func (d *Desk) perform(t *tongue, a *act) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req := &request{Request: r, tongue: t, w: w, page: &page{}, visitor: d.Visitor(r)}
		if !req.visitor.Editor {
			d.fail(req, &problem{Status: http.StatusForbidden, What: "no-editor"})
			return
		}
		if err := r.ParseForm(); err != nil {
			d.fail(req, formError(err))
			return
		}
		req.query = r.PostForm
		to, err := a.do(d, req)
		if err != nil {
			d.fail(req, err)
			return
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
}
