package doctor

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"acs-chat-tui/acs"
)

const (
	// defaultStepLimit bounds one step.
	defaultStepLimit = 10 * time.Second
	// defaultTokenLimit bounds getting the token. A program that hands one out may
	// take longer than a network does, and knows best why it did.
	defaultTokenLimit = 40 * time.Second
	// maxClockDifference is how far clocks may be apart. A choice: no limit is
	// documented.
	maxClockDifference = 5 * time.Minute
)

// Options say what to check.
type Options struct {
	// Endpoint is the resource's URL, such as https://contoso.communication.azure.com.
	Endpoint string
	// APIVersion is the version that the program would speak; empty is
	// acs.DefaultAPIVersion.
	APIVersion acs.APIVersion
	// Source is where endpoint and credential come from, in words: "the
	// environment", "the profile prod".
	Source string
	// Credential gives the access token. Nil says that no user is chosen yet, as
	// with a connection string alone; the step "token" then fails and says so.
	Credential azcore.TokenCredential
	// Identity is set where the credential comes from a connection string: a wrong
	// access key shows when a token is issued.
	Identity bool
	// RootCAs are the certificate authorities to trust instead of the system's; nil
	// stands for the system's. CAFile is the file they come from, for the text.
	RootCAs *x509.CertPool
	CAFile  string
	// Program is the program's name and version, for the heading.
	Program string
	// Secrets are strings that must not be printed wherever they come from, such
	// as an access key. Those of fewer than 8 bytes are passed over, as replacing
	// them would tear words apart. The access token need not be among them.
	Secrets []string

	// Now is the clock that the service's is compared with; nil is time.Now.
	Now func() time.Time
	// StepLimit is how long one step may take; 0 stands for 10 s. TokenLimit is the
	// same for getting the token; 0 stands for 40 s, as a token command may
	// take 30.
	StepLimit, TokenLimit time.Duration
	// LookupHost finds the addresses of a host; nil is the system's resolver.
	LookupHost func(ctx context.Context, host string) ([]string, error)
	// Proxy finds the proxy of a request; nil is acs.ProxyFromEnvironment.
	Proxy func(*http.Request) (*url.URL, error)
	// LookupEnv tells whether a variable is set; nil is os.LookupEnv. Values are
	// not printed.
	LookupEnv func(name string) (string, bool)
}

func (o Options) withDefaults() Options {
	if o.APIVersion == "" {
		o.APIVersion = acs.DefaultAPIVersion
	}
	if o.Program == "" {
		o.Program = "acs-chat-tui"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.StepLimit <= 0 {
		o.StepLimit = defaultStepLimit
	}
	if o.TokenLimit <= 0 {
		o.TokenLimit = defaultTokenLimit
	}
	if o.LookupEnv == nil {
		o.LookupEnv = os.LookupEnv
	}
	return o
}

// ownTransport holds where the tests replaced a part of the network: the client
// of the last step must then use it too.
func (o Options) ownTransport() bool { return o.Proxy != nil || o.LookupHost != nil }

func (o Options) proxy(req *http.Request) (*url.URL, error) {
	if o.Proxy != nil {
		return o.Proxy(req)
	}
	return acs.ProxyFromEnvironment(req)
}

func (o Options) lookupHost(ctx context.Context, host string) ([]string, error) {
	if o.LookupHost != nil {
		return o.LookupHost(ctx, host)
	}
	return net.DefaultResolver.LookupHost(ctx, host)
}
