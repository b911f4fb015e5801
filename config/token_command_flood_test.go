//go:build unix

package config

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// floods are commands that print for ever. Each holds the pipe $0 open, with all that it
// has started, until it is gone.
func floods() map[string]string {
	return map[string]string{
		"the command":                       `exec 3>"$0"; while :; do echo canary; done`,
		"one that it started":               `exec 3>"$0"; yes canary & wait`,
		"one that ignores the usual signal": `exec 3>"$0"; trap '' TERM INT HUP PIPE; yes canary & wait; sleep 1000`,
		"one that it left behind":           `exec 3>"$0"; yes canary & exit 0`,
		"without a line end":                `exec 3>"$0"; tr '\0' c < /dev/zero`,
	}
}

// TestTokenCommandThatPrintsForEverIsStopped holds that it is stopped as soon as it has
// printed more than a token can be, with all that it has started. That it is stopped
// then and not at its time limit, which is far longer than a test may last, the end of
// this test shows.
func TestTokenCommandThatPrintsForEverIsStopped(t *testing.T) {
	t.Parallel()
	for name, script := range floods() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "pipe")
			if err := syscall.Mkfifo(path, 0o600); err != nil {
				t.Fatal(err)
			}
			command := tokenCommand{
				arguments: []string{"sh", "-c", script, path}, environment: []string{"PATH=" + os.Getenv("PATH")},
				timeout: 1000 * commandTimeout,
			}
			gone := make(chan error, 1)
			go func() {
				pipe, err := os.Open(path)
				if err == nil {
					_, err = io.ReadAll(bufio.NewReader(pipe))
					_ = pipe.Close()
				}
				gone <- err
			}()
			token, err := command.source(t.Context())
			if token != "" || err == nil || err.Error() != "token_command sh printed more than 65536 bytes and was stopped; it must print a token alone" {
				t.Errorf("the token is %q, %v", token, err)
			}
			if err := <-gone; err != nil { // Ends when the last one that holds the pipe is gone.
				t.Error(err)
			}
		})
	}
}

// TestTokenCommandMayComplainAtLength holds that a program that is told to be verbose
// still gives its token.
func TestTokenCommandMayComplainAtLength(t *testing.T) {
	t.Parallel()
	command := tokenCommand{
		arguments:   []string{"sh", "-c", `head -c 1000000 /dev/zero | tr '\0' c >&2; echo sometoken`},
		environment: []string{"PATH=" + os.Getenv("PATH")}, timeout: commandTimeout,
	}
	if token, err := command.source(t.Context()); err != nil || token != "sometoken" {
		t.Errorf("the token is %q, %v", token, err)
	}
}

// TestTokenCommandMayPrintUTF16 holds so for Windows PowerShell, and that what is no
// text is said.
func TestTokenCommandMayPrintUTF16(t *testing.T) {
	t.Parallel()
	for script, want := range map[string]string{
		`printf '\377\376t\000o\000k\000\r\000\n\000'`: "tok",
		`printf '\357\273\277tok\r\n'`:                 "tok",
		`printf '"tok"'`:                               "tok",
		`printf 't\000o\000k\000'`:                     "",
	} {
		command := tokenCommand{
			arguments: []string{"sh", "-c", script}, environment: []string{"PATH=" + os.Getenv("PATH")}, timeout: commandTimeout,
		}
		token, err := command.source(t.Context())
		if token != want || (want == "") != (err != nil && strings.Contains(err.Error(), "what token_command sh printed is not UTF-8 text")) {
			t.Errorf("%s: the token is %q, %v", script, token, err)
		}
	}
}
