// Package ui is the terminal program: one root model that owns a stack of screens
// and a stack of dialogs, and sends every message to the one that it is for.
//
// # The way of a key
//
// The root splits what arrived in one read into single keys (keys.go). A key goes
// to the dialog on top, else to a screen that captures keys, else to the global
// keys, else to the screen on top (routing.go). A screen that wants something of
// the service takes values to a function of ui/command and gets a tea.Cmd; its
// result comes back with the screen's Ref and is routed to that screen, visible
// or not. Where that screen is gone, the result of a read is dropped and that of
// a write becomes a notification.
//
// # Outline
//
//	app.go      App: the root model and its messages
//	keys.go     global keys; from Bubble Tea's key messages to single keys
//	routing.go  who gets a key, a paste, a result
//	telling.go  what of a result is told, and to whom
//	mouse.go    clicks and the wheel, under --mouse; hints.go the footer's hints
//	stack.go    the screens: open, go back, switch tabs
//	host.go     what a screen may ask for (screen.Host)
//	switching.go another connection; answers that come after it
//	view.go     tabs, body, dialogs, the too-small screen; header.go, footer.go
//	run.go      the program around the model: terminal, input, clean end
//	crash.go    faults of the program itself, and what their report says
//	output.go   writing to the terminal
//	progress.go what is under way; help.go the keys; token.go the token's end
//	watch.go    looking again at the screen in sight; ticks.go what moves by itself
//	requests.go what was sent and received, on its way into the log
//	telling.go  when a result is told in the footer
//	clipboard.go OSC 52, and the native clipboard as second
//
//	lifetime/   the process: signals, exit codes, standard error, crash reports
//	screen/     the contract that screens meet
//	command/    the async layer, the one place that calls acs
//	connect/ threads/ create/ edit/ properties/ participants/ add/ remove/
//	messages/ compose/ details/ requestlog/ faults/   a screen each
//	connections/ profile/ check/ users/ issue/   connections and the resource's users
//	form/ rows/ what create and add share: sending and leaving; participant rows
//	savefile/ roster/ files that are written; lists of participants
//	paged/      what threads and participants share: pages, list and filter
//	facts/      what the service told of a thread, with what has changed
//	identities/ whom the program has met in this session
//	pages/      lazily fetched pages, and feeds of messages: pure state machines
//	markup/     HTML as plain text
//	widget/     list, blocks, clickable, field, area, dialog, toast: know no acs
//	text/ theme/ sanitising and widths; colours
//	input/ background/ what Bubble Tea v1 and Lip Gloss v1 need around them
//	e2e/        the built program in a pseudo-terminal
package ui
