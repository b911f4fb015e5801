//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestARefusalLongerThanTheScreenCanBeRead: of a row, of a form and of one of many that
// were to be removed, on a terminal that has no room for it.
func TestARefusalLongerThanTheScreenCanBeRead(t *testing.T) {
	t.Parallel()
	const end = "ask the owner of the resource to lift the restriction"
	reason := strings.Repeat("The identity is blocked by a policy of the resource, and every attempt is shown to its auditors. ", 6) + end
	for _, s := range []size{{"44x12", 44, 12}, {"80x24", 80, 24}, {"120x40", 120, 40}} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			made := p.service.create("Cut")
			refused := emulator.KnownUserID(firstOfCrowd)
			refusal := fault{Operation: "AddChatParticipants", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked", Message: refused + ": " + reason}
			p.openParticipants(made.ID)
			p.service.faults(refusal)
			p.types("a")
			p.shows("Add participants")
			p.types(terminal.Paste(refused+", Ada\n"), terminal.CtrlS)
			p.shows("1 refused")
			p.readsTo(end)
			p.shows("1 refused")
			p.types(terminal.Escape)
			p.shows("Leave the form?")
			p.types("y")
			p.gone("Leave the form?")

			p.service.faults()
			p.types("a")
			p.shows("Add participants")
			p.types(terminal.Paste(refused+"\n"+emulator.KnownUserID(firstOfCrowd+1)+"\n"), terminal.CtrlS)
			p.shows("2 accepted")
			p.types(terminal.Escape)
			p.shows("3 participants")
			p.service.faults(fault{Operation: "RemoveChatParticipant", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked", Message: reason})
			p.types("G", " ", "k", " ", "x")
			p.shows("Remove 2 participants?")
			p.types("y")
			p.shows("2 refused")
			p.readsTo(end)
		})
	}
}

// readsTo opens the page of what is cut, scrolls until words are in sight, and closes it.
func (p *program) readsTo(words string) {
	p.t.Helper()
	p.types(terminal.CtrlF)
	p.shows("↑ ↓ scroll")
	p.types("G")
	p.shows(words)
	p.types(terminal.CtrlF)
	p.gone("↑ ↓ scroll")
}
