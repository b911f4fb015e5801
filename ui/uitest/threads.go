package uitest

import (
	"fmt"
	"time"
)

// Many is an emulator with that many threads, the newest one first.
func Many(count int) Setup {
	s := InEmpty()
	s.Width, s.Height = 120, 30
	s.before = func(h *Harness) {
		for n := range count {
			h.Elsewhere(fmt.Sprintf("Thread %03d", n))
			h.Clock.Add(time.Second)
		}
	}
	return s
}
