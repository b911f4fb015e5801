package ui

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// TestClicksAnywhere clicks at random and turns the wheel on every screen and dialog, and
// on what that leads to: nothing panics, and no click but one on the footer's hints or an
// answer begins to write.
func TestClicksAnywhere(t *testing.T) {
	t.Parallel()
	const clicks = 10 // at each size, of each kind
	for n, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty}, mouse: true,
				client: func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			random := rand.New(rand.NewPCG(uint64(n), 1)) // the same clicks every run
			for _, size := range terminals() {
				h.resize(size[0], size[1])
				h.clickAnywhere(random, clicks, func(x, y int) bool { return h.quiet(x, y) })
			}
			for _, size := range terminals() {
				h.resize(size[0], size[1])
				h.clickAnywhere(random, clicks, func(int, int) bool { return true })
			}
		})
	}
}

// clickAnywhere clicks on cells of the kind that is wanted, and around the frame.
func (h *harness) clickAnywhere(random *rand.Rand, clicks int, wanted func(x, y int) bool) {
	h.t.Helper()
	for range clicks {
		x, y := random.IntN(h.width+4)-2, random.IntN(h.height+4)-2
		if random.IntN(3) == 0 {
			x = 3
		}
		h.clock.add(time.Duration(random.IntN(1000)) * time.Millisecond)
		if !wanted(x, y) || h.quit {
			continue
		}
		for len(h.messages) > 0 {
			h.receive()
		}
		h.screen()
		known, quiet := h.written(), h.quiet(x, y)
		h.pressAt(x, y)
		if random.IntN(4) == 0 {
			h.wheel(random.IntN(2) == 0, 1)
		}
		if quiet {
			for _, call := range h.written() {
				if !slices.Contains(known, call) && call.Operation != "switch the emulator's faults" {
					h.t.Fatalf("a click on %d, %d began to %s:\n%s", x, y, call.Operation, h.screen())
				}
			}
		}
	}
	if fault := newFrameChecker().check(h.app.View(), h.width, h.height); fault != "" {
		h.t.Fatal(fault)
	}
}

// quiet says that a click on a cell must not begin to write: it meets neither a hint of
// the footer nor an answer.
func (h *harness) quiet(x, y int) bool {
	return y != h.height-1 && (!h.app.Covered() || !h.app.DialogHolds(x, y))
}

// written are the calls under way that write.
func (h *harness) written() []*command.Call {
	var calls []*command.Call
	for _, call := range h.app.Calls() {
		if call.Write {
			calls = append(calls, call)
		}
	}
	return calls
}

// FuzzMouse gives whatever the terminal may say of the mouse.
func FuzzMouse(f *testing.F) {
	f.Add([]byte{3, 3, 1, 0, 3, 3, 1, 0, 20, 1, 1, 0})
	f.Fuzz(func(t *testing.T, script []byte) {
		h := start(t, setup{mouse: true, width: 80, height: 24}).settle()
		for ; len(script) >= 4 && !h.quit; script = script[4:] {
			h.clock.add(300 * time.Millisecond)
			h.screen()
			h.send(tea.MouseMsg{
				X: int(int8(script[0])), Y: int(int8(script[1])), Button: tea.MouseButton(script[2] % 12), // cells beside the frame as well
				Action: tea.MouseAction(script[3] % 3), Ctrl: script[3]&8 != 0,
			})
			if len(h.messages) > 100 {
				h.settle()
			}
		}
	})
}
