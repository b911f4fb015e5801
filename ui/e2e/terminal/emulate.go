package terminal

// Emulation is the screen of a terminal without any program; it answers no query.
type Emulation struct{ inner *emulation }

// NewEmulation returns a blank screen of this size.
func NewEmulation(columns, rows int, widths WidthMethod) *Emulation {
	return &Emulation{newEmulation(columns, rows, widths, func([]byte) {})}
}

// Write draws output.
func (e *Emulation) Write(output []byte) { e.inner.write(output) }

// Resize gives the screen another size.
func (e *Emulation) Resize(columns, rows int) {
	if columns != e.inner.columns || rows != e.inner.rows {
		e.inner.resize(columns, rows)
	}
}

// Screen is what is shown.
func (e *Emulation) Screen() Screen { return e.inner.snapshot() }

// Close ends the emulation.
func (e *Emulation) Close() error { return e.inner.close() }

// Emulate is the screen of a terminal of this size to which the output was written.
func Emulate(columns, rows int, widths WidthMethod, output string) Screen {
	e := NewEmulation(columns, rows, widths)
	e.Write([]byte(output))
	screen := e.Screen()
	if err := e.Close(); err != nil {
		// Only possible if the emulator's pipe becomes something else than a pipe.
		panic(err)
	}
	return screen
}
