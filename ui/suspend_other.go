//go:build !unix

package ui

// suspendable is false where there is no job control.
func suspendable() bool { return false }
