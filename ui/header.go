package ui

import (
	"strings"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/style/text"
)

// part is a piece of the header, whole and short; parts of a higher rank go
// first where room is short.
type part struct {
	whole, short string
	rank         int
}

const separator = " │ "

// header is one line: product, connection, host, as whom, the token's remaining
// life, and the badge.
func (a *App) header() string {
	session := a.runner.Session()
	host := text.Sanitize(session.Host)
	life, shortLife := a.tokenLife(session)
	parts := []part{
		{a.theme.Brand.Render("acs-chat-tui"), a.theme.Brand.Render("acs-chat-tui"), 4},
		{text.Truncate(text.Sanitize(session.Profile), 24), text.Truncate(text.Sanitize(session.Profile), 12), 5},
		{text.Truncate(host, 48), text.Truncate(host, 28), 2},
		{a.actingAs(session, 18), a.actingAs(session, 8), 3},
		{life, shortLife, 1},
	}
	if session.ReadOnly {
		parts = append(parts, part{a.theme.Warning.Render("read-only"), a.theme.Warning.Render("read-only"), 1})
	}
	if a.onEmulator() {
		badge := a.theme.Badge.Render(" EMULATOR ")
		parts = append(parts, part{badge, badge, 0})
	}
	return text.Truncate(joinParts(parts, a.width), a.width)
}

// joinParts joins the parts: whole where they fit, else short, else without the
// ones of the highest rank.
func joinParts(parts []part, width int) string {
	const ranks = 5
	for limit := ranks; ; limit-- {
		var whole, short []string
		for _, p := range parts {
			if p.rank <= limit && p.whole != "" {
				whole = append(whole, p.whole)
				short = append(short, p.short)
			}
		}
		for _, bar := range []string{strings.Join(whole, separator), strings.Join(short, separator)} {
			if text.Width(bar) <= width {
				return bar
			}
		}
		if limit == 0 {
			return strings.Join(short, separator)
		}
	}
}

// actingAs names the user by the end of his id, the part that tells users of a
// resource apart.
func (a *App) actingAs(session command.Session, width int) string {
	switch {
	case session.UserID != "":
	case !a.runner.Connected():
		return "as nobody yet"
	case session.Renews:
		return "waiting for a token"
	default:
		return "as an unnamed user"
	}
	return "as " + text.TruncateStart(text.Sanitize(session.UserID), width+1)
}

// tokenLife is the rest of the token's life, in words and short.
func (a *App) tokenLife(session command.Session) (whole, short string) {
	if a.userGone(session) {
		gone := a.theme.Error.Render("user gone")
		if session.RenewalProblem == command.UserNotOwned {
			gone = a.theme.Error.Render("not this resource's user")
		}
		return gone, gone
	}
	if session.TokenExpiresOn.IsZero() {
		return "", ""
	}
	left := session.TokenExpiresOn.Sub(a.now())
	switch {
	case left <= 0:
		expired := a.theme.Error.Render("token expired")
		return expired, expired
	case left < soonExpired:
		ending := a.theme.Warning.Render("token ends in " + text.Life(left))
		return ending, ending
	}
	short = "token " + text.Life(left)
	if left >= time.Hour {
		short = "token " + text.Life(left.Truncate(time.Hour))
	}
	return "token " + text.Life(left), short
}
