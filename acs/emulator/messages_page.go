package emulator

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// listChatMessages answers a page of the messages the caller may see, newest
// change first (recorded).
func (s *Service) listChatMessages(c *call) (response, error) {
	size, err := c.pageSize(defaultMessagesPage)
	if err != nil {
		return response{}, err
	}
	start, err := c.startTime()
	if err != nil {
		return response{}, err
	}
	position, err := c.messagesPosition()
	if err != nil {
		return response{}, err
	}
	found, seen, err := s.store.readable(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	list, next, more := found.said().page(position, size, func(m *message) bool {
		return seen.shows(m) && !m.createdOn.Before(start)
	})
	page := messagesModel{Value: make([]messageModel, 0, len(list))}
	for _, one := range list {
		page.Value = append(page.Value, one.model(c.version))
	}
	if more {
		page.NextLink = c.messagesLink(found.id, next, start, size)
	}
	return success(http.StatusOK, page), nil
}

// messagesPosition is a place in a list of messages, by versions: what lies
// between them was listed, what is newer than the one and older than the other
// was not. The zero position is the list's beginning.
type messagesPosition struct {
	oldest, newest int64
}

// page gives the messages after a position, newest first, the position after
// them, and whether there are more. What came or changed since the first page
// comes first: so the service repeats a message that arrived meanwhile to whoever
// has it already (reported for the live service, and the recorded syncState holds
// the two times this takes).
func (h *history) page(at messagesPosition, size int, shows func(*message) bool) ([]*message, messagesPosition, bool) {
	var newer, older []*message // newest first
	for _, one := range slices.Backward(h.messages) {
		switch {
		case !shows(one):
		case at.newest == 0 || one.version < at.oldest:
			older = append(older, one)
		case one.version > at.newest:
			newer = append(newer, one)
		}
	}
	if len(newer) > size {
		// More is new than fits: the rest of it is on the next page.
		newer = newer[len(newer)-size:]
		at.newest = newer[0].version
		return newer, at, true
	}
	taken := older[:min(len(older), size-len(newer))]
	list := slices.Concat(newer, taken)
	if len(list) > 0 {
		at.newest = max(at.newest, list[0].version)
	}
	if len(taken) > 0 {
		at.oldest = taken[len(taken)-1].version
	}
	return list, at, len(taken) < len(older)
}

// The recorded form of syncState, before its hexadecimal digits: a byte, the
// length of the thread's id, the id, a byte, and two times in milliseconds, which
// are the versions of the oldest and the newest message listed. Numbers have their
// lowest byte first.
const (
	syncStateBegins = 0x3e
	syncStateTimes  = 0x01
)

// encode is the position as a syncState.
func (p messagesPosition) encode(threadID string) string {
	state := binary.LittleEndian.AppendUint32([]byte{syncStateBegins}, uint32(len(threadID))) //nolint:gosec // an id is short
	state = append(append(state, threadID...), syncStateTimes)
	state = binary.LittleEndian.AppendUint64(state, uint64(p.oldest)) //nolint:gosec // the bits stay the same
	state = binary.LittleEndian.AppendUint64(state, uint64(p.newest)) //nolint:gosec // likewise
	return hex.EncodeToString(state)
}

// messagesPosition reads the syncState of a link; it must be one of this thread.
func (c *call) messagesPosition() (messagesPosition, error) {
	text, present := c.parameter("syncState")
	if !present {
		return messagesPosition{}, nil
	}
	refusal := badRequest("SyncState is not one of this thread.")
	var times [2]int64
	size := binary.Size(times)
	state, err := hex.DecodeString(text)
	if err != nil || len(state) < size {
		return messagesPosition{}, refusal
	}
	if _, err := binary.Decode(state[len(state)-size:], binary.LittleEndian, &times); err != nil {
		return messagesPosition{}, refusal
	}
	position := messagesPosition{oldest: times[0], newest: times[1]}
	if position.newest < 1 || position.encode(c.threadID) != text {
		return messagesPosition{}, refusal
	}
	return position, nil
}

// messagesLink is the recorded form of nextLink: startTime in a culture's format,
// whether one was asked for or not.
func (c *call) messagesLink(threadID string, position messagesPosition, start time.Time, size int) string {
	return fmt.Sprintf("%s/chat/threads/%s/messages?syncState=%s&startTime=%s&maxPageSize=%d&api-version=%s",
		base(c.request), threadID, position.encode(threadID), cultureTime(start), size, c.version)
}
