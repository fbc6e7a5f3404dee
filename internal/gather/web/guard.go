package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// ErrPrivate says that an address lies in a private network. Feeds and pages name addresses as they like, and whoever runs Safir inside a
// network would else ask that network's machines for whoever wrote the feed.
var ErrPrivate = errors.New("lies in a private network; --allow-private allows it")

// privateError names the address.
type privateError struct{ netip.Addr }

func (p privateError) Error() string { return p.Addr.String() + " " + ErrPrivate.Error() }
func (p privateError) Unwrap() error { return ErrPrivate }

// beyond are networks that are no part of the public internet and that netip has no word for.
var beyond = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "100::/64", "fec0::/10", "2001::/32")

// within are networks whose addresses hold one of IPv4 from a byte on: a way around the guard if only the outer address were looked at.
var within = map[netip.Prefix]int{
	netip.MustParsePrefix("64:ff9b::/96"): 12, netip.MustParsePrefix("64:ff9b:1::/48"): 12, netip.MustParsePrefix("2002::/16"): 2, netip.MustParsePrefix("::/96"): 12,
}

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public tells whether an address is one of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range beyond {
		if p.Contains(a) {
			return false
		}
	}
	for p, at := range within {
		if p.Contains(a) {
			bytes := a.As16()
			return public(netip.AddrFrom4([4]byte(bytes[at : at+4])))
		}
	}
	return true
}

// guard refuses connections into private networks. It sees the address that a name was resolved to, at the moment when the connection
// is made, so that no name can stand for one address when it is looked at and another when it is used.
func guard(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connect to %s: %w", address, err)
	}
	if !public(at.Addr()) {
		return privateError{at.Addr()}
	}
	return nil
}

// dialer connects, guarded; to the proxies that the user has set without a guard, because they are meant to be near.
func (c *Client) dialer() func(ctx context.Context, network, address string) (net.Conn, error) {
	open := &net.Dialer{Timeout: c.Timeout}
	guarded := &net.Dialer{Timeout: c.Timeout, ControlContext: guard}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if _, proxy := c.proxies.Load(address); proxy || c.AllowPrivate {
			return open.DialContext(ctx, network, address)
		}
		return guarded.DialContext(ctx, network, address)
	}
}

// checkBehindProxy refuses what a proxy would be asked for in a private network: of its connections the guard sees nothing. A name
// that cannot be resolved here is left to the proxy.
func checkBehindProxy(ctx context.Context, host string) error {
	addresses, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil //nolint:nilerr // as said above
	}
	for _, a := range addresses {
		if !public(a) {
			return privateError{a}
		}
	}
	return nil
}
