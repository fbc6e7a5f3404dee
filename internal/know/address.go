package know

import (
	"net/url"
	"strings"
)

// OutletAt is the outlet that publishes at an address of the web or a channel of Telegram (https://t.me/name), nil where unknown.
func (w *World) OutletAt(address string) *Outlet {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	path := u.Path
	for host := strings.ToLower(u.Hostname()); host != ""; _, host, _ = strings.Cut(host, ".") {
		if host == channels {
			path = strings.TrimPrefix(strings.ToLower(path), "/s")
		}
		for at := host + strings.TrimRight(path, "/"); ; at = at[:strings.LastIndexByte(at, '/')] {
			if o := w.outletAt[at]; o != nil {
				return o
			}
			if !strings.Contains(at, "/") {
				break
			}
		}
	}
	return nil
}

// channels is the host at which Telegram shows channels: t.me/name, and t.me/s/name for their latest posts.
const channels = "t.me"

func (w *World) readAddresses() error {
	list, err := rows("addresses.tsv", "id", "address")
	if err != nil {
		return err
	}
	for _, r := range list {
		id, address := r.fields[0], r.fields[1]
		host, _, _ := strings.Cut(address, "/")
		switch {
		case w.outletID[id] == nil:
			return r.errorf("%q is no outlet", id)
		case w.outletAt[address] != nil:
			return r.errorf("%q is the address of %s already", address, w.outletAt[address].ID)
		case !strings.Contains(host, ".") || address != strings.ToLower(strings.TrimRight(address, "/")):
			return r.errorf("%q is no address: want host or host/path, in small letters", address)
		}
		w.outletAt[address] = w.outletID[id]
	}
	return nil
}
