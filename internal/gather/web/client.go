// Package web answers what stands at an address, politely: it does what robots.txt asks, comes to a host no more often than once in a
// while, asks only for what has changed, and gives up on who answers slowly, without end or in circles.
//
// Whatever comes from outside is bounded: size, time, redirects, attempts. Connections into private networks are refused unless
// allowed, at the moment of connecting, also after a redirect.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
	"golang.org/x/time/rate"
)

// Options say how to ask. What is zero is as [Defaults] has it.
type Options struct {
	Agent        string        // how Safir names itself
	Timeout      time.Duration // for a connection, and for an answer to begin or go on
	Whole        time.Duration // for a whole page or feed
	Longest      int64         // bytes of a page or feed, unpacked
	Redirects    int
	Attempts     int           // how often an address is asked that fails for the moment
	Backoff      time.Duration // before the second attempt; doubled for each further one
	Pause        time.Duration // between two requests to one host
	AllowPrivate bool
}

// Defaults are the options that fit public servers.
var Defaults = Options{
	Agent: "safir (news archive reader)", Timeout: 20 * time.Second, Whole: time.Minute, Longest: 16 << 20,
	Redirects: 5, Attempts: 3, Backoff: 2 * time.Second, Pause: time.Second,
}

// Client asks servers. It is safe for concurrent use.
type Client struct {
	Options
	http    *http.Client
	via     func(*url.URL) (*url.URL, error) // the proxy that the environment names for an address
	proxies sync.Map                         // host:port of the proxies in use

	mu     sync.Mutex
	hosts  map[string]*rate.Limiter
	robots map[string]*rules
}

// New makes a client.
func New(o Options) *Client {
	fill(&o.Agent, Defaults.Agent)
	fill(&o.Timeout, Defaults.Timeout)
	fill(&o.Whole, Defaults.Whole)
	fill(&o.Longest, Defaults.Longest)
	fill(&o.Redirects, Defaults.Redirects)
	fill(&o.Attempts, Defaults.Attempts)
	fill(&o.Backoff, Defaults.Backoff)
	fill(&o.Pause, Defaults.Pause)
	c := &Client{Options: o, via: httpproxy.FromEnvironment().ProxyFunc(), hosts: map[string]*rate.Limiter{}, robots: map[string]*rules{}}
	c.http = &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // each hop is looked at, see ask
		Transport: &http.Transport{
			Proxy: c.proxy, DialContext: c.dialer(), ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 2, IdleConnTimeout: o.Timeout,
			TLSHandshakeTimeout: o.Timeout, ResponseHeaderTimeout: o.Timeout, MaxResponseHeaderBytes: 1 << 20,
		},
	}
	return c
}

func fill[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// proxy is the proxy to go through with a request, nil for none.
func (c *Client) proxy(r *http.Request) (*url.URL, error) {
	via, err := c.via(r.URL)
	if via == nil || err != nil {
		return via, err
	}
	port := via.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[via.Scheme]
	}
	c.proxies.Store(via.Hostname()+":"+port, true)
	if !c.AllowPrivate {
		return via, checkBehindProxy(r.Context(), r.URL.Hostname())
	}
	return via, nil
}

// Seen is what a server said when it was asked before: it answers only if there is something new.
type Seen struct{ ETag, LastModified string }

// Answer is what stands at an address.
type Answer struct {
	URL     string // where it stands, after redirects
	Kind    string // media type with its charset, as the server gives it
	Seen    Seen   // what to say when asking again
	Same    bool   // nothing has changed since it was seen
	Body    []byte
	Archive io.ReadCloser // in place of Body where it was asked for with Stream
}

// Errors that an address answers with.
var (
	ErrRobots  = errors.New("robots.txt of the site asks not to read it")
	ErrTooLong = errors.New("too long")
)

// StatusError is an answer that is no success.
type StatusError struct {
	Code  int
	After time.Duration // when to ask again, 0 where the server does not say
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Code, http.StatusText(e.Code))
}

// Lasting tells whether an error will be the same tomorrow: the page is gone, or the site does not want to be read.
func Lasting(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return !status.passing()
	}
	return errors.Is(err, ErrRobots) || errors.Is(err, ErrPrivate) || errors.Is(err, ErrTooLong)
}

func (e *StatusError) passing() bool {
	return e.Code == http.StatusTooManyRequests || e.Code == http.StatusRequestTimeout || e.Code >= http.StatusInternalServerError
}

// Get asks for a page or feed, again where it fails for the moment.
func (c *Client) Get(ctx context.Context, address string, seen Seen) (Answer, error) {
	return c.try(ctx, func() (Answer, error) {
		ctx, patience := newPatience(ctx, c.Whole, fmt.Errorf("not done within %v", c.Whole))
		defer patience.end()
		a, err := c.ask(ctx, patience, address, seen)
		if err != nil || a.Same {
			return a, err
		}
		body := a.Archive
		defer func() { _ = body.Close() }()
		a.Body, err = io.ReadAll(io.LimitReader(a.Archive, c.Longest+1))
		a.Archive = nil
		switch {
		case context.Cause(ctx) != nil:
			return a, context.Cause(ctx)
		case err != nil:
			return a, fmt.Errorf("the answer breaks off: %w", err)
		case int64(len(a.Body)) > c.Longest:
			return a, fmt.Errorf("more than %d MB, %w for a page or a feed", c.Longest>>20, ErrTooLong)
		}
		return a, nil
	})
}

// Stream asks for an archive of any size, which is read from the answer as it comes. It has to be closed.
func (c *Client) Stream(ctx context.Context, address string, seen Seen) (Answer, error) {
	return c.try(ctx, func() (Answer, error) {
		ctx, patience := newPatience(ctx, c.Timeout, errors.New("the server does not go on"))
		a, err := c.ask(ctx, patience, address, seen)
		if err != nil || a.Same {
			patience.end()
			return a, err
		}
		a.Archive = &steady{a.Archive, patience}
		return a, nil
	})
}

// try asks until there is an answer, or an error that lasts, or enough is enough.
func (c *Client) try(ctx context.Context, ask func() (Answer, error)) (a Answer, err error) {
	wait := c.Backoff
	for attempt := 1; ; attempt++ {
		a, err = ask()
		if err == nil || attempt >= c.Attempts || ctx.Err() != nil || !passing(err) {
			return a, err
		}
		pause := wait
		if status := (*StatusError)(nil); errors.As(err, &status) && status.After > 0 {
			pause = min(status.After, time.Minute)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return a, err
		}
		wait *= 2
	}
}

// passing tells whether it makes sense to ask again at once.
func passing(err error) bool {
	var unsound *unsoundError
	return !Lasting(err) && !errors.As(err, &unsound)
}

// unsoundError is one of addresses and redirects: asking again would lead the same way.
type unsoundError struct{ why string }

func (u *unsoundError) Error() string { return u.why }

// ask asks once, following redirects.
func (c *Client) ask(ctx context.Context, patience *patience, address string, seen Seen) (Answer, error) {
	at, err := url.Parse(address)
	if err != nil {
		return Answer{}, &unsoundError{"no address of the web"}
	}
	been := map[string]bool{}
	for hop := 0; ; hop++ {
		switch {
		case at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "":
			return Answer{}, &unsoundError{fmt.Sprintf("%q is no address that can be read, want http or https", at.Redacted())}
		case been[at.String()]:
			return Answer{}, &unsoundError{"the server redirects in a circle"}
		case hop > c.Redirects:
			return Answer{}, &unsoundError{fmt.Sprintf("the server redirects more than %d times", c.Redirects)}
		}
		been[at.String()] = true
		if err := c.allowed(ctx, patience, at); err != nil {
			return Answer{}, err
		}
		answer, err := c.request(ctx, patience, at, seen)
		if err != nil {
			return Answer{}, err
		}
		if to := answer.Header.Get("Location"); isRedirect(answer.StatusCode) && to != "" {
			_ = answer.Body.Close()
			if at, err = at.Parse(to); err != nil {
				return Answer{}, &unsoundError{fmt.Sprintf("the server redirects to %q, which is no address", to)}
			}
			continue
		}
		return c.answered(at, answer)
	}
}

func isRedirect(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// request sends one request when the host's turn has come.
func (c *Client) request(ctx context.Context, patience *patience, at *url.URL, seen Seen) (*http.Response, error) {
	patience.stop()
	if err := c.host(at.Host).Wait(ctx); err != nil {
		return nil, err
	}
	patience.start()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, &unsoundError{"no address of the web"}
	}
	r.Header.Set("User-Agent", c.Agent)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5")
	if seen.ETag != "" {
		r.Header.Set("If-None-Match", seen.ETag)
	}
	if seen.LastModified != "" {
		r.Header.Set("If-Modified-Since", seen.LastModified)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, plain(ctx, err)
	}
	return answer, nil
}

// plain is an error of the client without the address, which the caller knows.
func plain(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var of *url.Error
	var private privateError
	var name *net.DNSError
	switch {
	case errors.As(err, &private):
		return private
	case errors.As(err, &of) && of.Timeout():
		return errors.New("the server does not answer in time")
	case errors.As(err, &name) && name.IsNotFound:
		return fmt.Errorf("there is no server %s", name.Name)
	case of != nil:
		return of.Err
	}
	return err
}

// answered makes an answer of a response.
func (c *Client) answered(at *url.URL, r *http.Response) (Answer, error) {
	a := Answer{
		URL: at.String(), Kind: r.Header.Get("Content-Type"), Archive: r.Body,
		Seen: Seen{r.Header.Get("ETag"), r.Header.Get("Last-Modified")},
	}
	switch r.StatusCode {
	case http.StatusOK:
		return a, nil
	case http.StatusNotModified:
		a.Same = true
		return a, r.Body.Close()
	}
	return a, errors.Join(&StatusError{r.StatusCode, after(r.Header.Get("Retry-After"))}, r.Body.Close())
}

// after reads how long to wait: seconds, or a time.
func after(given string) time.Duration {
	if d, err := time.ParseDuration(given + "s"); err == nil {
		return max(d, 0)
	}
	if t, err := http.ParseTime(given); err == nil {
		return max(time.Until(t), 0)
	}
	return 0
}
