// Package lifetime is how the program begins and ends as a process: the signals, of
// which it is the only owner, the exit code, what is said on standard error, the
// terminal's state where nobody else is left to restore it, and the report of a crash.
package lifetime
