package emulator

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// bucket is one row of the documented service limits: a bucket of tokens for each subject.
// Each token comes back a fixed time after it was used. A bucket which drips would allow
// nearly twice the documented calls within the time.
type bucket struct {
	tokens  int
	back    time.Duration
	subject func(userID, threadID string) string
}

func ofUser(userID, _ string) string            { return sameID(userID) }
func ofThread(_, threadID string) string        { return threadID }
func ofUserThread(user, threadID string) string { return sameID(user) + "|" + threadID }
func ofResource(_, _ string) string             { return "" }

// bucketKey is one subject's bucket of one operation.
type bucketKey struct {
	operation, subject string
	row                int
}

// limiter holds when the tokens of each bucket were last used, the earliest first.
type limiter struct {
	mutex sync.Mutex
	taken map[bucketKey][]time.Time
}

func (l *limiter) reset() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.taken = nil
}

// check uses a token of each bucket of an operation, and refuses the call where one had none
// left. A refused call uses tokens as well (documented).
func (l *limiter) check(called operation, userID, threadID string, now time.Time) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.taken == nil {
		l.taken = map[bucketKey][]time.Time{}
	}
	l.forget(now)
	var wait time.Duration
	empty := false
	for row, rule := range called.limits {
		key := bucketKey{called.name, rule.subject(userID, threadID), row}
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

// forget drops buckets that are full again, once there are many.
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
