package ui

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
)

// wholeSizes are terminals from one in which hardly anything has room.
func wholeSizes() []size { return []size{{44, 12}, {80, 24}, {120, 40}} }

// longReason is a service's reason longer than any small screen; its end is what counts.
const (
	reasonEnd  = "ask the owner of the resource to lift the restriction"
	longReason = "The identity is blocked by a policy of the resource for every thread of this kind, and for each of its successors " +
		"as long as the retention of the audit, which the tenant has set to seven years, has not ended; until then every attempt is kept " +
		"and shown to the auditors, who may block the caller as well without any further word; " + reasonEnd
)

// flat is the screen without its line ends, and without what stands beside a list.
func (h *harness) flat() string {
	var words []string
	for line := range strings.Lines(h.screen()) {
		line, _, _ = strings.Cut(line, "│")
		words = append(words, strings.Fields(line)...)
	}
	return strings.Join(words, " ")
}

// readsWhole holds that some words can be read: in sight, or named as cut with the key that
// shows them, by which they are found.
func (h *harness) readsWhole(words string) {
	h.t.Helper()
	flat := func() string { return h.flat() }
	if strings.Contains(flat(), words) {
		return
	}
	if !h.shows("ctrl+f ") {
		h.t.Fatalf("%q is not in sight, and no key is named:\n%s", words, h.screen())
	}
	h.press("ctrl+f")
	var all strings.Builder
	for range 200 {
		before := h.screen()
		all.WriteString(flat() + "\n")
		if strings.Contains(flat(), words) {
			h.press("esc")
			return
		}
		if h.press("j"); h.screen() == before {
			break
		}
	}
	h.t.Fatalf("%q is on no page:\n%s", words, all.String())
}

// TestWhatIsCutCanBeReadWhole walks the screens that tell what the service said, at sizes
// that have no room for it.
func TestWhatIsCutCanBeReadWhole(t *testing.T) {
	t.Parallel()
	refuse := func(operation string, status int) emulator.Fault {
		return emulator.Fault{Operation: operation, Kind: "status", Status: status, Code: "Blocked", Message: longReason, Times: 0}
	}
	for _, c := range []struct {
		name  string
		setup func() setup
		fault emulator.Fault
		reach func(*harness)
	}{
		{"add, a row", empty, emulator.Fault{
			Operation: "AddChatParticipants", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked",
			Message: emulator.KnownUserID(1) + ": " + longReason,
		}, func(h *harness) { h.openAdd().paste(people(1, 1)).press("ctrl+s") }},
		{"add, the whole", empty, refuse("AddChatParticipants", http.StatusForbidden), func(h *harness) { h.openAdd().paste(people(1, 3)).press("ctrl+s") }},
		{"create", empty, refuse("CreateChatThread", http.StatusForbidden), func(h *harness) { h.press("n").write("cut").press("ctrl+s") }},
		{"edit", demo, refuse("UpdateChatThreadProperties", http.StatusForbidden), func(h *harness) { h.press("e").settle().write("!").press("ctrl+s") }},
		{"edit, not loaded", demo, refuse("GetChatThreadProperties", http.StatusForbidden), func(h *harness) { h.press("e") }},
		{"compose", demo, refuse("SendChatMessage", http.StatusForbidden), func(h *harness) {
			h.press("enter").settle().press("3").settle().press("w").write("cut").press("ctrl+s")
		}},
		{"threads", demo, refuse("ListChatThreads", http.StatusForbidden), func(h *harness) { h.press("ctrl+r") }},
		{"participants", demo, refuse("ListChatParticipants", http.StatusForbidden), func(h *harness) { h.press("enter").settle().press("2") }},
		{"messages", demo, refuse("ListChatMessages", http.StatusForbidden), func(h *harness) { h.press("enter").settle().press("3") }},
		{"remove several", demo, refuse("RemoveChatParticipant", http.StatusForbidden), func(h *harness) {
			h.press("enter").settle().press("2").settle().press("j", " ", "j", " ", "x").press("y").settle().press("g")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, at := range wholeSizes() {
				s := c.setup()
				s.client, s.width, s.height = noRetries, at.width, at.height
				h := start(t, s).settle()
				h.fault(c.fault)
				c.reach(h)
				h.settle().readsWhole(reasonEnd)
			}
		})
	}
}

func demo() setup { return setup{} }

// TestACutToastNamesTheKeyThatReadsIt, in a form as well, where ! is text.
func TestACutToastNamesTheKeyThatReadsIt(t *testing.T) {
	t.Parallel()
	for _, at := range wholeSizes() {
		for _, level := range []screen.Level{screen.LevelInfo, screen.LevelError} {
			h := start(t, setup{width: at.width, height: at.height}).settle()
			h.app.Notify(screen.Notification{Level: level, Text: longReason})
			h.settle().wants("…", "! reads it")
			h.press("!")
			if !strings.Contains(h.flat(), "The identity is blocked") {
				t.Errorf("not among the notifications:\n%s", h.screen())
			}
			h.press("esc", "n").write("typed")
			h.app.Notify(screen.Notification{Level: level, Text: longReason})
			h.settle().wants("ctrl+f shows it")
			h.readsWhole(reasonEnd)
			h.wants("typed")
		}
	}
}

// TestNothingCutIsSaidSo: the key does not open an empty page.
func TestNothingCutIsSaidSo(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("ctrl+f").wants("nothing here is cut")
}

// TestThePaletteSaysWholeWhyAnActionIsDisabled, once it is chosen.
func TestThePaletteSaysWholeWhyAnActionIsDisabled(t *testing.T) {
	t.Parallel()
	for _, at := range wholeSizes() {
		h := start(t, setup{session: readOnly, width: at.width, height: at.height}).settle()
		h.press(":").write("load all").press("enter")
		if words := "That cannot be done now: all are loaded."; !strings.Contains(h.flatDialog(), words) {
			t.Errorf("%q is not in sight:\n%s", words, h.screen())
		}
		// What is refused and not disabled says so in the footer.
		h.press("esc", ":").write("new thread").press("enter")
		words := "read-only: the profile or --readonly forbids every write"
		if !h.shows(words) {
			h.wants("! reads it")
			h.press("!")
		}
		if !strings.Contains(h.flatDialog(), words) {
			t.Errorf("%q is not in sight:\n%s", words, h.screen())
		}
	}
}

// flatDialog is what a dialog says, without its line ends and its frame.
func (h *harness) flatDialog() string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(h.screen())), " ")
}
