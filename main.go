// The program acs-chat-tui administers chat threads of Azure Communication
// Services from a terminal. This file assembles it: flags and environment give a
// configuration, that gives a client, and the client goes to the user interface.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/doctor"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/config"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/terminal/lifetime"
)

// version is what --version prints.
const version = "0.1.0"

// fixedTime and fixedAddress are set by the linker, for pictures that are the
// same every time: a clock that stands at this time (RFC 3339), ids that follow
// from it, and the built-in emulator's address.
var fixedTime, fixedAddress string

// The exit codes.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	os.Exit(lifetime.Program{
		Name: "acs-chat-tui", Version: version, Run: newCommand().ExecuteContext, ExitCode: exitCode,
		Stderr: os.Stderr, Now: time.Now, LookupEnv: os.LookupEnv,
		RemoveSecrets: acs.RemoveSecretLike,
	}.Main(context.Background()))
}

// usageError is a wrong use of the command line.
type usageError struct{ error }

func exitCode(err error) int {
	var flags usageError
	var configuration *config.UsageError
	var listening *emulator.UsageError
	if errors.As(err, &flags) || errors.As(err, &configuration) || errors.As(err, &listening) {
		return exitUsage
	}
	return exitFailed
}

func newCommand() *cobra.Command {
	var flags config.Flags
	root := &cobra.Command{
		Use:   "acs-chat-tui",
		Short: "Administer chat threads of Azure Communication Services",
		Long: "Administer chat threads of Azure Communication Services from the keyboard.\n" +
			"With nothing configured it runs on a built-in emulator with demo data.",
		Version: version, SilenceErrors: true, SilenceUsage: true,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := run(cmd.Context(), flags, cmd.Flags().Changed); err != nil {
				return err
			}
			return context.Cause(cmd.Context()) //nolint:wrapcheck // it is looked at by its identity
		},
	}
	root.SetErr(lifetime.Printable(os.Stderr))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see --help", err)}
	})
	flags.Register(root.Flags())
	listening := emulator.NewCommand(version)
	listening.Args = noArguments
	root.AddCommand(listening, newDoctorCommand())
	return root
}

func newDoctorCommand() *cobra.Command {
	var flags config.Flags
	check := &cobra.Command{
		Use:   "doctor",
		Short: "Check the connection step by step, in plain text",
		Long: "Checks the connection that acs-chat-tui would use, step by step, and stops at the\n" +
			"first step that fails, with what to do. Secrets are left out of what it prints: it\n" +
			"is what a report of a fault should hold.",
		SilenceErrors: true, SilenceUsage: true, Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := lifetime.Await(cmd.Context(), func() (struct{}, error) {
				return struct{}{}, runDoctor(cmd.Context(), lifetime.Printable(cmd.OutOrStdout()), flags, cmd.Flags().Changed)
			})
			return err //nolint:wrapcheck // a whole sentence for the user
		},
	}
	flags.RegisterConnection(check.Flags())
	return check
}

// runDoctor checks the connection that run would make.
func runDoctor(ctx context.Context, out io.Writer, flags config.Flags, changed func(string) bool) error {
	loader := config.TakeEnvironment(changed)
	settings, err := loader.Load(flags)
	if err != nil {
		return err //nolint:wrapcheck // a whole sentence for the user
	}
	world, err := newSurroundings()
	if err != nil {
		return err
	}
	builtIn := &builtInEmulator{world: world}
	defer builtIn.close(ctx)
	return check(ctx, out, settings, builtIn, world)
}

// check checks the connection of the settings step by step.
func check(ctx context.Context, out io.Writer, settings config.Config, builtIn *builtInEmulator, world surroundings) error {
	if err := builtIn.use(ctx, &settings); err != nil {
		return err
	}
	target, err := targetOf(settings, world.now)
	if err != nil {
		return err
	}
	credential, closeCredential, err := target.Credential(settings.Token.Reveal(), acs.TokenSource(settings.TokenSource), settings.ConnectionString.Reveal(), settings.UserID)
	if err != nil {
		return err //nolint:wrapcheck // a whole sentence for the user
	}
	defer closeCredential()
	source := settings.Profile
	if settings.Origin != "" {
		source += ", " + settings.Origin
	}
	return doctor.Run(ctx, out, doctor.Options{ //nolint:wrapcheck // a whole sentence for the user
		Endpoint: settings.Endpoint, APIVersion: target.APIVersion, Source: source, Credential: credential,
		Identity: settings.Kind == config.CredentialConnectionString, RootCAs: target.RootCAs, CAFile: settings.CAFile,
		Program: "acs-chat-tui " + version, Secrets: []string{settings.Token.Reveal(), settings.ConnectionString.Reveal()}, Now: world.now,
	})
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown argument %q; see --help", args[0])}
	}
	return nil
}

// run starts what the configuration asks for and hands it to the user interface. A file
// or a keyring may keep the start waiting, but not the end of the program.
func run(ctx context.Context, flags config.Flags, changed func(string) bool) error {
	start, err := lifetime.Await(ctx, func() (prepared, error) { return prepare(ctx, flags, changed) })
	defer func() {
		for _, end := range slices.Backward(start.ends) {
			end()
		}
	}()
	if err != nil {
		return err //nolint:wrapcheck // a whole sentence for the user
	}
	return ui.Run(ctx, start.options) //nolint:wrapcheck // a whole sentence for the user
}

// prepared is what the user interface starts with, and what ends what was begun for it.
type prepared struct {
	options ui.Options
	ends    []func()
}

func prepare(ctx context.Context, flags config.Flags, changed func(string) bool) (start prepared, err error) {
	loader := config.TakeEnvironment(changed)
	settings, err := loader.Load(flags)
	if err != nil {
		return start, err //nolint:wrapcheck // a whole sentence for the user
	}
	if _, err := apiVersionOf(settings); err != nil {
		return start, err
	}
	log, closeLog, err := openLog(settings.LogFile)
	if err != nil {
		return start, err
	}
	start.ends = append(start.ends, closeLog)
	world, err := newSurroundings()
	if err != nil {
		return start, err
	}
	bindings, err := bindKeys(settings.Keys)
	if err != nil {
		return start, err
	}
	options := ui.Options{
		ThreadID: settings.ThreadID, Notes: settings.Understood,
		Theme: theme.Options{Name: theme.Name(settings.Theme), NoColor: settings.NoColor, Background: os.Getenv("COLORFGBG"), Term: os.Getenv("TERM"), ColorTerm: os.Getenv("COLORTERM")},
		Mouse: settings.Mouse, Now: world.now, NewID: world.newID, Log: log,
		Input: os.Stdin, Output: os.Stdout, LookupEnv: os.LookupEnv, Keys: bindings,
	}
	options.Exchanges, options.Version = command.NewExchanges(), version
	options.Places = ui.Places{Configuration: settings.File, Log: settings.LogFile}
	if settings.KeysFault != "" {
		options.Warning = "the keys of the configuration file are not in force: " + settings.KeysFault
	}
	builtIn := &builtInEmulator{world: world}
	start.ends = append(start.ends, func() { builtIn.close(ctx) })
	all := &connections{loader: loader, flags: flags, start: settings, builtIn: builtIn, world: world, observe: options.Exchanges.Observe, ctx: ctx}
	options.Connections = all
	options.Connection, options.Connector, err = all.open(ctx, settings)
	start.options = options
	return start, err
}

// bindKeys makes the keys in force of what the configuration file rebinds.
func bindKeys(bound []config.KeyBinding) (*keys.Map, error) {
	rebindings := make([]keys.Rebinding, len(bound))
	for i, b := range bound {
		rebindings[i] = keys.Rebinding{Action: keys.Action(b.Action), Keys: b.Keys, Place: b.Place}
	}
	return keys.New(rebindings) //nolint:wrapcheck // a whole sentence for the user
}

func apiVersionOf(settings config.Config) (acs.APIVersion, error) {
	if settings.APIVersion == "" {
		return acs.DefaultAPIVersion, nil
	}
	apiVersion, err := acs.ParseAPIVersion(settings.APIVersion)
	if err != nil {
		return "", usageError{err}
	}
	return apiVersion, nil
}

func targetOf(settings config.Config, now func() time.Time) (command.Target, error) {
	apiVersion, err := apiVersionOf(settings)
	if err != nil {
		return command.Target{}, err
	}
	roots, err := settings.RootCAs()
	if err != nil {
		return command.Target{}, err //nolint:wrapcheck // a whole sentence for the user
	}
	return command.Target{
		Endpoint: settings.Endpoint, APIVersion: apiVersion, RootCAs: roots, Now: now,
		Session: command.Session{
			ID: idOf(settings), Credential: settings.Origin,
			Profile: settings.Profile, BuiltInEmulator: settings.BuiltInEmulator, ReadOnly: settings.ReadOnly,
			PageSize: int32(settings.PageSize), //nolint:gosec // config bounds it to 200
		},
	}, nil
}

// idOf is what the user interface chooses the settings' connection by.
func idOf(settings config.Config) command.ConnectionID {
	switch settings.Source {
	case config.SourceEnvironment:
		return command.ConnectionID{Source: command.FromEnvironment}
	case config.SourceEmulatorFlag, config.SourceBuiltIn:
		return command.ConnectionID{Source: command.FromEmulator}
	case config.SourceProfileFlag, config.SourceDefaultProfile:
	}
	return command.ConnectionID{Source: command.FromProfile, Name: settings.Profile}
}

// connections hands the sources of config to the user interface.
type connections struct {
	loader  config.Loader
	flags   config.Flags
	start   config.Config
	builtIn *builtInEmulator
	world   surroundings
	// observe is told of every exchange with the service.
	observe func(acs.Exchange)
	ctx     context.Context //nolint:containedctx // the program's life, which the built-in emulator lives for
}

var _ command.Connections = (*connections)(nil)

// List reads the configuration file anew.
func (c *connections) List(context.Context) ([]command.Available, error) {
	profiles, err := c.loader.Profiles(c.flags)
	var available []command.Available
	for _, p := range profiles {
		available = append(available, command.Available{
			ID: command.ConnectionID{Source: command.FromProfile, Name: p.Name}, Profile: command.Profile(p.Profile), Kept: p.Kept, Where: p.Where,
		})
	}
	if c.loader.HasEnvironment(c.flags) {
		environment := command.Available{ID: command.ConnectionID{Source: command.FromEnvironment}}
		if settings, err := c.load(environment.ID); err != nil {
			environment.Fault = err.Error()
		} else {
			environment.Where = settings.Origin
			environment.Profile = command.Profile{
				Credential: string(settings.Kind), Endpoint: settings.Endpoint, APIVersion: settings.APIVersion, UserID: settings.UserID, CAFile: settings.CAFile,
				ReadOnly: settings.ReadOnly,
			}
		}
		available = append(available, environment)
	}
	return append(available, command.Available{
		ID: command.ConnectionID{Source: command.FromEmulator}, Profile: command.Profile{Endpoint: c.builtIn.endpoint(), Credential: "made by the emulator"},
	}), err //nolint:wrapcheck // a whole sentence for the user
}

// Save keeps a profile and its secret.
func (c *connections) Save(_ context.Context, from *command.Profile, profile command.Profile, secret string) (string, error) {
	if profile.APIVersion != "" {
		if _, err := acs.ParseAPIVersion(profile.APIVersion); err != nil {
			return "", &config.FieldError{Key: "api_version", Message: "is not known: " + err.Error()}
		}
	}
	return c.loader.SaveProfile(c.flags, (*config.Profile)(from), config.Profile(profile), config.NewSecret(secret)) //nolint:wrapcheck // a whole sentence for the user
}

// Remove takes a profile away, with its secret.
func (c *connections) Remove(_ context.Context, name string) (string, error) {
	return c.loader.RemoveProfile(c.flags, name) //nolint:wrapcheck // a whole sentence for the user
}

// Connect makes a connection.
func (c *connections) Connect(_, life context.Context, id command.ConnectionID) (command.Connection, command.Connector, error) {
	settings, err := c.load(id)
	if err != nil {
		return command.Connection{}, nil, err
	}
	return c.open(life, settings)
}

// Check tests a connection step by step.
func (c *connections) Check(ctx context.Context, id command.ConnectionID, out io.Writer) error {
	settings, err := c.load(id)
	if err != nil {
		return err
	}
	if err := c.builtIn.use(c.ctx, &settings); err != nil { //nolint:contextcheck // the emulator lives as long as the program
		return err
	}
	return check(ctx, out, settings, c.builtIn, c.world)
}

func (c *connections) load(id command.ConnectionID) (config.Config, error) {
	source := map[command.Source]config.SourceKind{
		command.FromProfile: config.SourceProfileFlag, command.FromEnvironment: config.SourceEnvironment, command.FromEmulator: config.SourceEmulatorFlag,
	}[id.Source]
	return c.loader.LoadSource(c.flags, c.start, source, id.Name) //nolint:wrapcheck // a whole sentence for the user
}

// open makes the connection that the settings ask for; where they do not say whom to
// act as, a connector that asks.
func (c *connections) open(life context.Context, settings config.Config) (command.Connection, command.Connector, error) {
	if err := c.builtIn.use(c.ctx, &settings); err != nil { //nolint:contextcheck // the emulator lives as long as the program
		return command.Connection{}, nil, err
	}
	target, err := targetOf(settings, c.world.now)
	if err != nil {
		return command.Connection{}, nil, err
	}
	target.Observe = c.observe
	var connection command.Connection
	switch settings.Kind {
	case config.CredentialNone, config.CredentialToken:
		connection, err = target.WithToken(settings.Token.Reveal())
		if err == nil && settings.BuiltInEmulator {
			connection.Identities, err = command.NewKeyConnector(target, c.builtIn.connectionString(), settings.SaveUser, settings.File)
		}
	case config.CredentialTokenSource:
		connection, err = target.WithSource(life, acs.TokenSource(settings.TokenSource))
	case config.CredentialConnectionString:
		var connector *command.KeyConnector
		if connector, err = command.NewKeyConnector(target, settings.ConnectionString.Reveal(), settings.SaveUser, settings.File); err != nil {
			break
		}
		if settings.UserID == "" {
			return command.Connection{Session: connector.Session(), Close: connector.Close}, connector, nil
		}
		connection, err = connector.As(life, settings.UserID)
	}
	return connection, nil, err //nolint:wrapcheck // a whole sentence for the user
}

// surroundings are the clock and the sources of ids.
type surroundings struct {
	now    func() time.Time
	newID  func() string
	random io.Reader // nil: the emulator's own
}

func newSurroundings() (surroundings, error) {
	if fixedTime == "" {
		return surroundings{now: time.Now, newID: uuid.NewString}, nil
	}
	at, err := time.Parse(time.RFC3339, fixedTime)
	if err != nil {
		return surroundings{}, fmt.Errorf("reading the time that this program was linked with: %w", err)
	}
	ids := rand.NewChaCha8([32]byte{1})
	return surroundings{
		now:    func() time.Time { return at },
		newID:  func() string { return uuid.Must(uuid.NewRandomFromReader(ids)).String() },
		random: rand.NewChaCha8([32]byte{2}),
	}, nil
}

// builtInEmulator is the emulator within this program: it is started when it is first
// used, and keeps its data until the program ends.
type builtInEmulator struct {
	world  surroundings
	mutex  sync.Mutex
	server *emulator.Server
}

// use lets settings that ask for the emulator point to it, with a token of the user to
// act as: the demo operator where none is named. It lives for ctx.
func (b *builtInEmulator) use(ctx context.Context, settings *config.Config) error {
	if !settings.BuiltInEmulator {
		return nil
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.server == nil {
		address := "127.0.0.1:0"
		if fixedAddress != "" {
			address = fixedAddress
		}
		server, err := emulator.Start(ctx, address, emulator.Options{Clock: b.world.now, Random: b.world.random, Version: version})
		if err != nil {
			return fmt.Errorf("starting the built-in emulator: %w", err)
		}
		b.server = server
	}
	token := b.server.Token()
	if settings.UserID != "" {
		var err error
		if token, err = b.server.Service().Token(settings.UserID, 0); err != nil {
			return fmt.Errorf("signing a token for --user: %w", err)
		}
	}
	settings.Endpoint, settings.Kind, settings.Token = b.server.Endpoint(), config.CredentialToken, config.NewSecret(token)
	return nil
}

// endpoint is the emulator's, once it runs; empty before.
func (b *builtInEmulator) endpoint() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.server == nil {
		return ""
	}
	return b.server.Endpoint()
}

func (b *builtInEmulator) connectionString() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.server.ConnectionString()
}

func (b *builtInEmulator) close(ctx context.Context) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.server != nil {
		_ = b.server.Close(ctx)
	}
}

// openLog opens the log file, which only the user can read. Without one, the log
// goes nowhere: standard error belongs to the terminal.
func openLog(path string) (log *slog.Logger, closeLog func(), err error) {
	if path == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // the path is the user's own
	if err != nil {
		return nil, nil, fmt.Errorf("opening the log: %w", err)
	}
	if err := keepPrivate(file); err != nil {
		_ = file.Close() // Nothing was written.
		return nil, nil, err
	}
	return slog.New(slog.NewJSONHandler(file, nil)), func() { _ = file.Close() }, nil
}

// keepPrivate takes from others the rights to a log that was there already. What is no
// regular file, such as /dev/null, keeps its own.
func keepPrivate(log *os.File) error {
	const others = 0o077
	info, err := log.Stat()
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&others == 0 {
		return nil
	}
	if err := log.Chmod(info.Mode().Perm() &^ others); err != nil {
		return fmt.Errorf("others may read or write the log, and that cannot be changed: %w; name another file", err)
	}
	return nil
}
