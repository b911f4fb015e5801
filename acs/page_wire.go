package acs

import (
	"errors"
	"fmt"
	"time"
)

// The pages of lists as they travel; wire.go says how they are read.

// collection is a page. Value is a pointer, so that a page without items can be
// told from a document that is no page; so are the items, of which none may be null.
type collection[T any] struct {
	Value    *[]*T  `json:"value"`
	NextLink string `json:"nextLink"`
}

// decodePage reads a page, which must have a list of items, each with its id: what
// has none can be neither shown nor acted on, and a page that is read in part would
// pass for a whole one. decode says what an item lacks.
func decodePage[W, T any](body []byte, what string, decode func(W) (T, error)) (items []T, nextLink string, err error) {
	var page collection[W]
	err = decodeJSON(body, &page)
	if err == nil && page.Value == nil {
		err = errors.New("the document has no list")
	}
	if err != nil {
		return nil, "", fmt.Errorf("not with a page of %s: %w", what, err)
	}
	items = make([]T, len(*page.Value))
	for i, item := range *page.Value {
		if item == nil {
			err = errors.New("is null")
		} else {
			items[i], err = decode(*item)
		}
		if err != nil {
			return nil, "", fmt.Errorf("not with a page of %s: item %d of %d %w", what, i+1, len(items), err)
		}
	}
	return items, linkOrNone(page.NextLink), nil
}

// errNoID is what an item of a list lacks.
var errNoID = errors.New("has no id")

func decodeThreadItem(wire chatThreadItem) (ChatThreadItem, error) {
	if wire.ID == "" {
		return ChatThreadItem{}, errNoID
	}
	return ChatThreadItem{
		ID:                    wire.ID,
		Topic:                 wire.Topic,
		DeletedOn:             timeOrNil(wire.DeletedOn),
		LastMessageReceivedOn: timeOrNil(wire.LastMessageReceivedOn),
	}, nil
}

// decodeListedParticipant takes an identifier of any kind, but not one that names
// nobody.
func decodeListedParticipant(wire chatParticipant) (ChatParticipant, error) {
	participant := decodeParticipant(wire)
	if participant.CommunicationIdentifier == (UnknownIdentifier{}) || participant.CommunicationIdentifier == (CommunicationUserIdentifier{}) {
		return ChatParticipant{}, errors.New("has no identifier")
	}
	return participant, nil
}

func decodeListedMessage(wire chatMessage) (ChatMessage, error) {
	if wire.ID == "" {
		return ChatMessage{}, errNoID
	}
	return decodeMessage(wire), nil
}

func decodeReceipt(wire chatMessageReadReceipt) (ChatMessageReadReceipt, error) {
	if wire.ChatMessageID == "" {
		return ChatMessageReadReceipt{}, errors.New("has no message id")
	}
	receipt := ChatMessageReadReceipt{Sender: decodeIdentifier(wire.Sender), ChatMessageID: wire.ChatMessageID}
	if wire.ReadOn != nil {
		receipt.ReadOn = time.Time(*wire.ReadOn)
	}
	return receipt, nil
}
