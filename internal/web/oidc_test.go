package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"safir/internal/users"
	"safir/internal/web"
)

// provider is a provider of OpenID Connect that knows one account.
type provider struct {
	*httptest.Server

	key       *rsa.PrivateKey
	mail      string
	verified  bool
	nonce     string // of the last authorization; a wrong one is set by tests
	challenge string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, verified: true}
	answer := func(w http.ResponseWriter, value any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(value); err != nil {
			t.Error(err)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/authorize", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		p.nonce, p.challenge = q.Get("nonce"), q.Get("code_challenge")
		http.Redirect(w, r, q.Get("redirect_uri")+"?code=the-code&state="+url.QueryEscape(q.Get("state")), http.StatusSeeOther)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		verifier := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		if r.PostFormValue("code") != "the-code" || base64.RawURLEncoding.EncodeToString(verifier[:]) != p.challenge {
			http.Error(w, "no such code", http.StatusBadRequest)
			return
		}
		answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token(t)})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// token is the signed token of the account.
func (p *provider) token(t *testing.T) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: "1"}}, nil)
	if err != nil {
		t.Error(err)
		return ""
	}
	now := time.Now()
	claims, err := json.Marshal(map[string]any{
		"iss": p.URL, "aud": "safir", "sub": "1", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix(), "nonce": p.nonce, "email": p.mail, "email_verified": p.verified,
	})
	if err != nil {
		t.Error(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		t.Error(err)
		return ""
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Error(err)
	}
	return text
}

func TestPeopleSignInByOpenIDConnect(t *testing.T) {
	p := newProvider(t)
	f, _ := withUsers(t)
	if err := f.Set(users.User{Name: "editor@example.org", Role: users.Editor}, ""); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	oidc := &web.OIDC{Issuer: p.URL, ClientID: "safir", ClientSecret: "secret", Base: "http://" + server.Listener.Addr().String(), Domains: []string{"readers.example"}}
	server.Config.Handler = guard(t, web.Options{Users: f, OIDC: oidc}, who)
	server.Start()
	defer server.Close()
	get := func(path string) (status int, at, body string) {
		t.Helper()
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := (&http.Client{Jar: jar}).Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, response.Request.URL.RequestURI(), string(text)
	}
	for mail, want := range map[string]string{"editor@example.org": "editor@example.org editor", "somebody@readers.example": "somebody@readers.example reader"} {
		p.mail = mail
		if status, at, body := get("/login/oidc?next=/events%3Ftype=call"); status != 200 || at != "/events?type=call" || body != want {
			t.Errorf("%s: %d at %s: %s", mail, status, at, body)
		}
	}
	p.mail = "stranger@elsewhere.example"
	if status, _, body := get("/login/oidc"); status != 403 || !strings.Contains(body, "may not come in") {
		t.Errorf("a stranger: %d %s", status, body)
	}
	p.mail, p.verified = "editor@example.org", false
	if status, _, _ := get("/login/oidc"); status != 401 {
		t.Errorf("an address that nobody verified: %d", status)
	}
	p.verified = true
	if status, _, _ := get("/login/oidc/back?code=the-code&state=made-up"); status != 400 {
		t.Errorf("one who never went there: %d", status)
	}
	if status, _, body := get("/login"); status != 200 || !strings.Contains(body, "/login/oidc?next=") {
		t.Errorf("the page of signing in: %d %s", status, body)
	}
}
