package emulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"
)

// ExitError is the exit code of the command that "emulator exec" ran.
type ExitError struct {
	command string
	code    int
}

// Error names the command and its exit code.
func (e *ExitError) Error() string {
	return fmt.Sprintf("%s ended with exit code %d", e.command, e.code)
}

// ExitCode is the program's own, too.
func (e *ExitError) ExitCode() int { return e.code }

// childGrace is how long a command may take to end once the program was told to.
const childGrace = 5 * time.Second

// newExecCommand is the subcommand "emulator exec".
func newExecCommand(version string) *cobra.Command {
	flags := commandFlags{format: formatShell}
	command := &cobra.Command{
		Use:   "exec [flags] -- COMMAND [ARGUMENT]...",
		Short: "Run a command, such as a test suite, with an emulator of its own",
		Long: `Starts an emulator with TLS on a free port, runs the command with the environment
variables that clients need, and ends with the command's exit code. Nothing is left
behind: the data is in memory, and the certificates are in a temporary folder.`,
		Example:       "  acs-chat-tui emulator exec --seed empty -- npm test",
		Args:          cobra.MinimumNArgs(1),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := flags.options(version, slog.New(slog.DiscardHandler))
			if err != nil {
				return err
			}
			return runWith(cmd, options, args)
		},
	}
	command.Flags().SetInterspersed(false)
	flags.registerService(command.Flags())
	return command
}

// runWith runs a command with a server of its own.
func runWith(cmd *cobra.Command, options Options, args []string) (err error) {
	ctx := cmd.Context()
	folder, err := os.MkdirTemp("", "acs-chat-emulator-*")
	if err != nil {
		return fmt.Errorf("making a folder for the certificates: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	server, err := StartTLS(context.WithoutCancel(ctx), "127.0.0.1:0", folder, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close(context.WithoutCancel(ctx))) }()
	child := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the command is the user's own
	child.Stdin, child.Stdout, child.Stderr = cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	child.Env = os.Environ()
	for _, v := range environment(server) {
		child.Env = append(child.Env, v.name+"="+v.value)
	}
	child.Cancel = func() error { return child.Process.Signal(os.Interrupt) }
	child.WaitDelay = childGrace
	runErr := child.Run()
	if ended := (*exec.ExitError)(nil); errors.As(runErr, &ended) && ended.ExitCode() > 0 {
		return &ExitError{args[0], ended.ExitCode()}
	}
	if runErr != nil {
		return fmt.Errorf("running %s: %w", args[0], runErr)
	}
	return nil
}
