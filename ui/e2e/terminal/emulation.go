package terminal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// WidthMethod says how the emulated terminal counts columns.
type WidthMethod uint8

const (
	// GraphemeWidths gives a grapheme cluster its cells as
	// github.com/charmbracelet/x/ansi counts them: terminals with mode 2027,
	// and what the program itself counts with.
	GraphemeWidths WidthMethod = iota
	// CodePointWidths gives every code point its own cells by wcwidth, as
	// xterm and older terminals do: a flag takes two times one column, a
	// family of three emoji six, ❤️ one. A program that trusts cluster widths
	// shifts its columns there.
	CodePointWidths
)

// emulation is the terminal's screen side: bytes in, cells out. It is not safe
// for concurrent use. Its one goroutine ends with close.
type emulation struct {
	vt            *vt.Emulator
	tokens        tokenizer
	widths        WidthMethod
	columns, rows int

	// pending is text that is not drawn yet because the next bytes may belong
	// to its last grapheme cluster or code point.
	pending []byte
	// wrap says that the last column was written and the next character goes
	// to the next line.
	wrap bool
	// last is the last cluster drawn, for REP.
	last string

	autoWrap, originMode, altScreen, cursorHidden bool

	title     string
	clipboard string
	queries   []Query
	// drawn says that something other than blanks was drawn at least once.
	drawn bool

	answers sync.WaitGroup
}

// newEmulation makes a blank screen. What the terminal would answer to queries
// is given to answer, from a goroutine of the emulation; answer must not block.
func newEmulation(columns, rows int, widths WidthMethod, answer func([]byte)) *emulation {
	e := &emulation{
		vt: vt.NewEmulator(columns, rows), widths: widths,
		columns: columns, rows: rows, autoWrap: true,
	}
	e.tokens = tokenizer{text: e.text, control: e.control, sequence: e.sequence}
	e.vt.SetCallbacks(vt.Callbacks{
		AltScreen:   func(on bool) { e.altScreen, e.wrap = on, false },
		EnableMode:  func(mode ansi.Mode) { e.mode(mode, true) },
		DisableMode: func(mode ansi.Mode) { e.mode(mode, false) },
	})
	e.answers.Go(func() {
		buffer := make([]byte, 1024)
		for {
			n, err := e.vt.Read(buffer)
			if n > 0 {
				answer(bytes.Clone(buffer[:n]))
			}
			if err != nil {
				return
			}
		}
	})
	return e
}

// close ends the goroutine. The pipe is closed rather than the emulator,
// because the emulator's Close writes a field that its Read reads.
func (e *emulation) close() error {
	defer e.answers.Wait()
	pipe, ok := e.vt.InputPipe().(io.Closer)
	if !ok {
		return errors.New("closing the emulator: its pipe cannot be closed")
	}
	return pipe.Close()
}

func (e *emulation) mode(mode ansi.Mode, on bool) {
	switch mode {
	case ansi.ModeAutoWrap:
		e.autoWrap = on
	case ansi.ModeOrigin:
		e.originMode = on
	case ansi.ModeTextCursorEnable:
		e.cursorHidden = !on
	}
}

func (e *emulation) write(output []byte) {
	for _, b := range output {
		e.tokens.write(b)
		e.tokens.offset++
	}
	e.drawComplete()
}

func (e *emulation) resize(columns, rows int) {
	e.flush()
	e.vt.Resize(columns, rows)
	e.columns, e.rows, e.wrap = columns, rows, false
	for y := range rows {
		if last := e.vt.CellAt(columns-1, y); last != nil && last.Width > 1 {
			e.vt.SetCell(columns-1, y, nil)
		}
	}
}

// raw gives bytes to the emulator as they are.
func (e *emulation) raw(output []byte) {
	// The emulator's Write fails only after its Close, which is never called.
	_, _ = e.vt.Write(output)
}

func (e *emulation) text(b byte) {
	e.pending = append(e.pending, b)
}

func (e *emulation) control(b byte) {
	e.flush()
	e.raw([]byte{b})
	switch b {
	case '\b', '\t', '\n', '\v', '\f', '\r':
		e.wrapEnded()
	}
}

func (e *emulation) sequence(s sequence) {
	e.flush()
	if name := queryName(s); name != "" {
		e.queries = append(e.queries, Query{
			Name: name, Sequence: string(s.raw), Offset: s.offset, BlankScreen: !e.drawn,
		})
	}
	switch s.kind {
	case '[':
		e.controlSequence(s)
	case ']':
		e.operatingSystemCommand(s)
	case 0:
		e.raw(s.raw)
		switch s.final {
		case 'D', 'E', 'M', '8', 'c':
			e.wrapEnded()
		}
		if s.final == 'c' && s.body == "" {
			e.autoWrap, e.originMode, e.cursorHidden = true, false, false
		}
	default:
		// Strings that draw nothing: DCS, PM, APC, SOS.
	}
}

func (e *emulation) controlSequence(s sequence) {
	switch {
	case s.plain('b'):
		for range min(max(s.parameter(1), 1), e.columns*e.rows) {
			e.draw(e.last)
		}
	case s.plain('J') && s.parameter(0) == 1:
		e.eraseAbove()
	case s.plain('J') && s.parameter(0) == 3:
		// Erases what has scrolled away, of which nothing is kept; the
		// emulator would erase the screen.
	case s.plain('u') && s.body == "":
		e.raw([]byte("\x1b8"))
		e.wrapEnded()
	default:
		e.raw(s.raw)
		switch s.final {
		case 'm', 'h', 'l', 'n', 'c', 'q', 'p', 't', 'u':
			// These leave the cursor and a pending wrap alone.
		default:
			e.wrapEnded()
		}
	}
}

// eraseAbove erases from the top to the cursor, which stays. The emulator
// would erase the rest of the cursor's line as well.
func (e *emulation) eraseAbove() {
	cursor := e.vt.CursorPosition()
	e.raw([]byte("\x1b[1K\x1b7"))
	for range cursor.Y {
		e.raw([]byte("\x1b[A\x1b[2K"))
	}
	e.raw([]byte("\x1b8"))
	e.wrapEnded()
}

// wrapEnded forgets a pending wrap, here and in the emulator, which forgets it
// only on some of the sequences that end it.
func (e *emulation) wrapEnded() {
	if !e.wrap {
		return
	}
	e.wrap = false
	if cursor := e.vt.CursorPosition(); !e.originMode {
		e.raw(fmt.Appendf(nil, "\x1b[%d;%dH", cursor.Y+1, cursor.X+1))
	}
}

func (e *emulation) operatingSystemCommand(s sequence) {
	number, data, _ := strings.Cut(s.body, ";")
	switch number {
	case "0", "2":
		e.title = data
	case "52":
		_, encoded, _ := strings.Cut(data, ";")
		if text, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			e.clipboard = string(text)
		}
	case "10", "11", "12", "110", "111", "112":
		e.raw(append(bytes.Clone(s.raw), '\a'))
	}
}

// snapshot is the screen with everything written so far, also a cluster that
// may still grow.
func (e *emulation) snapshot() Screen {
	s := Screen{
		columns: e.columns, rows: e.rows, cells: make([]Cell, 0, e.columns*e.rows),
		AltScreen: e.altScreen, Title: e.title,
	}
	e.withPending(func() {
		for y := range e.rows {
			for x := range e.columns {
				s.cells = append(s.cells, cellOf(e.vt.CellAt(x, y)))
			}
			mendRow(s.row(y))
		}
		at := e.vt.CursorPosition()
		s.Cursor = Cursor{X: at.X, Y: at.Y, Visible: !e.cursorHidden}
	})
	return s
}

// mendRow makes every wide cell have its second column and no second column
// stand alone: a resize may have cut one in two.
func mendRow(row []Cell) {
	for x := 0; x < len(row); x++ {
		switch width := row[x].Width; {
		case width == 2 && x+1 < len(row) && row[x+1].Width == 0:
			// The second column shows the background and marks of the first.
			second := row[x]
			second.Content, second.Width = "", 0
			row[x+1] = second
			x++
		case width != 1:
			row[x].Content, row[x].Width = " ", 1
		}
	}
}
