//go:build unix

package lifetime

import (
	"os"

	"golang.org/x/sys/unix"
)

// InForeground reports whether the terminal is the program's to change: the system
// stops a program that changes it from the background.
func InForeground(terminal *os.File) bool {
	group, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP)
	return err != nil || group == unix.Getpgrp()
}
