//go:build unix

package ui

import "golang.org/x/sys/unix"

// suspendable says whether a shell with job control has put the program into a
// process group of its own, as a shell does that can bring it back. In the group of
// the session's leader there is none above: the system ignores what would stop it
// (POSIX, orphaned process groups).
func suspendable() bool {
	session, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != session
}
