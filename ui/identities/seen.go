// Package identities remembers whom the program has met in this session, so that
// a form can offer them by name.
package identities

import (
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// Identity is somebody the service has named.
type Identity struct {
	RawID string
	// DisplayName is the newest name seen; empty where none was.
	DisplayName string
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
	// revision counts the changes.
	revision int
	// changes counts the names that were learned.
	changes int
}

// lowered is what a search looks at.
type lowered struct{ rawID, name string }

// New returns an empty Seen.
func New() *Seen { return &Seen{known: map[string]Identity{}, lower: map[string]lowered{}} }

// limit bounds the memory; a thread may be made large by an emulator.
const limit = 20_000

// Remember keeps an identity; an empty name does not displace one.
func (s *Seen) Remember(rawID, displayName string) {
	if rawID == "" {
		return
	}
	old, known := s.known[rawID]
	if !known {
		if len(s.order) >= limit {
			return
		}
		s.order = append(s.order, rawID)
	}
	if displayName == "" {
		displayName = old.DisplayName
	}
	if known && old.DisplayName == displayName {
		return
	}
	s.revision++
	if displayName != old.DisplayName {
		s.changes++
	}
	old.RawID, old.DisplayName = rawID, displayName
	s.known[rawID] = old
	s.lower[rawID] = lowered{rawID: strings.ToLower(rawID), name: strings.ToLower(displayName)}
}

// Note keeps that this program did something to a user.
func (s *Seen) Note(rawID string, event Event, at time.Time) {
	s.Remember(rawID, "")
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

// Suggest keeps a name for somebody of whom none is known.
func (s *Seen) Suggest(rawID, displayName string) {
	if s.known[rawID].DisplayName == "" {
		s.Remember(rawID, displayName)
	}
}

// Deleted says whether this program deleted a user.
func (s *Seen) Deleted(rawID string) bool { return !s.known[rawID].Deleted.IsZero() }

// Name is the newest name seen of somebody; empty where none was.
func (s *Seen) Name(rawID string) string { return s.known[rawID].DisplayName }

// Changes counts the names that were learned so far: while it stays, every Name does.
func (s *Seen) Changes() int { return s.changes }

// Len is how many identities are known.
func (s *Seen) Len() int { return len(s.order) }

// Search returns at most most identities whose name or id holds the query, in the
// order in which they were met: names that begin with it first. An exact raw id
// needs no offer and finds nothing.
func (s *Seen) Search(query string, most int) []Identity {
	query = strings.ToLower(strings.TrimSpace(query))
	if query == "" || most <= 0 {
		return nil
	}
	var first, second []Identity
	for _, id := range s.order {
		identity := s.known[id]
		rawID, name := s.lower[id].rawID, s.lower[id].name
		switch {
		case rawID == query:
			return nil
		case !identity.Deleted.IsZero():
		case strings.HasPrefix(name, query):
			first = append(first, identity)
		case strings.Contains(name, query) || (len(query) >= minIDPart && strings.Contains(rawID, query)):
			second = append(second, identity)
		}
		if len(first) >= most {
			break
		}
	}
	first = append(first, second...)
	return first[:min(len(first), most)]
}

// minIDPart is how much of an id must be typed: every id holds "8:a".
const minIDPart = 3
