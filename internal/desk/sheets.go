package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// sheets are pages as they were sent last. A page hangs on its address, on how and to whom it is shown, and on the ledger: while these are
// the same, it is worked out once. An analyst comes back to the same pages all day, and colleagues are sent their addresses.
type sheets struct {
	mu    sync.Mutex
	state ledgerState
	kept  map[string]*sheet
	order []string // of use, the latest last
	bytes int
	being map[string]chan struct{} // those that are being worked out; closed at the end
}

// sheet is a page as it is sent.
type sheet struct {
	packed []byte // by gzip
	tag    string // entity tag, of what it says
}

// ledgerState tells a ledger from how it was before: anything that came in changes its revision, and what is derived has that from
// which it was.
type ledgerState struct{ revision, derived int64 }

// How much is kept.
const (
	sheetsBytes = 48 << 20 // packed
	sheetsMost  = 4000
)

// stateOf is how the ledger is now.
func (d *Desk) stateOf(ctx context.Context) (s ledgerState, err error) {
	if s.revision, err = d.Store.Revision(ctx); err == nil {
		s.derived, err = d.Store.Derived(ctx)
	}
	return s, err
}

// serveKept answers for a page that is kept. variant is what the page hangs on besides its address and its look.
func (d *Desk) serveKept(r *request, variant string) error {
	ctx := r.Context()
	state, err := d.stateOf(ctx) // before all else: a page is never taken for newer than it is
	if err != nil {
		return err
	}
	key := strings.Join([]string{r.URL.RequestURI(), lookOf(r.Request), strconv.FormatBool(r.visitor.Editor), r.visitor.Name, variant}, "\x00")
	for {
		s, being := d.sheets.find(state, key)
		if s != nil {
			s.send(r)
			return nil
		}
		if being == nil {
			break // it is for us to work out
		}
		select {
		case <-being:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var made *sheet
	defer func() { d.sheets.put(state, key, made) }() // nil where it failed: whoever waits tries it himself
	body, err := r.page.show(d, r)
	if err != nil {
		return err
	}
	page, status, err := d.page(r, r.page.Name, body)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		send(r, page.Bytes(), status)
		return nil
	}
	if made, err = newSheet(page.Bytes()); err != nil {
		return err
	}
	made.send(r)
	return nil
}

// newSheet packs a page.
func newSheet(page []byte) (*sheet, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(page); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(page)
	return &sheet{packed.Bytes(), `W/"` + hex.EncodeToString(sum[:9]) + `"`}, nil
}

// send answers with a page, or that what the browser has still holds.
func (s *sheet) send(r *request) {
	h := r.w.Header()
	h.Set("ETag", s.tag)
	pageHeaders(r)
	if slices.Contains(strings.Split(strings.ReplaceAll(r.Header.Get("If-None-Match"), " ", ""), ","), s.tag) {
		h.Del("Content-Type")
		r.w.WriteHeader(http.StatusNotModified)
		return
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", strconv.Itoa(len(s.packed)))
		r.w.WriteHeader(http.StatusOK)
		_, _ = r.w.Write(s.packed)
		return
	}
	page, err := gzip.NewReader(bytes.NewReader(s.packed))
	if err != nil {
		http.Error(r.w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	r.w.WriteHeader(http.StatusOK)
	_, _ = page.WriteTo(r.w)
}

// find gives a page that is kept. Where none is, it is for the caller to work out and to put, unless another is at it: then being is closed
// at the end.
func (s *sheets) find(state ledgerState, key string) (found *sheet, being chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != state || s.kept == nil {
		for _, b := range s.being {
			close(b) // those who wait look again
		}
		s.state, s.kept, s.order, s.bytes, s.being = state, map[string]*sheet{}, nil, 0, map[string]chan struct{}{}
	}
	if found = s.kept[key]; found != nil {
		s.use(key)
		return found, nil
	}
	if being = s.being[key]; being == nil {
		s.being[key] = make(chan struct{})
	}
	return nil, being
}

// put keeps a page and lets those go on who wait for it.
func (s *sheets) put(state ledgerState, key string, made *sheet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != state {
		return
	}
	if being := s.being[key]; being != nil {
		delete(s.being, key)
		close(being)
	}
	if made == nil || s.kept[key] != nil {
		return
	}
	s.kept[key] = made
	s.bytes += len(made.packed)
	s.order = append(s.order, key)
	for len(s.order) > sheetsMost || s.bytes > sheetsBytes {
		s.bytes -= len(s.kept[s.order[0]].packed)
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
}

// use notes that a page was asked for.
func (s *sheets) use(key string) {
	if at := slices.Index(s.order, key); at >= 0 {
		s.order = append(slices.Delete(s.order, at, at+1), key)
	}
}
