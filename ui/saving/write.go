package saving

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

// SavedMsg says how the writing of a file went. It is told wherever the user is.
type SavedMsg struct {
	screen.Ref
	File File
	// What is what was to be saved, as in "12 participants".
	What string
	Err  error
}

var (
	_ screen.Notice  = SavedMsg{}
	_ screen.Telling = SavedMsg{}
)

// Write makes the command that writes a file: content writes what it is to hold.
func Write(ref screen.Ref, file File, what string, content func(io.Writer) error) tea.Cmd {
	return func() tea.Msg {
		return SavedMsg{Ref: ref, File: file, What: what, Err: write(file, content)}
	}
}

// When is always: nothing else tells of it.
func (m SavedMsg) When() screen.When { return screen.Always }

// Notification tells where what was saved is, or why it is not.
func (m SavedMsg) Notification() screen.Notification {
	path := text.Sanitize(m.File.Path)
	if m.Err != nil {
		why := text.Sanitize(m.Err.Error())
		return screen.Notification{
			Level: screen.LevelError, Text: fmt.Sprintf("%s not saved in %s: %s", m.What, path, why), Details: []string{path, why},
		}
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: fmt.Sprintf("%s saved in %s", m.What, path), Details: []string{path}}
}

var errAppeared = errors.New("a file of this name has come to be meanwhile, and is left as it is")

// write writes a file beside its place and moves it there when it is whole, so that
// nothing that fails or is interrupted leaves a half one.
func write(file File, content func(io.Writer) error) (err error) {
	path, err := expand(file.Path)
	if err != nil {
		return err
	}
	// Its mode is 0600 from the beginning.
	part, err := os.CreateTemp(filepath.Dir(path), ".acs-chat-tui-*.part")
	if err != nil {
		return fmt.Errorf("making a file in the folder: %w", err)
	}
	defer func() {
		if removed := os.Remove(part.Name()); removed != nil && !errors.Is(removed, os.ErrNotExist) && err == nil {
			err = fmt.Errorf("it is written, but its draft cannot be removed: %w", removed)
		}
	}()
	if err := fill(part, content); err != nil {
		return err
	}
	if file.Replace {
		if err := os.Rename(part.Name(), path); err != nil {
			return fmt.Errorf("putting it in the other file's place: %w", err)
		}
		return nil
	}
	return place(part.Name(), path)
}

// fill writes the content and brings it to the disk.
func fill(part *os.File, content func(io.Writer) error) error {
	err := content(part)
	if err == nil {
		err = part.Sync()
	}
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("writing it: %w", err)
	}
	return nil
}

// place gives a finished file its name, unless another file has it.
func place(part, path string) error {
	err := os.Link(part, path)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrExist):
		return errAppeared
	}
	// Some file systems have no links. There the name is taken first, which fails
	// where it is taken already, and the finished file then replaces the empty one.
	taken, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the path is the user's own
	if errors.Is(err, os.ErrExist) {
		return errAppeared
	}
	if err != nil {
		return fmt.Errorf("making the file: %w", err)
	}
	if err = taken.Close(); err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("putting it in its place: %w", err), os.Remove(path))
	}
	return nil
}
