package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"safir/internal/desk"
	"safir/internal/users"
	"safir/internal/web"
)

// guardFlags say who may come in, and how.
type guardFlags struct {
	Users       string   `help:"File of users (safir users add). Without it, or OpenID Connect, only addresses of this machine alone are served, and are open." placeholder:"FILE" type:"path"`
	OIDCIssuer  string   `name:"oidc-issuer" help:"Provider of OpenID Connect by which people sign in, known by their verified address of mail." placeholder:"URL"`
	OIDCClient  string   `name:"oidc-client" help:"Id of this server at the provider; its secret is taken from the environment, SAFIR_OIDC_SECRET." placeholder:"ID"`
	OIDCDomains []string `name:"oidc-domain" help:"Domains of mail from which everybody may read; others stand in the file of users." placeholder:"DOMAIN"`
	URL         string   `name:"url" help:"Address by which browsers reach this server, where another server stands before it (https://…)." placeholder:"URL"`
	TLSCert     string   `name:"tls-cert" help:"Certificate (PEM) to speak https with." placeholder:"FILE" type:"path"`
	TLSKey      string   `name:"tls-key" help:"Its key (PEM)." placeholder:"FILE" type:"path"`
	PerSecond   float64  `name:"rate" help:"Requests a second of one address, on the average; of this machine itself fifty times as many." default:"20" placeholder:"N"`
}

// guard makes what stands before the desk; it refuses addresses at which strangers could come in.
func (f *guardFlags) guard(address string) (*web.Guard, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("--addr: want host and port as 127.0.0.1:7474: %w", err)
	}
	if (f.TLSCert == "") != (f.TLSKey == "") {
		return nil, errors.New("--tls-cert and --tls-key go together")
	}
	if f.PerSecond <= 0 {
		return nil, fmt.Errorf("--rate: want more than 0, got %g", f.PerSecond)
	}
	o := web.Options{
		Secure: f.TLSCert != "" || strings.HasPrefix(f.URL, "https://"), Log: slog.Default(), Timeout: 2 * time.Minute, PerSecond: f.PerSecond, Burst: max(1, int(5*f.PerSecond)),
	}
	if f.Users != "" {
		if o.Users, err = users.Open(f.Users); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("--users: there is no file %s; safir users add makes one", f.Users)
		} else if err != nil {
			return nil, fmt.Errorf("--users: %w", err)
		}
	}
	if f.OIDCIssuer != "" {
		if f.OIDCClient == "" || f.URL == "" {
			return nil, errors.New("--oidc-issuer needs --oidc-client and --url, to which people come back")
		}
		o.OIDC = &web.OIDC{Issuer: f.OIDCIssuer, ClientID: f.OIDCClient, ClientSecret: os.Getenv("SAFIR_OIDC_SECRET"), Base: f.URL, Domains: f.OIDCDomains}
	}
	if o.Users == nil && o.OIDC == nil {
		if !web.Loopback(address) {
			return nil, fmt.Errorf("--addr %s: no users are configured, so only this machine may be served: take 127.0.0.1 or ::1, or give --users (safir users add makes the file) or --oidc-issuer", address)
		}
		o.Hosts = append([]string{strings.ToLower(host)}, web.LoopbackHosts...)
	} else if !web.Loopback(address) && !o.Secure {
		slog.Warn("passwords and sessions go over the network unencrypted: give --tls-cert and --tls-key, or --url https://… of the server that stands before this one")
	}
	return web.New(o)
}

// visitor tells the desk who asks: by name where people sign in, everybody under the name that they give where it is open.
func visitor(guard *web.Guard) func(*http.Request) desk.Visitor {
	return func(r *http.Request) desk.Visitor {
		u, ok := web.UserOf(r.Context())
		if !guard.Closed() {
			return desk.Visitor{Editor: true}
		}
		return desk.Visitor{Name: u.Name, Editor: ok && u.MayCorrect()}
	}
}
