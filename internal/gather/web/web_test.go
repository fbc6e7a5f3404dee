package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"safir/internal/gather/web"
)

// quick are options under which tests need not wait.
var quick = web.Options{Timeout: 10 * time.Second, Longest: 1 << 20, Backoff: time.Millisecond, Pause: time.Microsecond, AllowPrivate: true}

// hasty gives up at once.
var hasty = web.Options{Timeout: 300 * time.Millisecond, Whole: time.Second, Longest: 1 << 20, Attempts: 1, Pause: time.Microsecond, AllowPrivate: true}

func serve(t *testing.T, pages map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, page := range pages {
		mux.HandleFunc(path, page)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.CloseClientConnections)
	t.Cleanup(server.Close)
	return server.URL
}

func say(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func TestAnAddressIsAskedOnceForWhatHasNotChanged(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"a"`)
		w.Header().Set("Last-Modified", "Sat, 25 Apr 2026 08:30:00 GMT")
		if r.Header.Get("If-None-Match") == `"a"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "خبر")
	}})
	c := web.New(quick)
	a, err := c.Get(t.Context(), site+"/feed", web.Seen{})
	if err != nil || string(a.Body) != "خبر" || a.Same || a.Seen.ETag != `"a"` {
		t.Fatalf("got %+v, %v", a, err)
	}
	if a, err = c.Get(t.Context(), site+"/feed", a.Seen); err != nil || !a.Same {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestBadServersAreGivenUp(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		},
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("."))
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"/silent":  func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/circle":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle2", http.StatusFound) },
		"/circle2": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) },
		"/far/": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"a", http.StatusMovedPermanently)
		},
		"/file": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
		"/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"/broken": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "half")
		},
	})
	for path, why := range map[string]string{
		"/endless": "more than 1 MB, too long for a page or a feed", "/drip": "not done within 1s", "/silent": "the server does not answer in time",
		"/circle": "the server redirects in a circle", "/far/": "the server redirects more than 5 times", "/file": `"file:///etc/passwd" is no address that can be read`,
		"/gone": "the server answers 410 Gone", "/broken": "the answer breaks off: unexpected EOF",
	} {
		t.Run(path[1:], func(t *testing.T) {
			t.Parallel()
			options := quick
			if options.Attempts = 1; path == "/drip" || path == "/silent" {
				options = hasty
			}
			if a, err := web.New(options).Get(t.Context(), site+path, web.Seen{}); err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("got %d bytes, %v; want %q", len(a.Body), err, why)
			}
		})
	}
}

func TestWhatFailsForTheMomentIsAskedAgain(t *testing.T) {
	var asked, gone atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/busy": func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) < 3 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			_, _ = io.WriteString(w, "خبر")
		},
		"/gone": func(w http.ResponseWriter, _ *http.Request) { gone.Add(1); w.WriteHeader(http.StatusNotFound) },
	})
	c := web.New(quick)
	if a, err := c.Get(t.Context(), site+"/busy", web.Seen{}); err != nil || string(a.Body) != "خبر" {
		t.Errorf("got %+v, %v", a, err)
	}
	_, err := c.Get(t.Context(), site+"/gone", web.Seen{})
	if !web.Lasting(err) || gone.Load() != 1 {
		t.Errorf("got %v after %d requests", err, gone.Load())
	}
}

func TestRobotsAreObeyed(t *testing.T) {
	var asked atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /private\n\nUser-agent: safir\nDisallow: /nosafir\n")
		},
		"/nosafir": say("x"), "/private": say("y"), "/to": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/nosafir", http.StatusFound) },
	})
	c := web.New(quick)
	for path, want := range map[string]error{"/nosafir": web.ErrRobots, "/private": nil, "/to": web.ErrRobots} {
		if _, err := c.Get(t.Context(), site+path, web.Seen{}); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
	}
}

func TestASiteThatCannotGiveItsRulesIsNotRead(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "/a": say("x"),
	})
	if _, err := web.New(quick).Get(t.Context(), site+"/a", web.Seen{}); err == nil || !strings.Contains(err.Error(), "502") {
		t.Errorf("got %v", err)
	}
}

func TestPrivateNetworksAreRefused(t *testing.T) {
	var asked atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked.Add(1) }})
	options := quick
	options.AllowPrivate = false
	c := web.New(options)
	port := site[strings.LastIndexByte(site, ':'):]
	for _, address := range []string{site, "http://localhost" + port, "http://[::ffff:127.0.0.1]" + port, "http://10.0.0.1", "http://169.254.169.254/latest/meta-data", "http://[::1]" + port, "http://0.0.0.0" + port, "http://100.64.0.1", "http://[64:ff9b::a00:1]", "http://[fd00::1]"} {
		if _, err := c.Get(t.Context(), address, web.Seen{}); !errors.Is(err, web.ErrPrivate) && !strings.Contains(fmt.Sprint(err), "unreachable") {
			t.Errorf("%s: got %v", address, err)
		}
	}
	if asked.Load() > 0 {
		t.Errorf("a private server was asked %d times", asked.Load())
	}
}

func TestARedirectIntoAPrivateNetworkIsRefused(t *testing.T) {
	// The first server stands for a public one: it is reached through a proxy, which is allowed to be near.
	proxy := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "robots.txt") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		http.Redirect(w, r, "http://127.0.0.9/secret", http.StatusFound)
	}})
	t.Setenv("HTTP_PROXY", proxy)
	options := quick
	options.AllowPrivate = false
	_, err := web.New(options).Get(t.Context(), "http://192.0.2.7/feed", web.Seen{})
	if !errors.Is(err, web.ErrPrivate) || !strings.Contains(err.Error(), "127.0.0.9") {
		t.Errorf("got %v", err)
	}
}

func TestAHostIsAskedInTurns(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/": say("x")})
	options := quick
	options.Pause = 30 * time.Millisecond
	c := web.New(options)
	start := time.Now()
	for range 3 { // robots.txt comes before the first
		if _, err := c.Get(t.Context(), site+"/a", web.Seen{}); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 3*options.Pause {
		t.Errorf("four requests had three pauses of %v in %v", options.Pause, took)
	}
}

func TestArchivesAreReadAsTheyCome(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/long": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(slices.Repeat([]byte("خبر\n"), 1<<20)) },
		"/stall": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "نیم")
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
	})
	c := web.New(quick)
	a, err := c.Stream(t.Context(), site+"/long", web.Seen{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, a.Archive); n != 7<<20 || err != nil {
		t.Errorf("got %d bytes, %v", n, err)
	}
	_ = a.Archive.Close()
	if a, err = web.New(hasty).Stream(t.Context(), site+"/stall", web.Seen{}); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(a.Archive); string(text) != "نیم" || err == nil || err.Error() != "the server does not go on" {
		t.Errorf("got %q, %v", text, err)
	}
	_ = a.Archive.Close()
}

func TestPostsAreGuardedAndBounded(t *testing.T) {
	var got atomic.Value
	site := serve(t, map[string]http.HandlerFunc{
		"/hook": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			got.Store(r.Header.Get("Webhook-Id") + " " + string(body))
			w.WriteHeader(http.StatusNoContent)
		},
		"/busy": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"/away":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/hook", http.StatusFound) },
		"/silent": func(_ http.ResponseWriter, r *http.Request) { _, _ = io.ReadAll(r.Body); <-r.Context().Done() },
	})
	header := http.Header{"Webhook-Id": {"msg_1"}}
	if err := web.New(quick).Post(t.Context(), site+"/hook", header, []byte("{}")); err != nil || got.Load() != "msg_1 {}" {
		t.Errorf("got %v, %v", got.Load(), err)
	}
	var status *web.StatusError
	if err := web.New(quick).Post(t.Context(), site+"/busy", header, nil); !errors.As(err, &status) || status.After != 7*time.Second {
		t.Errorf("busy: got %v", err)
	}
	if err := web.New(quick).Post(t.Context(), site+"/away", header, nil); !errors.As(err, &status) || status.Code != http.StatusFound {
		t.Errorf("a redirect: got %v", err)
	}
	if err := web.New(hasty).Post(t.Context(), site+"/silent", header, nil); err == nil || !strings.Contains(err.Error(), "in time") && !strings.Contains(err.Error(), "within") {
		t.Errorf("silent: got %v", err)
	}
	options := quick
	options.AllowPrivate = false
	if err := web.New(options).Post(t.Context(), site+"/hook", header, nil); !errors.Is(err, web.ErrPrivate) {
		t.Errorf("private: got %v", err)
	}
	if err := web.CheckPublic(t.Context(), site+"/hook"); !errors.Is(err, web.ErrPrivate) {
		t.Errorf("checked: got %v", err)
	}
}

func TestWaitingForASitesRulesEndsWithTheAskers(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/robots.txt": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	options := hasty
	options.Timeout, options.Whole = time.Minute, time.Minute
	c := web.New(options)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	ended := make(chan error, 3)
	for range cap(ended) {
		go func() { _, err := c.Get(ctx, site+"/feed", web.Seen{}); ended <- err }()
	}
	for range cap(ended) {
		select {
		case err := <-ended:
			if err == nil {
				t.Error("got a page without its site's rules")
			}
		case <-time.After(20 * time.Second):
			t.Fatal("one still waits for rules that another asks for")
		}
	}
}
