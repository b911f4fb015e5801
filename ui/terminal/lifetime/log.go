package lifetime

import (
	"fmt"
	"log/slog"
	"os"
)

// OpenLog opens the log file, which only the user can read. Without one the log goes
// nowhere: standard error belongs to the terminal.
func OpenLog(path string) (log *slog.Logger, closeLog func(), err error) {
	if path == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // the path is the user's own
	if err != nil {
		return nil, nil, fmt.Errorf("opening the log: %w", err)
	}
	if err := keepPrivate(file); err != nil {
		_ = file.Close() // Nothing was written.
		return nil, nil, err
	}
	return slog.New(slog.NewJSONHandler(file, nil)), func() { _ = file.Close() }, nil
}

// keepPrivate denies others a log that was there already. What is no regular file, such as
// /dev/null, keeps its mode.
func keepPrivate(log *os.File) error {
	const others = 0o077
	info, err := log.Stat()
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&others == 0 {
		return nil
	}
	if err := log.Chmod(info.Mode().Perm() &^ others); err != nil {
		return fmt.Errorf("others may read or write the log, and that cannot be changed: %w; name another file", err)
	}
	return nil
}
