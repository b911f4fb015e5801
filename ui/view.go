package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/widget/toast"
)

// The smallest terminal that the screens are drawn in.
const (
	minWidth  = 40
	minHeight = 10
)

// The header and the footer take a line each.
const barLines = 2

func (a *App) tooSmall() bool { return a.width < minWidth || a.height < minHeight }

func (a *App) bodyHeight() int { return max(0, a.height-barLines) }

// View draws the frame: exactly the terminal's height in lines, none wider than
// the terminal. The frame is kept until something changes, because Bubble Tea
// asks for it after every message.
func (a *App) View() (view string) {
	if !a.dirty {
		return a.view
	}
	defer func() {
		if fault := recover(); fault != nil {
			a.fail("drawing", fault)
			view = "internal error, press ctrl+c"
		}
	}()
	a.view = a.draw()
	a.dirty = false
	return a.view
}

func (a *App) draw() string {
	if a.width <= 0 || a.height <= 0 {
		return ""
	}
	if a.tooSmall() {
		return a.drawTooSmall()
	}
	lines := make([]string, 0, a.height)
	lines = append(lines, a.header())
	e := a.stack[len(a.stack)-1]
	if e.thread != nil {
		lines = append(lines, a.tabBar(e))
	}
	body := a.height - 1 - len(lines)
	lines = append(lines, a.fill(a.body(), body)...)
	lines = append(lines, a.footer())
	return strings.Join(lines, "\n")
}

func (a *App) drawTooSmall() string {
	message := []string{
		fmt.Sprintf("Too small: %d×%d", a.width, a.height),
		fmt.Sprintf("needs %d×%d", minWidth, minHeight),
		"nothing is lost",
		"ctrl+c quits",
	}
	return strings.Join(a.fill(message, a.height), "\n")
}

// fill cuts and pads lines to exactly height lines that fit the width.
func (a *App) fill(lines []string, height int) []string {
	filled := make([]string, 0, height)
	for _, line := range lines {
		if len(filled) == height {
			break
		}
		if text.Width(line) > a.width {
			line = text.Truncate(line, a.width)
		}
		filled = append(filled, line)
	}
	for len(filled) < height {
		filled = append(filled, "")
	}
	return filled
}

func (a *App) body() []string {
	if len(a.dialogs) > 0 {
		return a.drawDialog()
	}
	if a.help != nil {
		return a.help.lines(a.theme, a.width, a.bodyHeight())
	}
	return strings.Split(a.top().screen.View(), "\n")
}

// dialogWidth is the widest a dialog's content gets.
const dialogWidth = 72

func (a *App) drawDialog() []string {
	width := min(dialogWidth, a.width-6)
	height := a.bodyHeight()
	if a.onThread() {
		height--
	}
	content := a.dialogs[len(a.dialogs)-1].Lines(a.theme, width, max(1, height-2))
	for i, line := range content {
		content[i] = text.Fit(line, width)
	}
	box := a.theme.Dialog.Render(strings.Join(content, "\n"))
	return strings.Split(lipgloss.Place(a.width, max(1, height), lipgloss.Center, lipgloss.Center, box), "\n")
}

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
	if a.emulator || session.BuiltInEmulator {
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
	return "token " + text.Life(left), "token " + text.Life(left.Truncate(time.Hour))
}

// tabBar is the line over a thread's tabs.
func (a *App) tabBar(e *entry) string {
	names := [...]string{screen.TabProperties: "1 Properties", screen.TabParticipants: "2 Participants"}
	var bar strings.Builder
	for tab, name := range names {
		if screen.Tab(tab) == e.active {
			bar.WriteString(a.theme.Selected.Render("▸" + name + " "))
		} else {
			bar.WriteString(" " + name + " ")
		}
		bar.WriteString(" ")
	}
	title := text.Sanitize(e.current().screen.Title())
	room := a.width - text.Width(bar.String()) - 2
	return bar.String() + " " + a.theme.Heading.Render(text.Truncate(title, max(0, room)))
}

// minHints is the room below which key hints would be mere fragments.
const minHints = 16

// footer is one line: what can be done now on the left; what is under way, or
// what the program has to say, on the right.
func (a *App) footer() string {
	right := a.status()
	left := a.width - text.Width(right)
	if right != "" {
		left -= 2
	}
	left = max(0, left)
	hints := ""
	if left >= minHints {
		hints = a.hints(left)
	}
	hints = text.Fit(hints, left)
	if right == "" {
		return hints
	}
	return text.Truncate(hints+"  "+right, a.width)
}

// status is the right part of the footer: a wait, else an unread error with a sign
// of what is under way, else a notification, else what is under way. What passes
// by itself may take the whole line; what stays leaves room for the keys.
func (a *App) status() string {
	now, width := a.now(), a.width*2/3
	if call := a.waiting(); call != nil {
		return a.theme.Warning.Render(text.Truncate(waitText(call, now, a.covered()), width))
	}
	running := a.running(now)
	current := a.toasts.Current(now)
	switch {
	case current != nil && current.Level >= screen.LevelWarning:
		if running != "" {
			width -= 2
			return a.toastText(current, width) + " " + a.theme.Accent.Render(a.spinner())
		}
		return a.toastText(current, width)
	case current != nil && running == "":
		return a.toastText(current, max(width, a.width-2*minHints))
	}
	return a.theme.Accent.Render(text.Truncate(running, width))
}

func (a *App) spinner() string { return string(spinner[a.frame%len(spinner)]) }

// running is the oldest call that takes long enough to be worth a word.
func (a *App) running(now time.Time) string {
	calls := a.runner.Calls()
	for _, call := range calls {
		took := now.Sub(call.Started)
		if took < showAfter {
			continue
		}
		running := a.spinner() + " " + call.Operation
		if took >= countAfter {
			running += " " + text.Life(took)
		}
		if more := len(calls) - 1; more > 0 {
			running += fmt.Sprintf(" +%d", more)
		}
		return running
	}
	return ""
}

func (a *App) toastText(current *toast.Toast, width int) string {
	sign, style := "·", a.theme.Plain
	switch current.Level {
	case screen.LevelInfo:
	case screen.LevelSuccess:
		sign, style = "✓", a.theme.Success
	case screen.LevelWarning:
		sign, style = "!", a.theme.Warning
	case screen.LevelError:
		sign, style = "✗", a.theme.Error
	}
	tail := ""
	if current.Level >= screen.LevelWarning && a.globalKeys() {
		tail = " · ! reads it"
		if unseen := a.toasts.Unseen(); unseen > 1 {
			tail = fmt.Sprintf(" · ! reads %d", unseen)
		}
	}
	line := text.Truncate(sign+" "+text.Sanitize(current.Text), max(0, width-text.Width(tail))) + tail
	return style.Render(text.Truncate(line, width))
}

// covered says that a dialog or the help stands over the screens and takes esc.
func (a *App) covered() bool { return len(a.dialogs) > 0 || a.help != nil }

// globalKeys says that the global keys work: nothing takes the keys as text.
func (a *App) globalKeys() bool { return !a.covered() && !a.top().screen.CapturesKeys() }

// hints are the keys of whatever is on top.
func (a *App) hints(width int) string {
	if len(a.dialogs) > 0 {
		var pairs []string
		for _, hint := range a.dialogs[len(a.dialogs)-1].Hints() {
			pairs = append(pairs, a.theme.Key.Render(hint[0])+" "+hint[1])
		}
		return text.Truncate(strings.Join(pairs, " · "), width)
	}
	if a.help != nil {
		return text.Truncate(a.theme.Key.Render("esc")+" close · "+a.theme.Key.Render("↓ ↑")+" scroll", width)
	}
	top := a.top().screen
	last := a.keys.Help
	if top.CapturesKeys() {
		last = a.keys.FormKey
	}
	return text.Truncate(a.joinBindings(append(shortHelp(top.Help()), last), width), width)
}

// joinBindings joins key hints, the last one always among them.
func (a *App) joinBindings(bindings []key.Binding, width int) string {
	const between = " · "
	pair := func(b key.Binding) string { return a.theme.Key.Render(b.Help().Key) + " " + b.Help().Desc }
	last := pair(bindings[len(bindings)-1])
	used := text.Width(last)
	var pairs []string
	for _, b := range bindings[:len(bindings)-1] {
		if !b.Enabled() || b.Help().Key == "" {
			continue
		}
		drawn := pair(b)
		need := text.Width(drawn) + len(between) - 1
		if used+need > width {
			continue
		}
		used += need
		pairs = append(pairs, drawn)
	}
	return strings.Join(append(pairs, last), between)
}

func shortHelp(m help.KeyMap) []key.Binding {
	if m == nil {
		return nil
	}
	return m.ShortHelp()
}
