package emulator

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// createChatThread makes a thread with its creator as the first member, whether
// he is listed or not (recorded).
func (s *Service) createChatThread(c *call) (response, error) {
	key := repeatKey{sameID(c.caller.id), c.request.Header.Get("Repeatability-Request-Id")}
	if earlier, repeated := s.store.repeats[key]; repeated && key.requestID != "" {
		return c.created(&earlier.thread, earlier.invalid), nil
	}
	request, err := readCreate(c)
	if err != nil {
		return response{}, err
	}
	accepted, invalid, err := s.store.admitParticipants(request.participants)
	if err != nil {
		return response{}, err
	}
	id, err := s.newThreadID()
	if err != nil {
		return response{}, err
	}
	created := s.store.add(id, request.topic, c.caller.id, c.now)
	created.metadata, created.retention = request.metadata, request.retention
	created.join(creator(c.caller.id, accepted))
	for _, candidate := range accepted {
		if !created.has(candidate.id) {
			created.join(candidate)
		}
	}
	s.store.post(created, message{kind: typeParticipantAdded, initiator: c.caller.id, participants: slices.Clone(created.participants)}, c.exact)
	s.store.post(created, message{kind: typeTopicUpdated, initiator: c.caller.id, topic: created.topic}, c.exact)
	if key.requestID != "" {
		snapshot := *created
		snapshot.participants, snapshot.member, snapshot.departed, snapshot.history = nil, nil, nil, history{}
		s.store.repeats[key] = repeatedCreate{thread: snapshot, invalid: invalid}
	}
	return c.created(created, invalid), nil
}

// created is the answer to a create.
func (c *call) created(t *thread, invalid []invalidParticipant) response {
	answer := success(http.StatusCreated, createResult{ChatThread: t.model(c.version), InvalidParticipants: invalid})
	answer.header.Set("Location", base(c.request)+"/chat/threads/"+locationID(t.id))
	return answer
}

// locationID writes a thread id as Location does: the colon percent-encoded, the
// @ as it is (recorded).
func locationID(id string) string {
	return strings.ReplaceAll(url.PathEscape(id), ":", "%3A")
}

// newThreadID makes an id of the form of newer resources.
func (s *Service) newThreadID() (string, error) {
	var random [32]byte
	if _, err := io.ReadFull(s.options.Random, random[:]); err != nil {
		return "", fmt.Errorf("making a thread id: %w", err)
	}
	return threadID(random), nil
}

// threadID is a thread id made of 32 bytes, 43 characters of base64url.
func threadID(random [32]byte) string {
	return "19:acsV1_" + base64.RawURLEncoding.EncodeToString(random[:]) + "1@thread.v2"
}

// creator is the caller as a member: with what the request says of him where he
// is listed, and with the whole history.
func creator(userID string, listed []participant) participant {
	for _, candidate := range listed {
		if sameID(candidate.id) == sameID(userID) {
			return candidate
		}
	}
	return participant{id: userID, shareHistoryTime: wholeHistory()}
}

// createRequest is a CreateChatThreadRequest.
type createRequest struct {
	topic        string
	participants []participant
	metadata     metadata
	retention    *retentionPolicy
}

// readCreate reads a CreateChatThreadRequest.
func readCreate(c *call) (createRequest, error) {
	var request createRequest
	object, err := readObject(c.body)
	if err != nil {
		return request, badRequest(sentence(err))
	}
	if request.topic, err = object.requiredText("topic"); err != nil {
		return request, badRequest(sentence(err))
	}
	if request.participants, err = readParticipants(object, c.version, false); err != nil {
		return request, err
	}
	if !c.version.hasMetadata() {
		return request, nil
	}
	if request.metadata, err = readMetadata(object); err != nil {
		return request, err
	}
	request.retention, err = readRetention(object)
	return request, err
}

// readMetadata reads metadata and checks its size.
func readMetadata(object jsonObject) (metadata, error) {
	given, err := readStrings(object)
	if err != nil {
		return nil, err
	}
	return given, checkMetadata(given)
}

// readStrings reads metadata of any size.
func readStrings(object jsonObject) (metadata, error) {
	given, err := object.texts("metadata")
	if err != nil {
		return nil, badRequest(sentence(err))
	}
	if given == nil {
		return nil, nil
	}
	list := make(metadata, 0, len(given))
	for _, one := range given {
		if one.value != nil {
			list = append(list, entry{one.name, *one.value})
		}
	}
	return list, nil
}

// checkMetadata holds metadata to its documented size.
func checkMetadata(list metadata) error {
	if size := list.size(); size > maxMetadataBytes {
		return badRequest(fmt.Sprintf("The metadata takes %d bytes, more than %d.", size, maxMetadataBytes))
	}
	return nil
}

// readRetention reads a ChatRetentionPolicy; nil where there is none.
func readRetention(object jsonObject) (*retentionPolicy, error) {
	given, present, err := object.object("retentionPolicy")
	if err != nil {
		return nil, badRequest(sentence(err))
	}
	if !present {
		return nil, nil //nolint:nilnil // absent is a value here
	}
	kind, err := given.requiredText("kind")
	if err != nil {
		return nil, badRequest("Retention policy: " + sentence(err))
	}
	switch kind {
	case retentionNone:
		return &retentionPolicy{Kind: kind}, nil
	case retentionByAge:
		var days int
		if _, err := given.read("deleteThreadAfterDays", &days, "a whole number"); err != nil {
			return nil, badRequest(sentence(err))
		}
		if days < minRetentionDays || days > maxRetentionDays {
			return nil, badRequest(fmt.Sprintf("deleteThreadAfterDays must be between %d and %d.", minRetentionDays, maxRetentionDays))
		}
		return &retentionPolicy{Kind: kind, DeleteThreadAfterDays: days}, nil
	}
	return nil, badRequest("Retention policy kind " + kind + " is not supported.")
}

// sentence makes an error a sentence.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// getChatThreadProperties answers a thread's properties.
func (s *Service) getChatThreadProperties(c *call) (response, error) {
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	return success(http.StatusOK, found.model(c.version)), nil
}

// deleteChatThread deletes a thread; any member may, with the scope chat.
func (s *Service) deleteChatThread(c *call) (response, error) {
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	found.deletedOn = c.now
	return empty(), nil
}
