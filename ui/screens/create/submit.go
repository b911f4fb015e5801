package create

import (
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/participantrows"
)

// Submit checks the form and makes the command that creates the thread.
func (m *Model) Submit() tea.Cmd {
	if fault := m.firstFault(); fault != "" {
		m.form.SetFault(fault)
		return nil
	}
	m.rows.Begin()
	if m.firstAsked.IsZero() {
		m.firstAsked = m.host.Now()
	}
	m.sent = m.asked(m.rows.Batch(participantrows.BatchLimit))
	return command.CreateThread(m.scope, *m.sent)
}

// firstFault puts the focus on the first part that cannot be sent, and says why
// not; it is empty where the form can be sent.
func (m *Model) firstFault() string {
	if strings.TrimSpace(m.topic.Value()) == "" {
		m.focus = partTopic
		return "topic: a thread needs a topic"
	}
	if fault := m.rows.FirstFault(); fault != "" {
		m.focus = partRows
		return "participants, " + fault
	}
	if _, fault := parseMetadata(m.metadata.Value()); fault != "" {
		m.focus = partMetadata
		return "metadata: " + fault
	}
	if _, fault := parseRetention(m.retention.Value()); fault != "" {
		m.focus = partRetention
		return "retention: " + fault
	}
	return ""
}

// Preview is the request that Submit would send.
func (m *Model) Preview() (lines []string, fault string) {
	if fault := m.firstFault(); fault != "" {
		return nil, fault
	}
	return command.PreviewCreate(m.scope, *m.asked(m.rows.Preview())), ""
}

// asked is the form's content as the service wants it. The user's own row is sent
// for the name that it gives.
func (m *Model) asked(participants []acs.ChatParticipant) *command.NewThread {
	metadata, _ := parseMetadata(m.metadata.Value())
	retention, _ := parseRetention(m.retention.Value())
	return &command.NewThread{
		Topic: strings.TrimSpace(m.topic.Value()), Participants: participants,
		Metadata: metadata, RetentionPolicy: retention, RepeatabilityRequestID: m.requestID, FirstAttempt: m.firstAsked,
	}
}

// metadataLimit is the size of all metadata of a thread (documented).
const metadataLimit = 1024

// parseMetadata reads "key=value, key=value".
func parseMetadata(typed string) (values map[string]string, fault string) {
	size := 0
	for pair := range strings.SplitSeq(typed, ",") {
		pair = strings.TrimSpace(pair)
		if pair == "" {
			continue
		}
		name, value, found := strings.Cut(pair, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || name == "" {
			return nil, fmt.Sprintf("%q is not of the form key=value", pair)
		}
		if _, twice := values[name]; twice {
			return nil, fmt.Sprintf("the key %q stands there twice", name)
		}
		if values == nil {
			values = map[string]string{}
		}
		values[name] = value
		size += len(name) + len(value)
	}
	if size > metadataLimit {
		return nil, fmt.Sprintf("%d bytes are more than the 1024 that the service takes", size)
	}
	return values, ""
}

// parseRetention reads a number of days; the service documents 30 to 90.
func parseRetention(typed string) (policy *acs.ChatRetentionPolicy, fault string) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil, ""
	}
	n, err := strconv.ParseInt(typed, 10, 32)
	if err != nil || n < 30 || n > 90 {
		return nil, fmt.Sprintf("%q is not a number of days from 30 to 90", typed)
	}
	days := int32(n)
	return &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days}, ""
}
