package rows

import (
	"fmt"
	"strings"
	"time"
)

// HistoryHint says what the history field takes.
const HistoryHint = "empty: whole history · now: from now on · a time: 2006-01-02 15:04 (local) or RFC 3339"

// timeLayouts are the ways to write a time, read in the user's own time zone
// where they name none.
func timeLayouts() []string {
	return []string{
		time.RFC3339Nano, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	}
}

// ParseHistory reads a share history time. Nil is the service's default, the
// whole history.
func ParseHistory(typed string, now time.Time) (*time.Time, error) {
	typed = strings.TrimSpace(typed)
	switch strings.ToLower(typed) {
	case "", "all":
		return nil, nil //nolint:nilnil // nil is a value here: no time asked for
	case "now":
		return &now, nil
	}
	for _, layout := range timeLayouts() {
		t, err := time.ParseInLocation(layout, typed, now.Location())
		if err != nil {
			continue
		}
		if t.After(now) {
			return nil, fmt.Errorf("history: %s lies in the future", typed)
		}
		return &t, nil
	}
	return nil, fmt.Errorf("history: %q is no time; write all, now, or a time like 2006-01-02 15:04", typed)
}
