// Package clickable is text drawn line by line, of which some lines take clicks: what a click
// meets is what was drawn.
package clickable

import "strings"

// Line is one line.
type Line struct {
	Text string
	// Click is what a click on a cell of the line does; nil for nothing.
	Click func(x int)
}

// Lines are lines, from the top.
type Lines []Line

// Plain are lines that take no clicks.
func Plain(texts ...string) Lines {
	plain := make(Lines, len(texts))
	for i, text := range texts {
		plain[i].Text = text
	}
	return plain
}

// For are lines of which each does the same when it is clicked.
func For(click func(), texts ...string) Lines {
	all := Plain(texts...)
	for i := range all {
		all[i].Click = func(int) { click() }
	}
	return all
}

// After are the lines, of which each that takes clicks does something else before.
func (l Lines) After(before func()) Lines {
	all := make(Lines, len(l))
	for i, line := range l {
		all[i] = line
		if line.Click != nil {
			all[i].Click = func(x int) {
				before()
				line.Click(x)
			}
		}
	}
	return all
}

// Texts are the lines' texts.
func (l Lines) Texts() []string {
	texts := make([]string, len(l))
	for i, line := range l {
		texts[i] = line.Text
	}
	return texts
}

// String is the text.
func (l Lines) String() string { return strings.Join(l.Texts(), "\n") }

// Click takes a click on a cell; there is false where the line takes none.
func (l Lines) Click(x, y int) (there bool) {
	if x < 0 || y < 0 || y >= len(l) || l[y].Click == nil {
		return false
	}
	l[y].Click(x)
	return true
}
