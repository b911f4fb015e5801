package emulator

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Types of messages (documented; an open enumeration on the wire).
const (
	typeText               = "text"
	typeHTML               = "html"
	typeTopicUpdated       = "topicUpdated"
	typeParticipantAdded   = "participantAdded"
	typeParticipantRemoved = "participantRemoved"
)

// message is one message of a thread. Those of the types text and html have a
// sender, system messages an initiator.
type message struct {
	id       int64 // milliseconds since 1970 at its creation
	version  int64 // the id, or the milliseconds of the latest change
	sequence int   // its place in the order of creation
	kind     string

	createdOn time.Time // whole seconds
	editedOn  time.Time // zero where not edited
	deletedOn time.Time // zero where not deleted

	sender      string
	senderName  string
	text        string
	metadata    metadata
	attachments []attachment

	initiator    string
	topic        string        // of topicUpdated
	participants []participant // of participantAdded and participantRemoved
}

// attachment is a file or an image of a message.
type attachment struct{ id, kind, name, url, previewURL string }

// history is what was said in a thread and how far it was read. An edited or
// deleted message counts as new in its order (recorded): it moves to the end.
type history struct {
	messages []*message // by version, rising
	receipts []receipt  // one for each reader, in the order of their first
	latest   int64      // the latest id or version
	sequence int        // of the latest message created
}

// receipt says how far a user has read.
type receipt struct {
	reader    string
	messageID int64
	readOn    time.Time
}

// stamp is an id or a version for a time: its milliseconds, or one more than the
// latest, so that they rise whatever the clock does.
func (h *history) stamp(at time.Time) int64 {
	h.latest = max(at.UnixMilli(), h.latest+1)
	return h.latest
}

// add makes a message the newest.
func (h *history) add(m message, at time.Time) *message {
	m.id = h.stamp(at)
	h.sequence++
	m.version, m.sequence, m.createdOn = m.id, h.sequence, wholeSecond(at)
	h.messages = append(h.messages, &m)
	return &m
}

// edit gives a message a new content, a new version and a new place.
func (h *history) edit(m *message, at time.Time, content func(*message)) {
	content(m)
	m.editedOn = wholeSecond(at)
	h.renew(m, at)
}

// remove deletes a message: it stays without its content, and its editing is
// forgotten (recorded; that metadata and attachments go with it is a choice).
func (h *history) remove(m *message, at time.Time) {
	m.text, m.metadata, m.attachments, m.editedOn = "", nil, nil, time.Time{}
	m.deletedOn = wholeSecond(at)
	h.renew(m, at)
}

// renew makes a changed message the newest in order; its sequence stays (recorded).
func (h *history) renew(m *message, at time.Time) {
	place, found := slices.BinarySearchFunc(h.messages, m.version, func(candidate *message, version int64) int {
		return cmp.Compare(candidate.version, version)
	})
	if found {
		h.messages = slices.Delete(h.messages, place, place+1)
	}
	m.version = h.stamp(at)
	h.messages = append(h.messages, m)
}

// find gives the message of an id as it stands in paths and bodies; nil where
// there is none.
func (h *history) find(id string) *message {
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil || strconv.FormatInt(number, 10) != id {
		return nil
	}
	place := slices.IndexFunc(h.messages, func(m *message) bool { return m.id == number })
	if place < 0 {
		return nil
	}
	return h.messages[place]
}

// read notes how far a user has read. A message before the one he had read
// already changes nothing: it is a choice that he cannot unread.
func (h *history) read(reader string, messageID int64, at time.Time) {
	place := slices.IndexFunc(h.receipts, func(r receipt) bool { return sameID(r.reader) == sameID(reader) })
	switch {
	case place < 0:
		h.receipts = append(h.receipts, receipt{reader, messageID, wholeSecond(at)})
	case messageID >= h.receipts[place].messageID:
		h.receipts[place] = receipt{h.receipts[place].reader, messageID, wholeSecond(at)}
	}
}

// isSystem says whether the service wrote a message itself.
func (m *message) isSystem() bool { return m.initiator != "" }

// wholeSecond is a time as chat shows it: seconds are cut, not rounded (recorded).
func wholeSecond(at time.Time) time.Time {
	return at.UTC().Truncate(time.Second)
}

// view is the part of a history that a user sees.
type view struct {
	from  time.Time // his share history time
	until int64     // the id of the message that ended his membership; 0: he is a member; -1: nothing
}

// shows says whether a message is in the view. Which one it is depends on when it
// was written, whoever wrote it, not on when it was changed: a choice.
func (v view) shows(m *message) bool {
	return !m.createdOn.Before(v.from) && (v.until == 0 || m.id <= v.until)
}
