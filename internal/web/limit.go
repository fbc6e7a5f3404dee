package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter bounds how often an address does something.
type limiter struct {
	perSecond float64
	burst     int
	mu        sync.Mutex
	of        map[netip.Prefix]*client
}

type client struct {
	*rate.Limiter
	seen time.Time
}

// mostClients is how many addresses are remembered; beyond it those are forgotten that have all their tokens again.
const mostClients = 10_000

func newLimiter(perSecond float64, burst int) *limiter {
	return &limiter{perSecond: perSecond, burst: burst, of: map[netip.Prefix]*client{}}
}

// allow tells whether an address may go on, and if not, in how many seconds.
func (l *limiter) allow(from netip.Prefix, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of[from]
	if c == nil {
		if len(l.of) >= mostClients {
			l.forget(now)
		}
		factor := 1
		if from.Addr().IsLoopback() {
			factor = loopbackFactor
		}
		c = &client{Limiter: rate.NewLimiter(rate.Limit(l.perSecond*float64(factor)), l.burst*factor)}
		l.of[from] = c
	}
	c.seen = now
	if c.AllowN(now, 1) {
		return 0, true
	}
	return time.Duration((1 - c.TokensAt(now)) / float64(c.Limit()) * float64(time.Second)), false
}

// forget drops who has been away long enough to have all tokens again; if all are busy, everybody: better a burst than no memory.
func (l *limiter) forget(now time.Time) {
	full := time.Duration(float64(l.burst) / l.perSecond * float64(time.Second))
	for from, c := range l.of {
		if now.Sub(c.seen) > full {
			delete(l.of, from)
		}
	}
	if len(l.of) >= mostClients {
		clear(l.of)
	}
}

// addressOf is the network from which a request comes: an address of IPv4, or the /64 that one household has of IPv6.
func addressOf(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	addr = addr.Unmap().WithZone("")
	bits := addr.BitLen()
	if addr.Is6() && !addr.IsLoopback() {
		bits = 64
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}

// limit bounds how often an address may ask.
func (g *Guard) limit(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait, ok := g.requests.allow(addressOf(r), time.Now()); !ok {
			tooOften(w, r, wait)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func tooOften(w http.ResponseWriter, r *http.Request, wait time.Duration) {
	seconds := int(wait/time.Second) + 1
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	Refuse(w, r, http.StatusTooManyRequests, fmt.Sprintf("too many requests from this address; try again in %d s", seconds))
}
