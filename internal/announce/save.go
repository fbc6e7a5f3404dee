package announce

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// Save saves a question, and tells how many events answer it now. These are not announced unless past is set.
func Save(ctx context.Context, store ledger.Store, world *know.World, q ledger.Question, past bool) (answers int, err error) {
	known, err := New(Options{Store: store, World: world}).Known(ctx, &q)
	if err != nil {
		return 0, err
	}
	answers = len(known)
	if past {
		known, q.Derived = nil, 0
	}
	return answers, store.AddQuestion(ctx, q, known)
}

// FeedPath is where the feeds of questions are served: FeedPath + NAME + one of [FeedKinds].
const FeedPath = "/questions/"

// feedKinds are the endings of addresses of feeds.
var feedKinds = []struct{ ending, kind, media string }{
	{".atom", ledger.AtomFile, "application/atom+xml; charset=utf-8"}, {".json", ledger.JSONFeed, "application/feed+json; charset=utf-8"},
}

// Feeds serves the feeds of questions under [FeedPath].
func Feeds(store ledger.Store, failed func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file := strings.TrimPrefix(r.URL.Path, FeedPath)
		for _, k := range feedKinds {
			name, ok := strings.CutSuffix(file, k.ending)
			if !ok {
				continue
			}
			found, err := has(r.Context(), store, name)
			if err != nil {
				failed(err)
				unanswered(w, err, "the ledger does not answer")
				return
			}
			if found {
				serveFeed(w, r, store, name, k.kind, k.media, failed)
				return
			}
		}
		http.Error(w, "there is no such question; its feeds end in .atom and .json", http.StatusNotFound)
	})
}

func has(ctx context.Context, store ledger.Store, name string) (bool, error) {
	all, err := store.Questions(ctx)
	for i := range all {
		if all[i].Name == name {
			return true, nil
		}
	}
	return false, err
}

// serveFeed serves a feed; a reader that has its last announcement already is told so.
func serveFeed(w http.ResponseWriter, r *http.Request, store ledger.Store, name, kind, media string, failed func(error)) {
	last, err := store.Announcements(r.Context(), name, 1)
	tag := `W/"none"`
	if len(last) > 0 {
		tag = `W/"` + last[0].ID + `"`
	}
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("ETag", tag)
	if err == nil && r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", media)
	self := "http://" + r.Host + r.URL.Path
	if r.TLS != nil {
		self = "https://" + r.Host + r.URL.Path
	}
	var text strings.Builder
	if err == nil {
		err = WriteFeed(r.Context(), &text, store, kind, export.AnnouncedFeed{Question: name, Tag: Tag, Self: self})
	}
	if err != nil {
		failed(err)
		w.Header().Del("ETag")
		unanswered(w, err, "the feed can't be made")
		return
	}
	_, _ = w.Write([]byte(text.String()))
}

// unanswered tells a reader of feeds that there is none now: to come again soon where the ledger is away or being written to.
func unanswered(w http.ResponseWriter, err error, what string) {
	status := http.StatusInternalServerError
	if errors.Is(err, ledger.ErrUnreachable) || errors.Is(err, ledger.ErrBusy) {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "5")
	}
	http.Error(w, what, status)
}
