package emulator

import (
	"fmt"
	"net/http"
	"strconv"
)

// sendChatMessage adds a message of the caller.
func (s *Service) sendChatMessage(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	sent, err := readSend(object, c.version)
	if err != nil {
		return response{}, err
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	sent.sender = c.caller.id
	added := s.store.post(found, sent, c.exact)
	answer := success(http.StatusCreated, sendResult{ID: strconv.FormatInt(added.id, 10)})
	answer.header.Set("Location", fmt.Sprintf("%s/chat/threads/%s/messages/%d", base(c.request), locationID(found.id), added.id))
	return answer, nil
}

// readSend reads a SendChatMessageRequest.
func readSend(object jsonObject, version apiVersion) (message, error) {
	sent := message{kind: typeText}
	var err error
	if sent.text, err = object.requiredText("content"); err != nil {
		return sent, badRequest(sentence(err))
	}
	if sent.senderName, err = object.text("senderDisplayName"); err != nil {
		return sent, badRequest(sentence(err))
	}
	kind, err := object.text("type")
	switch {
	case err != nil:
		return sent, badRequest(sentence(err))
	case kind == typeText, kind == typeHTML:
		sent.kind = kind
	case kind != "":
		return sent, badRequest("A message of type " + strconv.Quote(kind) + " cannot be sent.")
	}
	if version.hasMessageMetadata() {
		if sent.metadata, err = readStrings(object); err != nil {
			return sent, err
		}
	}
	if version.takesAttachments() {
		if sent.attachments, err = readAttachments(object); err != nil {
			return sent, err
		}
	}
	return sent, checkMessage(sent)
}

// readAttachments reads the attachments of a message. They are kept as given: the
// operations that upload images are not served.
func readAttachments(object jsonObject) ([]attachment, error) {
	given, _, err := object.objects("attachments")
	if err != nil {
		return nil, badRequest(sentence(err))
	}
	var list []attachment
	for _, item := range given {
		var one attachment
		for name, into := range map[string]*string{
			"id": &one.id, "attachmentType": &one.kind, "name": &one.name, "url": &one.url, "previewUrl": &one.previewURL,
		} {
			if *into, err = item.text(name); err != nil {
				return nil, badRequest("Attachments: " + sentence(err))
			}
		}
		if one.id == "" || one.kind != attachmentImage && one.kind != attachmentFile {
			return nil, badRequest("Attachments: an id and the type image or file are required.")
		}
		list = append(list, one)
	}
	return list, nil
}

// checkMessage holds a message to its documented size, of which the content's
// bytes in UTF-8 and those of metadata count: a choice, as the status is.
func checkMessage(m message) error {
	size := len(m.text) + m.metadata.size()
	if size > maxMessageBytes {
		return badRequest(fmt.Sprintf("The message takes %d bytes, more than %d.", size, maxMessageBytes))
	}
	return nil
}

// getChatMessage answers one message, a deleted one too (recorded).
func (s *Service) getChatMessage(c *call) (response, error) {
	found, seen, err := s.store.readable(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	one := found.said().find(c.messageID)
	if one == nil || !seen.shows(one) {
		return response{}, notFound()
	}
	return success(http.StatusOK, one.model(c.version)), nil
}

// ownMessage finds a message the caller may change: only its sender may
// (documented), so nobody may change a system message.
func (s *Service) ownMessage(c *call) (*thread, *message, error) {
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return nil, nil, err
	}
	one := found.said().find(c.messageID)
	switch {
	case one == nil || !found.viewOf(c.caller.id).shows(one):
		return nil, nil, notFound()
	case sameID(one.sender) != sameID(c.caller.id):
		return nil, nil, forbidden()
	case !one.deletedOn.IsZero():
		return nil, nil, notFound()
	}
	return found, one, nil
}

// updateChatMessage is a merge patch of a message.
func (s *Service) updateChatMessage(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	found, one, err := s.ownMessage(c)
	if err != nil {
		return response{}, err
	}
	patched, changed, err := patchMessage(*one, object, c.version)
	if err != nil {
		return response{}, err
	}
	if changed {
		found.said().edit(one, c.exact, func(m *message) {
			m.text, m.metadata, m.attachments = patched.text, patched.metadata, patched.attachments
		})
	}
	return empty(), nil
}

// patchMessage gives a message after a patch, and says whether the patch names
// anything at all.
func patchMessage(m message, object jsonObject, version apiVersion) (patched message, changed bool, err error) {
	if _, named := object["content"]; named {
		changed = true
		if m.text, err = object.requiredText("content"); err != nil {
			return m, false, badRequest(sentence(err))
		}
	}
	if _, named := object["metadata"]; named && version.hasMessageMetadata() {
		changed = true
		if m.metadata, err = patchStrings(object, m.metadata); err != nil {
			return m, false, err
		}
	}
	if _, named := object["attachments"]; named && version.takesAttachments() {
		changed = true
		if m.attachments, err = readAttachments(object); err != nil {
			return m, false, err
		}
	}
	return m, changed, checkMessage(m)
}

// deleteChatMessage deletes a message.
func (s *Service) deleteChatMessage(c *call) (response, error) {
	found, one, err := s.ownMessage(c)
	if err != nil {
		return response{}, err
	}
	found.said().remove(one, c.exact)
	return empty(), nil
}
