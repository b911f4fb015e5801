package rows

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/config/textfile"
	"acs-chat-tui/ui/roster"
	"acs-chat-tui/ui/screen"
)

var (
	errTooLarge = errors.New("the file is larger than 1 MiB")
	errNobody   = errors.New("the file names no participant")
)

// ImportedMsg holds the participants of a file.
type ImportedMsg struct {
	screen.Ref
	List roster.Roster
	Err  error
}

// Import reads participants from a file; see ui/roster for its forms. A path that
// begins with ~/ is below the user's home directory. now is what "now" in the list
// stands for, and its location where times without an offset are.
func Import(ref screen.Ref, path string, now time.Time) tea.Cmd {
	return func() tea.Msg {
		content, err := readList(path)
		if err != nil {
			return ImportedMsg{Ref: ref, Err: err}
		}
		list := roster.Read(content, roster.Options{Now: now, Location: now.Location()})
		if len(list.Entries) == 0 {
			err = errNobody
		}
		return ImportedMsg{Ref: ref, List: list, Err: err}
	}
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
		return "", err //nolint:wrapcheck // os names the path and the reason
	}
	if !info.Mode().IsRegular() {
		// Reading a pipe or a device could last for ever.
		return "", fmt.Errorf("%s is not a file", path)
	}
	file, err := os.Open(path) //nolint:gosec // the path is the user's own
	if err != nil {
		return "", err //nolint:wrapcheck // os names the path and the reason
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
