package edit_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// editWith opens the edit form of a thread that has so many keys of metadata.
func editWith(t *testing.T, metadata int) (*uitest.Harness, *emulator.Service) {
	t.Helper()
	const id = "19:many@thread.v2"
	pairs := make([]string, metadata)
	for i := range pairs {
		pairs[i] = fmt.Sprintf(`"key%05d":"value"`, i)
	}
	body := `{"id":"` + id + `","topic":"Many","createdOn":"2025-11-03T09:00:00Z","metadata":{` + strings.Join(pairs, ",") + `}}`
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	_, endpoint := uitest.NewScripted(t, http.MethodGet, id, http.StatusOK, body, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: id}).Settle().Press("e").Settle()
	h.Wants("Edit “Many”", "key00000")
	return h, behind
}

// TestAKeyInTheEditFormCostsTheSameForAnyMetadata: the service's limit of 1 KB is not
// what every thread keeps to.
func TestAKeyInTheEditFormCostsTheSameForAnyMetadata(t *testing.T) {
	few, _ := editWith(t, 100)
	many, _ := editWith(t, 50_000)
	for _, name := range []string{"x", "down", "up"} {
		cost := func(h *uitest.Harness) float64 {
			return testing.AllocsPerRun(20, func() {
				h.Press(name)
				if h.App.View() == "" {
					t.Error("nothing was drawn")
				}
			})
		}
		if a, b := cost(few), cost(many); a == 0 || b > a*1.2 {
			t.Errorf("%s: %v allocations with 100 keys of metadata, %v with 50,000", name, a, b)
		}
	}
}

// TestOfManyKeysThoseAroundTheFocusAreDrawn, from the first to the last.
func TestOfManyKeysThoseAroundTheFocusAreDrawn(t *testing.T) {
	t.Parallel()
	h, behind := editWith(t, 1000)
	h.Press("shift+tab", "shift+tab")
	h.Wants("▸ key00999", "retention, days")
	h.Write("!").Press("tab", "tab", "tab")
	h.Wants("▸ key00000")
	h.Press("shift+tab").Write(" thread").Press("ctrl+s").Settle()
	h.Wants("bytes are more than the 1024 that the service takes")
	h.Press("tab", "shift+tab", "shift+tab", "shift+tab", "backspace", "ctrl+s").Settle()
	var sent []string
	for _, r := range behind.Requests() {
		if r.Method == http.MethodPatch {
			sent = append(sent, r.Body)
		}
	}
	if len(sent) != 1 || sent[0] != `{"topic":"Many thread"}` {
		t.Errorf("sent %v, want the topic alone", sent)
	}
}
