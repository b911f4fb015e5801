// Package input stands between the terminal and Bubble Tea v1, which loses two
// things that the program needs.
//
// First, which keys arrived together in one read: a question must not be
// answered by a key that was on its way before the question was shown. Second,
// characters and escape sequences cut in two by the end of a read: Bubble Tea
// takes the halves for unknown bytes, or for the escape key and some letters.
package input

import (
	"os"
	"unicode/utf8"
)

// BoundaryMsg says that all keys of one read have been handled and that those of
// the next one follow.
type BoundaryMsg struct{}

// Reader reads from a terminal. It is a file to Bubble Tea, which therefore sets
// the terminal's mode, and waits for it with epoll or kqueue, as it does with
// standard input itself.
type Reader struct {
	*os.File
	announce func()
	lost     func(error)
	held     []byte
}

// NewReader returns a Reader of file. announce is called at the start of every
// read, on the reading goroutine, and must not return before all messages of the
// read before have been handled: tea.Program.Send of a BoundaryMsg does just
// that, since Bubble Tea hands messages over one by one. lost is called when a read
// fails, as it does when the terminal is closed: Bubble Tea would go on without keys.
func NewReader(file *os.File, announce func(), lost func(error)) *Reader {
	return &Reader{File: file, announce: announce, lost: lost}
}

// Read fills p with whole characters and sequences. A half at the end is held
// back until the rest of it arrives.
func (r *Reader) Read(p []byte) (int, error) {
	r.announce()
	n := copy(p, r.held)
	if n == len(p) {
		r.held = append(r.held[:0], r.held[n:]...)
		return n, nil
	}
	read, err := r.File.Read(p[n:])
	if err != nil {
		r.lost(err)
	}
	n += read
	keep := wholeLength(p[:n])
	r.held = append(r.held[:0], p[keep:n]...)
	return keep, err
}

// maxHeld bounds what is held back: a longer "sequence" is none.
const maxHeld = 32

// wholeLength returns the length of b without an unfinished UTF-8 character or
// control sequence at its end.
func wholeLength(b []byte) int {
	if start, unfinished := unfinishedSequence(b); unfinished {
		return start
	}
	for back := 1; back < utf8.UTFMax && back <= len(b); back++ {
		start := len(b) - back
		if utf8.RuneStart(b[start]) {
			if b[start] >= utf8.RuneSelf && !utf8.FullRune(b[start:]) {
				return start
			}
			break
		}
	}
	return len(b)
}

// unfinishedSequence finds a control sequence (ESC [ … or ESC O) whose final byte
// has not come. A lone escape is the escape key.
func unfinishedSequence(b []byte) (start int, unfinished bool) {
	for i := len(b) - 1; i >= 0 && len(b)-i <= maxHeld; i-- {
		if b[i] != 0x1b {
			continue
		}
		rest := b[i+1:]
		if len(rest) == 0 || (rest[0] != '[' && rest[0] != 'O') {
			return 0, false
		}
		if rest[0] == 'O' {
			return i, len(rest) == 1
		}
		for _, c := range rest[1:] {
			if c >= 0x40 && c <= 0x7e {
				return 0, false
			}
		}
		return i, true
	}
	return 0, false
}
