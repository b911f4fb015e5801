package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"acs-chat-tui/config/textfile"
)

// content is what a regular file holds, and its mode: both come from one open file.
type content struct {
	text     string
	encoding textfile.Encoding
	mode     fs.FileMode
}

// readFile returns what a regular file holds. Its error continues a sentence that
// begins with what the file is and where; fs.ErrNotExist is in it where there is none,
// a [*textfile.Error] where it holds no text.
//
// What is not a regular file is refused: reading a pipe could wait for ever.
func readFile(path string, limit int64) (content, error) {
	// Asked before opening, because opening a pipe waits for its other end.
	if info, err := os.Stat(path); err != nil {
		return content{}, reason(err)
	} else if !info.Mode().IsRegular() {
		return content{}, errors.New("is not a regular file")
	}
	opened, err := os.Open(path) //nolint:gosec // the user says which file
	if err != nil {
		return content{}, reason(err)
	}
	defer opened.Close() //nolint:errcheck // nothing was written
	info, err := opened.Stat()
	if err != nil {
		return content{}, reason(err)
	}
	held, err := io.ReadAll(io.LimitReader(opened, limit+1))
	if err != nil {
		return content{}, reason(err)
	}
	if int64(len(held)) > limit {
		return content{}, fmt.Errorf("is larger than %d bytes", limit)
	}
	read := content{mode: info.Mode()}
	read.text, read.encoding, err = textfile.Decode(held)
	return read, err //nolint:wrapcheck // it continues the same sentence
}

// reason puts why a file cannot be read into words, without the path that the
// sentence already has.
func reason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("does not exist%w", silent{err})
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read by you (permission denied)")
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return fmt.Errorf("cannot be read: %w", err)
}

// silent is an error that errors.Is sees and the user does not.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// followLinks returns the file that a path leads to, which need not exist. A symbolic
// link to nothing is an error: it says that the file should be there, on a disk that is
// not mounted perhaps, so that neither its absence nor a file in its place is what the
// user means. Its error continues a sentence that begins with the file.
func followLinks(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	switch {
	case err == nil:
		return target, nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", reason(err)
	}
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil //nolint:nilerr // the file does not exist, which is for the caller to judge
	}
	leads, err := os.Readlink(path)
	if err != nil {
		return "", reason(err)
	}
	return "", fmt.Errorf("is a symbolic link to %s, which does not exist", leads)
}
