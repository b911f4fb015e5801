package emulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandFlags are the flags of the subcommand.
type commandFlags struct {
	listen       string
	tls          bool
	certDir      string
	seed         string
	participants int
	errors       string
	limits       string
	latency      time.Duration
	cors         []string
	format       environmentFormat
}

// UsageError is a wrong use of the subcommand's flags, for which the program
// exits with 2.
type UsageError struct{ message string }

// Error says what is wrong with which flag.
func (e *UsageError) Error() string { return e.message }

// ExitCode is the program's.
func (*UsageError) ExitCode() int { return 2 }

// NewCommand is the subcommand "emulator". Once it listens it prints the
// environment that clients need to standard output, one export a line; its log
// goes to standard error. It ends without an error with its context, which
// the program's signals end. The version is the program's, for the header [Header].
func NewCommand(version string) *cobra.Command {
	var flags commandFlags
	command := &cobra.Command{
		Use:   "emulator",
		Short: "Run the built-in ACS Chat emulator alone, listening",
		Long: `Runs the ACS Chat emulator until it is interrupted.

Once it listens it prints the environment variables that clients need, ready to
be evaluated by a shell; its log goes to standard error. Its data is in memory
and gone on exit. Its keys are published, so it listens on loopback addresses
only, and answers only requests whose Host is localhost, a loopback address or the
name in --listen, with any port. Web pages served from this machine may use it, those
of other origins with --cors.

An interrupt and SIGTERM end it within 5 seconds, whatever its clients do; its exit
code is then 0.`,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCommand(cmd, flags, version)
		},
	}
	command.AddCommand(newExecCommand(version))
	set := command.Flags()
	set.StringVar(&flags.listen, "listen", "127.0.0.1:7070", "loopback `address` to listen on; :0 picks a port")
	set.BoolVar(&flags.tls, "tls", false, "serve https, with certificates made in --cert-dir")
	set.StringVar(&flags.certDir, "cert-dir", "", "`folder` of the certificates for --tls, made where missing")
	set.StringVar((*string)(&flags.format), "env-format", string(formatShell), "form of what is printed: sh, fish, powershell, dotenv or json")
	flags.registerService(set)
	return command
}

// registerService registers the flags of the service itself.
func (f *commandFlags) registerService(set *pflag.FlagSet) {
	set.StringVar(&f.seed, "seed", string(SeedDemo), "data to start with: demo or empty")
	set.IntVar(&f.participants, "participants", defaultBigThread, "`number` of participants of the big demo thread, also beyond 250")
	set.StringVar(&f.errors, "errors", string(EnvelopeService), "form of error bodies: service (as recorded) or documented")
	set.StringVar(&f.limits, "limits", "off", "throttling as documented: on or off")
	set.StringArrayVar(&f.cors, "cors", nil, "`origin` whose web pages may use it, beside those of this machine; may be given several times")
	set.DurationVar(&f.latency, "latency", 0, "delay of every request")
}

// options reads the flags.
func (f commandFlags) options(version string, log *slog.Logger) (Options, error) {
	options := Options{
		Seed: Seed(f.seed), Participants: f.participants, Envelope: Envelope(f.errors),
		Latency: f.latency, Limits: f.limits == "on", Origins: f.cors, Version: version, Log: log,
	}
	switch {
	case f.seed == "":
		return options, &UsageError{"--seed is neither demo nor empty"}
	case f.errors == "":
		return options, &UsageError{"--errors is neither service nor documented"}
	case f.participants < 1:
		return options, &UsageError{fmt.Sprintf("--participants %d is less than 1", f.participants)}
	case f.limits != "on" && f.limits != "off":
		return options, &UsageError{fmt.Sprintf("--limits %q is neither on nor off", f.limits)}
	case !slices.Contains(environmentFormats(), f.format):
		return options, &UsageError{fmt.Sprintf("--env-format %q is none of sh, fish, powershell, dotenv and json", f.format)}
	case f.tls && f.certDir == "":
		return options, &UsageError{"--tls needs --cert-dir"}
	case !f.tls && f.certDir != "":
		return options, &UsageError{"--cert-dir is for --tls only"}
	}
	if err := options.validate(); err != nil {
		return options, &UsageError{"--" + err.Error()}
	}
	return options, nil
}

// runCommand serves until it is told to end.
func runCommand(cmd *cobra.Command, flags commandFlags, version string) error {
	ctx := cmd.Context()
	lines := newLogWriter(cmd.ErrOrStderr())
	defer lines.close()
	log := slog.New(slog.NewTextHandler(lines, nil))
	options, err := flags.options(version, log)
	if err != nil {
		return err
	}
	// ctx ends the start, but has no part in the server once it runs: its end is the
	// ordered one below.
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	started := context.AfterFunc(ctx, cancel)
	var server *Server
	if flags.tls {
		server, err = StartTLS(background, flags.listen, flags.certDir, options)
	} else {
		server, err = Start(background, flags.listen, options)
	}
	started()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	if err != nil {
		return err
	}
	// Standard output may be a pipe that nobody reads, too.
	printed := make(chan error, 1)
	go func() { printed <- printEnvironment(cmd.OutOrStdout(), flags.format, server) }()
	var printErr error
	select {
	case printErr = <-printed:
	case <-ctx.Done():
	}
	if printErr == nil {
		log.Info("the emulator listens", "endpoint", server.Endpoint(), "user", DemoUserID)
		select {
		case <-ctx.Done():
		case <-server.Done():
		}
	}
	if err := server.Close(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return printErr
}
