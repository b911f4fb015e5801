package lifetime

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"acs-chat-tui/ui/style/text"
)

// Report is what is kept of a crash, for those who mend it and for the user, whose text
// is in it.
type Report struct {
	Version string
	At      time.Time
	// Doing says what the program did, as in "drawing".
	Doing string
	Fault any
	Stack []byte
	// Details are what else is known: sections of text with their headings.
	Details string
}

// Save writes the report, with secrets removed, into a file that only the user can read, and returns what the
// program fails with: an error that says where the report is, and which writes were
// under way.
func (r Report) Save(removeSecrets func(string) string, lookupEnv func(string) (string, bool), underWay ...string) error {
	content := text.SanitizeLines(removeSecrets(r.text()))
	path, err := save(Folder(lookupEnv), r.At, content)
	if err != nil {
		// The folder is full, not writable, or a file.
		path, err = save(os.TempDir(), r.At, content)
	}
	return &CrashError{Path: path, Err: err, UnderWay: underWay}
}

// text is the whole report.
func (r Report) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "acs-chat-tui crash report\n\nversion   %s, %s, %s/%s\ntime      %s\nwhile     %s\nfault     %v\n",
		r.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, r.At.UTC().Format(time.RFC3339), r.Doing, r.Fault)
	if r.Details != "" {
		b.WriteString("\n" + r.Details)
	}
	fmt.Fprintf(&b, "\n== Stack ==\n%s", r.Stack)
	return b.String()
}

// save writes content into a new file of a folder, which it makes where it is missing.
func save(folder string, at time.Time, content string) (path string, err error) {
	if folder == "" {
		return "", errors.New("there is no folder for it")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the folder of the crash report: %w", err)
	}
	// CreateTemp makes a name that nothing else has, and a file for the user alone.
	file, err := os.CreateTemp(folder, "crash-"+at.UTC().Format("20060102-150405")+"-*.txt")
	if err != nil {
		return "", fmt.Errorf("making the crash report: %w", err)
	}
	_, err = file.WriteString(content)
	if err = errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("writing the crash report: %w", err)
	}
	return file.Name(), nil
}

// Folder is where crash reports go; empty where the environment names no home.
func Folder(lookupEnv func(string) (string, bool)) string {
	const name = "acs-chat-tui"
	value := func(variable string) string {
		v, _ := lookupEnv(variable)
		if !filepath.IsAbs(v) {
			return ""
		}
		return v
	}
	switch runtime.GOOS {
	case "windows":
		if local := value("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, name)
		}
		return ""
	case "darwin":
		if home := value("HOME"); home != "" {
			return filepath.Join(home, "Library", "Logs", name)
		}
		return ""
	}
	if state := value("XDG_STATE_HOME"); state != "" {
		return filepath.Join(state, name)
	}
	if home := value("HOME"); home != "" {
		return filepath.Join(home, ".local", "state", name)
	}
	return ""
}

// CrashError says that the program ended by a fault of its own.
type CrashError struct {
	// Path is where the report is; Err says why there is none.
	Path string
	Err  error
	// UnderWay are the writes whose outcome is not known, a sentence each.
	UnderWay []string
}

// Error says where the report is.
func (e *CrashError) Error() string {
	said := "internal error"
	if e.Err != nil {
		said += "; its report couldn't be written: " + e.Err.Error()
	} else {
		said += "; the report, with what you typed, is in " + e.Path
	}
	return strings.Join(append([]string{said}, e.UnderWay...), "\n")
}

// Unwrap is why there is no report.
func (e *CrashError) Unwrap() error { return e.Err }
