package command

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// PreviewCreate is the request that CreateThread would send, line by line, the
// token left out. Nothing is sent.
func PreviewCreate(s *Scope, thread NewThread) []string {
	return s.preview(func(c *acs.Client) error {
		_, err := c.CreateChatThread(s.ctx, thread.Topic, thread.options())
		return err
	})
}

// PreviewAdd is the request that AddParticipants would send.
func PreviewAdd(s *Scope, threadID string, participants []acs.ChatParticipant) []string {
	return s.preview(func(c *acs.Client) error {
		_, err := c.AddChatParticipants(s.ctx, threadID, participants, nil)
		return err
	})
}

// PreviewSend is the request that SendMessage would send.
func PreviewSend(s *Scope, message NewMessage) []string {
	return s.preview(func(c *acs.Client) error {
		_, err := c.SendChatMessage(s.ctx, message.ThreadID, message.Content, message.options())
		return err
	})
}

// PreviewEdit is the request that UpdateMessage would send.
func PreviewEdit(s *Scope, update MessageUpdate) []string {
	return s.preview(func(c *acs.Client) error {
		_, err := c.UpdateChatMessage(s.ctx, update.ThreadID, update.MessageID, update.options())
		return err
	})
}

// PreviewUpdate is the request that UpdateThread would send.
func PreviewUpdate(s *Scope, threadID string, changes acs.UpdateChatThreadPropertiesOptions) []string {
	return s.preview(func(c *acs.Client) error {
		_, err := c.UpdateChatThreadProperties(s.ctx, threadID, &changes)
		return err
	})
}

func (s *Scope) preview(call func(*acs.Client) error) []string {
	return previewLines(s.runner.current.Service.Preview(call))
}

func previewLines(request acs.RequestPreview, err error) []string {
	if err != nil {
		return []string{"No request can be made of this: " + text.Sanitize(err.Error())}
	}
	lines := []string{request.Method + " " + request.URL}
	lines = append(lines, headerLines(request.Header)...)
	body := string(request.Body)
	var indented bytes.Buffer
	if json.Indent(&indented, request.Body, "", "  ") == nil {
		body = indented.String()
	}
	lines = append(lines, "")
	for line := range strings.SplitSeq(body, "\n") {
		lines = append(lines, text.Sanitize(line))
	}
	return lines
}

func headerLines(header http.Header) []string {
	lines := make([]string, 0, len(header))
	for name, values := range header {
		lines = append(lines, name+": "+strings.Join(values, ", "))
	}
	slices.Sort(lines)
	return lines
}
