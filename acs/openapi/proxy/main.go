// Command proxy stands between a client that is no Go program and the emulator,
// and holds every exchange against the official OpenAPI documents. It serves TLS
// with the emulator's own certificate and leaves the Host header as it is: links,
// Location and signatures depend on it.
//
//	ACS_CHAT_TUI_OPENAPI_DIR=… go run ./acs/openapi/proxy \
//	    --target https://127.0.0.1:7070 --cert-dir DIR [--listen 127.0.0.1:0]
//
// Once it listens it prints its URL to standard output. On an interrupt or SIGTERM
// it prints the table of operations and versions and ends: with 0 where every
// exchange fits the documents and none of their operations is missing, else with 1.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"acs-chat-tui/acs/openapi"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	proven, err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "proxy:", err)
	}
	if err != nil || !proven {
		os.Exit(1)
	}
}

// run serves until ctx ends, and says whether the proof succeeded.
func run(ctx context.Context, arguments []string, out io.Writer) (bool, error) {
	flags := flag.NewFlagSet("proxy", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:0", "`address` to listen on")
	target := flags.String("target", "", "`URL` of the emulator, as it printed it")
	certificates := flags.String("cert-dir", "", "the emulator's --cert-dir `folder`")
	if err := flags.Parse(arguments); err != nil {
		return false, fmt.Errorf("reading the flags: %w", err)
	}
	emulator, err := url.Parse(*target)
	if err != nil || emulator.Host == "" {
		return false, fmt.Errorf("--target %q is no URL", *target)
	}
	documents, err := openapi.Load(os.Getenv(openapi.FolderVariable))
	if err != nil {
		return false, fmt.Errorf("%s: %w", openapi.FolderVariable, err)
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(*certificates, "server.pem"), filepath.Join(*certificates, "server-key.pem"))
	if err != nil {
		return false, fmt.Errorf("reading the emulator's certificate: %w", err)
	}
	transport, err := transportTo(filepath.Join(*certificates, "ca.pem"))
	if err != nil {
		return false, err
	}
	defer transport.CloseIdleConnections()
	recorder := openapi.NewRecorder(documents, openapi.Both, openapi.Deviations())
	server := &http.Server{
		Handler:           recorder.Handler(forward(emulator, transport), openapi.Both),
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: 10 * time.Second,
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", *listen)
	if err != nil {
		return false, fmt.Errorf("listening: %w", err)
	}
	served := make(chan error, 1)
	go func() { served <- server.ServeTLS(listener, "", "") }()
	if _, err := fmt.Fprintf(out, "https://%s\n", listener.Addr()); err != nil {
		return false, errors.Join(fmt.Errorf("printing the URL: %w", err), server.Close())
	}
	select {
	case <-ctx.Done():
	case err := <-served:
		return false, fmt.Errorf("serving: %w", err)
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = server.Shutdown(ending)
	if failed := <-served; !errors.Is(failed, http.ErrServerClosed) {
		err = errors.Join(err, failed)
	}
	if err != nil {
		return false, fmt.Errorf("ending: %w", err)
	}
	return recorder.Report(out, "The official OpenAPI documents, and what went through the proxy"), nil
}

// transportTo makes connections that trust the emulator's authority and nobody
// else. Without the proxies of the environment.
func transportTo(authority string) (*http.Transport, error) {
	data, err := os.ReadFile(authority) //nolint:gosec // the folder is the caller's choice
	if err != nil {
		return nil, fmt.Errorf("reading the emulator's authority: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("%s holds no certificate", authority)
	}
	return &http.Transport{
		TLSClientConfig:    &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		DisableCompression: true,
		// On a connection that served before, a transport repeats a GET by itself where
		// no answer comes. That is for the client to do.
		DisableKeepAlives: true,
	}, nil
}

// forward sends requests to the emulator as they came. The recorder around it has
// read them whole: a server may not read on in a request whose answer it has begun,
// and the emulator answers before the transport has seen the end of what it sends.
func forward(emulator *url.URL, transport http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(emulator)
			r.Out.Host = r.In.Host
		},
		// An answer that is not there does not come from here either.
		ErrorHandler:  func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		FlushInterval: -1,
		ErrorLog:      slog.NewLogLogger(slog.NewTextHandler(os.Stderr, nil), slog.LevelWarn),
	}
}
