//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// addForm is the program in the form that adds participants to a new thread.
func addForm(t *testing.T) (p *program, threadID string) {
	t.Helper()
	p = startBuiltIn(t, sizes()[0])
	p.shows("all loaded")
	target := p.service.create(fmt.Sprintf("Lines %d", rand.Int()))
	p.openParticipants(target.ID)
	p.shows("1 participant, all loaded")
	p.types("a")
	p.shows("Add participants")
	return p, target.ID
}

// TestAListWithoutBracketsIsRows where the terminal sends a paste as keys.
func TestAListWithoutBracketsIsRows(t *testing.T) {
	t.Parallel()
	p, threadID := addForm(t)
	want := []string{emulator.DemoUserID}
	var lines strings.Builder
	for n := range 3 {
		want = append(want, emulator.KnownUserID(7000+n))
		fmt.Fprintf(&lines, "%s,Name %d\r", want[n+1], n)
	}
	p.types(lines.String())
	p.shows("Name 0", "Name 1", "Name 2")
	p.types(terminal.CtrlS)
	p.shows("3 accepted")
	if diff := cmp.Diff(want, p.service.participants(threadID)); diff != "" {
		t.Error(diff)
	}
}

// TestKeysTypedAheadStayKeys, several lines of them too.
func TestKeysTypedAheadStayKeys(t *testing.T) {
	t.Parallel()
	p, threadID := addForm(t)
	first, second := emulator.KnownUserID(7010), emulator.KnownUserID(7011)
	p.types(first + "\tAda Lovelace\r\r" + second + "\tGrace Hopper\r")
	p.shows("Ada Lovelace", "Grace Hopper")
	p.types(terminal.CtrlS)
	p.shows("2 accepted")
	if diff := cmp.Diff([]string{emulator.DemoUserID, first, second}, p.service.participants(threadID)); diff != "" {
		t.Error(diff)
	}
}

// TestRepliesNobodyAskedForAreSwallowed, wherever reads cut them; a lone escape stays a key.
func TestRepliesNobodyAskedForAreSwallowed(t *testing.T) {
	t.Parallel()
	p, _ := addForm(t)
	for _, part := range []string{"\x1b]11;rgb:1e", "1e/1e1e/2e2e\x07", "\x1b[?62;22c\x1b[24;80R", "\x1bP>|XTerm(390)\x1b", "\\", "\x1b_Gi=1;OK\x1b\\", "8:acs:x"} {
		p.types(part)
	}
	p.shows("8:acs:x")
	p.types("\x1b")
	p.shows("Leave the form?")
}

// TestWordsAreEditedByAlt instead of leaving the form.
func TestWordsAreEditedByAlt(t *testing.T) {
	t.Parallel()
	p := startBuiltIn(t, sizes()[0])
	p.shows("all loaded")
	p.types("n")
	p.shows("New thread", "▸ topic")
	p.types("one two three")
	p.shows("one two three")
	p.types("\x1b\x7f")
	p.gone("three")
	p.types("\x1bb", "\x1bd")
	p.gone("two")
	p.types("\x1bb", "zero ")
	p.shows("zero one")
}

// TestAPasteWithoutItsEnd ends by itself, and leaves the keys to the user.
func TestAPasteWithoutItsEnd(t *testing.T) {
	t.Parallel()
	p := startBuiltIn(t, sizes()[0])
	p.shows("all loaded")
	p.types("n")
	p.shows("New thread", "▸ topic")
	p.types("\x1b[200~pasted topic")
	p.shows("pasted topic")
	p.types(" typed")
	p.shows("pasted topic typed")
}
