package ui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/toast"
)

// notify shows a notification and keeps it.
func (a *App) notify(n screen.Notification) {
	a.toasts.Add(n, a.now())
	if n.Level == screen.LevelError {
		a.log.Error("notification", "text", n.Text)
	} else {
		a.log.Info("notification", "text", n.Text)
	}
}

// openNotifications shows what the program has said, newest first. A page of them that
// is open goes: this one holds all of it.
func (a *App) openNotifications() tea.Cmd {
	var lines []screen.DetailLine
	for _, t := range a.toasts.History() {
		lines = append(lines, a.describe(t)...)
		lines = append(lines, screen.DetailLine{})
	}
	if len(lines) == 0 {
		lines = []screen.DetailLine{{Text: "Nothing has been reported in this session."}}
	}
	a.toasts.MarkSeen()
	if open := a.notifications; open != 0 {
		a.remove(open)
	}
	a.open(screen.ToDetails{Title: "Notifications", Lines: lines})
	a.notifications = a.top().id
	return nil
}

// describe is a notification with all that is known of it. It is copied whole, and the id of
// the request, which support asks for, by itself.
func (a *App) describe(t *toast.Toast) []screen.DetailLine {
	level := [...]string{
		screen.LevelInfo: "info", screen.LevelSuccess: "done", screen.LevelWarning: "warning", screen.LevelError: "error",
	}[t.Level]
	whole := []string{t.Text}
	for _, detail := range t.Details {
		if detail != t.Text {
			whole = append(whole, detail)
		}
	}
	at := t.At.In(a.now().Location())
	lines := []screen.DetailLine{{
		Label: level + ", " + timeOfDay(at, a.now()), Text: t.Text, CopyName: "notification",
		Copy: at.Format(time.RFC3339) + " " + level + ": " + strings.Join(whole, "\n"),
	}}
	for _, detail := range whole[1:] {
		lines = append(lines, screen.DetailLine{Text: detail})
	}
	if said, ok := t.Said(); !ok {
		lines = append(lines, screen.DetailLine{Text: "no longer so"})
	} else if said != t.Text {
		lines = append(lines, screen.DetailLine{Text: "now: " + said})
	}
	if t.RequestID != "" {
		lines = append(lines, screen.DetailLine{Label: "request id", Text: t.RequestID, Copy: t.RequestID, CopyName: "request id"})
	}
	return lines
}

// timeOfDay is a time of day, with its date where that is another than today's.
func timeOfDay(at, now time.Time) string {
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04:05")
	}
	return at.Format("2006-01-02 15:04:05")
}
