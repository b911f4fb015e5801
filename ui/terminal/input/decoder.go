package input

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// How long the rest of something may take that a read has cut: a lone escape is the
// escape key if nothing follows at once.
const (
	escapeWait = 50 * time.Millisecond
	restWait   = time.Second
)

// maxReply bounds a reply of the terminal: what is longer is dropped to its end.
const maxReply = 64 << 10

// kind is what a piece of the terminal's input is.
type kind int

const (
	// keysKind is whole keys, clicks and reports of focus, for Bubble Tea to decode.
	keysKind kind = iota
	// pasteKind is the text between the brackets of a paste.
	pasteKind
	// linesKind is several lines of text that came at once without brackets.
	linesKind
	// replyKind is an answer of the terminal.
	replyKind
)

// piece is a part of the input that is whole.
type piece struct {
	kind  kind
	bytes []byte
}

// decoder parts the bytes that a terminal sends into keys, pastes and replies, wherever
// reads cut them. It is a pure state machine: whoever reads gives it what came, and calls
// expire when wait has passed without more.
type decoder struct {
	held    []byte // a beginning whose rest has not come, or lines that may go on
	pasting bool
	pasted  []byte
	// dropping is the rest of a reply that was too long.
	dropping bool
	lines    bool // held is lines
}

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	escape     = 0x1b
	interrupt  = 0x03 // ctrl+c
	bell       = 0x07
)

// feed takes the bytes of one read and returns what is whole by now.
func (d *decoder) feed(b []byte) []piece {
	var out pieces
	if d.lines {
		if isText(b) {
			d.held = append(d.held, b...)
			return nil
		}
		out.add(linesKind, d.flush())
	}
	if d.pasting && len(b) == 1 && b[0] == interrupt {
		// A paste whose end got lost must not take the key that ends the program.
		out.add(pasteKind, d.endPaste())
	}
	if len(d.held) == 0 && !d.pasting && !d.dropping && areLines(b) {
		d.held, d.lines = append(d.held, b...), true
		return out
	}
	rest := slices.Concat(d.held, b)
	d.held = nil
	for len(rest) > 0 {
		n := d.next(&out, rest)
		if n == 0 {
			d.held = append([]byte(nil), rest...)
			break
		}
		rest = rest[n:]
	}
	return out
}

// wait is how long what is held may take to be whole; 0 where nothing is held.
func (d *decoder) wait() time.Duration {
	switch {
	case d.lines, !d.pasting && len(d.held) > 0 && d.held[len(d.held)-1] == escape && len(d.held) <= 2:
		return escapeWait
	case len(d.held) > 0 || d.pasting || d.dropping:
		return restWait
	}
	return 0
}

// expire returns what is held as what it is if nothing follows: a lone escape is the key,
// lines are whole, a paste without its end has ended, half a reply is dropped.
func (d *decoder) expire() []piece {
	var out pieces
	switch {
	case d.lines:
		out.add(linesKind, d.flush())
	case d.pasting:
		d.held = nil // A part of the end.
		out.add(pasteKind, d.endPaste())
	case d.dropping:
		d.dropping, d.held = false, nil
	case len(d.held) > 2 && d.held[0] == escape:
		d.held = nil
	default:
		out.add(keysKind, d.flush())
	}
	return out
}

func (d *decoder) flush() []byte {
	held := d.held
	d.held, d.lines = nil, false
	return held
}

func (d *decoder) endPaste() []byte {
	pasted := d.pasted
	d.pasted, d.pasting = nil, false
	return pasted
}

// next takes the first thing off b and returns its length; 0 where it is not whole.
func (d *decoder) next(out *pieces, b []byte) int {
	switch {
	case d.pasting:
		return d.nextPasted(out, b)
	case d.dropping:
		n, ended := stringEnd(b)
		d.dropping = !ended
		return n
	case b[0] == escape:
		return d.nextSequence(out, b)
	case b[0] >= utf8.RuneSelf && !utf8.FullRune(b):
		return 0
	}
	n := 1
	if b[0] >= utf8.RuneSelf {
		_, n = utf8.DecodeRune(b)
	}
	out.add(keysKind, b[:n])
	return n
}

// nextPasted takes text up to the end of a paste.
func (d *decoder) nextPasted(out *pieces, b []byte) int {
	if at := bytes.Index(b, []byte(pasteEnd)); at >= 0 {
		d.pasted = append(d.pasted, b[:at]...)
		out.add(pasteKind, d.endPaste())
		return at + len(pasteEnd)
	}
	n := len(b)
	// The end may have been cut.
	for cut := min(len(pasteEnd)-1, len(b)); cut > 0; cut-- {
		if bytes.HasSuffix(b, []byte(pasteEnd[:cut])) {
			n = len(b) - cut
			break
		}
	}
	d.pasted = append(d.pasted, b[:n]...)
	return n
}

// nextSequence takes what begins with an escape.
func (d *decoder) nextSequence(out *pieces, b []byte) int {
	if len(b) == 1 {
		return 0
	}
	switch b[1] {
	case '[':
		return d.nextControl(out, b, 0)
	case 'O':
		switch {
		case len(b) == 2:
			return 0
		case b[2] > ' ' && b[2] < 0x7f:
			out.add(keysKind, b[:3])
			return 3
		}
	case ']', 'P', '_', '^', 'X':
		return d.nextString(out, b)
	case escape:
		switch {
		case len(b) == 2:
			return 0
		case b[2] == '[': // Some terminals send alt with a key so.
			return d.nextControl(out, b, 1)
		}
		out.add(keysKind, b[:1])
		return 1
	default:
		n := 1
		if b[1] >= utf8.RuneSelf {
			if !utf8.FullRune(b[1:]) {
				return 0
			}
			_, n = utf8.DecodeRune(b[1:])
		}
		out.add(keysKind, b[:1+n])
		return 1 + n
	}
	out.add(keysKind, b[:2])
	return 2
}

// nextControl takes a control sequence (CSI) that begins at b[from:].
func (d *decoder) nextControl(out *pieces, b []byte, from int) int {
	const introducer = 2
	if len(b) < from+introducer+1 {
		return 0
	}
	switch b[from+introducer] {
	case '[': // The Linux console's function keys.
		return takeKeys(out, b, from+introducer+2)
	case 'M': // A click, as terminals sent it first: three bytes follow.
		return takeKeys(out, b, from+introducer+4)
	}
	length, whole := controlLength(b[from:])
	end := from + length
	switch {
	case !whole && end == len(b) && length <= maxReply:
		return 0
	case !whole:
		// No sequence: what is there is dropped, but for a key that ended it.
		return end
	}
	sequence := b[from:end]
	switch {
	case string(sequence) == pasteStart:
		d.pasting = true
	case string(sequence) == pasteEnd:
	case isKey(sequence[introducer:]):
		out.add(keysKind, b[:end])
	default:
		out.add(replyKind, sequence)
	}
	return end
}

// controlLength is the length of a control sequence with its final byte; whole is false
// where there is none, or where the sequence holds what cannot stand in one.
func controlLength(b []byte) (length int, whole bool) {
	const introducer = 2
	for i, c := range b[introducer:] {
		switch {
		case c >= 0x40 && c <= 0x7e:
			return introducer + i + 1, true
		case c < ' ' || c > 0x7e:
			return introducer + i, false
		}
	}
	return len(b), false
}

// isKey reports whether a control sequence, without its introducer, is a key, a click or
// a change of focus, and not a reply.
func isKey(sequence []byte) bool {
	last := len(sequence) - 1
	parameters, final := sequence[:last], sequence[last]
	switch {
	case len(parameters) > 0 && parameters[0] == '<':
		return final == 'M' || final == 'm'
	case len(bytes.Trim(parameters, "0123456789;")) > 0:
		return false
	case final == 'R':
		// A function key with a modifier, or the place of a cursor that nobody asked for.
		return len(parameters) <= len("1;8") && bytes.HasPrefix(parameters, []byte("1;"))
	case final == 'c' || final == 'u' || final == 'n' || final == 't':
		return len(parameters) == 0 && final == 'c'
	}
	return strings.IndexByte("ABCDEFHIOPQSZabd~^@", final) >= 0
}

// nextString takes a string that begins with an escape and a letter (OSC, DCS, APC, PM,
// SOS). These come as replies only.
func (d *decoder) nextString(out *pieces, b []byte) int {
	const introducer = 2
	n, ended := stringEnd(b[introducer:])
	switch {
	case !ended && len(b) > maxReply:
		d.dropping = true
		return len(b)
	case !ended:
		return 0
	}
	if whole := b[:introducer+n]; whole[len(whole)-1] == bell || bytes.HasSuffix(whole, []byte("\x1b\\")) {
		out.add(replyKind, whole)
	}
	return introducer + n
}

// stringEnd returns the length of a string with its end: a bell, ESC \, or, without them,
// what cannot stand in one. ended is false where the end has not come.
func stringEnd(b []byte) (n int, ended bool) {
	for i, c := range b {
		switch {
		case c == bell:
			return i + 1, true
		case c == interrupt:
			return i, true
		case c == escape && i+1 == len(b):
			return i, false
		case c == escape && b[i+1] == '\\':
			return i + 2, true
		case c == escape:
			return i, true
		}
	}
	return len(b), false
}

// takeKeys takes a key of a fixed length.
func takeKeys(out *pieces, b []byte, length int) int {
	if len(b) < length {
		return 0
	}
	out.add(keysKind, b[:length])
	return length
}

// pieces gathers pieces; neighbours that are keys become one.
type pieces []piece

func (p *pieces) add(kind kind, b []byte) {
	if len(b) == 0 && kind != pasteKind {
		return
	}
	if last := len(*p) - 1; kind == keysKind && last >= 0 && (*p)[last].kind == keysKind {
		(*p)[last].bytes = append((*p)[last].bytes, b...)
		return
	}
	*p = append(*p, piece{kind, append([]byte(nil), b...)})
}

// isText reports whether bytes are text, tabs and line ends alone.
func isText(b []byte) bool {
	for _, c := range b {
		if (c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 0x7f {
			return false
		}
	}
	return true
}

// areLines reports whether a read holds two lines of text or more, as no hand types them
// at once. Keys that were typed ahead press enter on nothing: they leave empty lines.
func areLines(b []byte) bool {
	if !isText(b) {
		return false
	}
	lines := strings.Split(strings.TrimRight(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(b)), "\n"), "\n")
	for _, line := range lines {
		if len(strings.TrimSpace(line)) < 2 {
			return false
		}
	}
	return len(lines) > 1
}
