package ui

import (
	"testing"
	"time"
)

func TestReadInterval(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]time.Duration{
		"2": 2 * time.Second, "2.5": 2500 * time.Millisecond, "10s": 10 * time.Second, "10 s": 10 * time.Second, "30 sec": 30 * time.Second,
		"1m30s": 90 * time.Second, "1 min 30 s": 90 * time.Second, "10 min": 10 * time.Minute, "10M": 10 * time.Minute,
		"1.9": 0, "10m1s": 0, "": 0, "x": 0, "NaN": 0, "Inf": 0, "1e99": 0, "-5": 0,
	} {
		got, err := readInterval(typed)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %s, %v; want %s", typed, got, err, want)
		}
	}
}
