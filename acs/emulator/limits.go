package emulator

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// window is one row of the documented throttle table: at most calls within a
// time, counted together for the same subject.
type window struct {
	calls   int
	within  time.Duration
	subject func(userID, threadID string) string
}

func ofUser(userID, _ string) string            { return sameID(userID) }
func ofThread(_, threadID string) string        { return threadID }
func ofUserThread(user, threadID string) string { return sameID(user) + "|" + threadID }
func ofResource(_, _ string) string             { return "" }

// windows gives the rows of an operation (documented in service limits).
func windows(operation string) []window {
	const ten = 10 * time.Second
	switch operation {
	case "CreateChatThread":
		return []window{{10, ten, ofUser}, {3000, time.Minute, ofResource}}
	case "DeleteChatThread":
		return []window{{10, ten, ofUser}}
	case "UpdateChatThreadProperties":
		return []window{{5, ten, ofThread}}
	case "AddChatParticipants", "RemoveChatParticipant":
		return []window{{10, ten, ofThread}, {30, time.Minute, ofThread}}
	case "GetChatThreadProperties", "ListChatThreads":
		return []window{{50, ten, ofUser}}
	case "ListChatParticipants":
		return []window{{10, ten, ofUserThread}, {250, ten, ofThread}}
	case "GetChatMessage":
		return []window{{50, ten, ofUserThread}, {250, ten, ofThread}}
	case "ListChatMessages":
		return []window{
			{50, ten, ofUserThread}, {200, time.Minute, ofUserThread}, {250, ten, ofThread}, {400, time.Minute, ofThread},
		}
	case "ListChatReadReceipts":
		return []window{{5, ten, ofUserThread}, {100, ten, ofThread}}
	case "SendChatMessage", "UpdateChatMessage", "DeleteChatMessage":
		return []window{{10, ten, ofThread}, {30, time.Minute, ofThread}}
	case "SendChatReadReceipt":
		return []window{{10, ten, ofUserThread}, {30, time.Minute, ofUserThread}}
	case "SendTypingNotification":
		return []window{
			{5, ten, ofUserThread}, {15, time.Minute, ofUserThread}, {10, ten, ofThread}, {30, time.Minute, ofThread},
		}
	case "Create", "IssueAccessToken":
		return []window{{1000, 3 * ten, ofResource}}
	case "RevokeAccessTokens", "Delete":
		return []window{{500, 3 * ten, ofResource}}
	}
	return nil
}

// windowKey is one subject's window of one operation.
type windowKey struct {
	operation, subject string
	row                int
}

// limiter counts calls in sliding windows. Of each window it keeps only the
// latest calls, as many as are allowed: the earliest of them decides.
type limiter struct {
	mutex sync.Mutex
	calls map[windowKey][]time.Time
}

func (l *limiter) reset() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.calls = nil
}

// check counts a call, throttled or not, and refuses it where a window is full.
func (l *limiter) check(operation, userID, threadID string, now time.Time) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.calls == nil {
		l.calls = map[windowKey][]time.Time{}
	}
	l.forget(now)
	var wait time.Duration
	full := false
	for row, rule := range windows(operation) {
		key := windowKey{operation, rule.subject(userID, threadID), row}
		calls := l.calls[key]
		if len(calls) == rule.calls {
			full = full || now.Sub(calls[0]) < rule.within
			calls = calls[1:]
		}
		calls = append(calls, now)
		l.calls[key] = calls
		if len(calls) == rule.calls {
			wait = max(wait, rule.within-now.Sub(calls[0]))
		}
	}
	if !full {
		return nil
	}
	return throttled(wait)
}

// forget drops the windows that are over, once there are many.
func (l *limiter) forget(now time.Time) {
	const many = 10_000
	if len(l.calls) < many {
		return
	}
	for key, calls := range l.calls {
		if now.Sub(calls[len(calls)-1]) > time.Minute {
			delete(l.calls, key)
		}
	}
}

// throttled is the 429. Its code and message are documented, Retry-After is a
// choice: no live 429 of chat was found.
func throttled(wait time.Duration) *failure {
	return &failure{
		status: http.StatusTooManyRequests, code: "TooManyRequests", message: "Rate limit exceeded.",
		header: http.Header{"Retry-After": {retryAfter(wait)}},
	}
}

// retryAfter is a wait in whole seconds, rounded up.
func retryAfter(wait time.Duration) string {
	return strconv.Itoa(max(0, int(math.Ceil(wait.Seconds()))))
}
