package terminal

// Emulation is the screen of a terminal without any program; it answers no query.
type Emulation struct{ inner *emulation }

// NewEmulation returns a blank screen of this size.
func NewEmulation(columns, rows int, widths WidthMethod) *Emulation {
	return &Emulation{newEmulation(columns, rows, widths, func([]byte) {})}
}

// Write draws output.
func (e *Emulation) Write(output []byte) { e.inner.write(output) }

// Screen is what is shown.
func (e *Emulation) Screen() Screen { return e.inner.snapshot() }

// Close ends the emulation.
func (e *Emulation) Close() error { return e.inner.close() }
