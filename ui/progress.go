package ui

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/style/text"
)

// When a running request is shown, and when the seconds are counted: a quick
// answer needs neither.
const (
	showAfter   = 150 * time.Millisecond
	countAfter  = 2 * time.Second
	soonExpired = 10 * time.Minute
)

// spinner is drawn beside what is under way.
var spinner = [...]rune{'⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'}

// waitText says what a call waits for, and which key ends the wait; an empty one
// does not.
func waitText(call *command.Call, now time.Time, endKey string) string {
	var event acs.RetryEvent
	why, until := "staying under the service's limit", call.Begins
	if call.Retry != nil {
		event, until, why = call.Retry.Event, call.Retry.Until, "no answer"
	}
	switch {
	case event.StatusCode != 0 && between(event.Err):
		why = fmt.Sprintf("something in between answered %d", event.StatusCode)
	case event.StatusCode == http.StatusTooManyRequests:
		why = "throttled"
	case event.StatusCode != 0:
		why = fmt.Sprintf("the service answered %d", event.StatusCode)
	}
	if left := until.Sub(now); left > 0 {
		wait := fmt.Sprintf("%s, again in %s", why, text.Life(left.Round(time.Second)+time.Second/2))
		if endKey == "" {
			return wait
		}
		return wait + " · " + endKey + " ends the wait"
	}
	return fmt.Sprintf("%s, trying again (%d of %d)", why, event.Attempt+1, event.MaxAttempts)
}

// between reports whether a refusal is that of something between here and the service.
func between(err error) bool {
	refused, is := errors.AsType[*acs.ResponseError](err)
	return is && refused.AnsweredBy == acs.AnswererIntermediary
}
