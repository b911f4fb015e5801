package messages

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
)

// entry is a message and how it came.
type entry struct {
	acs.ChatMessage
	// raw is the message as the service sent it; nil where that is not known.
	raw json.RawMessage
	// name stands for the id of a message that has none, and at for its place.
	name string
	at   int64
}

// entries are a page's messages.
func (m *Model) entries(msg command.MessagesPageMsg) []entry {
	list := make([]entry, len(msg.Page.Items))
	for i, message := range msg.Page.Items {
		list[i].ChatMessage = message
		if i < len(msg.Raw) {
			list[i].raw = msg.Raw[i]
		}
	}
	m.placeOdd(list)
	return list
}

// placeOdd gives those messages of a page a name and a place that have none that can be
// read: they stand with their neighbour on the page, and stay where they stood first.
func (m *Model) placeOdd(list []entry) {
	alike := map[string]int{}
	for i := range list {
		e := &list[i]
		if e.ID == "" && e.SequenceID == "" {
			// Behind all ids: of one place the highest key stands first.
			e.name = fmt.Sprintf("~%d %s", alike[e.Odd.JSON], e.Odd.JSON)
			alike[e.Odd.JSON]++
		}
		if _, placed := e.ownPlace(); placed {
			continue
		}
		at, known := m.odd[e.key()]
		if !known {
			at = neighbour(list, i)
			m.odd[e.key()] = at
		}
		e.at = at
	}
}

// neighbour is the place of the next message that has one, or else one behind the message
// before.
func neighbour(list []entry, i int) int64 {
	for _, e := range list[i:] {
		if at, placed := e.ownPlace(); placed {
			return at
		}
	}
	for _, e := range slices.Backward(list[:i]) {
		if at, placed := e.ownPlace(); placed {
			return at - 1
		}
	}
	return 0
}

// oddCount is how many of the messages shown cannot be read in full.
func (m *Model) oddCount() int {
	n := 0
	for i := range m.feed.Len() {
		if m.feed.At(i).Odd.IsOdd() {
			n++
		}
	}
	return n
}

// order is the messages' own: the id is the time at which a message was made, and the
// version the time of its last change, both in milliseconds (recorded). Where one is
// no number the times beside it stand for it.
func order() pages.Order[entry] {
	return pages.Order[entry]{Key: entry.key, Place: entry.place, Version: entry.version}
}

// key names a message; one without an id goes by its place in the thread.
func (e entry) key() string { return cmp.Or(e.ID, e.name, "#"+e.SequenceID) }

func (e entry) place() int64 {
	if at, placed := e.ownPlace(); placed {
		return at
	}
	return e.at
}

// ownPlace is the place that a message names itself.
func (e entry) ownPlace() (at int64, placed bool) {
	if n, err := strconv.ParseInt(e.ID, 10, 64); err == nil {
		return n, true
	}
	if e.CreatedOn != nil {
		return e.CreatedOn.UnixMilli(), true
	}
	return 0, false
}

func (e entry) version() int64 {
	if n, err := strconv.ParseInt(e.Version, 10, 64); err == nil {
		return max(n, e.place())
	}
	version := e.place()
	for _, at := range []*time.Time{e.EditedOn, e.DeletedOn} {
		if at != nil {
			version = max(version, at.UnixMilli())
		}
	}
	return version
}

// said is what the message says, as it came; empty where it says nothing.
func (e entry) said() string {
	if e.Content.Message == nil {
		return ""
	}
	return *e.Content.Message
}

// written says whether somebody wrote the message, rather than the service.
func (e entry) written() bool {
	return e.Type == acs.ChatMessageTypeText || e.Type == acs.ChatMessageTypeHTML
}

// system says whether the service wrote the message.
func (e entry) system() bool {
	switch e.Type {
	case acs.ChatMessageTypeTopicUpdated, acs.ChatMessageTypeParticipantAdded, acs.ChatMessageTypeParticipantRemoved:
		return true
	case acs.ChatMessageTypeText, acs.ChatMessageTypeHTML:
	}
	return false
}

// author is who sent the message or caused it; nil where the service names nobody.
func (e entry) author() acs.CommunicationIdentifier {
	if e.Sender != nil {
		return e.Sender
	}
	return e.Content.Initiator
}

func sameID(a, b string) bool { return a != "" && strings.EqualFold(a, b) }
