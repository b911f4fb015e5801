//go:build !unix

package config

import "os/exec"

// separate does nothing here: the command alone is ended, and what it has
// started is left behind.
func separate(*exec.Cmd) {}
