package participantrows

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"acs-chat-tui/config/textfile"
	"acs-chat-tui/ui/data/roster"
)

var (
	errTooLarge = errors.New("the file is larger than 1 MiB")
	errNobody   = errors.New("the file names no participant")
)

// readFile reads participants from a file; see ui/data/roster for its forms. A path that
// begins with ~/ is below the user's home directory. now is what "now" in the list
// stands for, and its location where times without an offset are.
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
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("finding the home directory: %w", err)
		}
		path = filepath.Join(home, rest)
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
	list, _, err := textfile.Decode(content)
	if failed, ok := errors.AsType[*textfile.Error](err); ok && failed.Line > 0 {
		// Only the rows that are not UTF-8 are broken; the list says which.
		return string(content), nil
	}
	if err != nil {
		return "", fmt.Errorf("the file %w", err)
	}
	return list, nil
}
