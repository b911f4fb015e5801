package roster

import (
	"fmt"
	"strings"
	"time"
)

// HistoryHint says what a share history time may be.
const HistoryHint = "empty or all: whole history · now: from now on · a time: 2006-01-02 15:04 (local) or RFC 3339"

// timeLayouts are the ways to write a time. Days are never written with slashes or
// dots: whether 02/03 is in February or in March is not for a program to guess.
func timeLayouts() [8]string {
	return [...]string{
		time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
		"2006-01-02T15:04", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00",
	}
}

// ParseHistory reads a share history time: nothing or "all" for the whole history,
// which is nil and the service's default; "now" for now; or a time, which must not
// be later than now. Times that name no offset are in location.
func ParseHistory(typed string, now time.Time, location *time.Location) (*time.Time, error) {
	typed = strings.TrimSpace(typed)
	switch strings.ToLower(typed) {
	case "", "all":
		return nil, nil //nolint:nilnil // nil is a value here: no time asked for
	case "now":
		return &now, nil
	}
	for _, layout := range timeLayouts() {
		if shape(layout) != shape(typed) {
			continue
		}
		t, err := time.ParseInLocation(layout, typed, location)
		if err != nil {
			continue
		}
		switch {
		case t.After(now):
			return nil, fmt.Errorf("share history time: %s lies in the future", cite(typed))
		case t.UTC().Year() < 1:
			return nil, fmt.Errorf("share history time: %s is before the year 1, which cannot be sent", cite(typed))
		}
		return &t, nil
	}
	return nil, fmt.Errorf("share history time: %s is no time; write all, now, or a time like 2006-01-02 15:04", cite(typed))
}

// shape is what stands behind the day, by which most layouts are ruled out without
// a try; 0 for a day alone.
func shape(s string) byte {
	if len(s) <= len(time.DateOnly) {
		return 0
	}
	return s[len(time.DateOnly)]
}
