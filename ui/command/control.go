package command

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// Control reaches the control endpoints of an emulator. They are no part of the
// service, need no token and get none.
type Control struct {
	faults string
	host   string
	client *http.Client
}

const (
	controlTimeout = 10 * time.Second
	maxControlBody = 1 << 20
)

// NewControl makes what reaches the control endpoints of an emulator at an endpoint,
// trusting roots (nil for the system's); nil where there can be none: an emulator
// listens on loopback addresses only.
func NewControl(endpoint string, roots *x509.CertPool) *Control {
	u, err := url.Parse(endpoint)
	if err != nil || !acs.IsLoopback(u.Hostname()) {
		return nil
	}
	// Without a proxy, which a loopback address never needs, and without connections
	// that outlast a call: there are few.
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true}
	return &Control{
		faults: u.Scheme + "://" + u.Host + "/_emulator/faults", host: u.Host,
		client: &http.Client{
			Transport: transport, Timeout: controlTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Faults are those in force, with the times they have left.
func (c *Control) Faults(ctx context.Context) ([]Fault, error) {
	return c.exchange(ctx, http.MethodGet, nil)
}

// SetFaults replaces those in force and returns them.
func (c *Control) SetFaults(ctx context.Context, list []Fault) ([]Fault, error) {
	body, err := json.Marshal(append([]Fault{}, list...))
	if err != nil {
		return nil, fmt.Errorf("writing the faults: %w", err)
	}
	return c.exchange(ctx, http.MethodPut, body)
}

func (c *Control) exchange(ctx context.Context, method string, body []byte) ([]Fault, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.faults, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	response, err := c.client.Do(request)
	if err != nil {
		if outer, ok := errors.AsType[*url.Error](err); ok {
			err = outer.Err
		}
		if _, refused := errors.AsType[*net.OpError](err); refused {
			return nil, fmt.Errorf("nothing answers at %s: %w", c.host, err)
		}
		return nil, fmt.Errorf("asking %s: %w", c.host, err)
	}
	defer response.Body.Close() //nolint:errcheck // it is read, not written
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxControlBody))
	if err != nil {
		return nil, fmt.Errorf("reading the answer of %s: %w", c.host, err)
	}
	if response.Header.Get(acs.EmulatorHeader) == "" {
		return nil, fmt.Errorf("%s does not say that it is an emulator", c.host)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the emulator answered %d %s", response.StatusCode, strings.TrimSpace(string(answer[:min(len(answer), 300)])))
	}
	var list []Fault
	if err := json.Unmarshal(answer, &list); err != nil {
		return nil, fmt.Errorf("reading the faults: %w", err)
	}
	return list, nil
}
