package doctor_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/doctor"
)

func TestNameResolution(t *testing.T) {
	lookup := func(addresses []string, err error) func(context.Context, string) ([]string, error) {
		return func(context.Context, string) ([]string, error) { return addresses, err }
	}
	missing := &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}
	for name, test := range map[string]struct {
		endpoint string
		lookup   func(context.Context, string) ([]string, error)
		want     []string
	}{
		"unknown":    {"https://contoso.communication.azure.com", lookup(nil, missing), []string{"contoso.communication.azure.com is unknown: no such host", "→ compare the endpoint"}},
		"with an s":  {"https://contoso.communications.azure.com", lookup(nil, missing), []string{"without an s"}},
		"server":     {"https://contoso.test", lookup(nil, &net.DNSError{Err: "server misbehaving", Name: "x"}), []string{"could not be looked up: server misbehaving"}},
		"no answer":  {"https://contoso.test", lookup(nil, &net.DNSError{Err: "i/o timeout", Name: "x", IsTimeout: true}), []string{"the resolver gave no answer within 10 s"}},
		"no address": {"https://contoso.test", lookup(nil, nil), []string{"the resolver gave no address"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := of(test.endpoint, "t")
			options.LookupHost = test.lookup
			run(t, options).failedAt(t, "name resolution", test.want...)
		})
	}
}

// closedPort is an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}

func TestAClosedPort(t *testing.T) {
	address := closedPort(t)
	run(t, of("http://"+address, "t")).failedAt(t, "TCP",
		"nothing listens at "+address+" (connection refused)", "→ check the port")
}

func TestEveryAddressIsTried(t *testing.T) {
	server := startEmulator(t, nil)
	endpoint, err := url.Parse(server.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	options := of("http://localhost:"+endpoint.Port(), server.Token())
	options.LookupHost = func(context.Context, string) ([]string, error) { return []string{"::1", "127.0.0.1"}, nil }
	run(t, options).passed(t, "localhost → ::1, 127.0.0.1",
		"127.0.0.1:"+endpoint.Port()+" answers", "\n     [::1]:"+endpoint.Port()+": ")
}

func TestTheSystemsResolverIsAsked(t *testing.T) {
	server := startEmulator(t, nil)
	run(t, of(strings.Replace(server.Endpoint(), "127.0.0.1", "localhost", 1), server.Token())).passed(t, "ok   name resolution  localhost → ")
}

// TestAServerThatSaysNothing waits for a limit, not for a time.
func TestAServerThatSaysNothing(t *testing.T) {
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for endpoint, step := range map[string]string{
		"http://" + listener.Addr().String():  "HTTP answer",
		"https://" + listener.Addr().String(): "TLS",
	} {
		options := of(endpoint, "t")
		options.StepLimit = 400 * time.Millisecond
		run(t, options).failedAt(t, step, "within 400 ms")
	}
}

func TestAServerThatHangsUp(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	run(t, of(server.URL, "t")).failedAt(t, "HTTP answer", "no answer came: EOF")
}

func TestTLS(t *testing.T) {
	server, roots := startTLS(t)
	options := of(server.Endpoint(), server.Token())
	options.RootCAs, options.CAFile = roots, server.CAFile()
	run(t, options).passed(t, "ok   TLS              TLS 1.3, the certificate is trusted and valid until 20",
		"signed by    CN=acs-chat-tui emulator CA", "subject      CN=acs-chat-tui emulator\n", "names        localhost, 127.0.0.1, ::1",
		"trusted because of CN=acs-chat-tui emulator CA, among those that --ca-file gives ("+server.CAFile()+")", "HTTP/1.1")

	run(t, of(server.Endpoint(), server.Token())).failedAt(t, "TLS",
		"is signed by an unknown authority: CN=acs-chat-tui emulator CA", "--ca-file FILE", "SHA-256")

	_, others := startTLS(t)
	options.RootCAs = others
	run(t, options).failedAt(t, "TLS", "is not among those that --ca-file gives")
}

// certificate makes a self-signed one of a template.
func certificate(t *testing.T, template *x509.Certificate) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template.SerialNumber = big.NewInt(1)
	template.Subject = pkix.Name{CommonName: "contoso \x1b[31m"}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func TestCertificatesThatAreNotTrusted(t *testing.T) {
	now := time.Now()
	here := []net.IP{net.IPv4(127, 0, 0, 1)}
	for name, test := range map[string]struct {
		template *x509.Certificate
		trust    bool
		want     []string
	}{
		"self-signed": {
			&x509.Certificate{NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: here},
			false,
			[]string{"is self-signed, and not among the trusted ones", "→ if you know who signed it", "--ca-file FILE"},
		},
		"expired": {
			&x509.Certificate{NotBefore: now.Add(-48 * time.Hour), NotAfter: now.Add(-24 * time.Hour), IPAddresses: here},
			true,
			[]string{"expired on " + now.Add(-24*time.Hour).UTC().Format("2006-01-02 15:04:05 UTC")},
		},
		"not yet valid": {
			&x509.Certificate{NotBefore: now.Add(24 * time.Hour), NotAfter: now.Add(48 * time.Hour), IPAddresses: here},
			true,
			[]string{"is not valid before " + now.Add(24*time.Hour).UTC().Format("2006-01-02 15:04:05 UTC"), "→ check this machine's clock"},
		},
		"another use": {
			&x509.Certificate{
				NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: here,
				ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
			},
			true,
			[]string{"cannot be used: ", "incompatible key usage"},
		},
		"another name": {
			&x509.Certificate{NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), DNSNames: []string{"fabrikam.test"}},
			true,
			[]string{"is for other names, not for 127.0.0.1", "names        fabrikam.test"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			pair := certificate(t, test.template)
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
			server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
			server.StartTLS()
			t.Cleanup(server.Close)
			options := of(server.URL, "t")
			if test.trust {
				options.RootCAs = x509.NewCertPool()
				options.RootCAs.AddCert(pair.Leaf)
			}
			run(t, options).failedAt(t, "TLS", append(test.want, "subject      CN=contoso ")...)
		})
	}
}

// startSecure starts a server with a certificate for 90 minutes, and trusts it.
func startSecure(t *testing.T, settings *tls.Config, handler http.Handler) (*httptest.Server, *x509.CertPool) {
	t.Helper()
	pair := certificate(t, &x509.Certificate{
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * time.Minute), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	})
	settings.Certificates = []tls.Certificate{pair}
	server := httptest.NewUnstartedServer(handler)
	server.TLS = settings
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(pair.Leaf)
	return server, roots
}

func TestACertificateThatEndsSoon(t *testing.T) {
	server, roots := startSecure(t, &tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12},
		live(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"value":[]}`) }))
	options := of(server.URL, "t")
	options.RootCAs = roots
	run(t, options).passed(t, "ok   TLS              TLS 1.2, the certificate is trusted", "among the given certificates",
		"it ends in 1 h", ", soon\n")
}

func TestAHandshakeThatTheServerRefuses(t *testing.T) {
	server, roots := startSecure(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, http.NotFoundHandler())
	options := of(server.URL, "t")
	options.RootCAs = roots
	run(t, options).failedAt(t, "TLS", "failed: remote error: tls: protocol version not supported", "TLS 1.2 or later")
}

func TestAServerWithoutTLS(t *testing.T) {
	server := startEmulator(t, nil)
	run(t, of(strings.Replace(server.Endpoint(), "http://", "https://", 1), "t")).failedAt(t, "TLS",
		"answers, but not with TLS: it speaks plain HTTP")
}

// proxyTo starts a proxy that connects every CONNECT with one address, and
// returns its URL; an empty address refuses.
func proxyTo(t *testing.T, address string) *url.URL {
	t.Helper()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || address == "" {
			http.Error(w, "not for you", http.StatusForbidden)
			return
		}
		var dialer net.Dialer
		upstream, err := dialer.DialContext(r.Context(), "tcp", address)
		if err != nil {
			t.Errorf("connecting: %v", err)
			return
		}
		defer func() { _ = upstream.Close() }()
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Errorf("taking the connection over: %v", err)
			return
		}
		defer func() { _ = connection.Close() }()
		if _, err := io.WriteString(connection, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
			t.Errorf("agreeing: %v", err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = io.Copy(upstream, connection)
			_ = upstream.Close()
		}()
		_, _ = io.Copy(connection, upstream)
		_ = connection.Close()
		<-done
	})
	proxy, err := url.Parse(strings.Replace(server.URL, "http://", "http://user:"+canary+"@", 1))
	if err != nil {
		t.Fatal(err)
	}
	return proxy
}

func throughProxy(options doctor.Options, proxy *url.URL) doctor.Options {
	options.Proxy = func(*http.Request) (*url.URL, error) { return proxy, nil }
	return options
}

func TestAProxyIsWhatIsChecked(t *testing.T) {
	server, roots := startTLS(t)
	address := strings.TrimPrefix(server.Endpoint(), "https://")
	proxy := proxyTo(t, address)
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	options := throughProxy(of("https://localhost:"+port, server.Token()), proxy)
	options.RootCAs = roots
	run(t, options).passed(t, "proxy        http://"+proxy.Host+", by the environment",
		"the proxy looks up localhost; that is not checked here", "ok   TCP              the proxy "+proxy.Host+" answers",
		"the certificate is trusted")

	t.Run("refuses", func(t *testing.T) {
		proxy := proxyTo(t, "")
		run(t, throughProxy(options, proxy)).failedAt(t, "TLS", "the proxy "+proxy.Host+" did not connect to localhost:"+port+":", "it answered 403 Forbidden")
	})
	t.Run("is gone", func(t *testing.T) {
		gone := &url.URL{Scheme: "http", Host: closedPort(t)}
		run(t, throughProxy(options, gone)).failedAt(t, "TCP", "nothing listens at the proxy "+gone.Host, "→ check the proxy")
	})
	t.Run("has a certificate of its own", func(t *testing.T) {
		secure := httptest.NewUnstartedServer(http.NotFoundHandler())
		secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
		secure.StartTLS()
		t.Cleanup(secure.Close)
		proxy, err := url.Parse(secure.URL)
		if err != nil {
			t.Fatal(err)
		}
		run(t, throughProxy(options, proxy)).failedAt(t, "TLS", "the certificate of the proxy "+proxy.Host+" is ")
		trusting := options
		trusting.RootCAs = x509.NewCertPool()
		trusting.RootCAs.AddCert(secure.Certificate())
		run(t, throughProxy(trusting, proxy)).failedAt(t, "TLS", "the proxy "+proxy.Host+" did not connect to localhost:"+port+":", "it answered 404 Not Found")
	})
	t.Run("is no URL", func(t *testing.T) {
		broken := options
		broken.Proxy = func(*http.Request) (*url.URL, error) { return nil, fmt.Errorf("invalid proxy %q", canary) }
		run(t, broken).failedAt(t, "configuration", "the proxy that the environment names for this endpoint is not a URL")
	})
}
