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
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/config"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/theme"
)

// version is what --version prints.
const version = "0.1.0"

// pageSize is how many items are asked for with one page.
const pageSize = 100

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
	root.AddCommand(listening)
	return root
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown argument %q; see --help", args[0])}
	}
	return nil
}

// run starts what the configuration asks for and hands it to the user interface.
func run(ctx context.Context, flags config.Flags, changed func(string) bool) (err error) {
	settings, err := config.Load(flags, changed, os.LookupEnv)
	if err != nil {
		return err //nolint:wrapcheck // a whole sentence for the user
	}
	apiVersion := acs.DefaultAPIVersion
	if settings.APIVersion != "" {
		if apiVersion, err = acs.ParseAPIVersion(settings.APIVersion); err != nil {
			return usageError{err}
		}
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

	endpoint, token := settings.Endpoint, settings.Token.Reveal()
	if settings.BuiltInEmulator {
		server, err := startEmulator(ctx, world)
		if err != nil {
			return err
		}
		defer server.Close(context.WithoutCancel(ctx)) //nolint:errcheck // the process ends
		endpoint, token = server.Endpoint(), server.Token()
	}
	options := &acs.ClientOptions{}
	options.APIVersion = string(apiVersion)
	client, err := acs.NewClient(endpoint, acs.NewStaticTokenCredential(token), options)
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer client.Close()

	return ui.Run(ctx, ui.Options{ //nolint:wrapcheck // a whole sentence for the user
		Service: client, Session: session(settings, client, token), ThreadID: settings.ThreadID,
		Theme: theme.Options{Name: theme.Name(settings.Theme), NoColor: settings.NoColor, Dumb: os.Getenv("TERM") == "dumb"},
		Mouse: settings.Mouse, Now: world.now, NewID: world.newID, Log: log,
		Input: os.Stdin, Output: os.Stdout, LookupEnv: os.LookupEnv,
	})
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

// session is what the header says of the connection. A token that does not say
// whose it is works all the same: its form is no contract.
func session(settings config.Config, client *acs.Client, token string) command.Session {
	s := command.Session{
		Profile: settings.Profile, Endpoint: client.Endpoint(), Host: client.Endpoint(), APIVersion: client.APIVersion(),
		BuiltInEmulator: settings.BuiltInEmulator, ReadOnly: settings.ReadOnly, PageSize: pageSize,
	}
	if u, err := url.Parse(client.Endpoint()); err == nil {
		s.Host = u.Host
	}
	if claims, err := acs.ParseToken(token); err == nil {
		s.UserID, s.Scopes, s.TokenExpiresOn = claims.UserID, claims.Scopes, claims.ExpiresOn
	}
	return s
}

func startEmulator(ctx context.Context, world surroundings) (*emulator.Server, error) {
	address := "127.0.0.1:0"
	if fixedAddress != "" {
		address = fixedAddress
	}
	server, err := emulator.Start(ctx, address, emulator.Options{Clock: world.now, Random: world.random, Version: version})
	if err != nil {
		return nil, fmt.Errorf("starting the built-in emulator: %w", err)
	}
	return server, nil
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
