package acs

import (
	"encoding/json"
	"errors"
)

// createChatThreadResult is the answer to a create. Its parts are read one by one,
// since one of them, the thread's id, must not be lost over another.
type createChatThreadResult struct {
	ChatThread          json.RawMessage `json:"chatThread"`
	InvalidParticipants json.RawMessage `json:"invalidParticipants"`
}

// createdThread reads the answer to a create, and judges it by what was asked for.
func (r *reply) createdThread(asked createAsked) (CreateChatThreadResponse, error) {
	var result createChatThreadResult
	var thread ChatThreadProperties
	err := decodeJSON(r.body, &result)
	switch {
	case err != nil:
	case absent(result.ChatThread):
		err = errors.New("the document has no thread")
	default:
		thread, err = decodeProperties(result.ChatThread)
	}
	if err != nil {
		return CreateChatThreadResponse{}, r.unexpected("not with a chat thread: " + err.Error())
	}
	others, slips := judgeCreated(thread, asked, r.resp.Header)
	if len(others) > 0 {
		return CreateChatThreadResponse{}, r.mismatch(append(append(others, slips...), "its id is "+thread.ID)...)
	}
	response := CreateChatThreadResponse{ChatThread: thread, Differences: slips, Location: r.resp.Header.Get("Location")}
	response.InvalidParticipants, err = decodeInvalidParticipants(result.InvalidParticipants)
	if err != nil {
		response.UnreadRefusals = compactJSON(result.InvalidParticipants)
	}
	return response, nil
}
