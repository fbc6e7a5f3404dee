package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/rogpeppe/go-internal/testscript"
)

// asks serves a ledger to users, asks it as a stranger and with a token, and stops it: asks LEDGER USERS TOKEN.
func asks(ts *testscript.TestScript, _ bool, args []string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	program, err := exec.LookPath("safir")
	ts.Check(err)
	server := exec.CommandContext(ctx, program, "serve", "--ledger", ts.MkAbs(args[0]), "--users", ts.MkAbs(args[1]), "--addr", "0.0.0.0:0")
	server.Env = append(os.Environ(), "PATH="+ts.Getenv("PATH"))
	out, err := server.StdoutPipe()
	ts.Check(err)
	ts.Check(server.Start())
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	ts.Check(err)
	port := regexp.MustCompile(`:(\d+)/`).FindStringSubmatch(line)
	if port == nil {
		ts.Fatalf("no address in %q", line)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path, token string) (status int, text string) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:"+port[1]+path, nil)
		ts.Check(err)
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		response, err := client.Do(request)
		ts.Check(err)
		defer response.Body.Close()
		read, err := io.ReadAll(response.Body)
		ts.Check(err)
		return response.StatusCode, string(read)
	}
	token := strings.TrimSpace(ts.ReadFile(args[2]))
	for _, c := range []struct {
		path, token string
		status      int
		want        string
	}{
		{"/fa/", "", 303, ""},
		{"/login", "", 200, "ورود"},
		{"/fa/", token, 200, "<!doctype html>"},
		{"/api/v1/events", "", 401, `"status":401`},
		{"/api/v1/events", "safir_wrong", 401, `"status":401`},
		{"/api/v1/events?type=call", token, 200, `"type":"call"`},
		{"/api/v1/docs", token, 200, "/api/v1/events"},
		{"/api/v1/nothing", token, 404, `"status":404`},
		{"/healthz", "", 200, "ok"},
		{"/readyz", "", 200, "ready"},
		{"/metrics", "", 401, `"status":401`},
		{"/metrics", token, 200, `safir_http_requests_total{method="get",part="api",status="401"} 2`},
		{"/questions/none.atom", "", 401, `"status":401`},
		{"/questions/none.atom", token, 404, "no such question"},
	} {
		status, text := get(c.path, c.token)
		if status != c.status || !strings.Contains(strings.ToLower(text), c.want) {
			ts.Fatalf("%s: %d %s", c.path, status, text)
		}
	}
	ts.Check(server.Process.Signal(os.Interrupt))
	rest, err := io.ReadAll(lines)
	ts.Check(err)
	ts.Check(server.Wait())
	if !strings.Contains(string(rest), "stopped") {
		ts.Fatalf("it ended with %q", rest)
	}
}

// agent starts safir mcp as a language model's client does and calls a tool: agent LEDGER TOOL ARGUMENTS. Negated, the tool has to refuse.
func agent(ts *testscript.TestScript, refuses bool, args []string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	program, err := exec.LookPath("safir")
	ts.Check(err)
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(ctx, &mcp.CommandTransport{Command: exec.CommandContext(ctx, program, "mcp", "--ledger", ts.MkAbs(args[0]))}, nil)
	ts.Check(err)
	defer session.Close()
	tools, err := session.ListTools(ctx, nil)
	ts.Check(err)
	if len(tools.Tools) == 0 {
		ts.Fatalf("there are no tools")
	}
	result, err := session.CallTool(ctx, &mcp.CallToolParams{Name: args[1], Arguments: json.RawMessage(args[2])})
	ts.Check(err)
	fmt.Fprintln(ts.Stdout(), result.Content[0].(*mcp.TextContent).Text)
	if result.IsError != refuses {
		ts.Fatalf("%s %s: refused: %v", args[1], args[2], result.IsError)
	}
}
