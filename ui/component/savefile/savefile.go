// Package savefile saves into files that the user names: whole or not at all, readable by the
// user alone, and over an existing file only when the user has agreed.
package savefile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/moby/sys/atomicwriter"

	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
)

// SavedMsg is the outcome, which is shown whatever screen is visible.
type SavedMsg struct {
	// Ref is the screen that asked, or zero.
	screen.Ref
	// What names what was saved, as in "the report of 12 rows".
	What string
	// Path is the file, absolute where the system says where the program runs.
	Path string
	Err  error
	file File
}

// FormatOf is the format of a file by the ending of its name, or what is wrong with the name.
func FormatOf(path string) (format roster.Format, fault string) {
	if resolved, err := Resolve(path); err == nil {
		path = resolved
	}
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

// Write makes the command that writes a file with write; ref is the screen that is notified.
func Write(ref screen.Ref, file File, what string, write func(io.Writer) error) tea.Cmd {
	return func() tea.Msg {
		absolute, err := Resolve(file.Path)
		if err == nil {
			err = save(absolute, file.Replace, write)
		}
		return SavedMsg{Ref: ref, What: what, Path: absolute, Err: err, file: file}
	}
}

// save replaces a file as a whole. Unless it may be replaced its name is reserved first,
// which fails where somebody has taken it meanwhile.
func save(path string, replace bool, write func(io.Writer) error) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	if !replace {
		reserved, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the path is the user's own
		if errors.Is(err, fs.ErrExist) {
			return errTaken
		}
		if err = cmp.Or(err, reserved.Close()); err != nil {
			return fmt.Errorf("making the file: %w", reason(err))
		}
	}
	err := atomicwriter.WriteFile(path, content.Bytes(), 0o600)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("writing the file: %w", reason(err))
	if !replace {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

var errTaken = errors.New("there is a file of this name already; choose another")

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
