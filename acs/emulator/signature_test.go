package emulator

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	providerBody = `{"error":{"code":"Denied","message":"Denied by the resource provider."}}`
	hashBody     = `{"error":{"code":"Denied","message":"Request 'x-ms-content-sha256' differs from generated content hash."}}`
	clockBody    = `{"error":{"code":"Denied","message":"Request 'x-ms-date' differs from the time of the service by more than 15 minutes."}}`
)

func TestSignatures(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const target, body = "/identities?" + identityVersion, `{"createTokenWithScopes":["chat"]}`
	otherKey := "bm90IHRoZSBrZXkgb2YgdGhlIGVtdWxhdG9y"
	tests := []struct {
		name string
		edit func(r *http.Request)
		want string
	}{
		{"signed", func(*http.Request) {}, ""},
		{"scheme in another case", func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "HMAC-SHA256", "hmac-sha256", 1))
		}, ""},
		{"another key", func(r *http.Request) { signer{otherKey, f.clock.Now()}.apply(t, r, target, body) }, providerBody},
		{"signed for another body", func(r *http.Request) { signer{AccessKey, f.clock.Now()}.apply(t, r, target, "{}") }, hashBody},
		{"another hash than the signed one", func(r *http.Request) { r.Header.Set("X-Ms-Content-Sha256", "AAAA") }, hashBody},
		{"signed for another path", func(r *http.Request) { signer{AccessKey, f.clock.Now()}.apply(t, r, "/identities", body) }, providerBody},
		{"another method", func(r *http.Request) {
			for name, value := range (signer{AccessKey, f.clock.Now()}).headers(t, "PUT", r.Host, target, body) {
				r.Header.Set(name, value)
			}
		}, providerBody},
		{"host without its port", func(r *http.Request) {
			for name, value := range (signer{AccessKey, f.clock.Now()}).headers(t, "POST", "127.0.0.1", target, body) {
				r.Header.Set(name, value)
			}
		}, providerBody},
		{"another date than the signed one", func(r *http.Request) {
			r.Header.Set("X-Ms-Date", f.clock.Now().Add(time.Second).UTC().Format(http.TimeFormat))
		}, providerBody},
		{"cut signature", func(r *http.Request) {
			r.Header.Set("Authorization", strings.TrimSuffix(r.Header.Get("Authorization"), "="))
		}, providerBody},
		{"other signed headers", func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "x-ms-date", "date", 1))
		}, providerBody},
		{"no signature", func(r *http.Request) { r.Header.Set("Authorization", "HMAC-SHA256") }, providerBody},
		{"no authorization", func(r *http.Request) { r.Header.Del("Authorization") }, providerBody},
		{"two authorizations", func(r *http.Request) { r.Header.Add("Authorization", "Bearer "+f.token) }, providerBody},
		{"a user's token", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+f.token) }, providerBody},
		{
			"no date", func(r *http.Request) { r.Header.Del("X-Ms-Date") },
			`{"error":{"code":"Denied","message":"Request 'x-ms-date' is missing."}}`,
		},
		{
			"a date of another form", func(r *http.Request) { r.Header.Set("X-Ms-Date", "2025-11-03T09:30:15Z") },
			`{"error":{"code":"Denied","message":"Request 'x-ms-date' is not an RFC 1123 date."}}`,
		},
		{
			"no hash", func(r *http.Request) { r.Header.Del("X-Ms-Content-Sha256") },
			`{"error":{"code":"Denied","message":"Request 'x-ms-content-sha256' is missing."}}`,
		},
	}
	for _, test := range tests {
		r := f.signed("POST", target, body, "x-ms-client-request-id", "c1")
		test.edit(r)
		got := f.send(r)
		status, want := http.StatusUnauthorized, test.want
		if want == "" {
			status, want = http.StatusCreated, got.body
		}
		if got.status != status || got.body != want {
			t.Errorf("%s: %d %s\nwant %d %s", test.name, got.status, got.body, status, want)
		}
		if got.header.Get("X-Ms-Client-Request-Id") != "c1" || got.header.Get(Header) == "" {
			t.Errorf("%s: headers %v", test.name, got.header)
		}
	}
}

// TestCheckValue holds the check to a recorded content hash, and to a signature
// that another program made.
func TestCheckValue(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Hosts: []string{"contoso.example"}})
	send := func(body string) answer {
		r := f.request("POST", "/identities?"+identityVersion, body)
		r.Host = "contoso.example:7070"
		r.Header.Set("x-ms-date", "Mon, 03 Nov 2025 09:30:15 GMT")
		r.Header.Set("x-ms-content-sha256", "kWpGozyV35fifbpKdY8mbdG64VG0Pdq5upzo7YKAFM0=")
		r.Header.Set("Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=FVGqFHLTI7u4ogxId7OHsCRPcj6u1aUskIZ9C9L9TM4=")
		return f.send(r)
	}
	if got := send(`{"createTokenWithScopes": ["chat"]}`); got.status != http.StatusCreated {
		t.Errorf("the signed body: %d %s", got.status, got.body)
	}
	if got := send(`{"createTokenWithScopes":["chat"]}`); got.status != http.StatusUnauthorized || got.body != hashBody {
		t.Errorf("without its space: %d %s", got.status, got.body)
	}
}

func TestClockDifference(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const target = "/identities?" + identityVersion
	for difference, want := range map[time.Duration]int{
		0: 201, 14 * time.Minute: 201, -14 * time.Minute: 201, -15 * time.Minute: 401,
		15*time.Minute + time.Second: 401, time.Hour: 401, -time.Hour: 401,
	} {
		r := f.request("POST", target, "")
		signer{AccessKey, f.clock.Now().Add(difference)}.apply(t, r, target, "")
		got := f.send(r)
		if got.status != want || want == 401 && got.body != clockBody {
			t.Errorf("%s: %d %s, want %d", difference, got.status, got.body, want)
		}
		if date := got.header.Get("Date"); date != "Mon, 03 Nov 2025 09:30:15 GMT" {
			t.Errorf("%s: Date %q: a client cannot find the difference", difference, date)
		}
	}
}

func TestChatTakesNoSignature(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	if got := f.doSigned("GET", "/chat/threads?"+latest, ""); got.status != http.StatusUnauthorized || got.body != "" {
		t.Errorf("list: %d %s", got.status, got.body)
	}
	if got := f.doSigned("POST", "/chat/threads?"+latest, createBody("t")); got.status != http.StatusUnauthorized || got.body != "" {
		t.Errorf("create: %d %s", got.status, got.body)
	}
}

// TestConnectionString goes the way of a client that has nothing else.
func TestConnectionString(t *testing.T) {
	plain, err := Start(t.Context(), "127.0.0.1:0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	secure, err := StartTLS(t.Context(), "127.0.0.1:0", filepath.Join(t.TempDir(), "certs"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	authority, err := os.ReadFile(secure.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots}}
	for _, server := range []*Server{plain, secure} {
		parts := regexp.MustCompile(`^endpoint=(https?://([^/]+))/;accesskey=(.+)$`).FindStringSubmatch(server.ConnectionString())
		if parts == nil {
			t.Fatalf("connection string %q", server.ConnectionString())
		}
		const target, body = "/identities?" + identityVersion, `{"createTokenWithScopes":["chat"]}`
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, parts[1]+target, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		for name, value := range (signer{parts[3], time.Now()}).headers(t, r.Method, parts[2], target, body) {
			r.Header.Set(name, value)
		}
		res, err := transport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		answered, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusCreated {
			t.Fatalf("%s: %d %s %v", parts[1], res.StatusCode, answered, err)
		}
		if server == secure && res.ProtoMajor != 2 {
			t.Errorf("HTTP/%d over TLS", res.ProtoMajor)
		}
		var created struct{ AccessToken issued }
		decode(t, string(answered), &created)
		if status, list := fetch(t, &http.Client{Transport: transport}, parts[1]+"/chat/threads?"+latest, created.AccessToken.Token); status != 200 || list != `{"value":[]}` {
			t.Errorf("%s: the issued token: %d %s", parts[1], status, list)
		}
		transport.CloseIdleConnections()
		if err := server.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
