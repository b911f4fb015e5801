package uitest

import (
	"strings"
)

// FooterLine is the frame's last line.
func (h *Harness) FooterLine() string {
	frame := h.Screen()
	return frame[strings.LastIndex(frame, "\n")+1:]
}
