package emulator

import (
	"path"
	"strconv"
	"strings"
)

// Types of attachments (documented).
const (
	attachmentImage = "image"
	attachmentFile  = "file"
)

// The wire forms of messages and read receipts, in the recorded order of fields.
type (
	messageModel struct {
		ID                string           `json:"id"`
		Type              string           `json:"type"`
		SequenceID        string           `json:"sequenceId"`
		Version           string           `json:"version"`
		Content           contentModel     `json:"content"`
		SenderDisplayName *string          `json:"senderDisplayName,omitempty"`
		CreatedOn         string           `json:"createdOn"`
		Sender            *identifierModel `json:"senderCommunicationIdentifier,omitempty"`
		DeletedOn         string           `json:"deletedOn,omitempty"`
		EditedOn          string           `json:"editedOn,omitempty"`
		Metadata          metadata         `json:"metadata,omitzero"`
	}
	contentModel struct {
		Message      *string            `json:"message,omitempty"`
		Topic        string             `json:"topic,omitempty"`
		Participants []participantModel `json:"participants,omitempty"`
		Attachments  []attachmentModel  `json:"attachments,omitzero"`
		Initiator    *identifierModel   `json:"initiatorCommunicationIdentifier,omitempty"`
	}
	attachmentModel struct {
		ID             string `json:"id"`
		AttachmentType string `json:"attachmentType"`
		Extension      string `json:"extension,omitempty"` // only in 2023-11-07
		Name           string `json:"name,omitempty"`
		URL            string `json:"url,omitempty"`
		PreviewURL     string `json:"previewUrl,omitempty"`
	}
	messagesModel struct {
		Value    []messageModel `json:"value"`
		NextLink string         `json:"nextLink,omitempty"`
	}
	sendResult struct {
		ID string `json:"id"`
	}
	receiptModel struct {
		Sender        identifierModel `json:"senderCommunicationIdentifier"`
		ChatMessageID string          `json:"chatMessageId"`
		ReadOn        string          `json:"readOn"`
	}
	receiptsModel struct {
		Value    []receiptModel `json:"value"`
		NextLink string         `json:"nextLink,omitempty"`
	}
)

// model is a message's wire form in a version.
func (m *message) model(version apiVersion) messageModel {
	model := messageModel{
		ID: strconv.FormatInt(m.id, 10), Type: m.kind,
		SequenceID: strconv.Itoa(m.sequence), Version: strconv.FormatInt(m.version, 10),
		CreatedOn: wireTime(m.createdOn), DeletedOn: wireTimeSince(m.deletedOn), EditedOn: wireTimeSince(m.editedOn),
	}
	if m.isSystem() {
		initiator := newIdentifierModel(m.initiator)
		model.Content = contentModel{Topic: m.topic, Initiator: &initiator}
		for _, one := range m.participants {
			model.Content.Participants = append(model.Content.Participants, one.announced())
		}
		return model
	}
	text, name, sender := m.text, m.senderName, newIdentifierModel(m.sender)
	model.Content = contentModel{Message: &text, Attachments: attachmentModels(m.attachments, version)}
	model.Sender = &sender
	if name != "" || !version.omitsNoName() {
		model.SenderDisplayName = &name
	}
	if version.hasMessageMetadata() {
		model.Metadata = m.metadata
	}
	return model
}

// attachmentModels gives those attachments a version has, in its form; nil where it
// has no such member.
func attachmentModels(list []attachment, version apiVersion) []attachmentModel {
	if !version.listsAttachments() {
		return nil
	}
	models := make([]attachmentModel, 0, len(list))
	for _, one := range list {
		if !version.hasAttachments(one.kind) {
			continue
		}
		model := attachmentModel{ID: one.id, AttachmentType: one.kind, Name: one.name, URL: one.url, PreviewURL: one.previewURL}
		if version.hasExtension() {
			model.Extension = strings.TrimPrefix(path.Ext(one.name), ".")
		}
		models = append(models, model)
	}
	return models
}

// model is a read receipt's wire form.
func (r receipt) model() receiptModel {
	return receiptModel{
		Sender: newIdentifierModel(r.reader), ChatMessageID: strconv.FormatInt(r.messageID, 10), ReadOn: wireTime(r.readOn),
	}
}
