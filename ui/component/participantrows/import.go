package participantrows

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/roster"
)

var (
	errTooLarge = errors.New("the file is larger than 1 MiB")
	errNobody   = errors.New("the file names no participant")
)

// readFile reads participants from a file that the user named; see roster.Read for its forms
// and now.
func readFile(path string, now time.Time) (roster.Roster, error) {
	content, err := readList(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return roster.Roster{}, fmt.Errorf("file not found: %s", path)
	case errors.Is(err, fs.ErrPermission):
		return roster.Roster{}, fmt.Errorf("you may not read %s", path)
	case err != nil:
		return roster.Roster{}, err
	}
	list := roster.Read(content, now)
	if len(list.Entries) == 0 {
		err = errNobody
	}
	return list, err
}

func readList(path string) (string, error) {
	path, err := savefile.Resolve(path)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		// Reading a pipe or a device could last for ever.
		return "", fmt.Errorf("%s is not a file", path)
	}
	file, err := os.Open(path) //nolint:gosec // the path is the user's own
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	content, err := io.ReadAll(io.LimitReader(file, roster.MaxBytes+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("reading %s: %w", path, err)
	case len(content) > roster.MaxBytes:
		return "", errTooLarge
	}
	return decode(content)
}

// decode returns the text of UTF-8 or of UTF-16 with a byte order mark. Rows that are not
// UTF-8 stay as they are: the list says which they are.
func decode(content []byte) (string, error) {
	const cannot = "the file is not UTF-8 text: %s; save it as UTF-8"
	begins := func(mark string) bool { return bytes.HasPrefix(content, []byte(mark)) }
	if begins("\xff\xfe\x00\x00") || begins("\x00\x00\xfe\xff") {
		return "", fmt.Errorf(cannot, "it is UTF-32")
	}
	decoded, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), content)
	switch {
	case err != nil:
		return "", fmt.Errorf("reading the file's text: %w", err)
	case bytes.IndexByte(decoded, 0) >= 0:
		return "", fmt.Errorf(cannot, "it holds NUL bytes, as UTF-16 without a byte order mark does")
	case (begins("\xff\xfe") || begins("\xfe\xff")) && bytes.Contains(decoded, []byte("\ufffd")):
		return "", fmt.Errorf(cannot, "it begins as UTF-16 and holds broken characters")
	}
	return strings.TrimLeft(string(decoded), "\ufeff"), nil
}
