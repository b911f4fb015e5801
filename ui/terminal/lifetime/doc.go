// Package lifetime is how the program begins and ends as a process: the signals, of
// which it is the only owner, the exit code, what is said on standard error, the
// terminal's state where nobody else is left to restore it, and the report of a crash.
//
//	program.go   Program: runs the program until it ends or a signal ends it
//	await.go     Await: waits for what knows no context, no longer than the program lives
//	interrupt.go InterruptionError: why the program ended before it was done
//	terminal.go  the terminal's state at the start, and its restoring
//	stderr.go    Printable: a writer that no escape sequence comes through
//	report.go    Report: what is kept of a crash, and where; redact.go without secrets
package lifetime
