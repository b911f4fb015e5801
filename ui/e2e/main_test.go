//go:build unix

package e2e

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// binary is the program under test, built once for the whole package.
var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "acs-chat-tui-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if binary, err = terminal.Build(ctx, dir, "../..", ""); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
