package rows

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// importLimit bounds an imported file: a thousand rows take a tenth of it.
const importLimit = 1 << 20

var (
	errTooLarge = errors.New("the file is larger than 1 MiB")
	errNotText  = errors.New("the file is not UTF-8 text")
	errNobody   = errors.New("the file names no participant")
)

// ImportedMsg holds the participants of a file.
type ImportedMsg struct {
	screen.Ref
	Entries []Entry
	Err     error
}

// Import reads participants from a file; see ParseEntries for its form. A path
// that begins with ~/ is below the user's home directory.
func Import(ref screen.Ref, path string) tea.Cmd {
	return func() tea.Msg {
		entries, err := readEntries(path)
		return ImportedMsg{Ref: ref, Entries: entries, Err: err}
	}
}

func readEntries(path string) ([]Entry, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, fmt.Errorf("finding the home directory: %w", err)
		}
		path = filepath.Join(home, rest)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err //nolint:wrapcheck // os names the path and the reason
	}
	if !info.Mode().IsRegular() {
		// Reading a pipe or a device could last for ever.
		return nil, fmt.Errorf("%s is not a file", path)
	}
	file, err := os.Open(path) //nolint:gosec // the path is the user's own
	if err != nil {
		return nil, err //nolint:wrapcheck // os names the path and the reason
	}
	defer file.Close() //nolint:errcheck // nothing was written
	content, err := io.ReadAll(io.LimitReader(file, importLimit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", path, err)
	case len(content) > importLimit:
		return nil, errTooLarge
	case !utf8.Valid(content):
		return nil, errNotText
	}
	entries := ParseEntries(strings.TrimPrefix(string(content), "\ufeff"))
	if len(entries) == 0 {
		return nil, errNobody
	}
	return entries, nil
}
