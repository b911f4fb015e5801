package savefile

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Resolve makes the absolute path of a file name as users type and paste them: with
// quotation marks around it, as a file:// URL, with a shell's escaped spaces, or below ~,
// the home directory.
func Resolve(typed string) (string, error) {
	path := strings.TrimSpace(typed)
	if n := len(path); n > 1 && strings.IndexByte(`'"`, path[0]) >= 0 && path[n-1] == path[0] {
		path = path[1 : n-1]
	} else if runtime.GOOS != "windows" {
		path = strings.ReplaceAll(path, `\ `, " ")
	}
	path = withoutScheme(path)
	if rest, home := strings.CutPrefix(path, "~"); home {
		if rest != "" && !os.IsPathSeparator(rest[0]) && rest[0] != '/' {
			return typed, errors.New("another user's home directory is not supported; type the whole path")
		}
		directory, err := os.UserHomeDir()
		if err != nil {
			return typed, fmt.Errorf("finding the home directory: %w", err)
		}
		path = filepath.Join(directory, rest)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return typed, fmt.Errorf("finding the folder: %w", err)
	}
	return absolute, nil
}

// withoutScheme is the path of a file:// URL of this machine; anything else stays.
func withoutScheme(path string) string {
	link, err := url.Parse(path)
	if err != nil || link.Scheme != "file" || link.Host != "" && link.Host != "localhost" {
		return path
	}
	if runtime.GOOS == "windows" {
		return filepath.FromSlash(strings.TrimPrefix(link.Path, "/"))
	}
	return link.Path
}
