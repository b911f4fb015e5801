package uitest

import (
	"strings"
)

// Current is the raw id of the participant under the cursor, as the line below the
// list shows it.
func (h *Harness) Current() string {
	h.T.Helper()
	for _, line := range h.Lines("8:acs:") {
		if strings.HasPrefix(line, "8:acs:") {
			return strings.TrimSpace(line)
		}
	}
	h.T.Fatalf("no participant is under the cursor:\n%s", h.Screen())
	return ""
}
