package acs

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// createChatThreadResult is the answer to a create. Its parts are read one by one,
// since one of them, the thread's id, must not be lost over another.
type createChatThreadResult struct {
	ChatThread          json.RawMessage `json:"chatThread"`
	InvalidParticipants json.RawMessage `json:"invalidParticipants"`
}

// createdThread reads the answer to a create.
func (r *reply) createdThread() (CreateChatThreadResponse, error) {
	var result createChatThreadResult
	err := decodeJSON(r.body, &result)
	var thread chatThreadProperties
	var unread []string
	if err == nil {
		thread, unread, err = decodeCreatedThread(result.ChatThread)
	}
	if err != nil {
		return CreateChatThreadResponse{}, r.unexpected("not with a chat thread: " + err.Error())
	}
	refused, err := decodeInvalidParticipants(result.InvalidParticipants)
	if err != nil {
		// The thread exists; whoever reads this must be able to find it.
		unexpected := r.unexpected(fmt.Sprintf("without saying who is a member of the thread %s, which was created: %v", thread.ID, err))
		unexpected.ChatThreadID = thread.ID
		return CreateChatThreadResponse{}, unexpected
	}
	return CreateChatThreadResponse{
		ChatThread:          decodeThread(thread),
		UnreadFields:        unread,
		InvalidParticipants: refused,
		Location:            r.resp.Header.Get("Location"),
	}, nil
}

// decodeCreatedThread reads a thread field by field, and names those, in the order
// of their names, that it cannot read. Without an id there is no thread.
func decodeCreatedThread(content json.RawMessage) (thread chatThreadProperties, unread []string, err error) {
	var fields map[string]json.RawMessage
	if len(content) > 0 && json.Unmarshal(content, &fields) != nil {
		return thread, nil, errors.New("the field \"chatThread\" is no object")
	}
	var idProblem error
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, err := json.Marshal(map[string]map[string]json.RawMessage{"chatThread": {name: fields[name]}})
		if err != nil {
			return thread, nil, fmt.Errorf("taking the field %q out: %w", name, err)
		}
		with := struct {
			ChatThread chatThreadProperties `json:"chatThread"`
		}{thread}
		if err := json.Unmarshal(field, &with); err != nil {
			unread = append(unread, name)
			if name == "id" {
				idProblem = describeJSONError(err)
			}
			continue
		}
		thread = with.ChatThread
	}
	if thread.ID == "" {
		if idProblem == nil {
			idProblem = errors.New("the document has no thread id")
		}
		return thread, nil, idProblem
	}
	return thread, unread, nil
}
