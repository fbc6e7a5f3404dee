package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"

	"safir/internal/web"
)

func TestARequestIsAnsweredToItsEndWhenTheServerStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- web.Serve(ctx, web.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(asked)
			<-ctx.Done() // the server is told to stop while this is being answered
			_, _ = io.WriteString(w, "whole")
		})), listener, "", "")
	}()
	go func() {
		<-asked
		stop()
	}()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); err != nil || string(text) != "whole" {
		t.Errorf("got %q, %v", text, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("stopping: %v", err)
	}
}
