package acs

import (
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// The headers that a signature covers, with the host (documented).
const (
	dateHeader        = "X-Ms-Date"
	contentHashHeader = "X-Ms-Content-Sha256"
)

// signatureScheme begins the Authorization header.
const signatureScheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="

// signingPolicy signs every attempt anew, because its date is part of what is
// signed and the service refuses old ones.
type signingPolicy struct {
	credential *KeyCredential
	origin     origin
	now        func() time.Time
}

// Do signs one attempt. What is signed is what is sent: the path and query as
// they stand in the request, the host with a port that is not the scheme's own,
// and the body that guardedTransport gives to every attempt.
func (p *signingPolicy) Do(req *policy.Request) (*http.Response, error) {
	raw := req.Raw()
	if target := originOf(raw.URL); target != p.origin {
		return nil, &foreignOriginError{target: target, origin: p.origin}
	}
	raw.Host = raw.URL.Host
	date := p.now().UTC().Format(http.TimeFormat)
	hash := contentHash(callFrom(raw.Context()).request.body)
	text := raw.Method + "\n" + raw.URL.RequestURI() + "\n" + date + ";" + raw.Host + ";" + hash
	raw.Header.Set(dateHeader, date)
	raw.Header.Set(contentHashHeader, hash)
	raw.Header.Set("Authorization", signatureScheme+p.credential.sign(text))
	return req.Next()
}
