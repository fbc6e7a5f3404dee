package gather_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"safir"
	"safir/internal/gather"
	"safir/internal/gather/web"
)

// memory remembers visits as a ledger does.
type memory map[string]gather.Visit

func (m memory) Visit(_ context.Context, url string) (gather.Visit, error) {
	v := m[url]
	v.URL = url
	return v, nil
}

// taken is what became of sources.
type taken struct {
	dispatches []safir.Dispatch
	notes      []string
	failed     []string
	left       []string
	known      int
}

func (t taken) bodies() (out []string) {
	for _, d := range t.dispatches {
		out = append(out, d.Body)
	}
	return out
}

// quick are options under which tests need not wait.
var quick = web.Options{Timeout: 10 * time.Second, Longest: 1 << 20, Backoff: time.Millisecond, Pause: time.Microsecond, AllowPrivate: true}

// from takes sources in, and keeps what came of asking addresses.
func from(t *testing.T, m memory, sources ...string) (out taken) {
	t.Helper()
	return fromWith(t, quick, m, sources...)
}

func fromWith(t *testing.T, client web.Options, m memory, sources ...string) (out taken) {
	t.Helper()
	opt := gather.Options{Web: web.New(client), Follow: true, Memory: m, Progress: new(gather.Progress)}
	for item, err := range gather.From(t.Context(), sources, opt) {
		refusal, _ := err.(*gather.Refusal) //nolint:errorlint // it is never wrapped here
		switch {
		case err != nil && refusal == nil:
			t.Fatal(err)
		case refusal != nil && refusal.Fate == gather.LeftOut:
			out.left = append(out.left, refusal.Error())
		case refusal != nil && refusal.Fate == gather.Known:
			out.known++
		case refusal != nil:
			out.failed = append(out.failed, refusal.Error())
		case !item.Empty():
			out.dispatches = append(out.dispatches, item.Dispatch)
			out.notes = append(out.notes, item.Notes...)
		}
		for _, v := range item.Visits {
			m[v.URL] = v
		}
	}
	return out
}

// site is a server of pages whose answers can be changed.
type site struct {
	sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string
	url   string
}

func newSite(t *testing.T, pages map[string]http.HandlerFunc) *site {
	t.Helper()
	s := &site{pages: pages}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := s.pages[r.URL.Path]; page != nil {
			s.Lock()
			s.asked = append(s.asked, r.URL.Path)
			s.Unlock()
			page(w, r)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func say(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, text)
	}
}

func article(title, body string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>` + title + `</title><meta property="article:published_time" content="2026-04-25T08:30:00+03:30">` +
		`<meta property="og:site_name" content="ایرنا"></head><body><h1>` + title + `</h1><div itemprop="articleBody"><p>` + body + `</p></div></body></html>`
}

const (
	arrival = "وزیر امور خارجه قطر صبح امروز در صدر هیأتی بلندپایه وارد تهران شد."
	call    = "وزیران امور خارجه ایران و عمان در گفت‌وگویی تلفنی درباره تحولات منطقه رایزنی کردند."
)

func rss(entries ...string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>ایرنا</title><link>https://www.irna.ir</link>` + strings.Join(entries, "") + `</channel></rss>`
}

func entry(address, title, description string) string {
	return `<item><title>` + title + `</title><link>` + address + `</link><description><![CDATA[` + description + `]]></description><pubDate>Sat, 25 Apr 2026 05:00:00 GMT</pubDate></item>`
}

func TestAFeedIsFollowedToItsPagesOnce(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/rss"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, rss(entry("/news/1", "ورود", "خلاصه"), entry("/news/2", "تماس", "خلاصه"), entry("/news/1", "ورود", "خلاصه")))
	}
	s.pages["/news/1"] = say("text/html", article("ورود وزیر خارجه قطر", arrival))
	s.pages["/news/2"] = say("text/html", article("تماس تلفنی", call))
	m := memory{}
	got := from(t, m, s.url+"/rss")
	if !slices.Equal(got.bodies(), []string{arrival, call}) || len(got.failed) > 0 || len(got.left) != 1 {
		t.Fatalf("got %+v", got)
	}
	d := got.dispatches[0]
	if d.Agency != "irna" || d.Published != "2026-04-25T08:30:00+03:30" || d.Title != "ورود وزیر خارجه قطر" || d.URL != s.url+"/news/1" || len(d.ID) != 16 {
		t.Errorf("got %+v", d)
	}
	s.asked = nil
	if got = from(t, m, s.url+"/rss"); len(got.dispatches) > 0 || !slices.Equal(got.left, []string{s.url + "/rss: not changed since it was read last"}) || !slices.Equal(s.asked, []string{"/rss"}) {
		t.Errorf("again: got %+v, asked %q", got, s.asked)
	}
	delete(m, s.url+"/rss")
	s.asked = nil
	if got = from(t, m, s.url+"/rss"); len(got.dispatches) > 0 || got.known != 2 || !slices.Equal(s.asked, []string{"/rss"}) {
		t.Errorf("changed: got %+v, asked %q", got, s.asked)
	}
}

func TestAnAddressIsDoneOnlyAfterItsDispatches(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/rss"] = say("text/xml", rss(entry("/news/1", "ورود", "خلاصه"), entry("/news/2", "تماس", "خلاصه")))
	s.pages["/news/1"] = say("text/html", article("ورود", arrival))
	s.pages["/news/2"] = say("text/html", article("تماس", call))
	var order []string
	for item, err := range gather.From(t.Context(), []string{s.url + "/rss"}, gather.Options{Web: web.New(quick), Follow: true}) {
		if err != nil {
			t.Fatal(err)
		}
		if !item.Empty() {
			order = append(order, "dispatch "+strings.TrimPrefix(item.Dispatch.URL, s.url))
		}
		for _, v := range item.Visits {
			order = append(order, "done "+strings.TrimPrefix(v.URL, s.url))
		}
	}
	if want := []string{"dispatch /news/1", "done /news/1", "dispatch /news/2", "done /news/2", "done /rss"}; !slices.Equal(order, want) {
		t.Errorf("got %q, want %q", order, want)
	}
}

func TestAnEntryWithItsWholeTextNeedsNoPage(t *testing.T) {
	whole := strings.Repeat(arrival+" ", 5)
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/rss"] = say("application/rss+xml", strings.Replace(rss(entry("/news/1", "ورود", "")), "<description>",
		`<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>`+whole+`</p><p>`+call+`</p>]]></content:encoded><description>`, 1))
	got := from(t, memory{}, s.url+"/rss")
	if len(got.dispatches) != 1 || got.dispatches[0].Body != strings.TrimSpace(whole)+"\n"+call || !slices.Equal(s.asked, []string{"/rss"}) {
		t.Errorf("got %+v, asked %q", got, s.asked)
	}
}

func TestAPageThatIsGoneLeavesWhatTheFeedSays(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/rss"] = say("text/xml", rss(entry("/news/1", "ورود", arrival), entry("/news/2", "تماس", "کوتاه")))
	got := from(t, memory{}, s.url+"/rss")
	if !slices.Equal(got.bodies(), []string{arrival}) || len(got.notes) != 1 || !slices.Equal(got.failed, []string{s.url + "/news/2: the server answers 404 Not Found"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAPageThatFailsForTheMomentIsAskedForAgainLater(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/rss"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, rss(entry("/news/1", "ورود", arrival)))
	}
	s.pages["/news/1"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
	m := memory{}
	if got := from(t, m, s.url+"/rss"); len(got.dispatches) > 0 || len(got.failed) != 1 {
		t.Fatalf("got %+v", got)
	}
	s.pages["/news/1"] = say("text/html", article("ورود", arrival))
	if got := from(t, m, s.url+"/rss"); len(got.dispatches) > 0 || len(got.left) != 1 || !strings.Contains(got.left[0], "failed before (the server answers 502 Bad Gateway), to be asked again from") {
		t.Errorf("at once: got %+v", got)
	}
	v := m[s.url+"/news/1"]
	v.Tried = time.Now().Add(-2 * time.Hour).UTC().Format(time.RFC3339)
	m[v.URL] = v
	if got := from(t, m, s.url+"/rss"); !slices.Equal(got.bodies(), []string{arrival}) {
		t.Errorf("later: got %+v", got)
	}
}

func TestBadSourcesAreToldAndTheRestGoesOn(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{
		"/good":   say("text/html", article("ورود", arrival)),
		"/bomb":   say("text/xml", `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>`),
		"/circle": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) },
		"/long": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for r.Context().Err() == nil {
				if _, err := w.Write(bytes.Repeat([]byte("<p>خبر"), 10<<10)); err != nil {
					return
				}
			}
		},
		"/empty": say("text/html", "<html><body></body></html>"),
		"/latin": say("text/html", article("Visit", "The foreign minister arrived in Tehran today, and was received by his colleague.")),
		"/none":  say("text/html", ""),
	})
	var sources []string
	want := map[string]string{
		"/bomb": "the feed declares XML entities of its own, it is not read", "/circle": "the server redirects in a circle", "/long": "more than 1 MB, too long for a page or a feed",
		"/empty": "no article in this page", "/latin": "no Persian text", "/none": "no article in this page", "/gone": "the server answers 404 Not Found",
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		sources = append(sources, s.url+path)
	}
	sources = append(sources, s.url+"/good", "feeds:nobody", "http://[broken", "no/such/file")
	got := from(t, memory{}, sources...)
	if !slices.Equal(got.bodies(), []string{arrival}) {
		t.Errorf("got %q", got.bodies())
	}
	var expected []string
	for _, path := range slices.Sorted(maps.Keys(want)) {
		expected = append(expected, s.url+path+": "+want[path])
	}
	expected = append(expected, `feeds:nobody: no feed is known as "nobody"; safir feeds lists those that are`, "http://[broken: no address of the web", "no/such/file: no such file or folder")
	if !slices.Equal(got.failed, expected) {
		t.Errorf("failed\n%s\nwant\n%s", strings.Join(got.failed, "\n"), strings.Join(expected, "\n"))
	}
}

func TestAServerThatDoesNotAnswerIsGivenUp(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/slow": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	hasty := quick
	hasty.Timeout, hasty.Attempts = 100*time.Millisecond, 1
	if got := fromWith(t, hasty, memory{}, s.url+"/slow"); !slices.Equal(got.failed, []string{s.url + "/slow: the server does not answer in time"}) {
		t.Errorf("got %+v", got)
	}
}

func TestWhatIsSaidOfTheEncodingCountsLessThanTheText(t *testing.T) {
	page := article("ورود", arrival)
	old, err := charmap.Windows1256.NewEncoder().String(strings.NewReplacer("ی", "ي", "utf-8", "iso-8859-1").Replace(page))
	if err != nil {
		t.Fatal(err)
	}
	oldFeed, err := charmap.Windows1256.NewEncoder().String(strings.NewReplacer("ی", "ي").Replace(rss(entry("", "ورود", arrival))))
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, map[string]http.HandlerFunc{
		"/utf8": say("text/html; charset=windows-1256", strings.Replace(page, "utf-8", "windows-1256", 1)), "/1256": say("text/html; charset=iso-8859-1", old),
		"/broken": say("text/html", strings.Replace(page, "</title>", "\xff</title>", 1)),
		"/feed":   say("text/xml", strings.Replace(rss(entry("", "ورود", arrival)), "utf-8", "windows-1256", 1)), "/feed1256": say("text/xml; charset=utf-8", oldFeed),
	})
	arabic := strings.ReplaceAll(arrival, "ی", "ي")
	for path, want := range map[string]string{"/utf8": arrival, "/1256": arabic, "/broken": arrival, "/feed": arrival, "/feed1256": arabic} {
		if got := from(t, memory{}, s.url+path); !slices.Equal(got.bodies(), []string{want}) {
			t.Errorf("%s: got %+v", path, got)
		}
	}
}

func TestAFrontPageLeadsToItsFeed(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{})
	s.pages["/"] = say("text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><h1>خبرگزاری</h1><p>`+call+`</p></body></html>`)
	s.pages["/rss"] = say("text/xml", rss(entry("", "ورود", arrival)))
	if got := from(t, memory{}, s.url+"/"); !slices.Equal(got.bodies(), []string{arrival}) {
		t.Errorf("got %+v", got)
	}
}

func TestOnePageIsOneDispatchHoweverItIsReached(t *testing.T) {
	canonical := strings.Replace(article("ورود", arrival), "</head>", `<link rel="canonical" href="https://www.irna.ir/news/86000001/"></head>`, 1)
	s := newSite(t, map[string]http.HandlerFunc{"/a": say("text/html", canonical)})
	file := filepath.Join(t.TempDir(), "saved.html")
	if err := os.WriteFile(file, []byte(canonical), 0o600); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "crawl.warc.gz")
	record := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + canonical
	var packed bytes.Buffer
	for _, address := range []string{"http://irna.ir/news/86000001?utm_source=x", "http://irna.ir/news/86000001#top"} {
		z := gzip.NewWriter(&packed)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(record), record)
		_ = z.Close()
	}
	if err := os.WriteFile(archive, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	got := from(t, memory{}, s.url+"/a?utm_source=y", file, archive)
	if len(got.dispatches) != 4 || len(got.failed) > 0 {
		t.Fatalf("got %+v", got)
	}
	for _, d := range got.dispatches {
		if d != got.dispatches[0] || d.Agency != "irna" {
			t.Errorf("got %+v and %+v", d, got.dispatches[0])
		}
	}
}

func TestArchivesOfDispatchesAreReadFromTheWeb(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 1000 {
		fmt.Fprintf(z, "{\"body\": %q}\n", call)
	}
	_ = z.Close()
	s := newSite(t, map[string]http.HandlerFunc{"/news.jsonl.gz": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(packed.Bytes()) }})
	if got := from(t, memory{}, s.url+"/news.jsonl.gz"); len(got.dispatches) != 1000 || len(got.failed) > 0 {
		t.Errorf("got %d dispatches, failed %q", len(got.dispatches), got.failed)
	}
}

func TestManySitesAreAskedAtATimeAndAnswerInOrder(t *testing.T) {
	var sources, want []string
	for i := range 30 {
		body := fmt.Sprintf("%s شماره %d", arrival, i)
		s := newSite(t, map[string]http.HandlerFunc{"/a": say("text/html", article("ورود", body))})
		sources, want = append(sources, s.url+"/a"), append(want, body)
	}
	if got := from(t, memory{}, sources...); !slices.Equal(got.bodies(), want) {
		t.Errorf("got %+v", got)
	}
}
