package acs

import (
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/google/uuid"
)

// Client acts on chat threads as one user: the one whom the credential's token
// names. It is safe for concurrent use. One call is one request, repeated only
// where the service documents or shows that repeating is safe; see
// [WithRetryObserver].
type Client struct {
	endpoint     *url.URL
	origin       origin
	version      APIVersion
	pipeline     runtime.Pipeline
	retries      retrySettings
	newRequestID func() string
	now          func() time.Time
	closeIdle    func()
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
	// Now is the clock that a Retry-After date is compared with. Nil stands for
	// time.Now.
	Now func() time.Time
	// ThrottledDelay is the wait after a 429 that has no Retry-After. 0 stands for
	// 10 s: throttled calls count against the limits as well (documented), the
	// shortest of which spans 10 s. It is cut to Retry.MaxRetryDelay.
	ThrottledDelay time.Duration
	// RootCAs are the certificate authorities to trust instead of the system's.
	// It cannot be combined with Transport.
	RootCAs *x509.CertPool
}

// NewClient returns a client of the resource at endpoint, such as
// https://contoso.communication.azure.com. A path is kept, as gateways need it.
// http:// is accepted for this machine only. Nothing is sent. Nil options are
// legal.
func NewClient(endpoint string, credential azcore.TokenCredential, options *ClientOptions) (*Client, error) {
	if options == nil {
		options = &ClientOptions{}
	}
	parsed, err := parseEndpoint(endpoint)
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
	if options.Retry.StatusCodes != nil || options.Retry.ShouldRetry != nil {
		return nil, errors.New("Retry.StatusCodes and Retry.ShouldRetry cannot be set: each operation has its own rule")
	}
	if options.RootCAs != nil && options.Transport != nil {
		return nil, errors.New("RootCAs and Transport cannot be set together: the transport has its own")
	}

	client := &Client{
		endpoint:     parsed,
		origin:       originOf(parsed),
		version:      version,
		newRequestID: options.NewRequestID,
		now:          options.Now,
	}
	if client.newRequestID == nil {
		client.newRequestID = uuid.NewString
	}
	if client.now == nil {
		client.now = time.Now
	}
	client.retries = newRetrySettings(options)
	transport, closeIdle := newTransport(options.Transport, options.RootCAs)
	client.closeIdle = closeIdle
	client.pipeline = client.newPipeline(options.ClientOptions, credential, transport)
	return client, nil
}

// newPipeline puts the client's own policies around azcore's.
func (c *Client) newPipeline(options azcore.ClientOptions, credential azcore.TokenCredential, transport policy.Transporter) runtime.Pipeline {
	// azcore's api-version policy encodes the query anew, which would change a
	// nextLink; the version is part of every URL from the start.
	options.APIVersion = ""
	options.Transport = &guardedTransport{next: transport, origin: c.origin}
	// Whatever the caller's policies record, the token is not among it: it is set
	// after them.
	options.PerRetryPolicies = append(slices.Clone(options.PerRetryPolicies), &bearerPolicy{
		credential: credential,
		origin:     c.origin,
	})
	options.Logging.AllowedHeaders = slices.DeleteFunc(slices.Clone(options.Logging.AllowedHeaders), func(name string) bool {
		return strings.EqualFold(name, "Authorization")
	})
	userAgent := userAgentPolicy{value: strings.TrimSpace(options.Telemetry.ApplicationID + " acs-chat-tui")}
	if options.Telemetry.Disabled {
		userAgent.value = ""
	}
	// azcore's own would say that this were a package of the Azure SDK.
	options.Telemetry.Disabled = true
	return runtime.NewPipeline("acs", "v1", runtime.PipelineOptions{
		AllowedHeaders:         []string{"Ms-Cv", "Repeatability-Request-Id", "Api-Supported-Versions"},
		AllowedQueryParameters: []string{"maxPageSize", "skip", "startTime"},
		PerCall:                []policy.Policy{userAgent},
	}, &options)
}

// Endpoint returns the resource's URL without a trailing slash.
func (c *Client) Endpoint() string { return c.endpoint.String() }

// APIVersion returns the version that the client speaks.
func (c *Client) APIVersion() APIVersion { return c.version }

// Close closes idle connections. Requests under way go on, and the client can be
// used afterwards.
func (c *Client) Close() { c.closeIdle() }

// url returns the URL of an escaped path below the endpoint. The api-version
// comes last, as in the service's own links.
func (c *Client) url(path string, query ...string) string {
	var b strings.Builder
	b.WriteString(c.endpoint.String())
	b.WriteString(path)
	b.WriteByte('?')
	for i := 0; i+1 < len(query); i += 2 {
		fmt.Fprintf(&b, "%s=%s&", query[i], url.QueryEscape(query[i+1]))
	}
	b.WriteString("api-version=")
	b.WriteString(url.QueryEscape(string(c.version)))
	return b.String()
}

// random is the source of a client for which none was chosen.
func random() float64 {
	return rand.Float64() //nolint:gosec // it spreads waits and guards nothing
}
