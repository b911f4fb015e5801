// Package savefile writes what the program knows into files of the user's: whole or
// not at all, readable by the user alone, and never over a file that is there.
package savefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/roster"
)

// SavedMsg says how it went; the program tells it, whatever screen is visible.
type SavedMsg struct {
	// What names what was saved, as in "the report of 12 rows".
	What string
	// Path is the file, absolute where the system says where the program runs.
	Path string
	Err  error
}

// FormatOf is the format that a file's name asks for by its ending, or what is wrong
// with the name.
func FormatOf(path string) (format roster.Format, fault string) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return roster.CSV, ""
	case ".tsv":
		return roster.TSV, ""
	case ".json":
		return roster.JSON, ""
	}
	return "", "The name must end in .csv, .tsv or .json."
}

// Report makes the command that writes a report in the form that the path's ending
// says.
func Report(path string, report roster.Report) tea.Cmd {
	return Save(fmt.Sprintf("the report of %d rows", report.Tally().Rows), path, func(w io.Writer) error {
		format, fault := FormatOf(path)
		if fault != "" {
			return errors.New(fault)
		}
		return roster.WriteReport(w, format, report)
	})
}

// Save makes the command that writes a file with write. A path that begins with ~/
// is below the user's home directory.
func Save(what, path string, write func(io.Writer) error) tea.Cmd {
	return func() tea.Msg {
		absolute, err := resolve(path)
		if err == nil {
			err = save(absolute, write)
		}
		return SavedMsg{What: what, Path: absolute, Err: err}
	}
}

func resolve(path string) (string, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return path, fmt.Errorf("finding the home directory: %w", err)
		}
		path = filepath.Join(home, rest)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path, fmt.Errorf("finding the folder: %w", err)
	}
	return absolute, nil
}

// save writes beside the path first, so that nobody finds half of a file there.
func save(path string, write func(io.Writer) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return errors.New("there is a file of this name already; choose another")
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".saving-*")
	if err != nil {
		return fmt.Errorf("making the file: %w", reason(err))
	}
	defer func() {
		_ = os.Remove(file.Name()) // after it was linked, only its other name goes
	}()
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	return publish(file.Name(), path)
}

// publish gives a written file its name, unless somebody has taken it meanwhile.
func publish(written, path string) error {
	err := os.Link(written, path)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return errors.New("there is a file of this name already; choose another")
	}
	// Some file systems have no links.
	if err := os.Rename(written, path); err != nil {
		return fmt.Errorf("naming the file: %w", reason(err))
	}
	return nil
}

// reason is an error without the name of the temporary file in it.
func reason(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}
