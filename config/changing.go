package config

import (
	"errors"
	"fmt"
	"io/fs"
)

// changing is the configuration file while it is changed.
type changing struct {
	// named is the file's path, path where a symbolic link leads.
	named, path string
	held        content
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
	if c.path, err = followLinks(where.path); err != nil {
		return nil, fmt.Errorf("the configuration file %s %w", where.path, err)
	}
	if c.held, err = openSettings(c.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if c.settings, err = parseFile(c.path, c.held.text); err != nil {
		return nil, err
	}
	return c, c.settings.checkAccess(c.held.mode)
}

// edit makes changes in the text. It refuses what would leave a file that the next
// start refuses.
func (c *changing) edit(changes []change) (err error) {
	if c.edited, err = apply(c.held.text, changes); err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	return wouldLoad(c.named, c.edited)
}

// write keeps the edited text, if there is something to keep.
func (c *changing) write() error {
	if c.edited == c.held.text {
		return nil
	}
	if err := writeFile(c.path, c.held.encoding.Encode(c.edited)); err != nil {
		return fmt.Errorf("changing %s: %w", c.path, err)
	}
	return nil
}
