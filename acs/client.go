package acs

import (
	"crypto/x509"
	"errors"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Client acts on chat threads as one user: the one whom the credential's token
// names. It is safe for concurrent use. One call is one request, repeated only
// where the service documents or shows that repeating is safe; see
// [WithRetryObserver].
type Client struct {
	*connection
	version APIVersion
}

// ClientOptions holds the optional values of NewClient.
//
// Of the embedded azcore options, APIVersion chooses the version (empty:
// DefaultAPIVersion), Transport replaces the HTTP client, and Retry holds
// MaxRetries (default 3, so 4 attempts; negative: one attempt), TryTimeout (one
// attempt, its answer's body included; default 20 s; negative: none), RetryDelay
// (default 800 ms) and MaxRetryDelay (default 60 s; negative: no limit). What is
// repeated is each operation's own affair: Retry.StatusCodes and
// Retry.ShouldRetry are refused, and options set by policy.WithRetryOptions on a
// call's context are not used. InsecureAllowCredentialWithHTTP changes nothing:
// http:// works to loopback only. PerRetryPolicies do not see the token.
type ClientOptions struct {
	azcore.ClientOptions

	// NewRequestID makes a version 4 UUID: for x-ms-client-request-id of every
	// call, and for repeatability-request-id where a create has none. Nil stands
	// for a random one.
	NewRequestID func() string
	// Random returns a number from 0 up to, but not including, 1; it spreads the
	// waits between attempts. Nil stands for math/rand/v2.
	Random func() float64
	// Now is the clock of Exchange, of signatures, and of a Retry-After date in an answer
	// that has no Date to compare it with. Nil stands for time.Now.
	Now func() time.Time
	// ThrottledDelay is the wait after a 429 that has no Retry-After. 0 stands for
	// 10 s: throttled calls count against the limits as well (documented), the
	// shortest of which spans 10 s. It is cut to Retry.MaxRetryDelay.
	ThrottledDelay time.Duration
	// RootCAs are the certificate authorities to trust instead of the system's.
	// It cannot be combined with Transport.
	RootCAs *x509.CertPool
	// Observer is told of every attempt that reached the transport, at its end:
	// answered, refused or lost, and those whose connection did not come about. It
	// runs on the goroutine of the call, several at a time where calls are, and must
	// return at once. What fails before (an option, a token that is not to be had) is
	// no attempt. Nil stands for nobody.
	Observer func(Exchange)
}

// NewClient returns a client of the resource at endpoint, such as
// https://contoso.communication.azure.com. A path is kept, as gateways need it.
// http:// is accepted for this machine only. Nothing is sent. Nil options are
// legal.
//
// A credential that can be told of a rejected token, as *RenewingCredential can,
// is told after a 401; if it then has another token, the call is sent once more.
func NewClient(endpoint string, credential azcore.TokenCredential, options *ClientOptions) (*Client, error) {
	if options == nil {
		options = &ClientOptions{}
	}
	parsed, err := ParseEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if credential == nil {
		return nil, errors.New("a chat client needs a credential: the service takes user access tokens only")
	}
	version := DefaultAPIVersion
	if options.APIVersion != "" {
		if version, err = ParseAPIVersion(options.APIVersion); err != nil {
			return nil, err
		}
	}
	conn, err := newConnection(parsed, string(version), options)
	if err != nil {
		return nil, err
	}
	var aroundCall []policy.Policy
	if renewing, ok := credential.(renewableCredential); ok {
		aroundCall = append(aroundCall, &renewalPolicy{connection: conn, credential: renewing})
	}
	conn.connect(options.ClientOptions, &bearerPolicy{credential: credential, origin: conn.origin}, aroundCall...)
	return &Client{connection: conn, version: version}, nil
}

// Endpoint returns the resource's URL without a trailing slash.
func (c *Client) Endpoint() string { return c.endpoint.String() }

// APIVersion returns the version that the client speaks.
func (c *Client) APIVersion() APIVersion { return c.version }

// Close closes idle connections. Requests under way go on, and the client can be
// used afterwards.
func (c *Client) Close() { c.closeIdle() }
