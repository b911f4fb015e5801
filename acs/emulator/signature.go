package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// signedHeaders is the documented list of what a signature covers besides the
// method, the path and the query.
const signedHeaders = "x-ms-date;host;x-ms-content-sha256"

// denied refuses a request that is not signed as it should be. The code is
// recorded, so are the messages for a wrong hash and for a wrong signature.
func denied(message string) *failure {
	return &failure{status: http.StatusUnauthorized, code: "Denied", message: message}
}

// deniedByProvider is the recorded refusal of a wrong key.
func deniedByProvider() *failure {
	return denied("Denied by the resource provider.")
}

// checkSignature checks that a request was signed with the access key, not long
// ago: HMAC-SHA256 as documented.
func (s *Service) checkSignature(r *http.Request, body []byte) error {
	if len(body) > maxBodyBytes {
		return tooLarge() // its hash cannot be known
	}
	signature, err := readSignature(r.Header.Values("Authorization"))
	if err != nil {
		return err
	}
	date, err := signedHeader(r, "X-Ms-Date")
	if err != nil {
		return err
	}
	hash, err := signedHeader(r, "X-Ms-Content-Sha256")
	if err != nil {
		return err
	}
	if err := s.checkDate(date); err != nil {
		return err
	}
	if hash != contentHash(body) {
		return denied("Request 'x-ms-content-sha256' differs from generated content hash.")
	}
	expected, err := sign(r.Method, requestTarget(r), date, r.Host, hash)
	if err != nil {
		return err
	}
	if !hmac.Equal([]byte(signature), []byte(expected)) {
		return deniedByProvider()
	}
	return nil
}

// readSignature takes the signature out of an Authorization header.
func readSignature(values []string) (string, error) {
	if len(values) != 1 {
		return "", deniedByProvider()
	}
	scheme, parameters, _ := strings.Cut(values[0], " ")
	signature, found := strings.CutPrefix(strings.TrimSpace(parameters), "SignedHeaders="+signedHeaders+"&Signature=")
	if !strings.EqualFold(scheme, "HMAC-SHA256") || !found {
		return "", deniedByProvider()
	}
	return signature, nil
}

// signedHeader is a header that the signature covers and that must be there once.
func signedHeader(r *http.Request, name string) (string, error) {
	values := r.Header.Values(name)
	if len(values) != 1 || values[0] == "" {
		return "", denied("Request '" + strings.ToLower(name) + "' is missing.")
	}
	return values[0], nil
}

// checkDate refuses a request that was signed too long ago, or ahead of time.
func (s *Service) checkDate(date string) error {
	signed, err := time.Parse(http.TimeFormat, date)
	if err != nil {
		return denied("Request 'x-ms-date' is not an RFC 1123 date.")
	}
	if difference := s.options.Clock().Sub(signed); difference.Abs() > maxClockDifference {
		return denied(fmt.Sprintf("Request 'x-ms-date' differs from the time of the service by more than %d minutes.",
			int(maxClockDifference.Minutes())))
	}
	return nil
}

// requestTarget is the path and query as they were sent, encoding included.
func requestTarget(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI() // sent with the scheme and the host, as to a proxy
}

// contentHash is the value of x-ms-content-sha256.
func contentHash(body []byte) string {
	hash := sha256.Sum256(body)
	return base64.StdEncoding.EncodeToString(hash[:])
}

// sign makes the signature that a request with these parts must have.
func sign(method, target, date, host, hash string) (string, error) {
	key, err := base64.StdEncoding.DecodeString(AccessKey)
	if err != nil {
		return "", fmt.Errorf("reading the access key: %w", err)
	}
	code := hmac.New(sha256.New, key)
	code.Write([]byte(method + "\n" + target + "\n" + date + ";" + host + ";" + hash))
	return base64.StdEncoding.EncodeToString(code.Sum(nil)), nil
}
