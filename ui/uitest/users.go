package uitest

import (
	"strings"
	"testing"
)

// Issuing starts the program with a connection whose connection string is known.
func Issuing(t *testing.T, s Setup) *Harness {
	t.Helper()
	return Start(t, s).Settle().SwitchTo("keyed")
}

// UserUnderCursor is the id that stands below the list.
func (h *Harness) UserUnderCursor() string {
	h.T.Helper()
	for _, line := range h.Lines("8:acs:") {
		if id, found := strings.CutPrefix(line, "id "); found {
			return strings.TrimSpace(id)
		}
	}
	h.T.Fatalf("no user is under the cursor:\n%s", h.Screen())
	return ""
}
