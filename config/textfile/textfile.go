// Package textfile turns the bytes of a file that a user names into text, whatever the
// editor or the shell that wrote it has put around the text. Every such file goes
// through it: configuration, secrets, tokens, certificate authorities and lists of
// participants. It knows nothing of what the text means, and nothing of this program.
package textfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Encoding is how a file holds its text.
type Encoding int

// The encodings that are read. A byte order mark is part of the encoding and never of
// the text.
const (
	UTF8 Encoding = iota
	UTF8WithMark
	UTF16LittleEndian
	UTF16BigEndian
)

// Error says why bytes are not text. It continues a sentence that begins with the file,
// and shows nothing of the content: that could be a secret.
type Error struct {
	// Line is where, counted from 1; 0 where it is the file as a whole.
	Line int
	// Text says what is wrong and which encoding is expected.
	Text string
}

// Error returns the text.
func (e *Error) Error() string { return e.Text }

// The byte order marks. That of UTF-16 is a prefix of that of UTF-32.
const (
	mark             = "\ufeff"
	markLittleEndian = "\xff\xfe"
	markBigEndian    = "\xfe\xff"
	markUTF32Little  = "\xff\xfe\x00\x00"
	markUTF32Big     = "\x00\x00\xfe\xff"
)

// Decode returns the text of a file and the encoding that holds it: UTF-8 with or
// without a byte order mark, or UTF-16 that begins with one, as Windows PowerShell's >
// writes it. Line ends stay as they are. What is something else is an [*Error]; it is
// never guessed, because a wrong guess would show, store or send garbled text.
func Decode(content []byte) (string, Encoding, error) {
	switch {
	case bytes.HasPrefix(content, []byte(markUTF32Little)), bytes.HasPrefix(content, []byte(markUTF32Big)):
		return "", UTF8, &Error{Text: "is not UTF-8 text: it is UTF-32; save it as UTF-8"}
	case bytes.HasPrefix(content, []byte(markLittleEndian)):
		return decode16(content, UTF16LittleEndian, binary.LittleEndian)
	case bytes.HasPrefix(content, []byte(markBigEndian)):
		return decode16(content, UTF16BigEndian, binary.BigEndian)
	}
	text, encoding := string(content), UTF8
	// Two files with a mark each, put behind each other, can begin with two.
	for rest, marked := strings.CutPrefix(text, mark); marked; rest, marked = strings.CutPrefix(text, mark) {
		text, encoding = rest, UTF8WithMark
	}
	if strings.ContainsRune(text, 0) {
		return "", UTF8, &Error{Text: "is not UTF-8 text: it holds NUL bytes, as UTF-16 without a byte order mark does; save it as UTF-8"}
	}
	if line := firstInvalidLine(text); line > 0 {
		return "", UTF8, &Error{Line: line, Text: fmt.Sprintf("is not UTF-8 text (line %d); save it as UTF-8", line)}
	}
	return text, encoding, nil
}

func decode16(content []byte, encoding Encoding, order binary.ByteOrder) (string, Encoding, error) {
	if len(content)%2 != 0 {
		return "", UTF8, &Error{Text: "is not UTF-8 text: it begins as UTF-16 and ends within a character; save it as UTF-8"}
	}
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	runes := utf16.Decode(units)
	// Half a pair has become U+FFFD, and is not itself again.
	if !slices.Equal(utf16.Encode(runes), units) {
		return "", UTF8, &Error{Text: "is not UTF-8 text: it begins as UTF-16 and holds half a character; save it as UTF-8"}
	}
	text := strings.TrimLeft(string(runes), mark)
	if strings.ContainsRune(text, 0) {
		return "", UTF8, &Error{Text: "is not UTF-8 text: it begins as UTF-16 and holds NUL characters; save it as UTF-8"}
	}
	return text, encoding, nil
}

// Encode returns the bytes of a file that holds the text in this encoding.
func (e Encoding) Encode(text string) []byte {
	switch e {
	case UTF8WithMark:
		return []byte(mark + text)
	case UTF16LittleEndian:
		return encode16(text, binary.LittleEndian)
	case UTF16BigEndian:
		return encode16(text, binary.BigEndian)
	case UTF8:
	}
	return []byte(text)
}

func encode16(text string, order binary.AppendByteOrder) []byte {
	units := utf16.Encode([]rune(mark + text))
	content := make([]byte, 0, 2*len(units))
	for _, unit := range units {
		content = order.AppendUint16(content, unit)
	}
	return content
}

// firstInvalidLine returns the line of the first byte that is not UTF-8; 0 where there
// is none.
func firstInvalidLine(text string) int {
	if utf8.ValidString(text) {
		return 0
	}
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return 1 + strings.Count(text[:i], "\n")
		}
	}
	return 0
}
