// Package rows is the editor for participants that the forms for a new thread and
// for adding share: a row holds an identifier, a display name and the share
// history time.
//
//	editor.go   Editor: rows, focus, keys
//	insert.go   offered identities, pasted and imported rows
//	check.go    what is to be said of a row before it is sent
//	outcome.go  what became of the rows that were sent
//	paste.go    from pasted or imported text to rows
//	history.go  from what one types to a share history time
//	view.go     drawing
package rows
