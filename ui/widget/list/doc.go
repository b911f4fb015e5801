// Package list is a window onto rows of any height that somebody else keeps, with a cursor
// over them or without one. It asks for the rows in the window and for few beside it, so
// that a key costs the same at 250 rows and at 100,000.
package list
