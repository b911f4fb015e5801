package roster_test

import (
	"strings"
	"testing"
	"time"

	"acs-chat-tui/ui/data/roster"
)

// TestWhatLooksGoodAndIsNot: a header in another language, and a name that was not
// read whole.
func TestWhatLooksGoodAndIsNot(t *testing.T) {
	t.Parallel()
	const id = "8:acs:5f1b7a2e-3c4d-4e8a-9b60-c0ffee5eed01_0000001f-0000-4a5f-9c31-e2b8d4700001"
	other := strings.Replace(id, "700001", "700002", 1)
	for _, c := range []struct {
		name, text string
		says       string // of the first entry; empty: it is good
	}{
		{"German", "Benutzer-ID;Name\n" + id + ";Jane\n", "looks like a header"},
		{"French", "Identifiant,Nom\n" + id + ",Jane\n" + other + ",Jo\n", "looks like a header"},
		{"a single odd id", "somebody\n", ""},
		{"odd ids among others", "somebody\n" + id + "\nnobody\n", ""},
		{"an id of an unknown number", "9:abc,Jo\n" + id + "\n", ""},
		{"a name that was not read", id + ",M\ufffdller\n", ""},
		{"a whole name", id + ",Müller\n" + other + ",Jo\n", ""},
	} {
		now := time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)
		first := roster.Read(c.text, now).Entries[0]
		said := ""
		for _, p := range first.Problems {
			if !p.Warning {
				said += p.Text
			}
		}
		if (c.says == "") != (said == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q, want %q", c.name, said, c.says)
		}
		if doubt := strings.Contains(c.text, "\ufffd"); doubt != (first.State() == roster.Good && len(first.Problems) > 0 && strings.Contains(first.Problems[0].Text, "could not be read")) {
			t.Errorf("%s: doubtful %v, told %v", c.name, doubt, first.Problems)
		}
	}
}
