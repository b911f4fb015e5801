package emulator

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// bucket is one row of the documented throttle table: a bucket of tokens for each
// subject. A call takes one, and each comes back a fixed time after it was taken.
// That is stricter than a bucket which drips: a full one and its drips together
// would allow nearly twice the documented calls within the time.
type bucket struct {
	tokens  int
	back    time.Duration
	subject func(userID, threadID string) string
}

func ofUser(userID, _ string) string            { return sameID(userID) }
func ofThread(_, threadID string) string        { return threadID }
func ofUserThread(user, threadID string) string { return sameID(user) + "|" + threadID }
func ofResource(_, _ string) string             { return "" }

// buckets gives the rows of an operation (documented in service limits). Where a
// row names several operations each has a bucket of its own: a choice.
func buckets(operation string) []bucket {
	const ten = 10 * time.Second
	switch operation {
	case "CreateChatThread":
		return []bucket{{10, ten, ofUser}, {3000, time.Minute, ofResource}}
	case "DeleteChatThread":
		return []bucket{{10, ten, ofUser}}
	case "UpdateChatThreadProperties":
		return []bucket{{5, ten, ofThread}}
	case "AddChatParticipants", "RemoveChatParticipant":
		return []bucket{{10, ten, ofThread}, {30, time.Minute, ofThread}}
	case "GetChatThreadProperties", "ListChatThreads":
		return []bucket{{50, ten, ofUser}}
	case "ListChatParticipants":
		return []bucket{{10, ten, ofUserThread}, {250, ten, ofThread}}
	case "GetChatMessage":
		return []bucket{{50, ten, ofUserThread}, {250, ten, ofThread}}
	case "ListChatMessages":
		return []bucket{
			{50, ten, ofUserThread}, {200, time.Minute, ofUserThread}, {250, ten, ofThread}, {400, time.Minute, ofThread},
		}
	case "ListChatReadReceipts":
		return []bucket{{5, ten, ofUserThread}, {100, ten, ofThread}}
	case "SendChatMessage", "UpdateChatMessage", "DeleteChatMessage":
		return []bucket{{10, ten, ofThread}, {30, time.Minute, ofThread}}
	case "SendChatReadReceipt":
		return []bucket{{10, ten, ofUserThread}, {30, time.Minute, ofUserThread}}
	case "SendTypingNotification":
		return []bucket{
			{5, ten, ofUserThread}, {15, time.Minute, ofUserThread}, {10, ten, ofThread}, {30, time.Minute, ofThread},
		}
	case "Create", "IssueAccessToken":
		return []bucket{{1000, 3 * ten, ofResource}}
	case "RevokeAccessTokens", "Delete":
		return []bucket{{500, 3 * ten, ofResource}}
	}
	return nil
}

// bucketKey is one subject's bucket of one operation.
type bucketKey struct {
	operation, subject string
	row                int
}

// limiter holds the buckets in use. Of each it keeps when its tokens were last
// taken, the earliest first, and none that was never taken.
type limiter struct {
	mutex sync.Mutex
	taken map[bucketKey][]time.Time
}

func (l *limiter) reset() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.taken = nil
}

// check takes a token of each bucket of a call, and refuses the call where one had
// none left. A refused call takes tokens as well (documented): the one that would
// come back first is taken anew, so whoever never pauses stays throttled.
func (l *limiter) check(operation, userID, threadID string, now time.Time) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.taken == nil {
		l.taken = map[bucketKey][]time.Time{}
	}
	l.forget(now)
	var wait time.Duration
	empty := false
	for row, rule := range buckets(operation) {
		key := bucketKey{operation, rule.subject(userID, threadID), row}
		taken := l.taken[key]
		if len(taken) == rule.tokens {
			empty = empty || now.Sub(taken[0]) < rule.back
			taken = taken[1:]
		}
		taken = append(taken, now)
		l.taken[key] = taken
		if len(taken) == rule.tokens {
			wait = max(wait, rule.back-now.Sub(taken[0]))
		}
	}
	if !empty {
		return nil
	}
	return throttled(wait)
}

// forget drops the buckets that are full again, once there are many.
func (l *limiter) forget(now time.Time) {
	const many = 10_000
	if len(l.taken) < many {
		return
	}
	for key, taken := range l.taken {
		if now.Sub(taken[len(taken)-1]) > time.Minute {
			delete(l.taken, key)
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
