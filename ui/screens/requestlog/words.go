package requestlog

import (
	"errors"
	"fmt"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// success says how an exchange went, beside its words.
type success int

const (
	fine success = iota
	doubtful
	bad
)

// outcome is how an exchange ended, in a few words.
func outcome(x acs.Exchange) (string, success) {
	failure, failed := errors.AsType[*acs.RequestError](x.Err)
	if !failed {
		return x.Status(), successOf(x.StatusCode)
	}
	words, how := reasonWords(failure.Reason), bad
	if failure.Reason == acs.RequestErrorReasonCanceled {
		how = doubtful
	}
	if x.StatusCode != 0 {
		words = fmt.Sprintf("%d, %s", x.StatusCode, words)
	}
	return words, how
}

func successOf(status int) success {
	const redirect, refusal, throttled = 300, 400, 429
	switch {
	case status < redirect:
		return fine
	case status < refusal, status == throttled:
		return doubtful
	}
	return bad
}

func reasonWords(reason acs.RequestErrorReason) string {
	switch reason {
	case acs.RequestErrorReasonConnectionRefused:
		return "connection refused"
	case acs.RequestErrorReasonUnknownHost:
		return "unknown host"
	case acs.RequestErrorReasonCertificate:
		return "untrusted certificate"
	case acs.RequestErrorReasonNotConnected:
		return "no connection"
	case acs.RequestErrorReasonForeignOrigin:
		return "from elsewhere"
	case acs.RequestErrorReasonTimeout:
		return "no answer in time"
	case acs.RequestErrorReasonCanceled:
		return "cancelled"
	case acs.RequestErrorReasonAnswerTooLong:
		return "answer too long"
	case acs.RequestErrorReasonLost:
		return "answer lost"
	case acs.RequestErrorReasonProxy:
		return "no way through the proxy"
	case acs.RequestErrorReasonToken:
	}
	return "failed"
}

// took words a duration in few cells: "<1 ms", "87 ms", "1.2 s", "20 s", "2 min".
func took(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "<1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Truncate(time.Second/10).Seconds())
	}
	return text.Life(d)
}

// size words a number of bytes.
func size(bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d B", bytes)
	case bytes < mega:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/kilo)
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/mega)
}

// requests counts requests in words.
func requests(n int) string {
	if n == 1 {
		return "1 request"
	}
	return fmt.Sprintf("%d requests", n)
}
