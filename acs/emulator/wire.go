package emulator

import (
	"time"
)

// The wire forms of responses. A field that has no value is absent, never null
// (recorded), and the order of the fields is the recorded one.
type (
	participantModel struct {
		Identifier       identifierModel `json:"communicationIdentifier"`
		DisplayName      string          `json:"displayName,omitempty"`
		ShareHistoryTime string          `json:"shareHistoryTime"`
		Metadata         metadata        `json:"metadata,omitzero"`
	}
	participantsModel struct {
		Value    []participantModel `json:"value"`
		NextLink string             `json:"nextLink,omitempty"`
	}
	threadModel struct {
		ID              string           `json:"id"`
		Topic           string           `json:"topic"`
		CreatedOn       string           `json:"createdOn"`
		CreatedBy       identifierModel  `json:"createdByCommunicationIdentifier"`
		Metadata        metadata         `json:"metadata,omitzero"`
		RetentionPolicy *retentionPolicy `json:"retentionPolicy,omitempty"`
	}
	threadItemModel struct {
		ID                    string `json:"id"`
		Topic                 string `json:"topic"`
		DeletedOn             string `json:"deletedOn,omitempty"`
		LastMessageReceivedOn string `json:"lastMessageReceivedOn,omitempty"`
	}
	threadsModel struct {
		Value    []threadItemModel `json:"value"`
		NextLink string            `json:"nextLink,omitempty"`
	}
	invalidParticipant struct {
		Code    string `json:"code"` // an HTTP status as text
		Message string `json:"message"`
		Target  string `json:"target"`
	}
	createResult struct {
		ChatThread          threadModel          `json:"chatThread"`
		InvalidParticipants []invalidParticipant `json:"invalidParticipants,omitempty"`
	}
	addResult struct {
		InvalidParticipants []invalidParticipant `json:"invalidParticipants,omitempty"`
	}
	retentionPolicy struct {
		Kind                  string `json:"kind"`
		DeleteThreadAfterDays int    `json:"deleteThreadAfterDays,omitempty"`
	}
)

// Kinds of retention policies (documented).
const (
	retentionNone  = "none"
	retentionByAge = "threadCreationDate"
)

// wireTime is a time as chat writes it: whole seconds, Z (recorded). The first
// instant of the year 1, Go's zero time, is a time like any other: users send it.
func wireTime(moment time.Time) string {
	return moment.UTC().Format("2006-01-02T15:04:05Z")
}

// wireTimeSince is the time of something that may not have happened, by the clock;
// empty, and so absent, while it has not.
func wireTimeSince(moment time.Time) string {
	if moment.IsZero() {
		return ""
	}
	return wireTime(moment)
}

// readTime reads a time in one of several layouts, cut to whole seconds as the
// service does (recorded). Beyond the years 1 to 9999 there are none in UTC:
// RFC 3339 has four digits for them, and clients begin with 1.
func readTime(text string, layouts ...string) (time.Time, bool) {
	for _, layout := range layouts {
		moment, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		moment = wholeSecond(moment)
		return moment, moment.Year() >= 1 && moment.Year() <= 9999
	}
	return time.Time{}, false
}

// model is a thread's wire form in a version.
func (t *thread) model(version apiVersion) threadModel {
	model := threadModel{
		ID: t.id, Topic: t.topic, CreatedOn: wireTime(t.createdOn), CreatedBy: newIdentifierModel(t.createdBy),
	}
	if version.hasMetadata() {
		model.Metadata = t.metadata
		model.RetentionPolicy = t.retention
	}
	if t.retention == nil && version.namesNoRetention() {
		model.RetentionPolicy = &retentionPolicy{Kind: retentionNone}
	}
	return model
}

// item is a thread's wire form in a list: it never has more than this.
func (t *thread) item() threadItemModel {
	return threadItemModel{
		ID: t.id, Topic: t.topic, DeletedOn: wireTimeSince(t.deletedOn), LastMessageReceivedOn: wireTimeSince(t.lastMessageOn),
	}
}

// announced is a participant's wire form in a system message: without metadata
// (recorded for additions).
func (p participant) announced() participantModel {
	return participantModel{
		Identifier: newIdentifierModel(p.id), DisplayName: p.displayName, ShareHistoryTime: wireTime(p.shareHistoryTime),
	}
}

// model is a member's wire form in a version.
func (p participant) model(version apiVersion) participantModel {
	model := p.announced()
	if version.hasMetadata() {
		model.Metadata = p.metadata
	}
	return model
}
