// Package participantrows is the editor for participants that the forms for a new thread and
// for adding share: a row holds an identifier, a display name and the share
// history time, and what a list said of it beside them. Lists are read by
// ui/roster.
//
//	row.go      row, Status: one participant to be, and what became of it
//	editor.go   Editor: rows, focus, keys
//	insert.go   offered identities, pasted and imported lists
//	import.go   lists from files
//	user.go     a row that waits for a user who is being made
//	check.go    what is to be said of a row before it is sent
//	batch.go    which rows go out with the next request
//	outcome.go  what became of the rows that were sent
//	report.go   the same as a report to save, and as a list to try again
//	view.go     drawing
package participantrows
