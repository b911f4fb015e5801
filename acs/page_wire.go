package acs

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// The pages of lists as they travel; wire.go says how they are read.

// collection is a page. Value is a pointer, so that a page without items can be
// told from a document that is no page.
type collection struct {
	Value    *[]json.RawMessage `json:"value"`
	NextLink json.RawMessage    `json:"nextLink"`
}

// decodePage reads a page, which must have a list of items: null is none. An item that
// cannot be read in full, or lacks what names it, is an item with an [Oddity] and does
// not cost the others; nor does a link to the next page that is no text.
func decodePage[T any](body []byte, what string, decode func(item json.RawMessage) T) (items []T, nextLink string, err error) {
	var page collection
	err = decodeJSON(body, &page)
	if err == nil && page.Value == nil {
		err = errors.New("the document has no list")
	}
	if err != nil {
		return nil, "", fmt.Errorf("not with a page of %s: %w", what, err)
	}
	items = make([]T, len(*page.Value))
	for i, item := range *page.Value {
		items[i] = decode(item)
	}
	return items, decodeLink(page.NextLink), nil
}

// decodeLink is a nextLink; null is none. What is no text stays as it came: the pager
// says then why it does not follow it.
func decodeLink(raw json.RawMessage) string {
	if raw == nil {
		return ""
	}
	var link *string
	if json.Unmarshal(raw, &link) != nil {
		return compactJSON(raw)
	}
	if link == nil {
		return ""
	}
	return linkOrNone(*link)
}

// notText says what a link is that came as a JSON value of another kind; empty for one
// that came as text.
func notText(link string) string {
	if !json.Valid([]byte(link)) || strings.HasPrefix(strings.TrimSpace(link), `"`) {
		return ""
	}
	return kindOfJSON([]byte(strings.TrimSpace(link)))
}

// withoutID adds a problem to those of an item whose id is empty, unless they say already
// that the field that holds it cannot be read.
func withoutID(id, field, text string, problems []problem) []problem {
	if id != "" || hides(problems, field) {
		return problems
	}
	return append([]problem{{text: text}}, problems...)
}

func decodeThreadItem(item json.RawMessage) ChatThreadItem {
	wire, problems := decodeItem[chatThreadItem](item)
	return ChatThreadItem{
		ID:                    wire.ID,
		Topic:                 wire.Topic,
		DeletedOn:             timeOrNil(wire.DeletedOn),
		LastMessageReceivedOn: timeOrNil(wire.LastMessageReceivedOn),
		Odd:                   oddity(item, withoutID(wire.ID, "id", "has no id", problems)),
	}
}

// decodeListedParticipant takes an identifier of any kind, but not one that names
// nobody.
func decodeListedParticipant(item json.RawMessage) ChatParticipant {
	wire, problems := decodeItem[chatParticipant](item)
	identifier, doubts := readIdentifier("communicationIdentifier", wire.CommunicationIdentifier)
	if identifier == nil || namesNobody(identifier) {
		identifier = UnknownIdentifier{JSON: compactJSON(wire.CommunicationIdentifier)}
		if len(doubts) == 0 && !hides(problems, "communicationIdentifier") {
			doubts = []problem{{text: "has no identifier"}}
		}
	}
	participant := ChatParticipant{
		CommunicationIdentifier: identifier, DisplayName: wire.DisplayName, ShareHistoryTime: timeOrNil(wire.ShareHistoryTime), Metadata: wire.Metadata,
	}
	participant.Odd = oddity(item, append(doubts, problems...))
	return participant
}

func decodeListedMessage(item json.RawMessage) ChatMessage {
	wire, problems := decodeItem[chatMessage](item)
	message, inside := decodeMessage(wire)
	message.Odd = oddity(item, withoutID(wire.ID, "id", "has no id", append(problems, inside...)))
	return message
}

func decodeReceipt(item json.RawMessage) ChatMessageReadReceipt {
	wire, problems := decodeItem[chatMessageReadReceipt](item)
	sender, doubts := readIdentifier("senderCommunicationIdentifier", wire.Sender)
	if sender == nil {
		sender = UnknownIdentifier{}
	}
	receipt := ChatMessageReadReceipt{Sender: sender, ChatMessageID: wire.ChatMessageID, ReadOn: timeOrNil(wire.ReadOn)}
	receipt.Odd = oddity(item, withoutID(wire.ChatMessageID, "chatMessageId", "has no message id", append(problems, doubts...)))
	return receipt
}
