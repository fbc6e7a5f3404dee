package web_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"safir/internal/users"
	"safir/internal/web"
)

const password = "a long password"

// who answers with the name and the role of who asks.
var who = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	u, _ := web.UserOf(r.Context())
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		web.Refuse(w, r, http.StatusRequestEntityTooLarge, err.Error())
		return
	}
	_, _ = io.WriteString(w, u.Name+" "+string(u.Role))
})

func guard(t *testing.T, o web.Options, h http.Handler) http.Handler {
	t.Helper()
	g, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return g.Handler(h)
}

// ask asks a handler from an address.
func ask(h http.Handler, from, method, target string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.RemoteAddr = net.JoinHostPort(from, "4000")
	for _, with := range change {
		with(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func withUsers(t *testing.T) (*users.File, string) {
	t.Helper()
	f, err := users.Edit(filepath.Join(t.TempDir(), "users.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]users.Role{"leila": users.Editor, "omid": users.Reader} {
		if err := f.Set(users.User{Name: name, Role: role}, password); err != nil {
			t.Fatal(err)
		}
	}
	token, err := f.NewToken("omid")
	if err != nil {
		t.Fatal(err)
	}
	return f, token
}

func TestAnOpenServerTakesEverybodyForItsOwnUser(t *testing.T) {
	h := guard(t, web.Options{Local: users.User{Name: "leila", Role: users.Editor}}, who)
	if w := ask(h, "127.0.0.1", "GET", "/"); w.Code != 200 || w.Body.String() != "leila editor" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestProgramsComeInByTokenOrPassword(t *testing.T) {
	f, token := withUsers(t)
	h := guard(t, web.Options{Users: f}, who)
	basic := func(name, password string) func(*http.Request) {
		return func(r *http.Request) { r.SetBasicAuth(name, password) }
	}
	bearer := func(token string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	}
	for what, c := range map[string]struct {
		with   func(*http.Request)
		status int
		want   string
	}{
		"a token":          {bearer(token), 200, "omid reader"},
		"a password":       {basic("leila", password), 200, "leila editor"},
		"a wrong token":    {bearer("safir_no"), 401, ""},
		"a wrong password": {basic("leila", "no"), 401, ""},
		"another scheme":   {func(r *http.Request) { r.Header.Set("Authorization", "Digest x") }, 401, ""},
		"nothing":          {func(*http.Request) {}, 401, ""},
	} {
		w := ask(h, "192.0.2.1", "GET", "/api/v1/events", c.with)
		if w.Code != c.status || c.want != "" && w.Body.String() != c.want {
			t.Errorf("%s: got %d %s", what, w.Code, w.Body)
		}
		if c.status != 401 {
			continue
		}
		var p web.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Status != 401 || p.Detail == "" || w.Header().Get("Content-Type") != web.MediaProblem {
			t.Errorf("%s: no problem document: %v %s", what, err, w.Body)
		}
		if len(w.Header().Values("WWW-Authenticate")) != 2 {
			t.Errorf("%s: the ways in are not told", what)
		}
	}
}

func TestPeopleSignInOnAPageAndComeBackToWhereTheyWere(t *testing.T) {
	f, _ := withUsers(t)
	server := httptest.NewServer(guard(t, web.Options{Users: f}, who))
	defer server.Close()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	get := func(path string) (status int, at, body string) {
		t.Helper()
		response, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, response.Request.URL.Path, string(text)
	}
	enter := func(name, password, next string) (status int, at, body string) {
		t.Helper()
		response, err := client.PostForm(server.URL+web.LoginPath, url.Values{"name": {name}, "password": {password}, "next": {next}})
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, response.Request.URL.Path, string(text)
	}
	if status, at, body := get("/events?type=call"); status != 200 || at != web.LoginPath || !strings.Contains(body, `value="/events?type=call"`) {
		t.Errorf("a stranger got %d at %s: %s", status, at, body)
	}
	if status, at, body := enter(`leila"><script>`, "wrong", "/"); status != 401 || at != web.LoginPath || strings.Contains(body, "<script>") || !strings.Contains(body, "Name or password is wrong") {
		t.Errorf("a wrong password got %d at %s: %s", status, at, body)
	}
	if status, at, body := enter("leila", password, "/events?type=call"); status != 200 || at != "/events" || body != "leila editor" {
		t.Errorf("the right one got %d at %s: %s", status, at, body)
	}
	if _, at, body := enter("leila", password, "//elsewhere.example/"); at != "/" || body != "leila editor" {
		t.Errorf("another site as next: at %s: %s", at, body)
	}
	if err := f.Remove("leila"); err != nil {
		t.Fatal(err)
	}
	if _, at, _ := get("/events"); at != web.LoginPath {
		t.Error("who was removed is still in")
	}
}

func TestOnlyEditorsComeThroughToCorrect(t *testing.T) {
	for role, status := range map[users.Role]int{users.Editor: 200, users.Reader: 403} {
		h := guard(t, web.Options{Local: users.User{Name: "x", Role: role}}, web.Editors(who))
		if w := ask(h, "127.0.0.1", "POST", "/merge"); w.Code != status {
			t.Errorf("a %s got %d", role, w.Code)
		}
	}
	if w := ask(web.Editors(who), "127.0.0.1", "POST", "/merge"); w.Code != 403 {
		t.Errorf("nobody got %d", w.Code)
	}
}

func TestAnAddressMayNotAskTooOften(t *testing.T) {
	h := guard(t, web.Options{PerSecond: 0.001, Burst: 3}, who)
	count := func(from string, n int) (served int, last *httptest.ResponseRecorder) {
		for range n {
			if last = ask(h, from, "GET", "/api/v1/events"); last.Code == 200 {
				served++
			}
		}
		return served, last
	}
	served, last := count("192.0.2.1", 5)
	if served != 3 || last.Code != 429 || last.Header().Get("Retry-After") == "" {
		t.Errorf("%d of 5 were served, the last got %d %v", served, last.Code, last.Header())
	}
	if served, _ := count("192.0.2.2", 3); served != 3 {
		t.Errorf("of another address %d of 3 were served", served)
	}
	if served, _ := count("127.0.0.1", 100); served != 100 {
		t.Errorf("of this machine %d of 100 were served", served)
	}
	if _, last := count("2001:db8::1", 3); last.Code != 200 {
		t.Errorf("IPv6: %d", last.Code)
	}
	if _, last := count("2001:db8::2", 1); last.Code != 429 {
		t.Errorf("a neighbour of the same network: %d", last.Code)
	}
}

func TestGuessingPasswordsIsSlowedDown(t *testing.T) {
	f, _ := withUsers(t)
	h := guard(t, web.Options{Users: f, Logins: 2}, who)
	var codes []int
	for _, guess := range []string{"guess 1", "guess 2", password} {
		codes = append(codes, ask(h, "192.0.2.1", "GET", "/api/v1/events", func(r *http.Request) { r.SetBasicAuth("leila", guess) }).Code)
	}
	if codes[0] != 401 || codes[1] != 401 || codes[2] != 429 {
		t.Errorf("got %v", codes)
	}
}

func TestALongBodyIsRefused(t *testing.T) {
	h := guard(t, web.Options{MaxBody: 1000}, who)
	long := strings.Repeat("x", 1001)
	if w := ask(h, "127.0.0.1", "POST", "/api/v1/read", func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(long)), int64(len(long))
	}); w.Code != 413 {
		t.Errorf("announced as long: %d", w.Code)
	}
	if w := ask(h, "127.0.0.1", "POST", "/api/v1/read", func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(strings.NewReader(long)), -1 }); w.Code != 413 {
		t.Errorf("not announced: %d", w.Code)
	}
}

func TestOnLoopbackOtherNamesAreRefused(t *testing.T) {
	h := guard(t, web.Options{Hosts: web.LoopbackHosts}, who)
	for host, status := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "LOCALHOST": 200, "rebound.example:8080": 421} {
		if w := ask(h, "127.0.0.1", "GET", "/", func(r *http.Request) { r.Host = host }); w.Code != status {
			t.Errorf("%s: got %d", host, w.Code)
		}
	}
}

func TestAPageOfAnotherSiteMayNotChangeAnything(t *testing.T) {
	h := guard(t, web.Options{}, who)
	cross := func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }
	if w := ask(h, "127.0.0.1", "POST", "/merge", cross); w.Code != 403 {
		t.Errorf("a change: %d", w.Code)
	}
	if w := ask(h, "127.0.0.1", "GET", "/", cross); w.Code != 200 {
		t.Errorf("a link: %d", w.Code)
	}
}

func TestEveryAnswerForbidsScriptsOfOthers(t *testing.T) {
	h := guard(t, web.Options{}, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") }))
	w := ask(h, "127.0.0.1", "GET", "/")
	if w.Code != 500 || strings.Contains(w.Body.String(), "a bug") {
		t.Errorf("a failing handler: %d %s", w.Code, w.Body)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	if w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Error("types may be guessed")
	}
}

func TestARequestEndsInTime(t *testing.T) {
	h := guard(t, web.Options{Timeout: time.Millisecond}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	if w := ask(h, "127.0.0.1", "GET", "/"); w.Code != 503 {
		t.Errorf("got %d", w.Code)
	}
}

func TestOpenIDConnectAloneNeedsToKnowWhoMayComeIn(t *testing.T) {
	if _, err := web.New(web.Options{OIDC: &web.OIDC{Issuer: "https://id.example"}}); err == nil {
		t.Error("it would let everybody in")
	}
}

func TestLoopbackAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "localhost:80": true, ":80": false, "0.0.0.0:80": false, "192.0.2.1:80": false, "": false,
	} {
		if web.Loopback(address) != want {
			t.Errorf("%q: want %v", address, want)
		}
	}
}
