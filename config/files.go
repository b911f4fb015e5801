package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/moby/sys/atomicwriter"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// encodingError says why bytes are not text, as the end of a sentence that begins with
// the file. It shows nothing of the content, which could be a secret.
type encodingError struct {
	// line is counted from 1; 0 where it is the file as a whole.
	line int
	text string
}

// Error returns the end of the sentence.
func (e *encodingError) Error() string { return "is not UTF-8 text" + e.text + "; save it as UTF-8" }

// decode returns the text of a file and the encoding that holds it: UTF-8 with or without
// a byte order mark, or UTF-16 with one, as Windows PowerShell's > writes it. Anything
// else is an *encodingError: a wrong guess would store or send garbled text.
func decode(content []byte) (string, encoding.Encoding, error) {
	form, is16 := unicode.UTF8, false
	switch begins := func(mark string) bool { return bytes.HasPrefix(content, []byte(mark)) }; {
	case begins("\xff\xfe\x00\x00"), begins("\x00\x00\xfe\xff"):
		return "", nil, &encodingError{text: ": it is UTF-32"}
	case begins("\xff\xfe"):
		form, is16 = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), true
	case begins("\xfe\xff"):
		form, is16 = unicode.UTF16(unicode.BigEndian, unicode.UseBOM), true
	case begins("\ufeff"):
		form = unicode.UTF8BOM
	}
	if _, valid, err := transform.Bytes(encoding.UTF8Validator, content); err != nil && !is16 {
		line := 1 + bytes.Count(content[:valid], []byte("\n"))
		return "", nil, &encodingError{line: line, text: fmt.Sprintf(" (line %d)", line)}
	}
	decoded, err := form.NewDecoder().Bytes(content)
	if err != nil {
		return "", nil, &encodingError{}
	}
	// The decoder replaces half a character, which is not itself again then.
	if again := encode(string(decoded), form); is16 && !bytes.Equal(again, content) {
		return "", nil, &encodingError{text: ": it begins as UTF-16 and holds half a character"}
	}
	if bytes.IndexByte(decoded, 0) >= 0 {
		return "", nil, &encodingError{text: ": it holds NUL bytes, as UTF-16 without a byte order mark does"}
	}
	// Two files with a mark each, put behind each other, can begin with two.
	return strings.TrimLeft(string(decoded), "\ufeff"), form, nil
}

// encode returns the bytes of a file that holds the text; nil stands for UTF-8.
func encode(text string, form encoding.Encoding) []byte {
	if form == nil {
		return []byte(text)
	}
	content, err := form.NewEncoder().Bytes([]byte(text))
	if err != nil { // Unicode holds every text.
		return []byte(text)
	}
	return content
}

// content is what a regular file holds, and its mode: both come from one open file.
type content struct {
	text string
	form encoding.Encoding
	mode fs.FileMode
}

// readFile returns what a regular file holds: reading a pipe could wait for ever. Its
// error continues a sentence that begins with the file; fs.ErrNotExist is in it where
// there is none, an *encodingError where it holds no text.
func readFile(path string, limit int64) (content, error) {
	// Before it is opened, because opening a pipe waits for its other end.
	if info, err := os.Stat(path); err != nil {
		return content{}, reason(err)
	} else if !info.Mode().IsRegular() {
		return content{}, errors.New("is not a regular file")
	}
	opened, err := os.Open(path) //nolint:gosec // the user says which file
	if err != nil {
		return content{}, reason(err)
	}
	defer opened.Close() //nolint:errcheck // nothing was written
	info, err := opened.Stat()
	if err != nil {
		return content{}, reason(err)
	}
	held, err := io.ReadAll(io.LimitReader(opened, limit+1))
	if err != nil {
		return content{}, reason(err)
	}
	if int64(len(held)) > limit {
		return content{}, fmt.Errorf("is larger than %d bytes", limit)
	}
	text, form, err := decode(held)
	return content{text: text, form: form, mode: info.Mode()}, err
}

// reason says why a file cannot be read, without its path.
func reason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("does not exist%w", silent{err})
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read by you (permission denied)")
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return fmt.Errorf("cannot be read: %w", err)
}

// silent is an error that errors.Is sees and the user does not.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// followLinks returns the file that a path leads to, which need not exist. A symbolic link
// to nothing is an error: the file should be there, perhaps on a disk that is not mounted.
// The error continues a sentence that begins with the file.
func followLinks(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	switch {
	case err == nil:
		return target, nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", reason(err)
	}
	leads, err := os.Readlink(path)
	if err != nil {
		return path, nil //nolint:nilerr // there is none, which is for the caller to judge
	}
	return "", fmt.Errorf("is a symbolic link to %s, which does not exist", leads)
}

// writtenMode is that of the files that writeFile makes.
const writtenMode fs.FileMode = 0o600

// writeFile replaces a file as a whole, and makes its folder where there is none. A
// symbolic link to it stays one.
func writeFile(path string, content []byte) error {
	path, err := followLinks(path)
	if err != nil {
		return fmt.Errorf("it %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	if err := atomicwriter.WriteFile(path, content, writtenMode); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}
