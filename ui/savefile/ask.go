package savefile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/roster"
	"acs-chat-tui/ui/screen"
)

// Request is something to save.
type Request struct {
	// Title is the prompt's, as in "Export 12 participants to a file".
	Title string
	// Name is the file name that the prompt begins with.
	Name string
	// Then is called with the file when the user has named one, and agreed where it
	// replaces another one. It makes the command that saves.
	Then func(file File) tea.Cmd
}

// File is a file to write.
type File struct {
	// Path is as the user typed it; ~/ stands for the home directory.
	Path   string
	Format roster.Format
	// Replace says that a file of this name may be replaced.
	Replace bool
}

// Saver asks for files on behalf of one screen.
type Saver struct {
	host screen.Host
	ref  func() screen.Ref
}

// New makes a Saver; ref is the asking screen's present one.
func New(host screen.Host, ref func() screen.Ref) *Saver { return &Saver{host: host, ref: ref} }

// FoundMsg says what stands where a file is to be written; it is for Found.
type FoundMsg struct {
	screen.Ref
	request Request
	file    File
	exists  bool
	err     error
}

// Ask asks for the file.
func (s *Saver) Ask(r Request) {
	s.host.Prompt(screen.Prompt{
		Title:       r.Title,
		Body:        "The ending decides the format: .csv, .tsv or .json. Only you can read the file.",
		Placeholder: "path", Initial: r.Name,
		Check: func(path string) string {
			_, fault := FormatOf(path)
			return fault
		},
		OnSubmit: func(path string) tea.Cmd {
			format, _ := FormatOf(path) // Check has looked
			return look(s.ref(), r, File{Path: path, Format: format})
		},
	})
}

// look looks whether there is such a file.
func look(ref screen.Ref, r Request, file File) tea.Cmd {
	return func() tea.Msg {
		msg := FoundMsg{Ref: ref, request: r, file: file}
		msg.exists, msg.err = examine(file.Path)
		return msg
	}
}

// examine says whether a path names a file that can be replaced; the error says why
// nothing can be written there.
func examine(typed string) (exists bool, err error) {
	path, err := resolve(typed)
	if err != nil {
		return false, err
	}
	info, err := os.Lstat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return false, fmt.Errorf("%s is something else than a file", typed)
	case err == nil:
		return true, nil
	case !errors.Is(err, os.ErrNotExist):
		return false, err //nolint:wrapcheck // os names the path and the reason
	}
	folder, err := os.Stat(filepath.Dir(path))
	switch {
	case err != nil:
		return false, fmt.Errorf("there is no folder %s", filepath.Dir(path))
	case !folder.IsDir():
		return false, fmt.Errorf("%s is no folder", filepath.Dir(path))
	}
	return false, nil
}

// Found goes on when the program has looked: it asks before a file is replaced.
func (s *Saver) Found(msg FoundMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		s.host.Notify(screen.Notification{Level: screen.LevelError, Text: "Nothing was saved: " + msg.err.Error() + "."})
		return nil
	case !msg.exists:
		return msg.request.Then(msg.file)
	}
	s.host.Ask(screen.Question{
		Title: "Replace the file?", Body: "There is a file " + msg.file.Path + " already. What it holds would be gone.",
		Yes: "replace", No: "keep",
		OnYes: func() tea.Cmd {
			msg.file.Replace = true
			return msg.request.Then(msg.file)
		},
	})
	return nil
}
