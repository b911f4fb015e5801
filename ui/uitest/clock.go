package uitest

import (
	"slices"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Clock is a clock that a test moves.
type Clock struct {
	mutex sync.Mutex
	now   time.Time
}

// NewClock returns a clock that stands at the tests' time.
func NewClock() *Clock { return &Clock{now: time.Date(2025, 11, 3, 9, 30, 15, 0, time.UTC)} }

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

// Add moves the clock on.
func (c *Clock) Add(step time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(step)
}

// due is a message that comes at a time.
type due struct {
	at      time.Time
	message func(time.Time) tea.Msg
}

// after keeps a message until the test lets its time pass.
func (h *Harness) after(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
	h.Ticks++
	h.due = append(h.due, due{h.Clock.Now().Add(d), message})
	return nil
}

// Pass lets time go by: what is due comes in its time, and its answers.
func (h *Harness) Pass(d time.Duration) *Harness {
	h.T.Helper()
	end := h.Clock.Now().Add(d)
	for {
		next := end
		for _, one := range h.due {
			if one.at.Before(next) {
				next = one.at
			}
		}
		if now := h.Clock.Now(); next.After(now) {
			h.Clock.Add(next.Sub(now))
		}
		h.Tick()
		h.Settle()
		if next.Equal(end) {
			return h
		}
	}
}

// Tick delivers what is due.
func (h *Harness) Tick() {
	now := h.Clock.Now()
	var ready []due
	h.due = slices.DeleteFunc(h.due, func(one due) bool {
		if one.at.After(now) {
			return false
		}
		ready = append(ready, one)
		return true
	})
	slices.SortStableFunc(ready, func(a, b due) int { return a.at.Compare(b.at) })
	for _, one := range ready {
		h.Send(one.message(one.at))
	}
}

// Minutes lets time pass as the program notices it.
func (h *Harness) Minutes(n int) *Harness {
	h.Clock.Add(time.Duration(n) * time.Minute)
	h.Tick()
	return h.Settle()
}
