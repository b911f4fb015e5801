package ui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// The intervals of a watch.
const (
	shortestInterval = 2 * time.Second
	longestInterval  = 10 * time.Minute
	usualInterval    = 10 * time.Second
)

// watch reports whether the screen in sight is watched. The interval is kept while the
// program runs.
type watch struct {
	on    bool
	every time.Duration
	// polled is the screen whose poll may be half done, and alive when it was in sight
	// the last time.
	polled *instance
	alive  time.Time
}

// readInterval reads an interval: seconds, or a number with a unit, as in 90s, 2m,
// 1m30s or 10 min.
func readInterval(typed string) (time.Duration, error) {
	compact := strings.NewReplacer(" ", "", "min", "m", "sec", "s").Replace(strings.ToLower(typed))
	d, err := time.ParseDuration(compact)
	if seconds, failed := strconv.ParseFloat(compact, 64); failed == nil {
		d, err = time.Duration(seconds*float64(time.Second)), nil
	}
	d = d.Round(time.Millisecond)
	if err != nil {
		return 0, errors.New("An interval is a number of seconds, or as in 30s, 2m, 1m30s.") //nolint:revive,staticcheck // a sentence for the user
	}
	if d < shortestInterval || d > longestInterval {
		return 0, errors.New("An interval is from 2 s to 10 min.") //nolint:revive,staticcheck // a sentence for the user
	}
	return d, nil
}

// interval is an interval in words.
func interval(d time.Duration) string {
	minutes, seconds := d/time.Minute, strconv.FormatFloat((d%time.Minute).Seconds(), 'f', -1, 64)
	switch {
	case minutes == 0:
		return seconds + " s"
	case seconds == "0":
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d min %s s", minutes, seconds)
}

// watchable is a screen as something to watch; nil where it is none.
func (i *instance) watchable() screen.Watchable {
	w, _ := i.screen.(screen.Watchable)
	return w
}

// watchShortcuts are the keys of the watch, those enabled that do something now; nil where
// the screen in sight cannot be watched.
func (a *App) watchShortcuts() []shortcut {
	w := a.top().watchable()
	if w == nil {
		return nil
	}
	does := ""
	if a.watch.on {
		does = "stop watching"
	}
	clearing := a.bindings.Bind(keys.Clear, "clear what has changed")
	if changeCounts(w.Polled()) == "" {
		keys.Unless("nothing is marked as changed", &clearing)
	}
	toggle := func() tea.Cmd {
		a.watch.on = !a.watch.on
		a.resizeAll()
		return nil
	}
	clearChanges := func() tea.Cmd {
		w.ClearChanges()
		return nil
	}
	return []shortcut{
		{binding: a.bindings.Bind(keys.Watch, does), do: toggle},
		{binding: a.bindings.Bind(keys.WatchEvery, ""), do: a.askInterval},
		{binding: clearing, do: clearChanges},
	}
}

// askInterval asks how often the screen in sight is to be polled, and watches it.
func (a *App) askInterval() tea.Cmd {
	host := host{app: a, id: a.top().id}
	host.Prompt(screen.Prompt{
		Title: "Watch: look again every", Placeholder: "10 s", Initial: interval(a.watch.every),
		Body: "From 2 s to 10 min. Only the screen in sight is looked at, and no more than half of the service's limits is used.",
		Check: func(typed string) string {
			if _, err := readInterval(typed); err != nil {
				return err.Error()
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			every, _ := readInterval(typed) // Check has read it
			a.watch.on, a.watch.every = true, every
			a.resizeAll()
			return nil
		},
	})
	return nil
}

// watched is the screen that is to be polled; nil where the watch is
// off, where nothing can be watched, and while something covers the screen.
func (a *App) watched() (*instance, screen.Watchable) {
	if !a.watch.on || a.Covered() || a.tooSmall() {
		return nil, nil
	}
	top := a.top()
	w := top.watchable()
	if w == nil || !top.started {
		return nil, nil
	}
	return top, w
}

// poll makes the next request of a poll where one is due: one at a time, and none
// while anything else is under way.
func (a *App) poll() tea.Cmd {
	i, w := a.watched()
	now := a.now()
	a.cancelOldPoll(now)
	if w == nil {
		return nil
	}
	a.watch.polled, a.watch.alive = i, now
	if len(a.runner.Calls()) > 0 {
		return nil
	}
	if !w.Polling() {
		if i.polling {
			i.polling, i.pollEnded = false, now
		}
		if now.Before(a.pollDue(i, w)) {
			return nil
		}
	}
	if w.PollWait() > 0 {
		return nil
	}
	if !w.Polling() {
		i.pollBegan = now
	}
	i.polling = true
	return w.Poll()
}

// cancelOldPoll drops a poll that is half done where its screen has left sight, or was
// covered for longer than an interval (10 s, where that is shorter): its first pages are too old to be shown beside
// what is still to come. A poll that only waits for the service's limits goes on.
func (a *App) cancelOldPoll(now time.Time) {
	i := a.watch.polled
	if i == nil || (i == a.top() && now.Sub(a.watch.alive) <= max(a.watch.every, usualInterval)) {
		return
	}
	a.watch.polled = nil
	if i.polling {
		i.watchable().CancelPoll()
		i.polling, i.pollBegan = false, time.Time{}
	}
}

// pollDue is when the next poll begins: an interval after the last one began, but where
// that took long, half an interval after it ended.
func (a *App) pollDue(i *instance, w screen.Watchable) time.Time {
	began := i.pollBegan
	if asOf := w.Polled().AsOf; asOf.After(began) {
		began = asOf
	}
	due := began.Add(a.watch.every)
	if rest := i.pollEnded.Add(a.watch.every / 2); rest.After(due) {
		due = rest
	}
	return due
}

// nextPoll is when something of the watch changes on the screen: a poll is due, or an
// age is a second more; ok is false where nothing is watched.
func (a *App) nextPoll(now time.Time) (at time.Time, ok bool) {
	i, w := a.watched()
	if w == nil {
		return time.Time{}, false
	}
	at = now.Add(time.Second)
	next := now.Add(w.PollWait())
	if due := a.pollDue(i, w); !w.Polling() && due.After(next) {
		next = due
	}
	if next.Before(at) {
		at = next
	}
	return at, true
}

// watchLines is how many lines tell of the watch above a screen.
func (a *App) watchLines(i *instance) int {
	if a.watch.on && i.watchable() != nil {
		return 1
	}
	return 0
}

// watchLine tells how old the screen is, how often it is polled, and what has
// changed since the user saw it.
func (a *App) watchLine(i *instance) string {
	w, now := i.watchable(), a.now()
	found := w.Polled()
	parts := []string{"watching"}
	if !found.AsOf.IsZero() {
		parts[0] = "as of " + age(now.Sub(found.AsOf))
	}
	style := a.theme.Accent
	parts = append(parts, "every "+interval(a.watch.every))
	if wait := w.PollWait(); wait > 0 && (w.Polling() || !now.Before(a.pollDue(i, w))) {
		parts = append(parts, "waits "+interval((wait+time.Second/2).Round(time.Second))+": half of the service's limit is used")
	}
	if counts := changeCounts(found); counts != "" {
		parts = append(parts, counts+", "+a.bindings.Name(keys.Clear)+" clears")
	}
	if found.Here != "" {
		parts = append(parts, "here: "+text.Sanitize(found.Here))
	}
	stops := a.bindings.Name(keys.Watch) + " stops"
	if found.Problem != "" {
		style = a.theme.Warning
		// The reason may hold ids: it takes what room the rest leaves, with its end in sight.
		const least = 20
		reason := text.Sanitize(found.Problem)
		room := a.width - text.Width("◉ "+strings.Join(parts, " · ")+" · not read again: ")
		if text.Width(reason) > room {
			room -= text.Width(" · " + stops)
		}
		parts = slices.Insert(parts, 1, "not read again: "+text.TruncateMiddle(reason, max(least, room)))
	}
	parts = append(parts, stops)
	return style.Render(text.Truncate("◉ "+strings.Join(parts, " · "), a.width))
}

// pollProblem is why what is watched could not be read again; empty where it could.
func (a *App) pollProblem() string {
	if i, w := a.watched(); w != nil && a.watchLines(i) > 0 {
		return text.Sanitize(w.Polled().Problem)
	}
	return ""
}

// changeCounts is what is marked, with the signs that mark it.
func changeCounts(found screen.PollState) string {
	var counts []string
	for _, one := range []struct {
		count  int
		change screen.Change
		word   string
	}{{found.New, screen.New, "new"}, {found.Changed, screen.Changed, "changed"}, {found.Gone, screen.Gone, "gone"}} {
		if one.count > 0 {
			counts = append(counts, fmt.Sprintf("%s%d %s", one.change.Sign(), one.count, one.word))
		}
	}
	return strings.Join(counts, " ")
}

// age is how old something is, in whole seconds for as long as that is of use.
func age(d time.Duration) string {
	if d < time.Second {
		return "now"
	}
	return interval(d.Truncate(time.Second)) + " ago"
}
