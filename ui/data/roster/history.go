package roster

import (
	"fmt"
	"strings"
	"time"
)

// HistoryHint describes what ParseHistory reads.
const HistoryHint = "empty or all: whole history · now: from now on · a time: 2006-01-02 15:04 (local) or RFC 3339"

// timeLayouts have no days with slashes or dots: whether 02/03 is in February or in March is
// not for a program to guess.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	"2006-01-02T15:04", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00",
}

// ParseHistory reads a share history time: nothing or "all" for the whole history, which is
// nil and the service's default; "now" for now; or a time that is not later than now. Times
// without an offset are in now's location.
func ParseHistory(typed string, now time.Time) (*time.Time, error) {
	typed = strings.TrimSpace(typed)
	switch strings.ToLower(typed) {
	case "", "all":
		return nil, nil //nolint:nilnil // nil is a value here: the whole history
	case "now":
		return &now, nil
	}
	for _, layout := range timeLayouts {
		t, err := time.ParseInLocation(layout, typed, now.Location())
		switch {
		case err != nil:
			continue
		case t.After(now):
			return nil, fmt.Errorf("share history time: %s lies in the future", cite(typed))
		case t.UTC().Year() < 1:
			return nil, fmt.Errorf("share history time: %s is before the year 1, which cannot be sent", cite(typed))
		}
		return &t, nil
	}
	return nil, fmt.Errorf("share history time: %s is no time; write all, now, or a time like 2006-01-02 15:04", cite(typed))
}
