package terminal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
	"github.com/charmbracelet/x/vt"
)

// WidthMethod says how the emulated terminal counts columns.
type WidthMethod uint8

const (
	// GraphemeWidths counts grapheme clusters as github.com/charmbracelet/x/ansi does:
	// terminals with mode 2027, and what the program itself counts with.
	GraphemeWidths WidthMethod = iota
	// CodePointWidths counts every code point by itself, as xterm and older terminals do:
	// a flag takes two times one column, a family of three emoji six.
	CodePointWidths
)

// emulation is the terminal's screen side: bytes in, cells out. It is not safe for
// concurrent use. Its one goroutine ends with close.
type emulation struct {
	vt            *vt.Emulator
	widths        WidthMethod
	columns, rows int

	// state is the parser's after everything written, pending the beginning of a code point
	// whose rest has not arrived.
	state   parser.State
	pending []byte
	// last is the grapheme cluster that the output ended with, which the next bytes may
	// belong to, and at where it was drawn; empty where it ended with something else.
	last string
	at   uv.Position

	cursorHidden bool
	clipboard    string
	queries      []string

	answers sync.WaitGroup
}

// newEmulation makes a blank screen. Answers to queries are given to answer, from a
// goroutine of the emulation; answer must not block.
func newEmulation(columns, rows int, widths WidthMethod, answer func([]byte)) *emulation {
	e := &emulation{vt: vt.NewEmulator(columns, rows), widths: widths, columns: columns, rows: rows}
	// x/vt keeps the cursor's visibility per screen; terminals have one.
	cursor := func(hidden bool) func(ansi.Mode) {
		return func(mode ansi.Mode) {
			if mode == ansi.ModeTextCursorEnable {
				e.cursorHidden = hidden
			}
		}
	}
	e.vt.SetCallbacks(vt.Callbacks{EnableMode: cursor(false), DisableMode: cursor(true)})
	e.vt.RegisterOscHandler(52, e.setClipboard)
	e.recordQueries()
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

// close ends the goroutine. The pipe is closed rather than the emulator, because the
// emulator's Close writes a field that its Read reads.
func (e *emulation) close() error {
	defer e.answers.Wait()
	pipe, ok := e.vt.InputPipe().(io.Closer)
	if !ok {
		return errors.New("closing the emulator: its pipe cannot be closed")
	}
	return pipe.Close()
}

func (e *emulation) setClipboard(data []byte) bool {
	_, encoded, _ := strings.Cut(string(data[len("52;"):]), ";")
	if text, err := base64.StdEncoding.DecodeString(encoded); err == nil {
		e.clipboard = string(text)
	}
	return false
}

// recordQueries records what the program asks the terminal.
func (e *emulation) recordQueries() {
	note := func(name string) bool {
		e.queries = append(e.queries, name)
		return false
	}
	for _, c := range []struct {
		prefix, intermediate, final byte
	}{
		{0, 0, 'c'},
		{'>', 0, 'c'},
		{'=', 0, 'c'},
		{0, 0, 'n'},
		{'?', 0, 'n'},
		{0, 0, 't'},
		{'?', 0, 'u'},
		{'>', 0, 'q'},
		{0, '$', 'p'},
		{'?', '$', 'p'},
	} {
		e.vt.RegisterCsiHandler(ansi.Command(c.prefix, c.intermediate, c.final), func(params ansi.Params) bool {
			first, _, _ := params.Param(0, 0)
			return note(fmt.Sprintf("CSI %s%d %c", strings.Trim(string(c.prefix), "\x00"), first, c.final))
		})
	}
	for _, number := range []int{4, 5, 10, 11, 12, 52} {
		e.vt.RegisterOscHandler(number, func(data []byte) bool {
			return bytes.HasSuffix(data, []byte(";?")) && note(fmt.Sprintf("OSC %d", number))
		})
	}
	for _, c := range []byte{'$', '+'} {
		e.vt.RegisterDcsHandler(ansi.Command(0, c, 'q'), func(ansi.Params, []byte) bool { return note("DCS q") })
	}
}

// write draws output, which may be cut anywhere.
func (e *emulation) write(output []byte) {
	text, rest := splitUTF8(append(e.pending, output...))
	e.pending = rest
	if e.widths == CodePointWidths {
		e.writeCodePoints(text)
		return
	}
	text = e.extend(text)
	if text == "" {
		return
	}
	before := len(text) - len(e.lastCluster(text))
	e.raw(text[:before])
	e.last = text[before:]
	e.at = e.draw(e.last)
}

// draw draws a cluster, and returns where it is drawn.
func (e *emulation) draw(cluster string) uv.Position {
	at := e.vt.CursorPosition()
	e.raw(cluster)
	if now := e.vt.CursorPosition(); now.Y != at.Y || now.X < at.X {
		return uv.Pos(0, now.Y) // it wrapped
	}
	return at
}

// writeCodePoints draws every code point by itself. x/vt counts all of them as graphemes,
// so those of another width by wcwidth replace a stand-in, and those without any are left out.
func (e *emulation) writeCodePoints(text string) {
	for _, r := range text {
		content := string(r)
		switch width := ansi.WcWidth.StringWidth(content); {
		case r < utf8.RuneSelf || width == ansi.StringWidth(content) && width > 0:
			e.raw(content)
		case width == 1:
			e.replace(e.draw("·"), content, width)
		case width == 2:
			e.replace(e.draw("一"), content, width)
		}
	}
}

// replace changes what a cell shows.
func (e *emulation) replace(at uv.Position, content string, width int) {
	if drawn := e.vt.CellAt(at.X, at.Y); drawn != nil {
		cell := *drawn
		cell.Content, cell.Width = content, width
		e.vt.SetCell(at.X, at.Y, &cell)
	}
}

// raw gives output to the emulator, whose Write fails only after its Close, which is never
// called.
func (e *emulation) raw(output string) { _, _ = e.vt.WriteString(output) }

// lastCluster is the grapheme cluster that ends text; empty where a control character or a
// sequence does.
func (e *emulation) lastCluster(text string) string {
	begin := 0
	for i := range len(text) {
		if e.state == parser.GroundState && text[i] >= utf8.RuneSelf {
			continue
		}
		before := e.state
		e.state, _ = parser.Table.Transition(e.state, text[i])
		if before != parser.GroundState || e.state != parser.GroundState || text[i] < ' ' || text[i] == ansi.DEL {
			begin = i + 1
		}
	}
	last := ""
	for rest := text[begin:]; rest != ""; rest = rest[len(last):] {
		last, _ = ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
	}
	return last
}

// extend adds to the last cluster what of text belongs to it, and returns the rest.
func (e *emulation) extend(text string) string {
	cluster, width := ansi.FirstGraphemeCluster(e.last+text, ansi.GraphemeWidth)
	if e.last == "" || len(cluster) <= len(e.last) {
		return text
	}
	if grown := width - ansi.StringWidth(e.last); grown > 0 {
		e.raw(ansi.CursorForward(grown))
	}
	e.replace(e.at, cluster, width)
	text = text[len(cluster)-len(e.last):]
	e.last = cluster
	return text
}

// splitUTF8 splits off a code point that is cut at the end. Each byte that is not UTF-8
// becomes the replacement character.
func splitUTF8(text []byte) (complete string, partial []byte) {
	end := len(text)
	for start := end - 1; start >= 0 && start >= end-utf8.UTFMax; start-- {
		if utf8.RuneStart(text[start]) {
			if !utf8.FullRune(text[start:]) {
				end = start
			}
			break
		}
	}
	complete = string(text[:end])
	if !utf8.ValidString(complete) {
		complete = string([]rune(complete))
	}
	return complete, bytes.Clone(text[end:])
}

// snapshot is the screen with everything written so far.
func (e *emulation) snapshot() Screen {
	s := Screen{columns: e.columns, rows: e.rows, cells: make([]Cell, 0, e.columns*e.rows), AltScreen: e.vt.IsAltScreen()}
	for y := range e.rows {
		for x := range e.columns {
			s.cells = append(s.cells, cellOf(e.vt.CellAt(x, y)))
		}
		mendRow(s.row(y))
	}
	at := e.vt.CursorPosition()
	s.Cursor = Cursor{X: at.X, Y: at.Y, Visible: !e.cursorHidden}
	return s
}

// mendRow gives every wide cell its second column, which shows the first one's style, and
// blanks what is left of a wide cell that was cut.
func mendRow(row []Cell) {
	for x := 0; x < len(row); x++ {
		switch width := row[x].Width; {
		case width == 2 && x+1 < len(row) && row[x+1].Width == 0:
			second := row[x]
			second.Content, second.Width = "", 0
			row[x+1] = second
			x++
		case width != 1:
			row[x].Content, row[x].Width = " ", 1
		}
	}
}

// Emulate is the screen of a terminal of this size to which the output was written, without
// any program.
func Emulate(columns, rows int, widths WidthMethod, output string) Screen {
	e := newEmulation(columns, rows, widths, func([]byte) {})
	e.write([]byte(output))
	screen := e.snapshot()
	if err := e.close(); err != nil {
		panic(err) // only if the emulator's pipe becomes something else than a pipe
	}
	return screen
}
