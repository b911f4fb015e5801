package emulator

import (
	"fmt"
	"net/http"
)

// sendChatReadReceipt notes that the caller has read a message and all before it.
// Above 20 participants the answer is the same and nothing is noted (reported for
// the live service).
func (s *Service) sendChatReadReceipt(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	messageID, err := object.requiredText("chatMessageId")
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	one := found.said().find(messageID)
	if one == nil || !found.viewOf(c.caller.id).shows(one) {
		return response{}, notFound()
	}
	if len(found.participants) <= maxReaders {
		found.said().read(c.caller.id, one.id, c.exact)
	}
	return response{status: http.StatusOK}, nil
}

// listChatReadReceipts answers a page of the read receipts; none above 20
// participants.
func (s *Service) listChatReadReceipts(c *call) (response, error) {
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
	var receipts []receipt
	if len(found.participants) <= maxReaders {
		receipts = found.said().receipts
	}
	first := min(skip, len(receipts))
	last := min(first+size, len(receipts))
	page := receiptsModel{Value: make([]receiptModel, 0, last-first)}
	for _, one := range receipts[first:last] {
		page.Value = append(page.Value, one.model())
	}
	if last < len(receipts) {
		page.NextLink = fmt.Sprintf("%s/chat/threads/%s/readReceipts?skip=%d&maxPageSize=%d&api-version=%s",
			base(c.request), found.id, last, size, c.version)
	}
	return success(http.StatusOK, page), nil
}

// sendTypingNotification says that the caller types. Nobody can learn it here:
// the service's notifications go another way than its REST operations.
func (s *Service) sendTypingNotification(c *call) (response, error) {
	if len(c.body) > 0 && c.version.hasTypingBody() {
		object, err := readObject(c.body)
		if err != nil {
			return response{}, badRequest(sentence(err))
		}
		if _, err := object.text("senderDisplayName"); err != nil {
			return response{}, badRequest(sentence(err))
		}
	}
	if _, err := s.store.open(c.threadID, c.caller.id); err != nil {
		return response{}, err
	}
	return response{status: http.StatusOK}, nil
}
