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
	"os/signal"
	"syscall"
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
	"acs-chat-tui/ui/theme"
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
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	err := newCommand().ExecuteContext(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "acs-chat-tui: "+err.Error())
		os.Exit(exitCode(err))
	}
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
			return run(cmd.Context(), flags, cmd.Flags().Changed)
		},
	}
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
			return runDoctor(cmd.Context(), cmd.OutOrStdout(), flags, cmd.Flags().Changed)
		},
	}
	flags.RegisterConnection(check.Flags())
	return check
}

// runDoctor checks the connection that run would make.
func runDoctor(ctx context.Context, out io.Writer, flags config.Flags, changed func(string) bool) error {
	settings, apiVersion, err := load(flags, changed)
	if err != nil {
		return err
	}
	world, err := newSurroundings()
	if err != nil {
		return err
	}
	closeEmulator, err := useEmulator(ctx, &settings, world)
	if err != nil {
		return err
	}
	defer closeEmulator()
	target, err := targetOf(settings, apiVersion, world.now)
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
		Endpoint: settings.Endpoint, APIVersion: apiVersion, Source: source, Credential: credential,
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

// run starts what the configuration asks for and hands it to the user interface.
func run(ctx context.Context, flags config.Flags, changed func(string) bool) error {
	settings, apiVersion, err := load(flags, changed)
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(settings.LogFile)
	if err != nil {
		return err
	}
	defer closeLog()
	world, err := newSurroundings()
	if err != nil {
		return err
	}
	bindings, err := bindKeys(settings.Keys)
	if err != nil {
		return err
	}
	options := ui.Options{
		ThreadID: settings.ThreadID,
		Theme:    theme.Options{Name: theme.Name(settings.Theme), NoColor: settings.NoColor, Background: os.Getenv("COLORFGBG"), Dumb: os.Getenv("TERM") == "dumb"},
		Mouse:    settings.Mouse, Now: world.now, NewID: world.newID, Log: log,
		Input: os.Stdin, Output: os.Stdout, LookupEnv: os.LookupEnv, Keys: bindings,
	}
	options.Exchanges, options.Version = command.NewExchanges(), version
	options.Places = ui.Places{Credential: settings.Origin, Configuration: settings.File, Log: settings.LogFile}
	if settings.KeysFault != "" {
		options.Warning = "the keys of the configuration file are not in force: " + settings.KeysFault
	}
	closeEmulator, err := useEmulator(ctx, &settings, world)
	if err != nil {
		return err
	}
	defer closeEmulator()
	if options.Connection, options.Connector, err = connect(ctx, settings, apiVersion, world.now, options.Exchanges.Observe); err != nil {
		return err
	}
	return ui.Run(ctx, options) //nolint:wrapcheck // a whole sentence for the user
}

// bindKeys makes the keys in force of what the configuration file rebinds.
func bindKeys(bound []config.KeyBinding) (*keys.Map, error) {
	rebindings := make([]keys.Rebinding, len(bound))
	for i, b := range bound {
		rebindings[i] = keys.Rebinding{Action: keys.Action(b.Action), Keys: b.Keys, Place: b.Place}
	}
	return keys.New(rebindings) //nolint:wrapcheck // a whole sentence for the user
}

// load reads flags, environment and file. What it took from the environment is
// taken out of it: no program that this one starts needs to see it.
func load(flags config.Flags, changed func(string) bool) (config.Config, acs.APIVersion, error) {
	settings, err := config.Load(flags, changed, os.LookupEnv)
	if err != nil {
		return config.Config{}, "", err //nolint:wrapcheck // a whole sentence for the user
	}
	_ = os.Unsetenv(config.EnvAccessToken)
	_ = os.Unsetenv(config.EnvConnectionString)
	if settings.APIVersion == "" {
		return settings, acs.DefaultAPIVersion, nil
	}
	apiVersion, err := acs.ParseAPIVersion(settings.APIVersion)
	if err != nil {
		return config.Config{}, "", usageError{err}
	}
	return settings, apiVersion, nil
}

// connect makes the connection that the settings ask for; where they do not say
// whom to act as, a connector that asks.
func connect(ctx context.Context, settings config.Config, apiVersion acs.APIVersion, now func() time.Time, observe func(acs.Exchange)) (command.Connection, command.Connector, error) {
	target, err := targetOf(settings, apiVersion, now)
	if err != nil {
		return command.Connection{}, nil, err
	}
	target.Observe = observe
	var connection command.Connection
	switch settings.Kind {
	case config.CredentialNone, config.CredentialToken:
		connection, err = target.WithToken(settings.Token.Reveal())
	case config.CredentialTokenSource:
		connection, err = target.WithSource(ctx, acs.TokenSource(settings.TokenSource))
	case config.CredentialConnectionString:
		var connector *command.KeyConnector
		if connector, err = command.NewKeyConnector(target, settings.ConnectionString.Reveal(), settings.SaveUser, settings.File); err != nil {
			break
		}
		if settings.UserID == "" {
			return command.Connection{Session: connector.Session(), Close: connector.Close}, connector, nil
		}
		connection, err = connector.As(ctx, settings.UserID)
	}
	return connection, nil, err //nolint:wrapcheck // a whole sentence for the user
}

func targetOf(settings config.Config, apiVersion acs.APIVersion, now func() time.Time) (command.Target, error) {
	roots, err := settings.RootCAs()
	if err != nil {
		return command.Target{}, err //nolint:wrapcheck // a whole sentence for the user
	}
	return command.Target{
		Endpoint: settings.Endpoint, APIVersion: apiVersion, RootCAs: roots, Now: now,
		Session: command.Session{
			Profile: settings.Profile, BuiltInEmulator: settings.BuiltInEmulator, ReadOnly: settings.ReadOnly,
			PageSize: int32(settings.PageSize), //nolint:gosec // config bounds it to 200
		},
	}, nil
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

// useEmulator starts the built-in emulator, where the settings ask for it, and lets
// them point to it.
func useEmulator(ctx context.Context, settings *config.Config, world surroundings) (closeEmulator func(), err error) {
	if !settings.BuiltInEmulator {
		return func() {}, nil
	}
	server, token, err := startEmulator(ctx, world, settings.UserID)
	if err != nil {
		return nil, err
	}
	settings.Endpoint, settings.Kind, settings.Token = server.Endpoint(), config.CredentialToken, config.NewSecret(token)
	return func() { _ = server.Close(context.WithoutCancel(ctx)) }, nil
}

// startEmulator starts the built-in emulator and signs a token of the user to act
// as: the demo operator where none is named.
func startEmulator(ctx context.Context, world surroundings, userID string) (server *emulator.Server, token string, err error) {
	address := "127.0.0.1:0"
	if fixedAddress != "" {
		address = fixedAddress
	}
	server, err = emulator.Start(ctx, address, emulator.Options{Clock: world.now, Random: world.random, Version: version})
	if err != nil {
		return nil, "", fmt.Errorf("starting the built-in emulator: %w", err)
	}
	if userID == "" {
		token = server.Token()
		return server, token, nil
	}
	if token, err = server.Service().Token(userID, 0); err != nil {
		return nil, "", errors.Join(fmt.Errorf("signing a token for --user: %w", err), server.Close(context.WithoutCancel(ctx)))
	}
	return server, token, nil
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
	return slog.New(slog.NewJSONHandler(file, nil)), func() { _ = file.Close() }, nil
}
