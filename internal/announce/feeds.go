package announce

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"safir/internal/export"
	"safir/internal/ledger"
)

// InFeed is how many announcements a feed has, the latest.
const InFeed = 100

// Tag is the authority of the ids in feeds, as RFC 4151 has it.
const Tag = "safir,2026"

// writeFeeds writes the feeds of a question to their files.
func (a *Announcer) writeFeeds(ctx context.Context, q *ledger.Question) error {
	for _, t := range q.Targets {
		if t.Queued() {
			continue
		}
		var text bytes.Buffer
		if err := WriteFeed(ctx, &text, a.Store, t.Kind, export.AnnouncedFeed{Question: q.Name, Tag: Tag}); err != nil {
			return err
		}
		if err := replace(t.To, text.Bytes()); err != nil {
			return fmt.Errorf("the feed %s can't be written: %w", t.To, err)
		}
	}
	a.feeds[q.Name] = true
	return nil
}

// WriteFeed writes the feed of a question, of one kind of target.
func WriteFeed(ctx context.Context, w io.Writer, store ledger.Store, kind string, f export.AnnouncedFeed) error {
	all, err := store.Announcements(ctx, f.Question, InFeed)
	if err != nil {
		return err
	}
	if kind == ledger.JSONFeed {
		return export.AnnouncementsJSONFeed(w, f, all)
	}
	return export.AnnouncementsAtom(w, f, all)
}

// replace puts a file in the place of another, whole or not at all.
func replace(path string, text []byte) error {
	part, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }() // where it was not renamed
	_, err = part.Write(text)
	if err == nil {
		err = part.Chmod(0o644) // feeds are for others to read
	}
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

// MaskedURL is an address without what may be a secret in it: user, query and the last part of the path.
func MaskedURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "…"
	}
	return u.Scheme + "://" + u.Host + "/…"
}
