package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"safir/internal/users"
)

// OIDC is a provider of OpenID Connect by which people sign in, known by their verified addresses of mail.
type OIDC struct {
	Issuer       string // https://…
	ClientID     string
	ClientSecret string
	Base         string   // address of this server as browsers see it, https://host
	Domains      []string // of mail: who has an address there may read; others must stand in the file of users

	mu       sync.Mutex
	provider *oidc.Provider
}

// admits tells whether an address of mail is of one of the domains.
func (o *OIDC) admits(mail string) bool {
	_, domain, ok := strings.Cut(mail, "@")
	return ok && slices.ContainsFunc(o.Domains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// discover asks the provider once where it is signed in; what fails is tried again the next time.
func (o *OIDC) discover(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.provider == nil {
		p, err := oidc.NewProvider(context.WithoutCancel(ctx), o.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("OpenID Connect: %w", err)
		}
		o.provider = p
	}
	return o.provider, &oauth2.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, Endpoint: o.provider.Endpoint(),
		RedirectURL: strings.TrimSuffix(o.Base, "/") + backPath, Scopes: []string{oidc.ScopeOpenID, "email"},
	}, nil
}

// The keys of a session on its way to the provider and back.
const (
	stateSession    = "oidc.state"
	nonceSession    = "oidc.nonce"
	verifierSession = "oidc.verifier"
	nextSession     = "oidc.next"
)

// goThere sends a browser to the provider.
func (g *Guard) goThere(w http.ResponseWriter, r *http.Request) {
	_, config, err := g.OIDC.discover(r.Context())
	if err != nil {
		g.Log.Error("signing in elsewhere", "error", err)
		Refuse(w, r, http.StatusBadGateway, "the provider of OpenID Connect does not answer")
		return
	}
	state, nonce, verifier := rand.Text(), rand.Text(), oauth2.GenerateVerifier()
	for key, value := range map[string]string{stateSession: state, nonceSession: nonce, verifierSession: verifier, nextSession: safeNext(r.FormValue("next"))} {
		g.sessions.Put(r.Context(), key, value)
	}
	http.Redirect(w, r, config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)), http.StatusSeeOther)
}

// comeBack signs in who comes back from the provider.
func (g *Guard) comeBack(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	state, nonce := g.sessions.PopString(ctx, stateSession), g.sessions.PopString(ctx, nonceSession)
	verifier, next := g.sessions.PopString(ctx, verifierSession), g.sessions.PopString(ctx, nextSession)
	if state == "" || subtle.ConstantTimeCompare([]byte(state), []byte(r.FormValue("state"))) != 1 {
		g.form(w, r, http.StatusBadRequest, "failed")
		return
	}
	mail, err := g.OIDC.mail(ctx, r.FormValue("code"), nonce, verifier)
	if err != nil {
		g.Log.Warn("signing in elsewhere", "error", err)
		g.form(w, r, http.StatusUnauthorized, "failed")
		return
	}
	u, err := g.known(mail)
	switch {
	case errors.Is(err, users.ErrUser):
		g.Log.Warn("a stranger was refused", "mail", mail)
		g.form(w, r, http.StatusForbidden, "stranger")
		return
	case err != nil:
		Refuse(w, r, http.StatusInternalServerError, "the server can't tell who you are; it is in its log")
		return
	}
	g.begin(w, r, u, safeNext(next))
}

// mail is the verified address of mail of who was given a code.
func (o *OIDC) mail(ctx context.Context, code, nonce, verifier string) (string, error) {
	provider, config, err := o.discover(ctx)
	if err != nil {
		return "", err
	}
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return "", fmt.Errorf("OpenID Connect: exchanging the code: %w", err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", errors.New("OpenID Connect: the provider gave no ID token")
	}
	id, err := provider.Verifier(&oidc.Config{ClientID: o.ClientID}).Verify(ctx, raw)
	if err != nil {
		return "", fmt.Errorf("OpenID Connect: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return "", errors.New("OpenID Connect: the token is not of this session")
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil {
		return "", fmt.Errorf("OpenID Connect: %w", err)
	}
	if claims.Email == "" || !claims.Verified {
		return "", errors.New("OpenID Connect: the account has no verified address of mail")
	}
	return claims.Email, nil
}
