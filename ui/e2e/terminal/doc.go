// Package terminal runs a program in a pseudo-terminal and reads its screen
// through a terminal emulator, so that a test (or the picture maker) sees what
// a person at a terminal would see.
//
// [Start] starts the program with an environment made from nothing. [Terminal.Send]
// types; [Terminal.WaitFor], [Terminal.WaitText] and [Terminal.WaitGone] wait for
// the screen without polling; [Terminal.Screen] is a snapshot, cell by cell.
// [Emulate] is the same emulator without a program, for pure tests. [Build]
// builds the program.
//
// # How the output becomes a screen
//
// The screen itself is kept by github.com/charmbracelet/x/vt. This package
// splits the output into text, control characters and escape sequences itself
// and hands them over one by one, because x/vt (v0.0.0-20251215102626) alone
// shows some output differently from a real terminal. What is corrected here,
// each with a test:
//
//   - An ASCII character is drawn before the code points that belong to it are
//     seen: the combining mark of a decomposed é and the keycap of 1️⃣ were
//     lost, and the keycap's columns with them.
//   - A grapheme cluster that is cut by the end of a read became two cells.
//   - A wide character in the last two columns neither left the cursor waiting
//     to wrap nor wrapped to the next line.
//   - A combining mark after an escape sequence became a cell of its own
//     instead of joining the character before the cursor.
//   - A byte 0x9C inside a UTF-8 window title would end the title; titles are read here.
//   - CSI 1 J erased the rest of the cursor's line too, CSI 3 J the whole
//     screen; CSI u was unknown; a wrap still pending survived some sequences
//     that move the cursor.
//   - The cursor's visibility was kept per screen, not per terminal.
//   - Its answers to queries go into a pipe that blocks the emulator until it
//     is read, and its Close races with that reading. A goroutine owned by this
//     package reads it, and its SafeEmulator is not used because a snapshot
//     needs one lock over many calls.
//
// Not imitated: left and right margins, insert mode, selective erase,
// scrollback, and the reordering of right-to-left text that some terminals do.
package terminal
