//go:build !windows

package session

import "os"

// prepareConsole has nothing to do: a terminal takes escape sequences.
func prepareConsole(*os.File) error { return nil }
