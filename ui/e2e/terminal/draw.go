package terminal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// cluster is text that is drawn as one: what it shows and how many columns it
// takes. Width 0 joins the character before the cursor.
type cluster struct {
	content string
	width   int
}

// next splits the first cluster off valid UTF-8.
func (e *emulation) next(text string) (cluster, string) {
	if e.widths == CodePointWidths {
		_, size := utf8.DecodeRuneInString(text)
		return cluster{text[:size], ansi.WcWidth.StringWidth(text[:size])}, text[size:]
	}
	content, width := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
	return cluster{content, min(width, 2)}, text[len(content):]
}

// drawComplete draws the pending text except its last cluster, which the next
// bytes may belong to.
func (e *emulation) drawComplete() {
	complete, partial := splitUTF8(e.pending)
	for complete != "" {
		first, rest := e.next(complete)
		if rest == "" {
			break
		}
		e.drawCluster(first)
		complete = rest
	}
	e.pending = append(e.pending[:0:0], complete+partial...)
}

// flush draws all pending text: something other than text follows.
func (e *emulation) flush() {
	if len(e.pending) == 0 {
		return
	}
	text := valid(e.pending)
	e.pending = e.pending[:0]
	e.draw(text)
}

func (e *emulation) draw(text string) {
	for text != "" {
		var first cluster
		first, text = e.next(text)
		e.drawCluster(first)
	}
}

// splitUTF8 splits off a code point that is cut at the end. What is no UTF-8
// becomes the replacement character.
func splitUTF8(text []byte) (complete, partial string) {
	end := len(text)
	for start := end - 1; start >= 0 && start >= end-utf8.UTFMax; start-- {
		if utf8.RuneStart(text[start]) {
			if !utf8.FullRune(text[start:]) {
				end = start
			}
			break
		}
	}
	return valid(text[:end]), string(text[end:])
}

// valid replaces each byte that is no UTF-8 by the replacement character.
func valid(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	// Ranging over a string gives one replacement character a broken byte.
	return string([]rune(string(text)))
}

func (e *emulation) drawCluster(c cluster) {
	if c.width == 0 {
		e.join(c.content)
		return
	}
	e.drawn = e.drawn || strings.TrimSpace(c.content) != ""
	x := e.vt.CursorPosition().X
	if e.autoWrap && (e.wrap || c.width == 2 && x == e.columns-1 && e.columns > 1) {
		e.raw([]byte("\r\n"))
	}
	e.wrap = false
	at := e.vt.CursorPosition()
	// A single byte is drawn as it is, because a character set may map it.
	// Anything else is drawn as a stand-in of its width, whose content is then
	// replaced: the emulator would split some clusters.
	switch {
	case len(c.content) == 1:
		e.raw([]byte(c.content))
	case c.width == 1:
		e.raw([]byte("\u00b7"))
	default:
		e.raw([]byte("\u4e00"))
	}
	if len(c.content) > 1 && at.X+c.width <= e.columns {
		e.replace(at, c)
	}
	e.last = c.content
	e.wrap = e.autoWrap && at.X+c.width >= e.columns
}

func (e *emulation) replace(at uv.Position, c cluster) {
	drawn := e.vt.CellAt(at.X, at.Y)
	if drawn == nil {
		return
	}
	cell := *drawn
	cell.Content, cell.Width = c.content, c.width
	e.vt.SetCell(at.X, at.Y, &cell)
}

// join adds combining marks, joiners and variation selectors to the character
// before the cursor, as terminals do. What has no width and joins nothing,
// such as a bidirectional control, shows nothing: look for it in
// Terminal.Output.
func (e *emulation) join(content string) {
	if r, _ := utf8.DecodeRuneInString(content); !unicode.Is(unicode.M, r) && r != '\u200d' {
		return
	}
	at := e.vt.CursorPosition()
	if !e.wrap {
		at.X--
	}
	for ; at.X >= 0; at.X-- {
		cell := e.vt.CellAt(at.X, at.Y)
		if cell == nil {
			return
		}
		if cell.Width > 0 {
			e.replace(at, cluster{cell.Content + content, cell.Width})
			return
		}
	}
}

// withPending calls look while the pending text is drawn, and takes the text
// away again, so that it can still be drawn whole when the rest of its last
// cluster arrives.
func (e *emulation) withPending(look func()) {
	text, _ := splitUTF8(e.pending)
	if text == "" || e.originMode {
		if e.originMode {
			// The cursor could not be put back: draw it for good.
			e.flush()
		}
		look()
		return
	}
	back, wrap, last, drawn := e.vt.CursorPosition(), e.wrap, e.last, e.drawn
	covered := make([]uv.Cell, 0, e.columns*e.rows)
	for y := range e.rows {
		for x := range e.columns {
			covered = append(covered, *e.vt.CellAt(x, y))
		}
	}
	e.draw(text)
	look()
	for i := 0; i < len(covered); i += max(covered[i].Width, 1) {
		e.vt.SetCell(i%e.columns, i/e.columns, &covered[i])
	}
	e.raw(fmt.Appendf(nil, "\x1b[%d;%dH", back.Y+1, back.X+1))
	e.wrap, e.last, e.drawn = wrap, last, drawn
}
