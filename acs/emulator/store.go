package emulator

import (
	"cmp"
	"slices"
	"time"
)

// store holds all threads, and what became of identities. Whoever uses it holds the service's mutex.
type store struct {
	threads  map[string]*thread
	repeats  map[repeatKey]repeatedCreate
	sequence int // of the latest activity

	deletedIdentities map[string]bool       // by sameID
	revocations       map[string]revocation // by sameID
}

// repeatKey is the scope of a repeatability-request-id: each user's own.
type repeatKey struct{ userID, requestID string }

// repeatedCreate is what a repeated create is answered with.
type repeatedCreate struct {
	thread  thread // as it was at its creation
	invalid []invalidParticipant
}

// thread is a chat thread.
type thread struct {
	id, topic, createdBy string
	createdOn, deletedOn time.Time // deletedOn is zero while it exists
	metadata             metadata
	retention            *retentionPolicy

	participants []participant
	member       map[string]bool // by sameID: true while a member, false once left

	departed map[string]view // by sameID: what those who left still see
	history  history
	script   *script // of the demo data; nil once it is in history

	lastMessageOn time.Time
	activity      int // orders threads whose last messages came in one second
}

// participant is a member of a thread.
type participant struct {
	id               string
	displayName      string
	shareHistoryTime time.Time
	metadata         metadata
}

func newStore() *store {
	return &store{
		threads: map[string]*thread{}, repeats: map[repeatKey]repeatedCreate{},
		deletedIdentities: map[string]bool{}, revocations: map[string]revocation{},
	}
}

// add puts a new thread into the store, without members.
func (s *store) add(id, topic, createdBy string, createdOn time.Time) *thread {
	created := &thread{
		id: id, topic: topic, createdBy: createdBy, createdOn: createdOn,
		member: map[string]bool{}, departed: map[string]view{},
	}
	s.threads[id] = created
	return created
}

// post adds a message to a thread, system messages included: it is what moves
// lastMessageReceivedOn (recorded), but for the removal of a participant (recorded).
// That editing and deleting a message do not is a choice.
func (s *store) post(t *thread, m message, at time.Time) *message {
	added := t.said().add(m, at)
	if added.kind != typeParticipantRemoved {
		s.touch(t, added.createdOn)
	}
	return added
}

// touch makes a thread the one that was active last.
func (s *store) touch(t *thread, at time.Time) {
	s.sequence++
	t.lastMessageOn = at
	t.activity = s.sequence
}

// listed gives the threads in a user's list, newest activity first. Threads he
// has left and deleted ones stay in it (recorded).
func (s *store) listed(userID string) []*thread {
	var found []*thread
	for _, candidate := range s.threads {
		if _, was := candidate.member[sameID(userID)]; was {
			found = append(found, candidate)
		}
	}
	slices.SortFunc(found, func(a, b *thread) int {
		return cmp.Or(b.lastMessageOn.Compare(a.lastMessageOn), cmp.Compare(b.activity, a.activity))
	})
	return found
}

// has says whether a user is a member now.
func (t *thread) has(rawID string) bool {
	return t.member[sameID(rawID)]
}

// join makes a user the last member. The caller sees to it that he is none yet.
func (t *thread) join(p participant) {
	t.participants = append(t.participants, p)
	t.member[sameID(p.id)] = true
	delete(t.departed, sameID(p.id))
}

// leave ends a membership, and gives it where there was one.
func (t *thread) leave(rawID string) (participant, bool) {
	place := slices.IndexFunc(t.participants, func(p participant) bool { return sameID(p.id) == sameID(rawID) })
	if place < 0 {
		return participant{}, false
	}
	gone := t.participants[place]
	t.member[sameID(rawID)] = false
	t.participants = slices.Delete(t.participants, place, place+1)
	return gone, true
}

// said is the thread's history.
func (t *thread) said() *history {
	if written := t.script; written != nil {
		t.script = nil
		written.write(t)
	}
	return &t.history
}

// departures are what those who left still see, by sameID.
func (t *thread) departures() map[string]view {
	t.said() // which of the demo data's messages was the last to one who left
	return t.departed
}

// viewOf is what a member sees of the history; nothing for others.
func (t *thread) viewOf(userID string) view {
	for _, one := range t.participants {
		if sameID(one.id) == sameID(userID) {
			return view{from: one.shareHistoryTime}
		}
	}
	return view{until: -1}
}

// open finds a thread for a caller, or says why not: 404 for an unknown or a
// deleted one, 403 for one he is not a member of.
func (s *store) open(threadID, userID string) (*thread, error) {
	found, exists := s.threads[threadID]
	switch {
	case !exists || !found.deletedOn.IsZero():
		return nil, notFound()
	case !found.has(userID):
		return nil, forbidden()
	}
	return found, nil
}

// readable finds a thread whose messages a caller may read, and which of them: a
// member, and one who has left, who keeps what there was until then (reported for
// the live service).
func (s *store) readable(threadID, userID string) (*thread, view, error) {
	found, err := s.open(threadID, userID)
	if err == nil {
		seen := found.viewOf(userID)
		return found, seen, nil
	}
	if found, exists := s.threads[threadID]; exists && found.deletedOn.IsZero() {
		if seen, left := found.departures()[sameID(userID)]; left {
			return found, seen, nil
		}
	}
	return nil, view{}, err
}
