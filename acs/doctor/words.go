package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// stamp is a time as the report writes it: UTC, whole seconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// duration is a length of time in its two largest units.
func duration(d time.Duration) string {
	d = d.Abs()
	if d > 0 && d < time.Second {
		return fmt.Sprintf("%d ms", max(1, d.Milliseconds()))
	}
	d = d.Round(time.Second)
	const day = 24 * time.Hour
	switch {
	case d >= 2*day: // a token's day reads better in hours
		return twoUnits(int(d/day), "d", int(d%day/time.Hour), "h")
	case d >= time.Hour:
		return twoUnits(int(d/time.Hour), "h", int(d%time.Hour/time.Minute), "min")
	case d >= time.Minute:
		return twoUnits(int(d/time.Minute), "min", int(d%time.Minute/time.Second), "s")
	}
	return fmt.Sprintf("%d s", int(d/time.Second))
}

func twoUnits(large int, largeUnit string, small int, smallUnit string) string {
	if small == 0 {
		return fmt.Sprintf("%d %s", large, largeUnit)
	}
	return fmt.Sprintf("%d %s %d %s", large, largeUnit, small, smallUnit)
}

// timedOut holds for an error that a limit of time made.
func timedOut(ctx context.Context, err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return true
	}
	failure, is := errors.AsType[net.Error](err)
	return is && failure.Timeout()
}

// networkWords is a connection's error without Go's frame.
func networkWords(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ENETUNREACH):
		return "network unreachable"
	case errors.Is(err, syscall.EHOSTUNREACH):
		return "host unreachable"
	case errors.Is(err, syscall.ECONNRESET):
		return "connection reset"
	}
	if framed, is := errors.AsType[*url.Error](err); is {
		err = framed.Err
	}
	return err.Error()
}

// someOf lists names, the first few of many.
func someOf(names []string) string {
	const most = 6
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
