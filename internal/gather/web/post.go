package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Post hands a body to an address that the user named, once, under the same bounds and the same guard as everything that is asked for. It
// follows no redirect and asks for no robots.txt: whoever wants to be told does not have to be found. Any answer but a success is a
// [StatusError].
func (c *Client) Post(ctx context.Context, address string, header http.Header, body []byte) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Timeout, fmt.Errorf("no answer within %v", c.Timeout))
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return &unsoundError{"no address of the web"}
	}
	r.Header = header.Clone()
	r.Header.Set("User-Agent", c.Agent)
	answer, err := c.http.Do(r)
	if err != nil {
		return plain(ctx, err)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, longestReply)) // so that the connection can be used again
	_ = answer.Body.Close()
	if answer.StatusCode >= http.StatusOK && answer.StatusCode < http.StatusMultipleChoices {
		return nil
	}
	return &StatusError{answer.StatusCode, after(answer.Header.Get("Retry-After"))}
}

// longestReply is how much is read of what answers a post, in bytes.
const longestReply = 64 << 10

// CheckPublic tells whether an address may be connected to: [ErrPrivate] if its host lies in a private network. A name that cannot be
// resolved now is left to the moment of connecting.
func CheckPublic(ctx context.Context, address string) error {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" {
		return &unsoundError{fmt.Sprintf("%q is no address of the web, want https://…", address)}
	}
	if ip, err := netip.ParseAddr(at.Hostname()); err == nil {
		if !public(ip) {
			return privateError{ip}
		}
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, longestLookup)
	defer cancel()
	return checkBehindProxy(ctx, at.Hostname())
}

const longestLookup = 5 * time.Second
