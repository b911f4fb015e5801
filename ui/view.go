package ui

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/dialog"
)

// The smallest terminal that the screens are drawn in.
const (
	minWidth  = 40
	minHeight = 10
)

// The header and the footer take a line each; below the header are a thread's tabs.
const (
	barLines = 2
	tabLine  = 1
)

func (a *App) tooSmall() bool { return a.width < minWidth || a.height < minHeight }

func (a *App) bodyHeight() int { return max(0, a.height-barLines) }

// coverHeight is the room of what stands over the screens: on a thread, the bar of its
// tabs stays above it.
func (a *App) coverHeight() int {
	if a.onThread() {
		return max(0, a.bodyHeight()-1)
	}
	return a.bodyHeight()
}

// View draws the frame: exactly the terminal's height in lines, none wider than
// the terminal. The frame is kept until something changes, because Bubble Tea
// asks for it after every message.
func (a *App) View() (view string) {
	if !a.dirty || a.failure != nil {
		return a.view
	}
	defer a.catch("drawing", func() { view = a.view })
	a.view = a.draw()
	a.dirty = false
	return a.view
}

func (a *App) draw() string {
	a.pointer.spots = nil
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
	a.pointer.body = len(lines)
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
	top := a.top()
	lines := strings.Split(top.screen.View(), "\n")
	if a.watchLines(top) > 0 {
		lines = append([]string{a.watchLine(top)}, lines...)
		a.pointer.body++
	}
	return lines
}

// dialogWidth is the widest a dialog's content gets.
const dialogWidth = 72

func (a *App) drawDialog() []string {
	width := min(dialogWidth, a.width-6)
	height := a.coverHeight()
	over := a.dialogs[len(a.dialogs)-1].Dialog
	if _, covers := over.(dialog.Covering); covers {
		a.pointer.dialog = area{}
		return over.Lines(a.theme, a.width, height)
	}
	content := over.Lines(a.theme, width, max(1, height-2))
	for i, line := range content {
		content[i] = text.Fit(line, width)
	}
	frame := a.theme.Dialog
	box := strings.Split(frame.Render(strings.Join(content, "\n")), "\n")
	top, left := max(0, (height-len(box))/2), max(0, (a.width-text.Width(box[0]))/2)
	lines := make([]string, top, top+len(box))
	for _, line := range box {
		lines = append(lines, strings.Repeat(" ", left)+line)
	}
	a.pointer.dialog = area{
		x: left + frame.GetBorderLeftSize() + frame.GetPaddingLeft(), y: a.pointer.body + top + frame.GetBorderTopSize() + frame.GetPaddingTop(),
		width: width, height: len(content),
	}
	return lines
}

// tabBar is the line over a thread's tabs. Where not all names fit, only the active
// one is told.
func (a *App) tabBar(e *entry) string {
	names := [...]string{
		screen.TabProperties:   a.bindings.Name(keys.Properties) + " Properties",
		screen.TabParticipants: a.bindings.Name(keys.Participants) + " Participants",
		screen.TabMessages:     a.bindings.Name(keys.Messages) + " Messages",
	}
	bar := a.drawTabs(e, names[:])
	if text.Width(bar) >= a.width {
		for tab := range names {
			if screen.Tab(tab) != e.active {
				names[tab], _, _ = strings.Cut(names[tab], " ")
			}
		}
		bar = a.drawTabs(e, names[:])
	}
	title := text.Sanitize(e.current().screen.Title())
	room := a.width - text.Width(bar) - 2
	return bar + " " + a.theme.Heading.Render(text.Truncate(title, max(0, room)))
}

// drawTabs draws the tabs and makes them clickable, unless something covers them.
func (a *App) drawTabs(e *entry, names []string) string {
	var bar strings.Builder
	a.pointer.spots = nil
	x := 0
	for tab, name := range names {
		if screen.Tab(tab) == e.active {
			bar.WriteString(a.theme.Selected.Render("▸" + name + " "))
		} else {
			bar.WriteString(" " + name + " ")
		}
		bar.WriteString(" ")
		if width := text.Width(name) + 2; !a.Covered() {
			a.tabSpot(screen.Tab(tab), area{x, tabLine, width, 1})
			x += width + 1
		}
	}
	return bar.String()
}
