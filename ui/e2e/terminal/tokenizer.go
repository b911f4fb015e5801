package terminal

import (
	"strconv"
	"strings"
)

// maxSequence bounds one escape sequence, so that an unterminated one cannot
// take all memory. A longer one is dropped whole, as terminals do. A choice of
// ours; a clipboard of 700 kB still fits.
const maxSequence = 1 << 20

// sequence is one complete escape sequence.
type sequence struct {
	// raw is the whole sequence from its escape character, without the
	// terminator of a string.
	raw []byte
	// offset is the number of bytes before the sequence.
	offset int64
	// kind is the byte after the escape character when it opens something
	// longer: '[' CSI, ']' OSC, 'P' DCS, '^' PM, '_' APC, 'X' SOS. Otherwise 0.
	kind byte
	// body is what stands between the introducer and the end: parameters
	// and intermediate bytes for CSI, the data for strings.
	body string
	// final is the last byte of a CSI or of a simple escape sequence.
	final byte
}

// prefix is the private marker of a CSI (one of "<=>?"), or 0.
func (s sequence) prefix() byte {
	if s.kind == '[' && s.body != "" && s.body[0] >= '<' && s.body[0] <= '?' {
		return s.body[0]
	}
	return 0
}

// parameter is the first parameter of a CSI without a marker, or missing if it
// is not there or not a number.
func (s sequence) parameter(missing int) int {
	first, _, _ := strings.Cut(s.body, ";")
	number, err := strconv.Atoi(first)
	if err != nil {
		return missing
	}
	return number
}

// plain says that the sequence is a CSI with this final byte and neither a
// marker nor intermediate bytes.
func (s sequence) plain(final byte) bool {
	return s.kind == '[' && s.final == final && strings.Trim(s.body, "0123456789;:") == ""
}

type tokenizerState uint8

const (
	inText tokenizerState = iota
	inEscape
	inControlSequence
	inString
	inStringEscape
)

// tokenizer splits a terminal's output, which may be cut anywhere, into text,
// control characters and escape sequences. Bytes from 0x80 are UTF-8 text,
// never C1 controls, as in every terminal that runs in UTF-8.
type tokenizer struct {
	text     func(byte)
	control  func(byte)
	sequence func(sequence)

	// offset is the number of bytes written before the current one.
	offset int64

	state tokenizerState
	raw   []byte
	start int64
	long  bool
}

const (
	bell       = 0x07
	cancel     = 0x18
	substitute = 0x1a
	escape     = 0x1b
)

func (t *tokenizer) write(b byte) {
	switch {
	case b == cancel || b == substitute:
		t.begin(inText)
	case t.state == inString || t.state == inStringEscape:
		t.insideString(b)
	case b == escape:
		t.begin(inEscape)
		t.collect(b)
	case b < 0x20 || b == 0x7f:
		t.control(b)
	case t.state == inText:
		t.text(b)
	case b >= 0x80:
		// Not possible inside a sequence: it is given up.
		t.begin(inText)
		t.text(b)
	default:
		t.insideSequence(b)
	}
}

func (t *tokenizer) insideString(b byte) {
	switch {
	case t.state == inStringEscape && b == '\\':
		t.dispatch(0, t.raw[2:])
	case t.state == inStringEscape:
		// Something other than the terminator: the string is given up and
		// the byte belongs to a new escape sequence.
		t.begin(inEscape)
		t.start--
		t.collect(escape)
		t.write(b)
	case b == escape:
		t.state = inStringEscape
	case b == bell && t.raw[1] == ']':
		t.dispatch(0, t.raw[2:])
	default:
		t.collect(b)
	}
}

func (t *tokenizer) insideSequence(b byte) {
	t.collect(b)
	switch {
	case t.state == inControlSequence:
		if b >= 0x40 {
			t.dispatch(b, t.raw[2:len(t.raw)-1])
		}
	case len(t.raw) == 2 && b == '[':
		t.state = inControlSequence
	case len(t.raw) == 2 && strings.IndexByte("]P^_X", b) >= 0:
		t.state = inString
	case b >= 0x30:
		t.dispatch(b, t.raw[1:len(t.raw)-1])
	}
}

func (t *tokenizer) begin(state tokenizerState) {
	t.state, t.raw, t.start, t.long = state, t.raw[:0], t.offset, false
}

func (t *tokenizer) collect(b byte) {
	if len(t.raw) >= maxSequence {
		t.long = true
		return
	}
	t.raw = append(t.raw, b)
}

func (t *tokenizer) dispatch(final byte, body []byte) {
	if !t.long {
		s := sequence{raw: t.raw, offset: t.start, body: string(body), final: final}
		if len(t.raw) > 1 && strings.IndexByte("[]P^_X", t.raw[1]) >= 0 {
			s.kind = t.raw[1]
		}
		t.sequence(s)
	}
	t.begin(inText)
}
