package emulator

import (
	"context"
	"fmt"
	"sync"
)

// Lazy is a server that starts when it is first used and keeps its data until it is
// closed.
type Lazy struct {
	address string
	options Options
	mutex   sync.Mutex
	server  *Server
}

// NewLazy returns a server for an address; empty stands for any free port.
func NewLazy(address string, options Options) *Lazy {
	if address == "" {
		address = "127.0.0.1:0"
	}
	return &Lazy{address: address, options: options}
}

// Use returns the endpoint and a token of a user; empty stands for the demo operator. The
// server outlives ctx.
func (l *Lazy) Use(ctx context.Context, userID string) (endpoint, token string, err error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.server == nil {
		if l.server, err = Start(context.WithoutCancel(ctx), l.address, l.options); err != nil {
			return "", "", fmt.Errorf("starting the built-in emulator: %w", err)
		}
	}
	if userID == "" {
		return l.server.Endpoint(), l.server.Token(), nil
	}
	if token, err = l.server.Service().Token(userID, 0); err != nil {
		return "", "", fmt.Errorf("signing a token for --user: %w", err)
	}
	return l.server.Endpoint(), token, nil
}

// Endpoint is the server's, empty until it runs.
func (l *Lazy) Endpoint() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.server == nil {
		return ""
	}
	return l.server.Endpoint()
}

// ConnectionString is that of the demo resource.
func (l *Lazy) ConnectionString() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.server == nil {
		return ""
	}
	return l.server.ConnectionString()
}

// Close ends the server, if it runs.
func (l *Lazy) Close(ctx context.Context) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.server != nil {
		_ = l.server.Close(ctx) // What was under way is cut, and nobody is left to say it to.
	}
}
