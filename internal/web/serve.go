package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Loopback tells whether an address to listen on is one of this machine for itself alone.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// NewServer is a server with bounds on how long a client may take: to send a request, to take an answer, to say nothing.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
}

// patience is how long requests that are being answered may take once the server is to stop.
const patience = 10 * time.Second

// Serve answers on a listener until the context ends; what is being answered then is finished. With certificate and key, files in PEM,
// it speaks https.
func Serve(ctx context.Context, s *http.Server, l net.Listener, certificate, key string) error {
	failed := make(chan error, 1)
	go func() {
		if certificate != "" {
			failed <- s.ServeTLS(l, certificate, key)
		} else {
			failed <- s.Serve(l)
		}
	}()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	err := s.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.Join(fmt.Errorf("stopping: some requests took longer than %s", patience), s.Close())
	}
	return err
}
