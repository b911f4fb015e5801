//go:build !unix

package config

import (
	"io/fs"
	"os/exec"
)

// separate does nothing here: the command alone is ended, and what it has
// started is left behind.
func separate(*exec.Cmd) {}

// endAll ends a command that has been started.
func endAll(command *exec.Cmd) error {
	return command.Process.Kill() //nolint:wrapcheck // os/exec wants it as it is
}

// Who owns a file is not asked here, see checkMode.
func isOurs(fs.FileInfo) bool { return true }

func isStrangers(fs.FileInfo) bool { return false }

func hasPrivateGroup(fs.FileInfo) bool { return false }
