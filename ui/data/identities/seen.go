// Package identities remembers whom the program has met in this session, so that
// a form can offer them by name.
package identities

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// Identity is somebody the service has named.
type Identity struct {
	RawID string
	// Names are the names that threads of this session have for him, the newest first.
	// None of them is his name in a thread that was not looked at: see Seen.NameIn.
	Names []string
	// Created, Revoked and Deleted are when this program did that, the last time; zero
	// where it did not.
	Created, Revoked, Deleted time.Time
	// MaybeDeleted says that a deletion was asked for whose outcome is not known.
	MaybeDeleted bool
}

// Event is something that this program did to a user, or may have done.
type Event int

// The events.
const (
	Created Event = iota
	Revoked
	Deleted
	MaybeDeleted
)

// Seen is the identities of this session. It is for the update goroutine alone.
type Seen struct {
	order []string
	known map[string]Identity
	lower map[string]lowered
	// names are what somebody is called in a thread.
	names map[place]called
	// revision counts the changes.
	revision int
	// changes counts the names that were learned.
	changes int
}

// lowered is what a search looks at.
type lowered struct {
	rawID string
	names []string
}

// place is somebody in a thread: a display name belongs to both.
type place struct{ threadID, rawID string }

// called is what somebody is called in a thread: as a member, and by its messages, old
// ones among them.
type called struct{ member, said string }

func (c called) name() string { return cmp.Or(c.member, c.said) }

// New returns an empty Seen.
func New() *Seen {
	return &Seen{known: map[string]Identity{}, lower: map[string]lowered{}, names: map[place]called{}}
}

// limit bounds the memory; a thread may be made large by an emulator.
const limit = 20_000

// Remember keeps an identity, whatever it is called.
func (s *Seen) Remember(rawID string) {
	if _, known := s.known[rawID]; known || rawID == "" || len(s.order) >= limit {
		return
	}
	s.order = append(s.order, rawID)
	s.known[rawID] = Identity{RawID: rawID}
	s.lower[rawID] = lowered{rawID: strings.ToLower(rawID)}
	s.revision++
}

// RememberMember keeps what a thread's list of participants calls a member; an empty
// name says that the member has none there.
func (s *Seen) RememberMember(threadID, rawID, displayName string) {
	s.call(threadID, rawID, func(c *called) { c.member = displayName })
}

// Suggest keeps what a thread's messages call somebody, as far as none has called him
// anything yet.
func (s *Seen) Suggest(threadID, rawID, displayName string) {
	s.call(threadID, rawID, func(c *called) { c.said = cmp.Or(c.said, displayName) })
}

// call changes what somebody is called in a thread.
func (s *Seen) call(threadID, rawID string, change func(c *called)) {
	s.Remember(rawID)
	identity, known := s.known[rawID]
	if !known || threadID == "" {
		return
	}
	at := place{threadID, rawID}
	old, there := s.names[at]
	now := old
	if change(&now); now == old || (!there && len(s.names) >= limit) {
		return
	}
	s.names[at] = now
	if now.name() == old.name() {
		return
	}
	s.revision++
	s.changes++
	if name := now.name(); name != "" {
		others := slices.DeleteFunc(slices.Clone(identity.Names), func(n string) bool { return n == name })
		others = others[:min(len(others), namesKept-1)]
		identity.Names = append([]string{name}, others...)
		s.known[rawID] = identity
		s.lower[rawID] = lower(identity)
	}
}

// namesKept bounds the names that are kept of one identity.
const namesKept = 8

func lower(identity Identity) lowered {
	l := lowered{rawID: strings.ToLower(identity.RawID)}
	for _, name := range identity.Names {
		l.names = append(l.names, strings.ToLower(name))
	}
	return l
}

// Note keeps that this program did something to a user.
func (s *Seen) Note(rawID string, event Event, at time.Time) {
	s.Remember(rawID)
	identity, known := s.known[rawID]
	if !known {
		return
	}
	switch event {
	case Created:
		identity.Created = at
	case Revoked:
		identity.Revoked = at
	case Deleted:
		identity.Deleted, identity.MaybeDeleted = at, false
	case MaybeDeleted:
		identity.MaybeDeleted = true
	}
	s.known[rawID] = identity
	s.revision++
}

// Revision changes with every change of what is known.
func (s *Seen) Revision() int { return s.revision }

// Users are the known users of Communication Services: those that this program made
// first, the newest of them before the others, then all in the order in which they
// were met.
func (s *Seen) Users() []Identity {
	var made, met []Identity
	for _, id := range s.order {
		if acs.ParseRawID(id).Kind() != acs.CommunicationIdentifierKindCommunicationUser {
			continue
		}
		if identity := s.known[id]; identity.Created.IsZero() {
			met = append(met, identity)
		} else {
			made = append(made, identity)
		}
	}
	slices.Reverse(made)
	return append(made, met...)
}

// Deleted says whether this program deleted a user.
func (s *Seen) Deleted(rawID string) bool { return !s.known[rawID].Deleted.IsZero() }

// NameIn is what somebody is called in a thread; empty where that is not known.
func (s *Seen) NameIn(threadID, rawID string) string {
	return s.names[place{threadID, rawID}].name()
}

// Changes counts the names that were learned so far: while it stays, every NameIn does.
func (s *Seen) Changes() int { return s.changes }

// Len is how many identities are known.
func (s *Seen) Len() int { return len(s.order) }

// Offer is somebody by one of his names, which is one of a thread that was seen: it
// can be taken, and is not his name anywhere else by itself.
type Offer struct{ RawID, Name string }

// Search returns at most most identities of which a name or the id holds the query, in
// the order in which they were met: names that begin with it first. An exact raw id
// needs no offer and finds nothing.
func (s *Seen) Search(query string, most int) []Offer {
	query = strings.ToLower(strings.TrimSpace(query))
	if query == "" || most <= 0 {
		return nil
	}
	var first, second []Offer
	for _, id := range s.order {
		identity, lower := s.known[id], s.lower[id]
		begins := slices.IndexFunc(lower.names, func(name string) bool { return strings.HasPrefix(name, query) })
		holds := slices.IndexFunc(lower.names, func(name string) bool { return strings.Contains(name, query) })
		switch {
		case lower.rawID == query:
			return nil
		case !identity.Deleted.IsZero():
		case begins >= 0:
			first = append(first, Offer{id, identity.Names[begins]})
		case holds >= 0:
			second = append(second, Offer{id, identity.Names[holds]})
		case len(query) >= minIDPart && strings.Contains(lower.rawID, query):
			second = append(second, Offer{id, identity.newestName()})
		}
		if len(first) >= most {
			break
		}
	}
	first = append(first, second...)
	return first[:min(len(first), most)]
}

// newestName is the newest of the names; empty where there is none.
func (i Identity) newestName() string {
	if len(i.Names) == 0 {
		return ""
	}
	return i.Names[0]
}

// minIDPart is how much of an id must be typed: every id holds "8:a".
const minIDPart = 3
