package terminal

// Emulate is the screen of a terminal of this size to which the output was
// written, without any program. It answers no query.
func Emulate(columns, rows int, widths WidthMethod, output string) Screen {
	e := newEmulation(columns, rows, widths, func([]byte) {})
	e.write([]byte(output))
	screen := e.snapshot()
	if err := e.close(); err != nil {
		// Only possible if the emulator's pipe becomes something else than a pipe.
		panic(err)
	}
	return screen
}
