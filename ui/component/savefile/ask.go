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
	// Title and Body are the prompt's; an empty Body explains the endings of FormatOf.
	Title, Body string
	// Name is the suggested file name.
	Name string
	// Check is what is wrong with a name; nil stands for FormatOf.
	Check func(path string) (fault string)
	// Then makes the command that saves, once the user has named a file that can be
	// written and agreed where it replaces another one.
	Then func(file File) tea.Cmd
}

// File is a file to write.
type File struct {
	// Path is as the user typed it; see Resolve.
	Path   string
	Format roster.Format
	// Replace says that a file of this name may be replaced.
	Replace bool
	asked   *asked
}

// asked is the host and the request of a prompt.
type asked struct {
	host    screen.Host
	request Request
}

// Ask asks for the file. The prompt stays until one is named that can be written.
func Ask(host screen.Host, r Request) { ask(host, r, "") }

// ask asks for the file; fault is what was wrong with the one that was named last.
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

// examine reports whether a path names a file that can be replaced; the error is why nothing
// can be written there.
func examine(typed string) (exists bool, err error) {
	path, err := Resolve(typed)
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

// probe is why no file can be made in a folder, known before the content is gathered.
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

// Asker is the host that asked for the file, or nil.
func (m SavedMsg) Asker() screen.Host {
	if m.file.asked == nil {
		return nil
	}
	return m.file.asked.host
}

// AskAgain asks once more for a file that could not be written, with the path as it was typed.
func (m SavedMsg) AskAgain() {
	again := m.file.asked
	again.request.Name = m.file.Path
	ask(again.host, again.request, "It was not saved: "+m.Err.Error())
}
