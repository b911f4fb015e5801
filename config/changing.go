package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// changing is the configuration file while it is changed.
type changing struct {
	// named is the file's path, path where a symbolic link leads.
	named, path string
	text        string
	edited      string
	settings    *file
}

// openForChange reads the file as it is now; one that is missing is an empty one.
func (l Loader) openForChange(flags Flags) (*changing, error) {
	where, err := l.locate(flags.ConfigFile)
	if err != nil {
		return nil, err
	}
	if where.path == "" {
		return nil, where.missing
	}
	c := &changing{named: where.path, path: where.path}
	if c.path, err = filepath.EvalSymlinks(where.path); errors.Is(err, fs.ErrNotExist) {
		c.path, err = where.path, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the configuration file %s %w", where.path, reason(err))
	}
	text, mode, err := readFile(c.path, maximumFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the configuration file %s %w", c.path, err)
	}
	c.text = string(text)
	if c.settings, err = parseFile(c.path, c.text); err != nil {
		return nil, err
	}
	return c, c.settings.checkMode(mode)
}

// edit makes changes in the text. It refuses what would leave a file that the next
// start refuses.
func (c *changing) edit(changes []change) (err error) {
	if c.edited, err = apply(c.text, changes); err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	if _, err := parseFile(c.path, c.edited); err != nil {
		return fmt.Errorf("the file would be refused at the next start: %w", err)
	}
	return nil
}

// write keeps the edited text, if there is something to keep.
func (c *changing) write() error {
	if c.edited == c.text {
		return nil
	}
	if err := writeFile(c.path, []byte(c.edited)); err != nil {
		return fmt.Errorf("changing %s: %w", c.path, err)
	}
	return nil
}
