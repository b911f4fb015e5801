package command

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"acs-chat-tui/acs"
)

// Target is a resource and how to reach it; what it connects to lives as long as
// its context.
type Target struct {
	// Endpoint is the resource's URL.
	Endpoint string
	// APIVersion is the version that requests name.
	APIVersion acs.APIVersion
	// RootCAs are the certificate authorities to trust; nil for the system's.
	RootCAs *x509.CertPool
	// Session is what is known of the connection before a token is: profile,
	// page size, whether anything may be written.
	Session Session
	// Now is the clock.
	Now func() time.Time
	// Observe is told of every exchange with the resource; nil for nobody.
	Observe func(acs.Exchange)
}

// WithToken connects with a token that nothing renews.
func (t Target) WithToken(token string) (Connection, error) {
	connection, err := t.connect(acs.NewStaticTokenCredential(token))
	if err != nil {
		return Connection{}, err
	}
	// A token that does not say whose it is works all the same: its form is no
	// contract.
	if claims, err := acs.ParseToken(token); err == nil {
		s := &connection.Session
		s.UserID, s.Scopes, s.TokenExpiresOn = claims.UserID, claims.Scopes, claims.ExpiresOn
	}
	return connection, nil
}

// WithSource connects with tokens that a source gives, each in time before the
// last one ends. Nothing waits for the first one, which says whom the program acts
// as: a later one of another user is refused, and the renewal fails.
func (t Target) WithSource(ctx context.Context, source acs.TokenSource) (Connection, error) {
	watch := newTokenChanges()
	credential, err := acs.NewRenewingCredential(acs.OfOneUser(source, ""), &acs.RenewingCredentialOptions{OnChange: watch.tell, Now: t.Now})
	if err != nil {
		return Connection{}, fmt.Errorf("making the credential: %w", err)
	}
	connection, err := t.connect(credential)
	if err != nil {
		credential.Close()
		return Connection{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { credential.Run(ctx) })
	closeClient := connection.Close
	connection.Watch, connection.Session.Renews = watch, true
	connection.Close = func() {
		cancel()
		credential.Close()
		running.Wait()
		closeClient()
	}
	return connection, nil
}

func (t Target) connect(credential azcore.TokenCredential) (Connection, error) {
	options := &acs.ClientOptions{RootCAs: t.RootCAs, Now: t.Now, Observer: t.Observe}
	options.APIVersion = string(t.APIVersion)
	client, err := acs.NewClient(t.Endpoint, credential, options)
	if err != nil {
		return Connection{}, fmt.Errorf("connecting: %w", err)
	}
	return Connection{Service: client, Session: t.session(), Control: NewControl(t.Endpoint, t.RootCAs), Close: client.Close}, nil
}

func (t Target) identityOptions() *acs.IdentityClientOptions {
	return &acs.IdentityClientOptions{RootCAs: t.RootCAs, Now: t.Now, Observer: t.Observe}
}

// session is the session before anything is known of a token.
func (t Target) session() Session {
	s := t.Session
	s.Endpoint, s.Host, s.APIVersion = t.Endpoint, t.Endpoint, t.APIVersion
	if u, err := url.Parse(t.Endpoint); err == nil && u.Host != "" {
		s.Host = u.Host
	}
	return s
}

// Credential makes the credential that a connection would use, for a check: of a
// token, else of a source, else of a connection string with a user. It is nil
// where a user is yet to be chosen. Nothing is retried: a check tells at once.
func (t Target) Credential(token string, source acs.TokenSource, connectionString, userID string) (credential azcore.TokenCredential, closeCredential func(), err error) {
	nothing := func() {}
	if token != "" {
		return acs.NewStaticTokenCredential(token), nothing, nil
	}
	if source == nil {
		if connectionString == "" || userID == "" {
			return nil, nothing, nil
		}
		options := t.identityOptions()
		options.Retry.MaxRetries = -1
		identity, err := acs.NewIdentityClientFromConnectionString(connectionString, options)
		if err != nil {
			return nil, nothing, fmt.Errorf("reading the connection string: %w", err)
		}
		source = acs.NewConnectionStringTokenSource(identity, userID)
	}
	renewing, err := acs.NewRenewingCredential(source, &acs.RenewingCredentialOptions{Now: t.Now})
	if err != nil {
		return nil, nothing, fmt.Errorf("making the credential: %w", err)
	}
	return renewing, renewing.Close, nil
}

// tokenChanges hands the newest status of a credential over.
type tokenChanges struct {
	mutex  sync.Mutex
	latest chan TokenStatus
}

func newTokenChanges() *tokenChanges { return &tokenChanges{latest: make(chan TokenStatus, 1)} }

// tell keeps a status until it is asked for; an older one that nobody asked for
// gives way.
func (c *tokenChanges) tell(status acs.TokenStatus) {
	if status.Renewing {
		return
	}
	told := TokenStatus{UserID: status.Claims.UserID, Scopes: status.Claims.Scopes, ExpiresOn: status.Claims.ExpiresOn}
	if status.Err != nil {
		told.Problem = status.Err.Error()
		switch {
		case acs.UserGone(status.Err):
			told.Problem = UserGone
		case acs.UserNotOwned(status.Err):
			told.Problem = UserNotOwned
		}
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	select {
	case <-c.latest:
	default:
	}
	c.latest <- told
}

// Next waits for a status.
func (c *tokenChanges) Next(ctx context.Context) (TokenStatus, error) {
	select {
	case status := <-c.latest:
		return status, nil
	case <-ctx.Done():
		return TokenStatus{}, fmt.Errorf("waiting for the token: %w", ctx.Err())
	}
}
