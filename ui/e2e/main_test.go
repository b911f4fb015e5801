//go:build unix

package e2e

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// binary is the program under test, built once for the whole package.
var binary string

func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Fprintln(os.Stderr, "-short: the tests of ui/e2e, which run the built program on a pseudo-terminal, are left out")
		return
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "acs-chat-tui-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT} {
		// The programs under test inherit what is ignored, as it is where this runs in the
		// background of a script; what is caught they do not.
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if binary, err = terminal.Build(ctx, dir, "../..", ""); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := waitTogether(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// waitTogether lets more tests run at a time than there are processors, unless a number
// was asked for: they wait for most of their time.
func waitTogether() error {
	asked := false
	flag.Visit(func(given *flag.Flag) { asked = asked || given.Name == "test.parallel" })
	if asked {
		return nil
	}
	return flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
}
