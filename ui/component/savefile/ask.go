package savefile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
)

// Request is something to save.
type Request struct {
	// Title is the prompt's, as in "Export 12 participants to a file", and Body what is to
	// be said of the file; empty stands for how the name's ending decides its format.
	Title, Body string
	// Name is the file name that the prompt begins with.
	Name string
	// Check says what is wrong with a name, or nothing; nil stands for FormatOf.
	Check func(path string) (fault string)
	// Then is called with the file when the user has named one that can be written, and
	// agreed where it replaces another one. It makes the command that saves.
	Then func(file File) tea.Cmd
}

// File is a file to write.
type File struct {
	// Path is as the user typed it; ~/ stands for the home directory.
	Path   string
	Format roster.Format
	// Replace says that a file of this name may be replaced.
	Replace bool
	// asked is what it was named for; nil where nobody was asked.
	asked *asked
}

// asked is who asked for a file, and what for.
type asked struct {
	host    screen.Host
	request Request
}

// Ask asks for the file. The prompt stays, with what was typed, until a file is named
// that can be written.
func Ask(host screen.Host, r Request) { ask(host, r, "") }

// ask asks for the file; fault says why the one that was named last would not do.
func ask(host screen.Host, r Request, fault string) {
	if r.Body == "" {
		r.Body = "The ending decides the format: .csv, .tsv or .json. Only you can read the file."
	}
	if r.Check == nil {
		r.Check = func(path string) string {
			_, fault := FormatOf(path)
			return fault
		}
	}
	host.Prompt(screen.Prompt{
		Title: r.Title, Body: r.Body, Placeholder: "path", Initial: r.Name, Fault: fault, Check: r.Check,
		Try: func(path string) (func() tea.Cmd, string) {
			exists, err := examine(path)
			if err != nil {
				return nil, "Nothing can be saved there: " + err.Error()
			}
			format, _ := FormatOf(path) // Check has looked
			file := File{Path: path, Format: format, Replace: exists, asked: &asked{host: host, request: r}}
			if exists {
				return func() tea.Cmd {
					askReplace(host, r, file)
					return nil
				}, ""
			}
			return func() tea.Cmd { return r.Then(file) }, ""
		},
	})
}

// askReplace asks before a file is replaced. Where it is kept, another can be named.
func askReplace(host screen.Host, r Request, file File) {
	host.Ask(screen.Question{
		Title: "Replace the file?", Body: "There is a file " + file.Path + " already. What it holds would be gone.",
		Yes: "replace", No: "keep",
		OnYes: func() tea.Cmd { return r.Then(file) },
		OnNo: func() tea.Cmd {
			r.Name = file.Path
			Ask(host, r)
			return nil
		},
	})
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
		return true, probe(filepath.Dir(path))
	case !errors.Is(err, os.ErrNotExist):
		return false, reason(err)
	}
	folder, err := os.Stat(filepath.Dir(path))
	switch {
	case err != nil:
		return false, fmt.Errorf("there is no folder %s", filepath.Dir(path))
	case !folder.IsDir():
		return false, fmt.Errorf("%s is no folder", filepath.Dir(path))
	}
	return false, probe(filepath.Dir(path))
}

// probe says why no file can be made in a folder, which is known before what is to be
// saved has been gathered.
func probe(folder string) error {
	file, err := os.CreateTemp(folder, ".saving-*")
	if err != nil {
		return fmt.Errorf("the folder %s takes no file: %w", folder, reason(err))
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return fmt.Errorf("trying the folder %s: %w", folder, reason(err))
	}
	return nil
}

// Asker is who asked for the file; nil where nobody was asked.
func (m SavedMsg) Asker() screen.Host {
	if m.file.asked == nil {
		return nil
	}
	return m.file.asked.host
}

// AskAgain asks once more for the file where it could not be written: with the path as it
// was typed, and why.
func (m SavedMsg) AskAgain() {
	again := m.file.asked
	again.request.Name = m.file.Path
	ask(again.host, again.request, "It was not saved: "+m.Err.Error())
}
