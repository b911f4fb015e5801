package users

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// The widths of the list's columns; the id has the rest.
const (
	markerWidth = 4
	nameWidth   = 20
	stateWidth  = 24
	narrow      = 90
)

// row draws one user.
func (m *Model) row(user identities.Identity, _, width int, selected bool) string {
	style := func(s string) string { return s }
	marker := "  "
	if selected {
		marker, style = "▸ ", func(s string) string { return m.theme.Selected.Render(s) }
	}
	if user.RawID == m.scope.Session().UserID {
		marker += "● "
	} else {
		marker += "  "
	}
	names := min(nameWidth, max(0, width-markerWidth))
	states := stateWidth
	if width < narrow {
		states = 0
	}
	ids := max(0, width-markerWidth-names-states-1)
	r := text.NewRow(0)
	r.Glyphs(style(marker), markerWidth)
	r.Cell(style, strings.Join(user.Names, ", "), names)
	if ids > 0 {
		r.Cell(style, " "+text.TruncateMiddle(text.Sanitize(user.RawID), ids), ids+1)
	}
	r.Cell(style, " "+m.state(user), states)
	return r.String()
}

// state is what this program did to a user last.
func (m *Model) state(user identities.Identity) string {
	now := m.host.Now()
	switch {
	case !user.Deleted.IsZero():
		return "deleted " + text.Ago(now, user.Deleted)
	case user.MaybeDeleted:
		return "perhaps deleted"
	case !user.Revoked.IsZero():
		return "revoked " + text.Ago(now, user.Revoked)
	case !user.Created.IsZero():
		return "made " + text.Ago(now, user.Created)
	}
	return ""
}

// View draws the screen.
func (m *Model) View() string {
	m.refresh()
	top := []string{m.theme.Heading.Render(text.Truncate("Identities · ● is whom you act as", m.width))}
	says := "Users that this session has met or made; the Identity API has no list."
	if refusal := m.scope.IssueRefusal(); refusal != "" {
		says += " To make and to change users " + refusal + "."
		if m.scope.ActRefusal() == "" {
			says = strings.Replace(says, "To make and to change users ", "Not allowed here: ", 1)
		}
	}
	for _, wrapped := range text.Wrap(says, max(1, m.width)) {
		top = append(top, m.theme.Muted.Render(wrapped))
	}
	if m.list.Capturing() || m.list.Filtered() {
		top = append(top, m.list.HeadLine())
	}
	foot := m.foot()
	room := max(0, m.height-len(top))
	height := min(max(2, m.list.Len()), max(3, room-len(foot)))
	m.list.SetSize(m.width, min(height, room))
	m.listTop = len(top)
	lines := slices.Concat(top, strings.Split(m.list.Rows(), "\n"))
	lines = append(lines, document.Cut(m.theme, m.host.Keys(), foot, m.height-len(lines), m.width)...)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// FullText is what stands below the list.
func (m *Model) FullText() []string { return m.foot() }

// foot is what is under way or went wrong, and the user under the cursor.
func (m *Model) foot() []string {
	var foot []string
	switch {
	case m.working != "":
		foot = []string{"", m.theme.Accent.Render(text.Truncate("  "+m.working, m.width))}
	case m.problem != nil:
		foot = append([]string{""}, document.Problem(m.theme, m.problem.Lines(), m.width)...)
	}
	user, ok := m.list.Selected()
	if !ok {
		return foot
	}
	foot = append(foot, "", m.theme.Muted.Render(strings.Repeat("─", max(0, m.width))))
	return append(foot, document.Labelled(m.theme, []screen.DetailLine{
		{Label: "id", Text: user.RawID},
		{Label: "names in threads", Text: cmp.Or(strings.Join(user.Names, ", "), "none seen: an identity has no name of its own")},
		{Label: "in this session", Text: cmp.Or(m.state(user), "nothing was done to it")},
		{Label: "users known", Text: strconv.Itoa(m.list.LoadedCount())},
	}, m.width)...)
}
