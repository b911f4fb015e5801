package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// Where the configuration file is, below the user's configuration directory.
const (
	directoryName = "acs-chat-tui"
	fileName      = "config.toml"
)

// location is where the configuration file is or would be.
type location struct {
	// path is absolute. Empty: the system has no place for one.
	path string
	// named says that --config names it, so that it must be there.
	named bool
	// missing says why path is empty.
	missing error
}

func (l Loader) locate(configFile string) (location, error) {
	if configFile != "" {
		path, err := filepath.Abs(configFile)
		if err != nil {
			return location{}, fmt.Errorf("finding the configuration file %s: %w", configFile, err)
		}
		return location{path: path, named: true}, nil
	}
	directory, err := l.UserConfigDir()
	if err != nil {
		return location{missing: fmt.Errorf("there is no configuration directory (%w); name a file with --%s",
			err, flagConfig)}, nil
	}
	return location{path: filepath.Join(directory, directoryName, fileName)}, nil
}

// expand makes a path of the configuration file absolute. Its error continues a sentence
// that begins with the key.
func (l Loader) expand(path, directory string) (string, error) {
	if path == "~" || strings.HasPrefix(path, "~/") || strings.HasPrefix(path, `~\`) {
		home, err := l.UserHomeDir()
		if err != nil {
			return "", errors.New("begins with ~, and the environment does not say where your home directory is")
		}
		return filepath.Join(home, path[1:]), nil
	}
	if strings.HasPrefix(path, "~") {
		return "", errors.New("begins with another user's home directory, which is not supported; write the whole path")
	}
	if filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}
	return filepath.Join(directory, path), nil
}

var plainPath = regexp.MustCompile(`^[A-Za-z0-9/._+:@%-]+$`)

// quoteArgument writes a path so that a shell takes it as one word.
func quoteArgument(path string) string {
	if plainPath.MatchString(path) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
