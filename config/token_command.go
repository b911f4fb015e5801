package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	// commandTimeout is how long a token_command may take.
	commandTimeout = 30 * time.Second
	// commandGrace is how long something that a command has left running may hold its
	// output open.
	commandGrace = time.Second
	// maximumComplaint bounds how much standard error is kept of a command.
	maximumComplaint = 16 << 10
)

// tokenCommand is a program that prints a token, as [parseToken] reads it.
type tokenCommand struct {
	// arguments begin with the program.
	arguments []string
	// environment is the program's, without our secrets.
	environment []string
	// secrets must not come back in what the program complains about.
	secrets []Secret
	timeout time.Duration
}

// source is a [TokenSource]. The program has no terminal: the screen belongs to us. When it
// takes too long, or ctx ends, everything that it has started is ended with it.
func (c tokenCommand) source(ctx context.Context) (string, error) {
	if err := c.checkProgram(); err != nil {
		return "", fmt.Errorf("%s: %w", KeyTokenCommand, err)
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	command := exec.CommandContext(limited, c.arguments[0], c.arguments[1:]...) //nolint:gosec // the user's own command
	command.Env = c.environment
	command.WaitDelay = commandGrace
	// What prints more than any token has can go on for ever. What it complains may be long.
	output, complaint := &head{limit: maximumSecret, full: cancel}, &head{limit: maximumComplaint}
	command.Stdout, command.Stderr = output, complaint
	separate(command)

	err := command.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // It ended well, and left something running.
		err = nil
	}
	if output.cut && command.Process != nil {
		_ = endAll(command) // What it left behind prints on; that there is nothing left is no fault.
	}
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s: %w", c, ctx.Err())
	case output.cut:
		return "", fmt.Errorf("%s printed more than %d bytes and was stopped; it must print a token alone", c, maximumSecret)
	case limited.Err() != nil:
		return "", fmt.Errorf("%s did not end within %s and was stopped%s", c, c.timeout, c.said(complaint))
	case err != nil:
		return "", fmt.Errorf("%s %s%s", c, failure(err), c.said(complaint))
	}
	// Windows PowerShell prints UTF-16.
	text, _, err := decode(output.kept.Bytes())
	var token Secret
	if err == nil {
		token, err = parseToken(NewSecret(text))
	}
	if err != nil {
		return "", fmt.Errorf("what %s printed %w%s", c, err, c.said(complaint))
	}
	return token.Reveal(), nil
}

// checkProgram refuses a program that everybody could change or replace. For one in PATH,
// whoever sets PATH vouches.
func (c tokenCommand) checkProgram() error {
	program := c.arguments[0]
	info, err := os.Stat(program)
	if err != nil || !filepath.IsAbs(program) {
		return nil //nolint:nilerr // starting it says why it cannot be started
	}
	return checkAccess(program, info.Mode(), everybodyWrites, "is run")
}

// String names the command. Its arguments are left out: one could be a secret.
func (c tokenCommand) String() string { return KeyTokenCommand + " " + c.arguments[0] }

func failure(err error) string {
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		if ended.Exited() {
			return fmt.Sprintf("failed with exit code %d", ended.ExitCode())
		}
		return "was ended by a signal (" + ended.String() + ")"
	}
	if errors.Is(err, exec.ErrNotFound) {
		return "could not be started: there is no such program in PATH"
	}
	return "could not be started: " + reason(err).Error()
}

// said is what the command wrote to standard error, as the end of a sentence.
func (c tokenCommand) said(complaint *head) string {
	text := redact(complaint.String(), c.secrets)
	if text == "" {
		return ""
	}
	return ": " + text
}

// secretPrefix begins the names of the variables that a command does not get.
const secretPrefix = "AZURE_COMMUNICATION_"

// scrub splits an environment into what a command gets and the secrets that it does not.
func scrub(environ []string) (kept []string, secrets []Secret) {
	kept = []string{} // Not nil: that would mean the whole environment to os/exec.
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(strings.ToUpper(name), secretPrefix) {
			kept = append(kept, variable)
			continue
		}
		if !strings.EqualFold(name, EnvEndpoint) && len(value) >= 8 {
			secrets = append(secrets, NewSecret(bare(value)))
		}
	}
	return kept, secrets
}

// head keeps the beginning of what is written to it; full, unless it is nil, is called when
// it drops something first. The buffer is not embedded: io.Copy would find its ReadFrom,
// which knows no limit.
type head struct {
	kept  bytes.Buffer
	limit int
	cut   bool
	full  func()
}

// Write never fails.
func (h *head) Write(text []byte) (int, error) {
	room := min(h.limit-h.kept.Len(), len(text))
	if room < len(text) && !h.cut {
		h.cut = true
		if h.full != nil {
			h.full()
		}
	}
	h.kept.Write(text[:room]) // Never fails.
	return len(text), nil
}

// String returns what was kept.
func (h *head) String() string { return h.kept.String() }
