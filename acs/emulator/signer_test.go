package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"testing"
	"time"
)

const identityVersion = "api-version=2023-10-01"

// signer signs requests as the documentation says. It shares no line with the
// emulator's check.
type signer struct {
	key  string // base64
	date time.Time
}

// headers are those of a signed request; the target is what is sent after the
// host, the host has its port.
func (s signer) headers(t *testing.T, method, host, target, body string) map[string]string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(s.key)
	if err != nil {
		t.Fatalf("access key: %v", err)
	}
	date := s.date.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	sum := sha256.New()
	sum.Write([]byte(body))
	hash := base64.StdEncoding.EncodeToString(sum.Sum(nil))
	code := hmac.New(sha256.New, key)
	for _, part := range []string{method, "\n", target, "\n", date, ";", host, ";", hash} {
		code.Write([]byte(part))
	}
	return map[string]string{
		"x-ms-date": date, "x-ms-content-sha256": hash,
		"Authorization": "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" +
			base64.StdEncoding.EncodeToString(code.Sum(nil)),
	}
}

// apply puts the headers on a request.
func (s signer) apply(t *testing.T, r *http.Request, target, body string) {
	t.Helper()
	for name, value := range s.headers(t, r.Method, r.Host, target, body) {
		r.Header.Set(name, value)
	}
}

// signed makes a request that is signed with the access key, now.
func (f *fixture) signed(method, target, body string, headers ...string) *http.Request {
	f.t.Helper()
	r := f.request(method, target, body, headers...)
	signer{AccessKey, f.clock.Now()}.apply(f.t, r, target, body)
	return r
}

// send sends a request that is to be answered.
func (f *fixture) send(r *http.Request) answer {
	f.t.Helper()
	got, err := f.try(r)
	if err != nil {
		f.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	return got
}

// doSigned sends a signed request.
func (f *fixture) doSigned(method, target, body string, headers ...string) answer {
	f.t.Helper()
	return f.send(f.signed(method, target, body, headers...))
}

// issued is a token as the Identity API answers it.
type issued struct {
	Token     string
	ExpiresOn string
}

// issueToken gets a chat token over the Identity API.
func (f *fixture) issueToken(userID string) string {
	f.t.Helper()
	got := f.doSigned("POST", "/identities/"+userID+"/:issueAccessToken?"+identityVersion, `{"scopes":["chat"]}`)
	if got.status != http.StatusOK {
		f.t.Fatalf("issue: %d %s", got.status, got.body)
	}
	var result issued
	decode(f.t, got.body, &result)
	return result.Token
}

// listStatus is the status of listing threads with a token.
func (f *fixture) listStatus(token string) int {
	f.t.Helper()
	return f.do("GET", "/chat/threads?"+latest, "", "Authorization", "Bearer "+token).status
}
