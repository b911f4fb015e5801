// Package issue is the form that issues a token of a user. The token is copied, never
// shown, and gone with the screen.
package issue

import (
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	*form.Form
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	rawID string

	scopes []*form.Input
	life   *form.Input
	// issued is the token, once there is one.
	issued *command.TokenIssuedMsg
	copied bool
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToIssue) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, rawID: to.RawID,
		life: form.Text("life in minutes", strconv.Itoa(acs.MaxTokenMinutes),
			fmt.Sprintf("%d to %d; the service's own is a day.", acs.MinTokenMinutes, acs.MaxTokenMinutes)),
	}
	// What the scopes allow is documented.
	for _, s := range []struct {
		scope acs.TokenScope
		hint  string
	}{
		{acs.TokenScopeChat, "All of Chat, creating and deleting threads included."},
		{acs.TokenScopeChatJoin, "Taking part in threads, adding and removing participants; not creating, changing or deleting threads."},
		{acs.TokenScopeChatJoinLimited, "Taking part in threads, and no more."},
		{acs.TokenScopeVoIP, "Calls."},
		{acs.TokenScopeVoIPJoin, "Joining calls."},
	} {
		m.scopes = append(m.scopes, form.Switch(string(s.scope), s.hint, s.scope == acs.TokenScopeChat))
	}
	fields := make([]form.Field, 0, len(m.scopes)+1)
	for _, s := range m.scopes {
		fields = append(fields, s)
	}
	m.Form = form.New(host, scope, t, form.Spec{
		Title: "Issue a token", Doing: "issue the token", SubmitDoes: "issue the token", Labels: 20, Fields: append(fields, m.life),
		Heading: m.heading,
		Check: func() (string, form.Field) {
			_, _, fault, at := m.asked()
			return fault, at
		},
		Preview: func() ([]string, string) {
			scopes, minutes, _, _ := m.asked()
			return command.PreviewIssue(scope, m.rawID, scopes, minutes), ""
		},
		Submit: func() form.Step {
			scopes, minutes, _, _ := m.asked()
			return form.Wait("asking the service for a token…", command.IssueToken(scope, m.rawID, scopes, minutes)).Stoppable("", m.back)
		},
		Receive: m.receive,
		Unsaved: "What was chosen has not been sent, and would be gone.",
	})
	return m
}

func (m *Model) heading(width int) string {
	return "Issue a token of " + text.TruncateMiddle(text.Sanitize(m.rawID), max(0, width-17))
}

// Close forgets the token.
func (m *Model) Close() {
	m.issued = nil
	m.Form.Close()
}

func (m *Model) receive(msg tea.Msg) form.Step {
	switch msg := msg.(type) {
	case command.TokenIssuedMsg:
		if msg.Problem != nil {
			return form.Refused(msg.Problem)
		}
		m.issued = &msg
		return form.Show(form.Page{
			Lines: m.lines,
			Actions: []form.Action{
				{Key: keys.Copy, Does: "copy the token", Do: m.copy},
				{Key: keys.Back, Do: m.leave},
			},
			Unsaved: func() string {
				if m.copied {
					return ""
				}
				return "A token was issued that nobody has got yet; it would be gone."
			},
		})
	case command.PanickedMsg:
		return form.Refused(msg.Problem)
	}
	return form.Stay()
}

// asked is what the fields ask for; where that cannot be, the fault says why.
func (m *Model) asked() (scopes []acs.TokenScope, minutes int32, fault string, at form.Field) {
	for _, s := range m.scopes {
		if s.On() {
			scopes = append(scopes, acs.TokenScope(s.Label))
		}
	}
	if len(scopes) == 0 {
		return nil, 0, "a token needs at least one scope", nil
	}
	if m.life.Trimmed() == "" {
		return scopes, 0, "", nil
	}
	life, err := strconv.ParseInt(m.life.Trimmed(), 10, 32)
	if err != nil || life < acs.MinTokenMinutes || life > acs.MaxTokenMinutes {
		return nil, 0, fmt.Sprintf("life in minutes: a whole number from %d to %d", acs.MinTokenMinutes, acs.MaxTokenMinutes), m.life
	}
	return scopes, int32(life), "", nil
}

func (m *Model) copy() form.Step {
	m.copied = true
	return form.Run(m.host.Copy("token", m.issued.Token.Token()))
}

func (m *Model) back() form.Step {
	m.host.Back()
	return form.Stay()
}

// leave asks first where nobody has got the token.
func (m *Model) leave() form.Step {
	if m.copied {
		return m.back()
	}
	return form.Ask(screen.Question{
		Title: "Leave without the token?", Body: "It was not copied, and is gone with this page. It stays valid until its end all the same.", Yes: "leave", No: "stay",
	}, m.back)
}

// lines are the token's facts.
func (m *Model) lines(width int) []string {
	if m.issued == nil {
		return nil
	}
	lines := []string{
		m.theme.Heading.Render(text.Truncate(m.heading(width), width)),
		m.theme.Success.Render(text.Truncate("✓ The token is issued.", width)), "",
	}
	for _, difference := range m.issued.Differences {
		lines = append(lines, document.Paragraph(m.theme.Warning, "! Not as asked for: "+text.Sanitize(difference), 0, width)...)
	}
	granted := make([]string, len(m.issued.Scopes))
	for i, s := range m.issued.Scopes {
		granted[i] = string(s)
	}
	ends := m.issued.Token.ExpiresOn
	lines = append(lines, document.Labelled(m.theme, []screen.DetailLine{
		{Label: "user", Text: m.rawID},
		{Label: "scopes", Text: strings.Join(granted, ", ")},
		{Label: "ends", Text: fmt.Sprintf("%s (in %s)", ends.In(m.host.Now().Location()).Format("2006-01-02 15:04"), text.Life(ends.Sub(m.host.Now())))},
	}, width)...)
	says := "It is not shown. " + m.host.Keys().Name(keys.Copy) + " copies it to the clipboard; whoever has it acts as this user. It is gone with this page."
	return append(append(lines, ""), document.Paragraph(m.theme.Muted, says, 0, width)...)
}
