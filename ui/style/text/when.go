package text

import (
	"strconv"
	"time"
)

const day = 24 * time.Hour

// Ago says how long before now then was, in the largest unit that is full,
// always rounded down: "just now" (less than a minute either way, which also
// covers clocks that differ a little), "5 min ago" (under an hour), "3 h ago"
// (under 24 hours), "12 days ago" (under 31 days), "4 months ago" (full
// calendar months, under 12), "2 years ago". For the future it says "in 3 h".
func Ago(now, then time.Time) string {
	now, then = now.UTC(), then.UTC()
	if then.After(now) {
		if span := spanOf(then, now); span != "" {
			return "in " + span
		}
		return "just now"
	}
	if span := spanOf(now, then); span != "" {
		return span + " ago"
	}
	return "just now"
}

// spanOf words the time from earlier to later, "" for less than a minute.
func spanOf(later, earlier time.Time) string {
	d := later.Sub(earlier)
	switch {
	case d < time.Minute:
		return ""
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < day:
		return strconv.Itoa(int(d/time.Hour)) + " h"
	case d < 31*day:
		return count(int(d/day), "day")
	}
	months := fullMonths(later, earlier)
	if months < 12 {
		return count(months, "month")
	}
	return count(months/12, "year")
}

// fullMonths is the number of full calendar months between two times.
func fullMonths(later, earlier time.Time) int {
	months := (later.Year()-earlier.Year())*12 + int(later.Month()) - int(earlier.Month())
	if earlier.AddDate(0, months, 0).After(later) {
		months--
	}
	return max(months, 1)
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.Itoa(n) + " " + unit + "s"
}

// Life words the time that something, a token, has left, rounded down so that
// it never promises more than there is: "2 days 3 h", "23 h 59 min", "59 min",
// "45 s", "under 1 s", and "expired" for 0 and less.
func Life(d time.Duration) string {
	switch {
	case d <= 0:
		return "expired"
	case d < time.Second:
		return "under 1 s"
	case d < time.Minute:
		return strconv.Itoa(int(d/time.Second)) + " s"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < day:
		return twoUnits(strconv.Itoa(int(d/time.Hour))+" h", int(d%time.Hour/time.Minute), "min")
	default:
		return twoUnits(count(int(d/day), "day"), int(d%day/time.Hour), "h")
	}
}

func twoUnits(large string, small int, unit string) string {
	if small == 0 {
		return large
	}
	return large + " " + strconv.Itoa(small) + " " + unit
}

// LocalAndUTC words a time twice: in loc with its offset, as in
// "2026-11-23 14:05:09 +01:00", and in UTC, as in "2026-11-23 13:05:09 UTC".
// Fractions of a second are shown where there are any. A nil loc is UTC.
func LocalAndUTC(t time.Time, loc *time.Location) (local, utc string) {
	if loc == nil {
		loc = time.UTC
	}
	return t.In(loc).Format("2006-01-02 15:04:05.999 -07:00"), t.UTC().Format("2006-01-02 15:04:05.999") + " UTC"
}
