package acs

import (
	"errors"
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

// connection is what the clients of Chat and of Identity have in common: one
// endpoint, one api-version, one pipeline.
type connection struct {
	endpoint     *url.URL
	origin       origin
	apiVersion   string
	pipeline     runtime.Pipeline
	retries      retrySettings
	transport    policy.Transporter
	observer     func(Exchange)
	newRequestID func() string
	now          func() time.Time
	closeIdle    func()
	// preview receives the requests of a connection that sends nothing; nil: they are sent.
	preview func(request)
}

// newConnection checks the options and fills everything but the pipeline.
func newConnection(endpoint *url.URL, apiVersion string, options *ClientOptions) (*connection, error) {
	if options.Retry.StatusCodes != nil || options.Retry.ShouldRetry != nil {
		return nil, errors.New("Retry.StatusCodes and Retry.ShouldRetry cannot be set: each operation has its own rule")
	}
	if options.RootCAs != nil && options.Transport != nil {
		return nil, errors.New("RootCAs and Transport cannot be set together: the transport has its own")
	}
	conn := &connection{
		endpoint:     endpoint,
		origin:       originOf(endpoint),
		apiVersion:   apiVersion,
		retries:      newRetrySettings(options),
		observer:     options.Observer,
		newRequestID: options.NewRequestID,
		now:          options.Now,
	}
	if conn.newRequestID == nil {
		conn.newRequestID = uuid.NewString
	}
	if conn.now == nil {
		conn.now = time.Now
	}
	conn.transport, conn.closeIdle = newTransport(options.Transport, options.RootCAs)
	return conn, nil
}

// connect builds the pipeline. Our policies around a call stand between the caller's
// and azcore's retry policy, which makes one attempt; authorize sets the Authorization
// header of every attempt.
func (c *connection) connect(options azcore.ClientOptions, authorize policy.Policy, aroundCall ...policy.Policy) {
	// azcore's api-version policy encodes the query anew, which would change a nextLink;
	// the version is part of every URL from the start.
	options.APIVersion = ""
	options.Transport = &guardedTransport{
		next: c.transport, origin: c.origin, observer: c.observer, now: c.now, maxAttempts: c.retries.maxAttempts,
	}
	options.PerCallPolicies = slices.Concat(options.PerCallPolicies, aroundCall, []policy.Policy{retryPolicy{c}})
	// After the caller's policies: what those record holds neither token nor signature.
	options.PerRetryPolicies = append(slices.Clone(options.PerRetryPolicies), authorize)
	options.Logging.AllowedHeaders = slices.DeleteFunc(slices.Clone(options.Logging.AllowedHeaders), func(name string) bool {
		return strings.EqualFold(name, "Authorization")
	})
	c.pipeline = runtime.NewPipeline("acs-chat-tui", "v1", runtime.PipelineOptions{
		AllowedHeaders:         []string{"Ms-Cv", "Repeatability-Request-Id", "Api-Supported-Versions", dateHeader, contentHashHeader},
		AllowedQueryParameters: []string{"maxPageSize", "skip", "startTime"},
	}, &options)
}

// random is the source of a client for which none was chosen.
func random() float64 {
	return rand.Float64() //nolint:gosec // it spreads waits and guards nothing
}
