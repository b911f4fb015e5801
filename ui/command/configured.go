package command

import (
	"cmp"
	"context"
	"io"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"acs-chat-tui/acs"
	"acs-chat-tui/config"
)

// BuiltInEmulator is the emulator within this program, which starts when it is first used.
type BuiltInEmulator interface {
	// Use returns the endpoint and a token of the user to act as; empty stands for the
	// demo operator.
	Use(ctx context.Context, userID string) (endpoint, token string, err error)
	// Endpoint is empty until it runs.
	Endpoint() string
	ConnectionString() string
	// Close ends it, if it runs.
	Close(ctx context.Context)
}

// Configured are the connections that the configuration names.
type Configured struct {
	Loader config.Loader
	Flags  config.Flags
	// Start is what the program began with.
	Start    config.Config
	Emulator BuiltInEmulator
	// Probe tests a connection step by step, as Connections.Check does.
	Probe func(context.Context, io.Writer, Check) error
	Now   func() time.Time
	// Observe is called with every exchange with the service.
	Observe func(acs.Exchange)
}

var _ Connections = (*Configured)(nil)

// Check is a connection to test.
type Check struct {
	Target Target
	// Credential is nil where a user is yet to be chosen.
	Credential azcore.TokenCredential
	Settings   config.Config
}

// List reads the configuration file anew.
func (c *Configured) List(context.Context) ([]Available, error) {
	profiles, err := c.Loader.Profiles(c.Flags)
	var available []Available
	for _, p := range profiles {
		available = append(available, Available{ID: ConnectionID{Source: FromProfile, Name: p.Name}, Profile: p.Profile, Kept: p.Kept, Where: p.Where})
	}
	if c.Loader.HasEnvironment(c.Flags) {
		environment := Available{ID: ConnectionID{Source: FromEnvironment}}
		if settings, err := c.load(environment.ID); err != nil {
			environment.Fault = err.Error()
		} else {
			environment.Where = settings.Origin
			environment.Profile = Profile{
				Credential: string(settings.Kind), Endpoint: settings.Endpoint, APIVersion: settings.APIVersion,
				UserID: settings.UserID, CAFile: settings.CAFile, ReadOnly: settings.ReadOnly,
			}
		}
		available = append(available, environment)
	}
	return append(available, Available{
		ID: ConnectionID{Source: FromEmulator}, Profile: Profile{Endpoint: c.Emulator.Endpoint(), Credential: "made by the emulator"},
	}), err //nolint:wrapcheck // a whole sentence for the user
}

// Save keeps a profile and its secret.
func (c *Configured) Save(_ context.Context, from *Profile, profile Profile, secret string) (string, error) {
	return c.Loader.SaveProfile(c.Flags, from, profile, config.NewSecret(secret)) //nolint:wrapcheck // a whole sentence for the user
}

// Remove removes a profile with its secret.
func (c *Configured) Remove(_ context.Context, name string) (string, error) {
	return c.Loader.RemoveProfile(c.Flags, name) //nolint:wrapcheck // a whole sentence for the user
}

// Connect makes a connection.
func (c *Configured) Connect(ctx, lifetime context.Context, id ConnectionID) (Connection, Connector, error) {
	settings, err := c.load(id)
	if err != nil {
		return Connection{}, nil, err
	}
	return c.open(ctx, lifetime, settings)
}

// Open makes the connection that the program begins with.
func (c *Configured) Open(ctx context.Context) (Connection, Connector, error) {
	return c.open(ctx, ctx, c.Start)
}

// Check tests a connection step by step.
func (c *Configured) Check(ctx context.Context, id ConnectionID, out io.Writer) error {
	settings, err := c.load(id)
	if err != nil {
		return err
	}
	return c.check(ctx, out, settings)
}

// CheckStart tests the connection that the program begins with.
func (c *Configured) CheckStart(ctx context.Context, out io.Writer) error {
	return c.check(ctx, out, c.Start)
}

func (c *Configured) check(ctx context.Context, out io.Writer, settings config.Config) error {
	target, err := c.target(ctx, &settings)
	if err != nil {
		return err
	}
	credential, closeCredential, err := target.Credential(settings.Token.Reveal(), acs.TokenSource(settings.TokenSource), settings.ConnectionString.Reveal(), settings.UserID)
	if err != nil {
		return err
	}
	defer closeCredential()
	return c.Probe(ctx, out, Check{Target: target, Credential: credential, Settings: settings})
}

func (c *Configured) load(id ConnectionID) (config.Config, error) {
	source := map[Source]config.SourceKind{
		FromProfile: config.SourceProfileFlag, FromEnvironment: config.SourceEnvironment, FromEmulator: config.SourceEmulatorFlag,
	}[id.Source]
	return c.Loader.LoadSource(c.Flags, c.Start, source, id.Name) //nolint:wrapcheck // a whole sentence for the user
}

// target is where the settings lead. Those of the built-in emulator are completed.
func (c *Configured) target(ctx context.Context, settings *config.Config) (Target, error) {
	if settings.BuiltInEmulator {
		endpoint, token, err := c.Emulator.Use(ctx, settings.UserID)
		if err != nil {
			return Target{}, err //nolint:wrapcheck // a whole sentence for the user
		}
		settings.Endpoint, settings.Kind, settings.Token = endpoint, config.CredentialToken, config.NewSecret(token)
	}
	roots, err := settings.RootCAs()
	if err != nil {
		return Target{}, err //nolint:wrapcheck // a whole sentence for the user
	}
	return Target{
		Endpoint: settings.Endpoint, APIVersion: acs.APIVersion(cmp.Or(settings.APIVersion, string(acs.DefaultAPIVersion))),
		RootCAs: roots, Now: c.Now,
		Session: Session{
			ID: idOf(*settings), Credential: settings.Origin,
			Profile: settings.Profile, BuiltInEmulator: settings.BuiltInEmulator, ReadOnly: settings.ReadOnly,
			PageSize: int32(settings.PageSize), //nolint:gosec // config bounds it to 200
		},
	}, nil
}

func idOf(settings config.Config) ConnectionID {
	switch settings.Source {
	case config.SourceEnvironment:
		return ConnectionID{Source: FromEnvironment}
	case config.SourceEmulatorFlag, config.SourceBuiltIn:
		return ConnectionID{Source: FromEmulator}
	case config.SourceProfileFlag, config.SourceDefaultProfile:
	}
	return ConnectionID{Source: FromProfile, Name: settings.Profile}
}

// open makes the connection that the settings ask for; where they do not say whom to act
// as, a connector that asks.
func (c *Configured) open(ctx, lifetime context.Context, settings config.Config) (connection Connection, _ Connector, err error) {
	target, err := c.target(ctx, &settings)
	if err != nil {
		return Connection{}, nil, err
	}
	target.Observe = c.Observe
	switch settings.Kind {
	case config.CredentialNone, config.CredentialToken:
		connection, err = target.WithToken(settings.Token.Reveal())
		if err == nil && settings.BuiltInEmulator {
			connection.Identities, err = NewKeyConnector(target, c.Emulator.ConnectionString(), settings.SaveUser, settings.File)
		}
	case config.CredentialTokenSource:
		connection, err = target.WithSource(lifetime, acs.TokenSource(settings.TokenSource))
	case config.CredentialConnectionString:
		connector, err := NewKeyConnector(target, settings.ConnectionString.Reveal(), settings.SaveUser, settings.File)
		if err != nil {
			return Connection{}, nil, err
		}
		if settings.UserID == "" {
			return Connection{Session: connector.Session(), Close: connector.Close}, connector, nil
		}
		connection, err = connector.As(lifetime, settings.UserID)
		return connection, nil, err
	}
	return connection, nil, err
}
