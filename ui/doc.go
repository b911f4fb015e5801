// Package ui is the terminal program: one root model that owns a stack of screens
// and a stack of dialogs, and sends every message to the one that it is for.
//
// The way of a key is in key.go: to the dialog on top, else to a screen that captures
// keys, else to the program's own shortcuts, else to the screen on top. A screen that
// wants something of the service gives values to a function of ui/command and gets a
// tea.Cmd. The way of its result is in message.go: to the screen that asked, visible or
// not; where that screen is gone, the result of a read is dropped and that of a write
// becomes a notification.
package ui
