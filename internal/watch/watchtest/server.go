// Package watchtest serves feeds to those who test how they are watched: good ones, and ones that are slow, endless, circular, lying or
// flapping.
//
// What a good feed has published at a moment follows from its period alone, so that a test knows what has to be in a ledger without looking at
// the server. Each feed has an address of its own, as outlets have.
package watchtest

import (
	"compress/gzip"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Kind is how a feed behaves.
type Kind string

// The kinds of feeds.
const (
	Whole    Kind = "whole"    // brings whole texts
	Pages    Kind = "pages"    // brings headlines, the texts stand in pages
	Flapping Kind = "flapping" // answers every other time, and fails in several ways the others
	Silent   Kind = "silent"   // takes the question and says nothing
	Dripping Kind = "dripping" // says a byte now and then
	Endless  Kind = "endless"  // a feed that does not end
	Packed   Kind = "packed"   // a small answer that unpacks to gigabytes
	Circular Kind = "circular" // redirects in a circle
	Chained  Kind = "chained"  // redirects on and on
	Long     Kind = "long"     // breaks off before the length that it announces
	Garbled  Kind = "garbled"  // says that it is packed, and is not
	Entities Kind = "entities" // XML that expands without end
	Shut     Kind = "shut"     // does not give its robots.txt
	Trap     Kind = "trap"     // names hundreds of pages that do not come
)

// Hostile are the kinds that no good outlet is of.
var Hostile = []Kind{Silent, Flapping, Dripping, Endless, Packed, Circular, Chained, Long, Garbled, Entities, Shut, Trap}

// Feed is one that is served.
type Feed struct {
	Kind   Kind
	URL    string
	Period time.Duration // between two entries

	number int
	asked  atomic.Int64
}

// Good tells whether all that it publishes has to come.
func (f *Feed) Good() bool { return f.Kind == Whole || f.Kind == Pages || f.Kind == Flapping }

// Asked is how often it was asked.
func (f *Feed) Asked() int64 { return f.asked.Load() }

// Entry is what a feed has published.
type Entry struct {
	URL string
	At  time.Time
}

// Server serves feeds.
type Server struct {
	Feeds []*Feed

	start  time.Time
	byPort map[int]*Feed
	ended  context.Context //nolint:containedctx // it ends those who are being answered
}

// Serve serves good feeds and hostile ones until the test ends. period is the time between two entries of the nth feed.
func Serve(t testing.TB, good, hostile int, period func(n int) time.Duration) *Server {
	t.Helper()
	ended, end := context.WithCancel(context.Background())
	s := &Server{start: time.Now(), byPort: map[int]*Feed{}, ended: ended}
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute, BaseContext: func(net.Listener) context.Context { return ended }}
	t.Cleanup(func() { end(); _ = server.Close() })
	for n := range good + hostile {
		f := &Feed{Kind: Whole, number: n, Period: period(n)}
		switch {
		case n >= good:
			f.Kind = Hostile[(n-good)%len(Hostile)]
		case n%5 == 4:
			f.Kind = Pages
		}
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		f.URL = "http://" + listener.Addr().String() + "/rss"
		s.byPort[listener.Addr().(*net.TCPAddr).Port] = f //nolint:forcetypeassert // it was asked for
		s.Feeds = append(s.Feeds, f)
		go func() { _ = server.Serve(listener) }()
	}
	return s
}

// Published is what a feed has published until a moment.
func (s *Server) Published(f *Feed, until time.Time) (out []Entry) {
	for k := range s.count(f, until) {
		out = append(out, s.entry(f, k))
	}
	return out
}

func (s *Server) count(f *Feed, until time.Time) int {
	return max(0, 1+int(until.Sub(s.start)/f.Period))
}

func (s *Server) entry(f *Feed, k int) Entry {
	return Entry{strings.TrimSuffix(f.URL, "rss") + "news/" + strconv.Itoa(k), s.start.Add(time.Duration(k) * f.Period)}
}

// ServeHTTP answers for the feed at whose address it is asked.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		http.NotFound(w, r)
		return
	}
	f := s.byPort[at.Port]
	switch {
	case r.URL.Path == "/robots.txt" && f.Kind != Shut:
		http.NotFound(w, r)
	case strings.HasPrefix(r.URL.Path, "/news/") && f.Kind != Trap:
		s.page(w, f, strings.TrimPrefix(r.URL.Path, "/news/"))
	default:
		f.asked.Add(1)
		s.answer(w, r, f)
	}
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, f *Feed) {
	switch f.Kind {
	case Silent, Shut:
		<-r.Context().Done()
	case Dripping:
		drip(w, r)
	case Endless:
		endless(r.Context(), w)
	case Packed:
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		endless(r.Context(), z)
		_ = z.Close()
	case Circular:
		http.Redirect(w, r, map[string]string{"/rss": "/other"}[r.URL.Path]+"?", http.StatusFound)
	case Chained:
		http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently) //nolint:gosec // it is meant to lead astray
	case Long:
		w.Header().Set("Content-Length", "1000000")
		_, _ = io.WriteString(w, "<rss><channel><item><title>نیمه")
	case Garbled:
		w.Header().Set("Content-Encoding", "gzip")
		s.feed(w, f, false)
	case Entities:
		_, _ = io.WriteString(w, `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`)
	case Trap:
		s.trap(w, r, f)
	case Flapping:
		s.flap(w, r, f)
	case Whole, Pages:
		s.good(w, r, f)
	}
}

// flap answers every other time.
func (s *Server) flap(w http.ResponseWriter, r *http.Request, f *Feed) {
	switch f.asked.Load() % 4 {
	case 1:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
	case 3:
		if connection, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = connection.Close()
		}
	default:
		s.good(w, r, f)
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, " "); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		select {
		case <-r.Context().Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func endless(ctx context.Context, w io.Writer) {
	_, err := io.WriteString(w, "<rss><channel>")
	item := strings.Repeat("<item><title>بدون پایان</title><description>متن</description></item>", 500)
	for err == nil && ctx.Err() == nil {
		_, err = io.WriteString(w, item)
	}
}

// trap names pages that do not come.
func (s *Server) trap(w http.ResponseWriter, r *http.Request, f *Feed) {
	if r.URL.Path != "/rss" {
		<-r.Context().Done()
		return
	}
	_, _ = io.WriteString(w, "<rss><channel><title>دام</title>")
	for i := range 300 {
		fmt.Fprintf(w, "<item><title>خبر</title><link>%s%d</link></item>", strings.TrimSuffix(f.URL, "rss")+"news/", i)
	}
	_, _ = io.WriteString(w, "</channel></rss>")
}

// good is a feed as outlets have them: with the latest entries, and word whether anything is new.
func (s *Server) good(w http.ResponseWriter, r *http.Request, f *Feed) {
	tag := `"` + strconv.Itoa(s.count(f, time.Now())) + `"`
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.feed(w, f, f.Kind == Pages)
}

// latest is how many entries a feed has, at least; it has those of a minute as well, so that no machine is too slow to see them.
const latest = 40

type (
	rss struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"channel>title"`
		Items   []item   `xml:"channel>item"`
	}
	item struct {
		Title   string `xml:"title"`
		Link    string `xml:"link"`
		PubDate string `xml:"pubDate"`
		Content string `xml:"http://purl.org/rss/1.0/modules/content/ encoded,omitempty"`
	}
)

func (s *Server) feed(w io.Writer, f *Feed, headlines bool) {
	out := rss{Version: "2.0", Title: "رسانه " + strconv.Itoa(f.number)}
	n := s.count(f, time.Now())
	for k := n - 1; k >= max(0, n-max(latest, int(time.Minute/f.Period))); k-- {
		e := s.entry(f, k)
		title, text := dispatch(f.number, k)
		i := item{Title: title, Link: e.URL, PubDate: e.At.Format(time.RFC1123Z), Content: text}
		if headlines {
			i.Content = ""
		}
		out.Items = append(out.Items, i)
	}
	_ = xml.NewEncoder(w).Encode(out)
}

// page is an entry's page.
func (s *Server) page(w http.ResponseWriter, f *Feed, number string) {
	k, err := strconv.Atoi(number)
	if err != nil || k < 0 || k >= s.count(f, time.Now()) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	title, text := dispatch(f.number, k)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="fa"><head><title>%[1]s</title><meta property="article:published_time" content="%[3]s"></head>
<body><article><h1>%[1]s</h1><div itemprop="articleBody"><p>%[2]s</p></div></article></body></html>`, title, text, s.entry(f, k).At.Format(time.RFC3339))
}
