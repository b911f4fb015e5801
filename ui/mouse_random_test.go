package ui_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
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
			h := uitest.Start(t, uitest.Setup{
				Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Mouse: true,
				Client: func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).Settle()
			state.reach(h)
			random := rand.New(rand.NewPCG(uint64(n), 1)) // the same clicks every run
			for _, size := range terminals() {
				h.Resize(size[0], size[1])
				clickAnywhere(h, random, clicks, func(x, y int) bool { return quiet(h, x, y) })
			}
			for _, size := range terminals() {
				h.Resize(size[0], size[1])
				clickAnywhere(h, random, clicks, func(int, int) bool { return true })
			}
		})
	}
}

// clickAnywhere clicks on cells of the kind that is wanted, and around the frame.
func clickAnywhere(h *uitest.Harness, random *rand.Rand, clicks int, wanted func(x, y int) bool) {
	h.T.Helper()
	for range clicks {
		x, y := random.IntN(h.Width+4)-2, random.IntN(h.Height+4)-2
		if random.IntN(3) == 0 {
			x = 3
		}
		h.Clock.Add(time.Duration(random.IntN(1000)) * time.Millisecond)
		if !wanted(x, y) || h.Quit {
			continue
		}
		for len(h.Messages) > 0 {
			h.Receive()
		}
		h.Screen()
		known, quiet := written(h), quiet(h, x, y)
		h.PressAt(x, y)
		if random.IntN(4) == 0 {
			h.Wheel(random.IntN(2) == 0, 1)
		}
		if quiet {
			for _, call := range written(h) {
				if !slices.Contains(known, call) && call.Operation != "switch the emulator's faults" {
					h.T.Fatalf("a click on %d, %d began to %s:\n%s", x, y, call.Operation, h.Screen())
				}
			}
		}
	}
	if fault := uitest.NewFrameChecker().Check(h.App.View(), h.Width, h.Height); fault != "" {
		h.T.Fatal(fault)
	}
}

// quiet says that a click on a cell must not begin to write: it meets neither a hint of
// the footer nor an answer.
func quiet(h *uitest.Harness, x, y int) bool {
	return y != h.Height-1 && (!h.App.Covered() || !h.App.DialogHolds(x, y))
}

// written are the calls under way that write.
func written(h *uitest.Harness) []*command.Call {
	var calls []*command.Call
	for _, call := range h.App.Calls() {
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
		h := uitest.Start(t, uitest.Setup{Mouse: true, Width: 80, Height: 24}).Settle()
		for ; len(script) >= 4 && !h.Quit; script = script[4:] {
			h.Clock.Add(300 * time.Millisecond)
			h.Screen()
			h.Send(tea.MouseMsg{
				X: int(int8(script[0])), Y: int(int8(script[1])), Button: tea.MouseButton(script[2] % 12), // cells beside the frame as well
				Action: tea.MouseAction(script[3] % 3), Ctrl: script[3]&8 != 0,
			})
			if len(h.Messages) > 100 {
				h.Settle()
			}
		}
	})
}
