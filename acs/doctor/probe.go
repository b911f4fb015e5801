package doctor

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync"
	"time"

	"acs-chat-tui/acs"
)

// maxProbeBody is how much of an answer's body is read.
const maxProbeBody = 64 << 10

// probe is one request without a token, and what came of it.
type probe struct {
	done          bool
	err           error
	status        int
	proto         string
	header        http.Header
	body          []byte
	before, after time.Time
	// handshakes are those of TLS, in order: with an https proxy first its own.
	handshakes []handshake
}

// handshake is one TLS handshake.
type handshake struct {
	done  bool
	state tls.ConnectionState
	err   error
}

// handshakes records TLS handshakes. net/http reports them from goroutines of its
// own, also after the request is over.
type handshakes struct {
	mu   sync.Mutex
	seen []handshake
}

func (h *handshakes) start() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seen = append(h.seen, handshake{})
}

func (h *handshakes) end(state tls.ConnectionState, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.seen) > 0 {
		h.seen[len(h.seen)-1] = handshake{done: true, state: state, err: err}
	}
}

func (h *handshakes) all() []handshake {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.seen)
}

// transport is like the client's own. It goes to the address that the step TCP
// reached, so that the report speaks of one machine throughout.
func (e *examination) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: e.options.StepLimit}
	transport := acs.NewTransport(e.options.RootCAs)
	transport.Proxy = e.options.proxy
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, e.address)
	}
	transport.TLSHandshakeTimeout = e.options.StepLimit
	return transport
}

// ask sends the request without a token, once in a run: TLS looks at its
// handshake and the steps after it at its answer. It lists threads, one a page;
// without a token the service refuses that, and nothing comes of it.
func (e *examination) ask(ctx context.Context) {
	if e.probed.done {
		return
	}
	e.probed.done = true
	var seen handshakes
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		TLSHandshakeStart: seen.start,
		TLSHandshakeDone:  seen.end,
	})
	e.probed.before = e.options.Now()
	e.probed.err = e.send(traced)
	e.probed.after = e.options.Now()
	e.probed.handshakes = seen.all()
}

func (e *examination) send(ctx context.Context) error {
	target := fmt.Sprintf("%s/chat/threads?maxPageSize=1&api-version=%s", e.endpoint, e.options.APIVersion)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return fmt.Errorf("making the request: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "acs-chat-tui")
	transport := e.transport()
	defer transport.CloseIdleConnections()
	client := &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	e.probed.status, e.probed.proto, e.probed.header = resp.StatusCode, resp.Proto, resp.Header
	// What could be read of a body is enough: status and headers are what counts.
	e.probed.body, _ = io.ReadAll(io.LimitReader(resp.Body, maxProbeBody))
	return nil
}

// answer looks at what came back without a token.
func (e *examination) answer(ctx context.Context) finding {
	e.ask(ctx)
	p := e.probed
	if p.err != nil {
		summary := "the connection stands, but no answer came: " + networkWords(p.err)
		if timedOut(ctx, p.err) {
			summary = fmt.Sprintf("the connection stands, but no answer came within %s", duration(e.options.StepLimit))
		}
		return fail(summary, "try again; if it stays so, something in between (a proxy, a gateway, a firewall) breaks the connection")
	}
	took := p.after.Sub(p.before).Round(time.Millisecond)
	found := ok(fmt.Sprintf("%s to a request without a token, %s, %s", statusWords(p.status), p.proto, took))
	if p.status != http.StatusUnauthorized {
		found.status = statusNote
		found = found.with("a chat resource refuses such a request with 401; the steps below show what this means")
	}
	if version := p.header.Get(acs.EmulatorHeader); version != "" {
		found = found.with("EMULATOR: this is the emulator (" + version + "), not the live service")
	} else if by := acs.AnswererOf(p.status, p.header, p.body); by == acs.AnswererIntermediary {
		found.status = statusNote
		found = found.with("it bears no mark of the service, such as ms-cv: something between here and the service gave it, or the endpoint is another server's")
	} else if p.header.Get("Ms-Cv") == "" {
		found = found.with("no header ms-cv, which the chat service always sends: something else may have answered")
	}
	for _, name := range []string{"Server", "Via", "Ms-Cv", "X-Azure-Ref"} {
		if value := p.header.Get(name); value != "" {
			found = found.with(strings.ToLower(name) + ": " + value)
		}
	}
	return found
}

// statusWords is a status as number and words.
func statusWords(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
