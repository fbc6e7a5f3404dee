//go:build unix

package main

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// proxy stands between a program and its database, and can be a wire that somebody stumbled over.
type proxy struct {
	*testing.T
	listener net.Listener
	socket   string

	lock  sync.Mutex
	dark  chan struct{} // closed when nothing holds up what comes
	conns map[net.Conn]bool
}

func startProxy(t *testing.T, socket string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{T: t, listener: listener, socket: socket, dark: make(chan struct{}), conns: map[net.Conn]bool{}}
	close(p.dark)
	go p.accept()
	return p
}

// address is that of the same database by way of the proxy.
func (p *proxy) address(direct string) string {
	p.Helper()
	u, err := url.Parse(direct)
	if err != nil {
		p.Fatal(err)
	}
	q := u.Query()
	q.Del("host")
	q.Set("sslmode", "disable")
	u.Host, u.RawQuery = p.listener.Addr().String(), q.Encode()
	return u.String()
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.join(client)
	}
}

// join carries what client and server say.
func (p *proxy) join(client net.Conn) {
	p.light()
	server, err := net.Dial("unix", p.socket)
	if err != nil { // the server is down
		client.Close()
		return
	}
	p.lock.Lock()
	p.conns[client], p.conns[server] = true, true
	p.lock.Unlock()
	var both sync.WaitGroup
	both.Go(func() { p.carry(server, client) })
	both.Go(func() { p.carry(client, server) })
	both.Wait()
	p.lock.Lock()
	delete(p.conns, client)
	delete(p.conns, server)
	p.lock.Unlock()
}

// carry carries one direction until one side ends.
func (p *proxy) carry(to io.WriteCloser, from io.Reader) {
	defer to.Close()
	buffer := make([]byte, 1<<15)
	for {
		n, err := from.Read(buffer)
		p.light()
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// light waits until nothing is held up.
func (p *proxy) light() {
	p.lock.Lock()
	dark := p.dark
	p.lock.Unlock()
	<-dark
}

// blackhole lets nothing through for a while; whoever speaks hears nothing. After that the connections go on, or are all cut.
func (p *proxy) blackhole(long time.Duration, closing bool) {
	dark := make(chan struct{})
	p.lock.Lock()
	p.dark = dark
	p.lock.Unlock()
	time.Sleep(long)
	if closing {
		p.cut()
	}
	close(dark)
}

func (p *proxy) cut() {
	p.lock.Lock()
	defer p.lock.Unlock()
	for conn := range p.conns {
		_ = conn.Close()
	}
}

func (p *proxy) close() {
	_ = p.listener.Close()
	p.cut()
}
