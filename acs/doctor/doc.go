// Package doctor checks the connection to a chat resource step by step, the way a
// support engineer would, and writes down what it finds in plain text:
//
//	ok   name resolution  contoso.communication.azure.com → 20.1.2.3
//	FAIL TLS              the certificate expired on 2026-01-01 00:00:00 UTC
//	     …
//	     → what to do
//
// The steps are configuration, name resolution, TCP, TLS, HTTP answer, clock,
// api-version, token and call. It stops at the first that fails, and says which
// were not checked. Where the environment names a proxy for the endpoint, name
// resolution and TCP are those of the proxy, as they are for the program's own
// requests, and the text says so. It says as well which variables for proxies are set and
// not used: ALL_PROXY is not, as net/http does not read it.
//
// Two requests reach the service, neither of which changes anything: listing
// threads (one a page) without a token, and the same with it. Besides, the TCP step
// opens a connection and closes it, and the credential may ask its own source: a
// connection string's has the resource issue a token.
//
// # Secrets and outside strings
//
// The access token, what [Options.Secrets] names, and whatever looks like a JWT or
// an access key are replaced wherever they would appear. Control characters, and
// others that a terminal obeys instead of showing, are written as their number.
//
// # What no record of the service settles
//
//   - Whether the live service looks at the api-version before the token: where
//     the answer without a token does not name the versions, the call decides.
//   - How far a clock may be off: 5 minutes are a choice. No limit is documented.
//   - An access token's form is no contract of the service. One that cannot be
//     read is told, not refused; so is one without scopes or expiry.
package doctor
