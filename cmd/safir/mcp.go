package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"safir/internal/agents"
	"safir/read"
)

// mcpCommand serves language-model clients.
type mcpCommand struct{ ledgerFlag }

// Run answers on standard input and output until the client goes.
func (c *mcpCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	store.Remember() // it may answer while news come
	reader, err := read.New()
	if err != nil {
		return err
	}
	err = agents.New(store, reader, world).Run(ctx, &mcp.StdioTransport{})
	if err != nil && ctx.Err() == nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("mcp: %w", err)
	}
	return nil
}
