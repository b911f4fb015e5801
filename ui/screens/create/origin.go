package create

import (
	"maps"
	"reflect"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
)

// origin says which of several attempts with one repeatability request id made the
// thread that the service answered with.
type origin int

const (
	originThisAttempt origin = iota
	// originEarlierAttempt is one whose answer was lost, and that asked for
	// something else than the form says now.
	originEarlierAttempt
	// originUnclear is the origin where what came fits both, or neither.
	originUnclear
)

// originOf compares the thread with what was asked for, now and by the attempts
// whose answers were lost. The answer holds no participants, so attempts that
// differ only in these cannot be told apart.
func originOf(thread acs.ChatThreadProperties, asked command.NewThread, lost []command.NewThread) origin {
	differs, fitsEarlier := false, false
	for _, earlier := range lost {
		if reflect.DeepEqual(earlier, asked) {
			continue
		}
		differs = true
		fitsEarlier = fitsEarlier || fits(thread, earlier)
	}
	fitsNow := fits(thread, asked)
	switch {
	case !differs || (fitsNow && !fitsEarlier):
		return originThisAttempt
	case fitsEarlier && !fitsNow:
		return originEarlierAttempt
	}
	return originUnclear
}

// fits reports whether a thread is what was asked for, as far as it tells.
func fits(thread acs.ChatThreadProperties, asked command.NewThread) bool {
	return thread.Topic == asked.Topic && maps.Equal(thread.Metadata, asked.Metadata) &&
		daysOf(thread.RetentionPolicy) == daysOf(asked.RetentionPolicy)
}

// daysOf is a retention policy's number of days; 0 where it has none.
func daysOf(policy *acs.ChatRetentionPolicy) int32 {
	if policy == nil || policy.DeleteThreadAfterDays == nil {
		return 0
	}
	return *policy.DeleteThreadAfterDays
}

// note is what is to be said of the origin, or nothing.
func (o origin) note() string {
	switch o {
	case originEarlierAttempt:
		return "This thread was made by your earlier attempt, whose answer was lost: " +
			"it holds what was sent then, not what the form says now."
	case originUnclear:
		return "This thread may be that of your earlier attempt, whose answer was lost: " +
			"then it holds the participants that were sent then, not those that the form says now. Its participants tell."
	case originThisAttempt:
	}
	return ""
}
