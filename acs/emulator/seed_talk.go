package emulator

import (
	"cmp"
	"slices"
	"time"
)

// script is the history of a demo thread before somebody asks for it. It is
// written only then, so that the start does not wait for thousands of messages.
type script struct {
	now  time.Time
	seed seedThread
}

// seedLine is a message of the demo data.
type seedLine struct {
	text        string
	by          int    // its sender's place among those who were there from the beginning
	html        bool   // its type
	before      string // what it said before it was edited; empty: it was not
	deleted     bool
	metadata    metadata
	attachments []attachment
}

// seedEvent is something that happened in a demo thread.
type seedEvent struct {
	at time.Time
	do func(*history, time.Time)
}

// write makes the history of a thread: as the operations would have made it, had
// they been called at those times.
func (s script) write(t *thread) {
	events := slices.Concat(s.joins(), s.talk())
	slices.SortStableFunc(events, func(a, b seedEvent) int { return a.at.Compare(b.at) })
	for _, event := range events {
		event.do(&t.history, event.at)
	}
	if !s.seed.left {
		s.readBy(t)
		return
	}
	gone := s.member(person(operator))
	removed := t.history.add(message{
		kind: typeParticipantRemoved, initiator: s.creator(), participants: []participant{gone},
	}, s.end().Add(time.Hour))
	t.departed[sameID(DemoUserID)] = view{from: gone.shareHistoryTime, until: removed.id}
}

// creator is who made the thread and adds everybody.
func (s script) creator() string { return s.seed.people[0].id }

// begin and end are the times of the first message and of the last that moves
// lastMessageReceivedOn.
func (s script) begin() time.Time { return s.now.Add(-s.seed.age) }
func (s script) end() time.Time   { return s.now.Add(-s.seed.quiet) }

// member is a person as the thread knows him.
func (s script) member(one seedPerson) participant {
	member := participant{id: one.id, displayName: one.name, metadata: one.metadata, shareHistoryTime: wholeHistory()}
	if one.since > 0 {
		member.shareHistoryTime = s.now.Add(-one.since)
	}
	return member
}

// founders are the people who were there from the beginning: those whose shared
// history begins later came then.
func (s script) founders() []seedPerson {
	var list []seedPerson
	for _, one := range s.seed.people {
		if one.since == 0 {
			list = append(list, one)
		}
	}
	return list
}

// joins are the creation and the later additions, each of them no larger than a
// request may be.
func (s script) joins() []seedEvent {
	var events []seedEvent
	add := func(at time.Time, people []seedPerson) {
		joined := message{kind: typeParticipantAdded, initiator: s.creator()}
		for _, one := range people {
			joined.participants = append(joined.participants, s.member(one))
		}
		events = append(events, seedEvent{at, func(h *history, at time.Time) { h.add(joined, at) }})
	}
	rename := func(at time.Time, topic string) {
		renamed := message{kind: typeTopicUpdated, initiator: s.creator(), topic: topic}
		events = append(events, seedEvent{at, func(h *history, at time.Time) { h.add(renamed, at) }})
	}
	created := false
	for batch := range slices.Chunk(s.founders(), maxBatch) {
		add(s.begin(), batch)
		if !created {
			rename(s.begin(), cmp.Or(s.seed.formerTopic, s.seed.topic))
			created = true
		}
	}
	if s.seed.formerTopic != "" {
		rename(s.begin().Add((s.seed.age-s.seed.quiet)/7), s.seed.topic)
	}
	for _, one := range s.seed.people {
		if one.since == 0 {
			continue
		}
		joined := s.now.Add(-one.since)
		if joined.After(s.end()) {
			// Added with a shared history that began later, not after the last message.
			joined = s.end().Add(-time.Minute)
		}
		add(joined, []seedPerson{one})
	}
	return events
}

// talk is what people wrote, the closer together the later. The last of it is the
// thread's last message, but where the operator was removed an hour after it.
func (s script) talk() []seedEvent {
	founders := s.founders()
	lines := seedLines(s.seed.talk)
	end := s.end()
	span := end.Sub(s.begin()).Seconds()
	at := func(i int) time.Time {
		part := float64(len(lines)-1-i) / float64(len(lines))
		return end.Add(-time.Duration(span * part * part * float64(time.Second)))
	}
	events := make([]seedEvent, 0, len(lines))
	for i, line := range lines {
		sender := founders[line.by%len(founders)]
		sent := message{
			kind: typeText, sender: sender.id, senderName: sender.name,
			text: cmp.Or(line.before, line.text), metadata: line.metadata, attachments: line.attachments,
		}
		if line.html {
			sent.kind = typeHTML
		}
		var written *message
		events = append(events, seedEvent{at(i), func(h *history, at time.Time) { written = h.add(sent, at) }})
		// Changes come while the talk goes on.
		after := at(min(i+2, len(lines)-1))
		if line.before != "" {
			events = append(events, seedEvent{after, func(h *history, at time.Time) {
				h.edit(written, at, func(m *message) { m.text = line.text })
			}})
		}
		if line.deleted {
			events = append(events, seedEvent{after, func(h *history, at time.Time) { h.remove(written, at) }})
		}
	}
	return events
}

// readBy lets some of the people have read some of it.
func (s script) readBy(t *thread) {
	for i, one := range s.founders() {
		unread := i * i
		if unread >= len(t.history.messages) || len(s.seed.people) > maxReaders {
			return
		}
		last := t.history.messages[len(t.history.messages)-1-unread]
		t.history.read(one.id, last.id, last.createdOn.Add(min(s.seed.quiet, time.Duration(i+1)*7*time.Second)))
	}
}
