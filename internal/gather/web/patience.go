package web

import (
	"context"
	"io"
	"time"
)

// patience gives up on a server after a while. What is spent waiting for a turn, or on what has come already, is not the server's fault.
type patience struct {
	ctx    context.Context //nolint:containedctx // reading has no other way to say why it stopped
	cancel context.CancelCauseFunc
	timer  *time.Timer
	while  time.Duration
}

func newPatience(ctx context.Context, while time.Duration, why error) (context.Context, *patience) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &patience{ctx, cancel, time.AfterFunc(while, func() { cancel(why) }), while}
}

func (p *patience) start() { p.timer.Reset(p.while) }
func (p *patience) stop()  { p.timer.Stop() }

func (p *patience) end() {
	p.timer.Stop()
	p.cancel(nil)
}

// steady is an archive as it comes, given up where nothing comes for a while.
type steady struct {
	io.ReadCloser
	*patience
}

func (s *steady) Read(b []byte) (int, error) {
	s.start()
	n, err := s.ReadCloser.Read(b)
	s.stop()
	if cause := context.Cause(s.ctx); err != nil && cause != nil {
		err = cause
	}
	return n, err
}

func (s *steady) Close() error {
	s.end()
	return s.ReadCloser.Close()
}
