package emulator

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Server is a [Service] that listens. [Server.Close] ends it.
type Server struct {
	service  *Service
	listener net.Listener
	server   *http.Server
	secure   bool // with TLS; http.Server fills TLSConfig in either case
	caFile   string
	token    string
	hurry    context.CancelCauseFunc // ends the delays of requests under way
	release  func() bool             // ends the watch on the context of Start
	done     chan struct{}           // closed when serving has ended
	failed   error                   // why serving ended; read after done

	unused  unused // connections
	closing sync.Once
	closed  error
}

// Start listens on a loopback address ("127.0.0.1:0" and ":0" pick a port) and
// serves until Close, or until ctx ends. Any other address is refused: the
// emulator's keys are published, so whoever reaches it may do everything.
func Start(ctx context.Context, address string, options Options) (*Server, error) {
	return start(ctx, address, options, nil, "")
}

// StartTLS is [Start] with TLS. The directory gets the certificates (see
// [Server.CAFile]); those in it are used again while they are valid. Their
// validity is by the real time, not by options.Clock: so is the clients' check.
func StartTLS(ctx context.Context, address, certificateDirectory string, options Options) (*Server, error) {
	found, err := loadCertificates(certificateDirectory, time.Now())
	if err != nil {
		return nil, fmt.Errorf("preparing the emulator's certificates: %w", err)
	}
	settings := &tls.Config{Certificates: []tls.Certificate{found.leaf}, MinVersion: tls.VersionTLS12}
	return start(ctx, address, options, settings, found.caFile)
}

func start(ctx context.Context, address string, options Options, settings *tls.Config, caFile string) (*Server, error) {
	if err := options.validate(); err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}
	address, err := loopbackAddress(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}
	if host, _ := hostName(address); host != "" {
		options.Hosts = append(slices.Clone(options.Hosts), host)
	}
	service := New(options)
	token, err := service.Token(DemoUserID, 0)
	if err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}
	base, hurry := context.WithCancelCause(ctx)
	s := &Server{
		service: service, listener: listener, secure: settings != nil, caFile: caFile, token: token, hurry: hurry,
		done: make(chan struct{}),
		server: &http.Server{
			Handler:           service,
			TLSConfig:         settings,
			BaseContext:       func(net.Listener) context.Context { return base },
			ReadHeaderTimeout: headerTimeout,
			IdleTimeout:       idleTimeout,
			MaxHeaderBytes:    maxHeaderBytes,
			ErrorLog:          slog.NewLogLogger(service.options.Log.Handler(), slog.LevelDebug),
		},
	}
	s.server.ConnState = s.unused.watch
	go s.serve()
	s.release = context.AfterFunc(ctx, func() { _ = s.server.Close() })
	return s, nil
}

// serve runs until the server is closed.
func (s *Server) serve() {
	defer close(s.done)
	var err error
	if s.secure {
		err = s.server.ServeTLS(s.listener, "", "")
	} else {
		err = s.server.Serve(s.listener)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		s.failed = fmt.Errorf("serving the emulator: %w", err)
	}
}

// loopbackAddress refuses an address that others can reach.
func loopbackAddress(ctx context.Context, address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("the address %q is not host:port", address)
	}
	if host == "" {
		return net.JoinHostPort("127.0.0.1", port), nil
	}
	if isLoopback(host) {
		return address, nil
	}
	found, err := net.DefaultResolver.LookupIPAddr(ctx, host)
	if err != nil {
		return "", fmt.Errorf("looking up the address %q: %w", address, err)
	}
	for _, one := range found {
		if !one.IP.IsLoopback() {
			return "", fmt.Errorf("the address %q is not a loopback address: the emulator's keys are published, so it must not be reachable by others", address)
		}
	}
	return address, nil
}

// Endpoint is the server's URL, such as http://127.0.0.1:7070, without a final
// slash.
func (s *Server) Endpoint() string {
	scheme := "http"
	if s.secure {
		scheme = "https"
	}
	return scheme + "://" + s.listener.Addr().String()
}

// Token is a chat token of the demo operator ([DemoUserID]), issued at the start
// and valid for 24 hours.
func (s *Server) Token() string { return s.token }

// ConnectionString is the endpoint with the published access key.
func (s *Server) ConnectionString() string {
	return "endpoint=" + s.Endpoint() + "/;accesskey=" + AccessKey
}

// CAFile is the absolute path of the certificate authority's certificate (PEM),
// which clients have to trust; empty without TLS.
func (s *Server) CAFile() string { return s.caFile }

// Service is what the server serves.
func (s *Server) Service() *Service { return s.service }

// Done is closed when serving has ended: by Close, by the context of Start, or
// because the listener failed, which Close then says.
func (s *Server) Done() <-chan struct{} { return s.done }

// Close ends the server: it takes no more connections, the delays of requests
// under way end at once, and they are answered. A request that its client does not
// finish, and an answer that its client does not read, are waited for two seconds;
// then their connections are cut, which is no error. Where ctx ends before, it is.
// Calling it again gives the same result. (The end of the context given to Start
// cuts connections instead.)
func (s *Server) Close(ctx context.Context) error {
	s.closing.Do(func() {
		s.release()
		s.hurry(errClosing)
		s.unused.close()
		bounded, cancel := context.WithTimeout(ctx, closeTimeout)
		defer cancel()
		err := s.server.Shutdown(bounded)
		if err != nil {
			_ = s.server.Close() // what Shutdown waited for in vain
			if errors.Is(err, bounded.Err()) && ctx.Err() == nil {
				err = nil
			} else {
				err = fmt.Errorf("closing the emulator: %w", err)
			}
		}
		<-s.done
		s.closed = errors.Join(err, s.failed)
	})
	return s.closed
}
