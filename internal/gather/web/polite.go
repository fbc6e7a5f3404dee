package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// host gives the turns of a host.
func (c *Client) host(host string) *rate.Limiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hosts[host] == nil {
		c.forget()
		c.hosts[host] = rate.NewLimiter(rate.Every(c.Pause), 1)
	}
	return c.hosts[host]
}

// mostHosts is how many hosts are remembered.
const mostHosts = 4096

// forget drops the hosts that may be asked at once, with their rules, if there are too many: feeds name as many as they like. It is called
// with the lock held.
func (c *Client) forget() {
	if len(c.hosts) < mostHosts {
		return
	}
	for host, turns := range c.hosts {
		if turns.Tokens() >= 1 {
			delete(c.hosts, host)
			delete(c.robots, "http://"+host)
			delete(c.robots, "https://"+host)
		}
	}
}

// rulesHold is how long a site's rules are taken for its rules (RFC 9309 asks for a day at most).
const rulesHold = 24 * time.Hour

// rules are what a site's robots.txt asks of Safir.
type rules struct {
	turn  chan struct{} // holds one while somebody looks at them, who may be fetching them
	known bool
	until time.Time        // they are fetched anew from then on
	group *robotstxt.Group // nil where all is allowed
	shut  error            // why nothing may be read
}

// name is how robots.txt calls Safir.
const name = "safir"

// longestCrawlDelay is the longest pause between requests that a site is granted: some ask for days.
const longestCrawlDelay = 30 * time.Second

// allowed tells whether the site's robots.txt lets Safir read an address.
func (c *Client) allowed(ctx context.Context, patience *patience, at *url.URL) error {
	site := at.Scheme + "://" + at.Host
	c.mu.Lock()
	r := c.robots[site]
	if r == nil {
		r = &rules{turn: make(chan struct{}, 1)}
		c.robots[site] = r
	}
	c.mu.Unlock()
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if !r.known || time.Now().After(r.until) {
		r.known, r.group, r.shut = false, nil, nil
		if err := c.readRules(ctx, patience, site, r); err != nil {
			return err
		}
		r.until = time.Now().Add(rulesHold)
	}
	switch {
	case r.shut != nil:
		return r.shut
	case r.group != nil && !r.group.Test(at.RequestURI()):
		return ErrRobots
	}
	return nil
}

// longestRules is how much of a robots.txt is read, in bytes (RFC 9309 asks for at least this much).
const longestRules = 500 << 10

// readRules fetches a site's robots.txt, through redirects. As RFC 9309 has it, a site without one allows all, and one that cannot
// give it for the moment allows nothing.
func (c *Client) readRules(ctx context.Context, patience *patience, site string, r *rules) error {
	at, err := url.Parse(site + "/robots.txt")
	if err != nil {
		return &unsoundError{"no address of the web"}
	}
	for range c.Redirects + 1 {
		answer, err := c.request(ctx, patience, at, Seen{})
		if err != nil {
			return err
		}
		body, err := io.ReadAll(io.LimitReader(answer.Body, longestRules))
		err = errors.Join(err, answer.Body.Close())
		switch to := answer.Header.Get("Location"); {
		case isRedirect(answer.StatusCode) && to != "":
			if at, err = at.Parse(to); err == nil {
				continue
			}
			r.known = true // leads nowhere: as if there were none
			return nil
		case answer.StatusCode >= http.StatusInternalServerError || answer.StatusCode == http.StatusTooManyRequests:
			return &StatusError{Code: answer.StatusCode, After: after(answer.Header.Get("Retry-After"))}
		case err != nil:
			return plain(ctx, err)
		}
		r.known = true
		if answer.StatusCode != http.StatusOK || strings.Contains(answer.Header.Get("Content-Type"), "html") {
			return nil
		}
		c.follow(site, r, body)
		return nil
	}
	r.known = true
	return nil
}

// follow takes rules in.
func (c *Client) follow(site string, r *rules, body []byte) {
	data, err := robotstxt.FromBytes(body)
	if err != nil {
		return // broken rules ask for nothing
	}
	r.group = data.FindGroup(name)
	if delay := min(r.group.CrawlDelay, longestCrawlDelay); delay > c.Pause {
		_, host, _ := strings.Cut(site, "://")
		c.host(host).SetLimit(rate.Every(delay))
	}
}
