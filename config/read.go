package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// readFile returns a regular file's text and its mode, which belong together:
// both come from one open file. Its error continues a sentence that begins with
// what the file is and where; fs.ErrNotExist is in it where there is none.
//
// What is not a regular file is refused: reading a pipe could wait for ever.
func readFile(path string, limit int64) ([]byte, fs.FileMode, error) {
	// Asked before opening, because opening a pipe waits for its other end.
	if info, err := os.Stat(path); err != nil {
		return nil, 0, reason(err)
	} else if !info.Mode().IsRegular() {
		return nil, 0, errors.New("is not a regular file")
	}
	opened, err := os.Open(path) //nolint:gosec // the user says which file
	if err != nil {
		return nil, 0, reason(err)
	}
	defer opened.Close() //nolint:errcheck // nothing was written
	info, err := opened.Stat()
	if err != nil {
		return nil, 0, reason(err)
	}
	text, err := io.ReadAll(io.LimitReader(opened, limit+1))
	if err != nil {
		return nil, 0, reason(err)
	}
	if int64(len(text)) > limit {
		return nil, 0, fmt.Errorf("is larger than %d bytes", limit)
	}
	return text, info.Mode(), nil
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

// Permissions that other users must not have.
const (
	othersReadOrWrite fs.FileMode = 0o066
	othersWrite       fs.FileMode = 0o022
)

// checkMode refuses a file that other users have more rights to than they may.
// what continues a sentence that begins with the file. Windows has no such
// bits: its profile folders are the user's own.
func checkMode(path string, mode, forbidden fs.FileMode, what string) error {
	if runtime.GOOS == "windows" || mode.Perm()&forbidden == 0 {
		return nil
	}
	if forbidden == othersWrite {
		return fmt.Errorf("%s %s and others may write to it; run: chmod go-w %s", path, what, quoteArgument(path))
	}
	return fmt.Errorf("%s %s and others may read or write it; run: chmod 600 %s", path, what, quoteArgument(path))
}
