package doctor

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// soonOver is how long before its end a certificate is worth a word.
const soonOver = 14 * 24 * time.Hour

// tls looks at the handshake of the request without a token.
func (e *examination) tls(ctx context.Context) finding {
	if e.endpoint.Scheme == "http" {
		return ok("not used, nor needed: http:// to this machine itself, the only place it is allowed for")
	}
	e.ask(ctx)
	last, ofProxy, started := e.handshake()
	switch {
	case !started:
		return e.noHandshake(ctx)
	case last.done && last.err == nil && !ofProxy:
		return e.trusted(last.state)
	case last.done && last.err == nil: // with the proxy, but not through it
		return e.noHandshake(ctx)
	case !last.done || timedOut(ctx, last.err):
		if timedOut(ctx, e.probed.err) {
			return fail(fmt.Sprintf("the TLS handshake with %s did not end within %s", e.partner(ofProxy), duration(e.options.StepLimit)),
				"something in between (a proxy, a firewall) may be holding it up, or the port is not one for TLS")
		}
		return fail(fmt.Sprintf("the TLS handshake with %s broke off: %s", e.partner(ofProxy), networkWords(e.probed.err)))
	}
	return e.distrusted(last.err, ofProxy)
}

// handshake is the last handshake of the request, and whether it was with the
// proxy itself.
func (e *examination) handshake() (last handshake, ofProxy, started bool) {
	all := e.probed.handshakes
	if len(all) == 0 {
		return handshake{}, false, false
	}
	ofProxy = len(all) == 1 && e.proxy != nil && e.proxy.Scheme == "https"
	return all[len(all)-1], ofProxy, true
}

func (e *examination) partner(ofProxy bool) string {
	if ofProxy {
		return "the proxy " + e.proxy.Host
	}
	return e.endpoint.Host
}

// noHandshake says why it did not come to one with the endpoint.
func (e *examination) noHandshake(ctx context.Context) finding {
	reason := "the connection broke off"
	if e.probed.err != nil {
		reason = networkWords(e.probed.err)
	}
	if timedOut(ctx, e.probed.err) {
		reason = fmt.Sprintf("no answer within %s", duration(e.options.StepLimit))
	}
	if e.proxy != nil {
		whole := fmt.Sprintf("the proxy %s did not connect to %s: %s", e.proxy.Host, e.endpoint.Host, reason)
		if strings.HasPrefix(reason, "the proxy ") { // the transport's own words
			whole = reason
		}
		if strings.Contains(reason, "answered 407") {
			return fail(whole, e.inBetween(http.StatusProxyAuthRequired)...)
		}
		return fail(whole,
			"ask who runs the proxy whether it allows this host, or take the host into NO_PROXY")
	}
	return fail(fmt.Sprintf("no TLS handshake with %s: %s", e.endpoint.Host, reason))
}

// trusted describes a connection whose certificate was accepted.
func (e *examination) trusted(state tls.ConnectionState) finding {
	leaf := state.PeerCertificates[0]
	left := leaf.NotAfter.Sub(e.options.Now())
	found := ok(
		fmt.Sprintf("%s, the certificate is trusted and valid until %s", tls.VersionName(state.Version), stamp(leaf.NotAfter)),
		certificateDetails(leaf)...,
	)
	if chains := state.VerifiedChains; len(chains) > 0 {
		root := chains[0][len(chains[0])-1]
		found = found.with("trusted because of " + name(root.Subject.String()) + ", among " + e.authorities())
	}
	if left < soonOver {
		found = found.with("it ends in " + duration(left) + ", soon")
	}
	return found
}

// authorities names the certificates that are trusted.
func (e *examination) authorities() string {
	switch {
	case e.options.RootCAs == nil:
		return "the system's certificates"
	case e.options.CAFile != "":
		return "those that --ca-file gives (" + e.options.CAFile + ")"
	}
	return "the given certificates"
}

// distrusted says why a handshake failed.
func (e *examination) distrusted(err error, ofProxy bool) finding {
	who := e.partner(ofProxy)
	var details []string
	var leaf *x509.Certificate
	if refusal, is := errors.AsType[*tls.CertificateVerificationError](err); is && len(refusal.UnverifiedCertificates) > 0 {
		leaf = refusal.UnverifiedCertificates[0]
		print256 := sha256.Sum256(leaf.Raw)
		details = append(certificateDetails(leaf),
			"valid from   "+stamp(leaf.NotBefore)+" to "+stamp(leaf.NotAfter),
			"SHA-256      "+fmt.Sprintf("%X", print256[:]))
	}
	return e.why(err, leaf, who).with(details...)
}

// why puts the reason of a failed handshake into words.
func (e *examination) why(err error, leaf *x509.Certificate, who string) finding {
	if wrongName, is := errors.AsType[x509.HostnameError](err); is {
		return fail(fmt.Sprintf("the certificate of %s is for other names, not for %s", who, wrongName.Host),
			"use the name that the certificate is for; if the endpoint is right, something in between answers in its place")
	}
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	switch {
	case isInvalid && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return e.outOfTime(invalid.Cert, leaf, who)
	case isInvalid:
		return fail(fmt.Sprintf("the certificate of %s cannot be used: %s", who, invalid.Error()),
			"whoever runs the endpoint must mend its certificate")
	}
	if _, is := errors.AsType[x509.UnknownAuthorityError](err); is {
		return e.unknownAuthority(leaf, who)
	}
	if _, is := errors.AsType[x509.SystemRootsError](err); is {
		return fail("the system's certificates cannot be read: "+err.Error(),
			"install the system's certificates (the package ca-certificates), or name a file with --ca-file")
	}
	if garbled, is := errors.AsType[tls.RecordHeaderError](err); is {
		return fail(fmt.Sprintf("%s answers, but not with TLS: %s", who, spoken(garbled)),
			"check the port; https:// needs one that speaks TLS (http:// is for this machine only)")
	}
	return fail(fmt.Sprintf("the TLS handshake with %s failed: %s", who, networkWords(err)),
		"something in between (a proxy, a firewall) may be in the way, or the endpoint speaks no TLS 1.2 or later")
}

// outOfTime speaks of a certificate before its beginning or after its end. The
// expired one may be an authority's, not the endpoint's own.
func (e *examination) outOfTime(expired, leaf *x509.Certificate, who string) finding {
	subject := "the certificate of " + who
	if leaf != nil && !expired.Equal(leaf) {
		subject = "the authority " + name(expired.Subject.String()) + " behind the certificate of " + who
	}
	now := e.options.Now()
	if now.Before(expired.NotBefore) {
		return fail(fmt.Sprintf("%s is not valid before %s", subject, stamp(expired.NotBefore)),
			"check this machine's clock: it says "+stamp(now))
	}
	return fail(fmt.Sprintf("%s expired on %s", subject, stamp(expired.NotAfter)),
		"whoever runs the endpoint must renew it; if the date is not past, this machine's clock is wrong: it says "+stamp(now))
}

// unknownAuthority tells a self-signed certificate from one of an authority that
// is not trusted.
func (e *examination) unknownAuthority(leaf *x509.Certificate, who string) finding {
	summary := fmt.Sprintf("the certificate of %s is signed by an unknown authority", who)
	switch {
	case leaf != nil && selfSigned(leaf):
		summary = fmt.Sprintf("the certificate of %s is self-signed, and not among the trusted ones", who)
	case leaf != nil:
		summary = fmt.Sprintf("the certificate of %s is signed by an unknown authority: %s", who, name(leaf.Issuer.String()))
	}
	advice := []string{
		"if you know who signed it (a company's proxy, the emulator with --tls), give the authority's certificate: --ca-file FILE",
		"otherwise somebody in between may be reading along: do not trust it",
	}
	if e.options.CAFile != "" {
		advice[0] = "who signed it is not among those that --ca-file gives (" + e.options.CAFile + "): name another file"
	}
	return fail(summary, advice...)
}

func selfSigned(certificate *x509.Certificate) bool {
	return bytes.Equal(certificate.RawSubject, certificate.RawIssuer) &&
		certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature) == nil
}

// spoken is what a peer without TLS began with.
func spoken(err tls.RecordHeaderError) string {
	if strings.HasPrefix(string(err.RecordHeader[:]), "HTTP") {
		return "it speaks plain HTTP"
	}
	return "it began with other bytes"
}

// certificateDetails say whose a certificate is and who signed it.
func certificateDetails(certificate *x509.Certificate) []string {
	names := append([]string(nil), certificate.DNSNames...)
	for _, address := range certificate.IPAddresses {
		names = append(names, address.String())
	}
	if len(names) == 0 {
		names = []string{"none"}
	}
	return []string{
		"subject      " + name(certificate.Subject.String()),
		"names        " + someOf(names),
		"signed by    " + name(certificate.Issuer.String()),
	}
}

// name is a distinguished name that may be empty.
func name(distinguished string) string {
	if distinguished == "" {
		return "(no name)"
	}
	return distinguished
}
