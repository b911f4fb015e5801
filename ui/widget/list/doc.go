// Package list is a virtual list: a window onto rows that somebody else keeps.
// It asks for the rows in the window and for no other, so that a key costs the
// same at 250 rows and at 100,000.
package list
