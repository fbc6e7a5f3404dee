package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
)

func TestARequestIsAnsweredToItsEndWhenTheDeskStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- answer(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(asked)
			<-ctx.Done() // the desk is told to stop while this is being answered
			_, _ = io.WriteString(w, "whole")
		}))
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

func TestOnlyAddressesOfThisMachineAreServed(t *testing.T) {
	for address, ok := range map[string]bool{
		"127.0.0.1:7474": true, "127.8.8.8:1": true, "[::1]:7474": true, "localhost:0": true,
		"0.0.0.0:7474": false, ":7474": false, "[::]:7474": false, "192.168.1.5:7474": false, "example.org:80": false, "7474": false,
	} {
		if err := ours(address); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
