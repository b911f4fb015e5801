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
	metadata             map[string]string
	retention            *retentionPolicy

	participants []participant
	member       map[string]bool // by sameID: true while a member, false once left

	messages      int // the sequence id of the latest message
	lastMessageOn time.Time
	activity      int // orders threads whose last messages came in one second
}

// participant is a member of a thread.
type participant struct {
	id               string
	displayName      string
	shareHistoryTime time.Time
	metadata         map[string]string
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
		member: map[string]bool{},
	}
	s.threads[id] = created
	return created
}

// message counts one message of a thread, system messages included: it is what
// moves lastMessageReceivedOn (recorded).
func (s *store) message(t *thread, at time.Time) {
	s.sequence++
	t.messages++
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
}

// leave ends a membership, and says whether there was one.
func (t *thread) leave(rawID string) bool {
	if !t.has(rawID) {
		return false
	}
	t.member[sameID(rawID)] = false
	t.participants = slices.DeleteFunc(t.participants, func(p participant) bool {
		return sameID(p.id) == sameID(rawID)
	})
	return true
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
