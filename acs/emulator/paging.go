package emulator

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// pageSize reads maxPageSize.
func (c *call) pageSize(usual int) (int, error) {
	text, present := c.parameter("maxPageSize")
	if !present {
		return usual, nil
	}
	size, err := strconv.ParseInt(text, 10, 32)
	if err != nil || size < 1 {
		return 0, badRequest("MaxPageSize must be a positive int32.")
	}
	return int(min(size, maxPageSize)), nil
}

// skip reads skip.
func (c *call) skip() (int, error) {
	text, present := c.parameter("skip")
	if !present {
		return 0, nil
	}
	skip, err := strconv.ParseInt(text, 10, 32)
	if err != nil || skip < 0 {
		return 0, badRequest("Skip must be an int32 of 0 or more.")
	}
	return int(skip), nil
}

// parameter reads one parameter of the query.
func (c *call) parameter(name string) (string, bool) {
	values, present := c.query[name]
	if !present || len(values) == 0 {
		return "", false
	}
	return values[0], true
}

// participantsLink is the recorded form of nextLink: absolute, the thread id
// unescaped, the parameters in this order.
func (c *call) participantsLink(threadID string, skip, size int) string {
	return fmt.Sprintf("%s/chat/threads/%s/participants?skip=%d&maxPageSize=%d&api-version=%s",
		base(c.request), threadID, skip, size, c.version)
}

// listChatThreads answers a page of the caller's threads.
func (s *Service) listChatThreads(c *call) (response, error) {
	size, err := c.pageSize(defaultPageSize)
	if err != nil {
		return response{}, err
	}
	start, err := c.startTime()
	if err != nil {
		return response{}, err
	}
	position, err := c.threadsPosition()
	if err != nil {
		return response{}, err
	}
	page := threadsModel{Value: []threadItemModel{}}
	var last *thread
	for _, candidate := range s.store.listed(c.caller.id) {
		if candidate.lastMessageOn.Before(start) || !position.before(candidate) {
			continue
		}
		if len(page.Value) == size {
			page.NextLink = c.threadsLink(last, start, size)
			break
		}
		page.Value = append(page.Value, candidate.item())
		last = candidate
	}
	return success(http.StatusOK, page), nil
}

// cultureLayout is the form of startTime in the links recorded for messages:
// a culture's format, which a client can only pass through.
const cultureLayout = "1/2/2006 3:04:05 PM -07:00"

// cultureTime is a time in that form, as it stands in a link.
func cultureTime(moment time.Time) string {
	return strings.ReplaceAll(url.QueryEscape(moment.Format(cultureLayout)), "+", "%20")
}

// startTime reads startTime, in RFC 3339 or in the form of a link.
func (c *call) startTime() (time.Time, error) {
	text, present := c.parameter("startTime")
	if !present {
		return wholeHistory(), nil
	}
	moment, ok := readTime(text, time.RFC3339Nano, cultureLayout)
	if !ok {
		return time.Time{}, badRequest("StartTime is not a date-time of the years 1 to 9999.")
	}
	return moment, nil
}

// threadsPosition is a place in a list of threads: after the thread with this
// last activity. The zero position is the list's beginning.
type threadsPosition struct {
	seconds  int64
	activity int
	set      bool
}

// before says whether a thread comes after the position, newest activity first.
func (p threadsPosition) before(t *thread) bool {
	if !p.set {
		return true
	}
	if seconds := t.lastMessageOn.Unix(); seconds != p.seconds {
		return seconds < p.seconds
	}
	return t.activity < p.activity
}

// threadsPosition reads the syncState of a link.
func (c *call) threadsPosition() (threadsPosition, error) {
	text, present := c.parameter("syncState")
	if !present {
		return threadsPosition{}, nil
	}
	refusal := badRequest("SyncState is not one of this service.")
	decoded, err := hex.DecodeString(text)
	if err != nil {
		return threadsPosition{}, refusal
	}
	seconds, activity, _ := strings.Cut(string(decoded), ".")
	position := threadsPosition{set: true}
	if position.seconds, err = strconv.ParseInt(seconds, 10, 64); err != nil {
		return threadsPosition{}, refusal
	}
	if position.activity, err = strconv.Atoi(activity); err != nil {
		return threadsPosition{}, refusal
	}
	return position, nil
}

// threadsLink is the link to the threads after one.
func (c *call) threadsLink(after *thread, start time.Time, size int) string {
	state := hex.EncodeToString(fmt.Appendf(nil, "%d.%d", after.lastMessageOn.Unix(), after.activity))
	return fmt.Sprintf("%s/chat/threads?syncState=%s&startTime=%s&maxPageSize=%d&api-version=%s",
		base(c.request), state, cultureTime(start), size, c.version)
}
