package emulator

import (
	"net/http"
	"time"
)

// wholeHistory is the recorded share history time of a member for whom none was
// given: everything is visible.
func wholeHistory() time.Time {
	return time.Unix(0, 0).UTC()
}

// readParticipants reads the participants of a request. Too many are refused
// without a message (recorded on create).
func readParticipants(object jsonObject, version apiVersion, required bool) ([]participant, error) {
	given, present, err := object.objects("participants")
	switch {
	case err != nil:
		return nil, badRequest(sentence(err))
	case required && !present:
		return nil, badRequest("Participants is required.")
	case len(given) > maxBatch:
		return nil, badRequest("")
	}
	read := make([]participant, 0, len(given))
	for _, item := range given {
		one, err := readParticipant(item, version)
		if err != nil {
			return nil, err
		}
		read = append(read, one)
	}
	return read, nil
}

// readParticipant reads one ChatParticipant.
func readParticipant(item jsonObject, version apiVersion) (participant, error) {
	one := participant{shareHistoryTime: wholeHistory()}
	identifier, present, err := item.object("communicationIdentifier")
	if err != nil || !present {
		return one, badRequest("CommunicationIdentifier is required and must be an object.")
	}
	if one.id, err = readIdentifier(identifier); err != nil {
		return one, badRequest(sentence(err))
	}
	if one.displayName, err = item.text("displayName"); err != nil {
		return one, badRequest(sentence(err))
	}
	given, present, err := item.moment("shareHistoryTime")
	if err != nil {
		return one, badRequest(sentence(err))
	}
	if present {
		one.shareHistoryTime = given
	}
	if version.hasMetadata() {
		one.metadata, err = readMetadata(item)
	}
	return one, err
}

// admitParticipants sorts participants into those that can be members and those
// the service does not take, in the order given and each id once. A malformed id
// refuses all (recorded).
func (s *store) admitParticipants(candidates []participant) (accepted []participant, invalid []invalidParticipant, err error) {
	seen := map[string]bool{}
	for _, candidate := range candidates {
		kind := s.classify(candidate.id)
		if kind == identityMalformed {
			return nil, nil, invalidIdentifier(candidate.id)
		}
		if seen[sameID(candidate.id)] {
			continue
		}
		seen[sameID(candidate.id)] = true
		switch kind {
		case identityForeign:
			invalid = append(invalid, invalidParticipant{"403", "Permissions check failed", candidate.id})
		case identityDeleted:
			invalid = append(invalid, invalidParticipant{"404", "Not found", candidate.id})
		default:
			accepted = append(accepted, candidate)
		}
	}
	return accepted, invalid, nil
}

// addChatParticipants adds members. One who is a member already stays as he is
// (documented).
func (s *Service) addChatParticipants(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	candidates, err := readParticipants(object, c.version, true)
	if err != nil {
		return response{}, err
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	accepted, invalid, err := s.store.admitParticipants(candidates)
	if err != nil {
		return response{}, err
	}
	var joining []participant
	for _, candidate := range accepted {
		if !found.has(candidate.id) {
			joining = append(joining, candidate)
		}
	}
	if len(joining) > 0 && len(found.participants)+len(joining) > maxParticipants {
		return response{}, badRequest("")
	}
	for _, one := range joining {
		found.join(one)
	}
	if len(joining) > 0 {
		added := message{kind: typeParticipantAdded, initiator: c.caller.id, participants: joining}
		s.store.post(found, added, c.exact) // one a call (recorded)
	}
	return success(http.StatusCreated, addResult{InvalidParticipants: invalid}), nil
}

// removeChatParticipant ends a membership, the caller's own included (recorded).
func (s *Service) removeChatParticipant(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	rawID, err := readIdentifier(object)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	if !found.has(rawID) && classify(rawID) == identityMalformed {
		return response{}, invalidIdentifier(rawID)
	}
	if gone, was := found.leave(rawID); was {
		removed := message{kind: typeParticipantRemoved, initiator: c.caller.id, participants: []participant{gone}}
		ended := s.store.post(found, removed, c.exact)
		found.departed[sameID(rawID)] = view{from: gone.shareHistoryTime, until: ended.id}
	}
	return empty(), nil
}

// listChatParticipants answers a page of the members, in the order they joined.
func (s *Service) listChatParticipants(c *call) (response, error) {
	size, err := c.pageSize(defaultPageSize)
	if err != nil {
		return response{}, err
	}
	skip, err := c.skip()
	if err != nil {
		return response{}, err
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	first := min(skip, len(found.participants))
	last := min(first+size, len(found.participants))
	page := participantsModel{Value: make([]participantModel, 0, last-first)}
	for _, one := range found.participants[first:last] {
		page.Value = append(page.Value, one.model(c.version))
	}
	if last < len(found.participants) {
		page.NextLink = c.participantsLink(found.id, last, size)
	}
	return success(http.StatusOK, page), nil
}
