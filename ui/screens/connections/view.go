package connections

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// The widths of the list's columns; the endpoint has the rest.
const (
	markerWidth     = 4
	nameWidth       = 22
	userWidth       = 14
	credentialWidth = 18
	readOnlyWidth   = 9
	narrow          = 90
)

// row draws one connection.
func (m *Model) row(a command.Available, _, width int, selected bool) string {
	style := func(s string) string { return s }
	marker := "  "
	if selected {
		marker, style = "▸ ", func(s string) string { return m.theme.Selected.Render(s) }
	}
	if a.ID == m.scope.Session().ID {
		marker += "● "
	} else {
		marker += "  "
	}
	readOnly := ""
	if a.Profile.ReadOnly {
		readOnly = "read-only"
	}
	r := text.NewRow(0)
	r.Glyphs(style(marker), markerWidth)
	r.Cell(style, Name(a), min(nameWidth, max(0, width-markerWidth)))
	rest := width - markerWidth - nameWidth
	if width < narrow {
		r.Cell(style, " "+cmp.Or(a.Fault, host(a.Profile.Endpoint)), max(0, rest))
		return r.String()
	}
	r.Cell(style, " "+cmp.Or(a.Fault, host(a.Profile.Endpoint)), max(0, rest-userWidth-credentialWidth-readOnlyWidth))
	r.Cell(style, " "+text.TruncateStart(text.Sanitize(a.Profile.UserID), userWidth-1), userWidth)
	r.Cell(style, " "+cmp.Or(a.Kept, words(a.Profile.Credential)), credentialWidth)
	r.Cell(style, readOnly, readOnlyWidth)
	return r.String()
}

// host is an endpoint's host; the endpoint itself where it has none.
func host(endpoint string) string {
	if u, err := url.Parse(endpoint); err == nil && u.Host != "" {
		return u.Host
	}
	return endpoint
}

// words names a kind of credential.
func words(credential string) string {
	return strings.ReplaceAll(credential, "_", " ")
}

// View draws the screen.
func (m *Model) View() string {
	top := []string{m.theme.Heading.Render(text.Truncate("Connections · ● is the one in use", m.width))}
	top = append(top, document.Cut(m.theme, m.host.Keys(), m.faultLines(), m.height/3, m.width)...)
	if !m.loaded {
		return strings.Join(append(top, m.theme.Muted.Render(text.Truncate("  reading the configuration…", m.width))), "\n")
	}
	foot := m.foot()
	// The list is seen before the facts are.
	room := max(0, m.height-len(top))
	m.list.SetSize(m.width, min(m.list.Len(), max(3, room-len(foot)), room))
	m.listTop = len(top)
	lines := slices.Concat(top, strings.Split(m.list.Rows(), "\n"))
	lines = append(lines, document.Cut(m.theme, m.host.Keys(), foot, m.height-len(lines), m.width)...)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// FullText is what is wrong with the file, and what stands below the list.
func (m *Model) FullText() []string { return append(m.faultLines(), m.foot()...) }

// faultLines say why the configuration file cannot be read.
func (m *Model) faultLines() []string {
	if m.fault == "" {
		return nil
	}
	return document.Problem(m.theme, []string{"The configuration file cannot be read: " + m.fault}, m.width)
}

// foot is what is under way or went wrong, and the facts of the connection under the
// cursor.
func (m *Model) foot() []string {
	var foot []string
	switch {
	case m.connecting != "":
		foot = []string{"", m.theme.Accent.Render(text.Truncate("  connecting to "+text.Sanitize(m.connecting)+"…", m.width))}
	case m.problem != nil:
		foot = append([]string{""}, document.Problem(m.theme, m.problem.Lines(), m.width)...)
	}
	if current, ok := m.list.Selected(); ok {
		foot = append(foot, "", m.theme.Muted.Render(strings.Repeat("─", max(0, m.width))))
		foot = append(foot, document.Labelled(m.theme, m.facts(current), m.width)...)
	}
	return foot
}

// facts are what is known of a connection.
func (m *Model) facts(a command.Available) []screen.DetailLine {
	p := a.Profile
	facts := []screen.DetailLine{
		{Label: "endpoint", Text: cmp.Or(p.Endpoint, "known once one is connected")},
		{Label: "credential", Text: credential(a)},
		{Label: "api-version", Text: cmp.Or(p.APIVersion, "the newest stable one")},
	}
	if a.Fault != "" {
		facts = append([]screen.DetailLine{{Label: "fault", Text: a.Fault}}, facts...)
	}
	var options []string
	for _, option := range []struct{ has, says string }{
		{p.CAFile, "trusts " + p.CAFile}, {p.PageSize, "pages of " + p.PageSize},
	} {
		if option.has != "" {
			options = append(options, option.says)
		}
	}
	if p.ReadOnly {
		options = append(options, "read-only")
	}
	if p.Default {
		options = append(options, "the default at the start")
	}
	if len(options) > 0 {
		facts = append(facts, screen.DetailLine{Label: "options", Text: strings.Join(options, " · ")})
	}
	session := m.scope.Session()
	if a.ID != session.ID {
		if p.UserID != "" {
			facts = append(facts, screen.DetailLine{Label: "acts as", Text: p.UserID})
		}
		return facts
	}
	return append(facts, m.inUse(session)...)
}

// credential says what a connection's credential is, and where.
func credential(a command.Available) string {
	switch a.Profile.Credential {
	case command.CredentialTokenFile, command.CredentialTokenCommand, command.CredentialKeyring:
		// Where it is says what it is; that it was meant for the keyring does not.
		return cmp.Or(a.Where, words(a.Profile.Credential))
	}
	says := words(a.Profile.Credential)
	if a.Where == "" {
		return says
	}
	return strings.TrimPrefix(says+", in "+a.Where, ", in ")
}

// inUse is what is known of the connection in use.
func (m *Model) inUse(session command.Session) []screen.DetailLine {
	life := "the token does not say"
	if !session.TokenExpiresOn.IsZero() {
		left := session.TokenExpiresOn.Sub(m.host.Now())
		life = "ended"
		if left > 0 {
			life = text.Life(left)
		}
		life += ", until " + session.TokenExpiresOn.In(m.host.Now().Location()).Format("2006-01-02 15:04")
	}
	switch {
	case session.RenewalProblem != "":
		life += "; renewing it failed: " + session.RenewalProblem
	case session.Renews:
		life += "; renewed by itself"
	default:
		life += "; not renewed"
	}
	return []screen.DetailLine{
		{Label: "in use as", Text: cmp.Or(session.UserID, "nobody yet")},
		{Label: "in use with", Text: "api-version " + string(session.APIVersion) + "; credential from " + cmp.Or(session.Credential, "the emulator itself")},
		{Label: "scopes", Text: cmp.Or(strings.Join(session.Scopes, ", "), "the token does not say")},
		{Label: "token life", Text: life},
	}
}
