package config

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

func TestDecodeReadsWhatEditorsAndShellsWrite(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content, want string
		form          encoding.Encoding
	}{
		"nothing":                     {"", "", unicode.UTF8},
		"plain":                       {"é\r\n", "é\r\n", unicode.UTF8},
		"a mark alone":                {"\ufeff", "", unicode.UTF8BOM},
		"UTF-8 with a mark":           {"\ufeffé\r\n", "é\r\n", unicode.UTF8BOM},
		"two marks":                   {"\ufeff\ufeffa", "a", unicode.UTF8BOM},
		"a mark within":               {"a\ufeffb", "a\ufeffb", unicode.UTF8},
		"UTF-16 little endian":        {"\xff\xfea\x00\xe9\x00\r\x00\n\x00", "aé\r\n", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"UTF-16 big endian":           {"\xfe\xff\x00a\x00\xe9", "aé", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		"a character of two halves":   {"\xff\xfe\x3d\xd8\x00\xde", "😀", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"UTF-16 with nothing else":    {"\xff\xfe", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"a replacement that is meant": {"\xff\xfe\xfd\xff", "\ufffd", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	} {
		text, form, err := decode([]byte(test.content))
		if err != nil || text != test.want || form != test.form {
			t.Errorf("%s: %q, %v, %v; want %q, %v", name, text, form, err, test.want, test.form)
		}
	}
}

// TestDecodeGuessesNothing holds that what is no text in a known encoding is an error
// which says the one that is expected, and shows nothing of the content.
func TestDecodeGuessesNothing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content, says string
		line          int
	}{
		"Latin-1":                      {"ab\ncanary\ncanar\xe9", "(line 3)", 3},
		"UTF-16 without a mark":        {"c\x00a\x00n\x00a\x00r\x00y\x00", "UTF-16 without a byte order mark", 0},
		"UTF-16 cut off":               {"\xff\xfec\x00a", "half a character", 0},
		"half a character":             {"\xff\xfe\x3d\xd8a\x00", "half a character", 0},
		"UTF-32":                       {"\xff\xfe\x00\x00c\x00\x00\x00", "UTF-32", 0},
		"UTF-32 the other way":         {"\x00\x00\xfe\xff\x00\x00\x00c", "UTF-32", 0},
		"a program":                    {"\x7fELF\x00\x00", "NUL bytes", 0},
		"UTF-16 that holds NUL":        {"\xfe\xff\x00a\x00\x00", "NUL", 0},
		"UTF-16 without a mark, large": {"\x53\x30\x93\x30\x6b\x30", "UTF-8", 1},
	} {
		text, _, err := decode([]byte(test.content))
		failed, ok := errors.AsType[*encodingError](err)
		if !ok || text != "" || !strings.Contains(failed.Error(), test.says) || !strings.Contains(failed.Error(), "save it as UTF-8") || failed.line != test.line {
			t.Errorf("%s: %q, %v; want an error with %q in line %d", name, text, err, test.says, test.line)
			continue
		}
		if strings.Contains(failed.Error(), "canar") {
			t.Errorf("%s: the error shows the content: %v", name, failed)
		}
	}
}

// FuzzDecode holds that what is read is text without a mark before it, and that what is
// written back is read as the same.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "a\r\n", "\ufeff", "\ufeff\ufeffa", "\xff\xfea\x00", "\xfe\xff\x00a", "\xff\xfe\x3d\xd8\x00\xde", "\xff\xfe\x00\xde", "\xe9", "a\x00",
		"\xff\xfe\x00\x00", "\xff\xfe\xff\xfea\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		text, form, err := decode(content)
		if err != nil {
			if said := err.Error(); !strings.Contains(said, "UTF-8") || strings.ContainsAny(said, "\r\n") {
				t.Errorf("%q gives %q", content, said)
			}
			return
		}
		if !utf8.ValidString(text) || strings.HasPrefix(text, "\ufeff") || strings.ContainsRune(text, 0) {
			t.Errorf("%q is read as %q", content, text)
		}
		again, same, err := decode(encode(text, form))
		if err != nil || again != text || same != form {
			t.Errorf("%q, written as %q, is read as %q, %v, %v", text, encode(text, form), again, same, err)
		}
	})
}
