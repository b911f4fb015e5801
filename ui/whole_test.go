package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// wholeSizes are terminals from one in which hardly anything has room.
func wholeSizes() [][2]int { return [][2]int{{44, 12}, {80, 24}, {120, 40}} }

// longReason is a service's reason longer than any small screen; its end is what counts.
const (
	reasonEnd  = "ask the owner of the resource to lift the restriction"
	longReason = "The identity is blocked by a policy of the resource for every thread of this kind, and for each of its successors " +
		"as long as the retention of the audit, which the tenant has set to seven years, has not ended; until then every attempt is kept " +
		"and shown to the auditors, who may block the caller as well without any further word; " + reasonEnd
)

// flat is the screen without its line ends, and without what stands beside a list.
func flat(h *uitest.Harness) string {
	var words []string
	for line := range strings.Lines(h.Screen()) {
		line, _, _ = strings.Cut(line, "│")
		words = append(words, strings.Fields(line)...)
	}
	return strings.Join(words, " ")
}

// readsWhole holds that some words can be read: in sight, or named as cut with the key that
// shows them, by which they are found.
func readsWhole(h *uitest.Harness, words string) {
	h.T.Helper()
	flat := func() string { return flat(h) }
	if strings.Contains(flat(), words) {
		return
	}
	if !h.Shows("ctrl+f ") {
		h.T.Fatalf("%q is not in sight, and no key is named:\n%s", words, h.Screen())
	}
	h.Press("ctrl+f")
	var all strings.Builder
	for range 200 {
		before := h.Screen()
		all.WriteString(flat() + "\n")
		if strings.Contains(flat(), words) {
			h.Press("esc")
			return
		}
		if h.Press("j"); h.Screen() == before {
			break
		}
	}
	h.T.Fatalf("%q is on no page:\n%s", words, all.String())
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
		setup func() uitest.Setup
		fault emulator.Fault
		reach func(*uitest.Harness)
	}{
		{"add, a row", uitest.Empty, emulator.Fault{
			Operation: "AddChatParticipants", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked",
			Message: emulator.KnownUserID(1) + ": " + longReason,
		}, func(h *uitest.Harness) { h.OpenAdd().Paste(uitest.People(1, 1)).Press("ctrl+s") }},
		{"add, the whole", uitest.Empty, refuse("AddChatParticipants", http.StatusForbidden), func(h *uitest.Harness) { h.OpenAdd().Paste(uitest.People(1, 3)).Press("ctrl+s") }},
		{"create", uitest.Empty, refuse("CreateChatThread", http.StatusForbidden), func(h *uitest.Harness) { h.Press("n").Write("cut").Press("ctrl+s") }},
		{"edit", demo, refuse("UpdateChatThreadProperties", http.StatusForbidden), func(h *uitest.Harness) { h.Press("e").Settle().Write("!").Press("ctrl+s") }},
		{"edit, not loaded", demo, refuse("GetChatThreadProperties", http.StatusForbidden), func(h *uitest.Harness) { h.Press("e") }},
		{"compose", demo, refuse("SendChatMessage", http.StatusForbidden), func(h *uitest.Harness) {
			h.Press("enter").Settle().Press("3").Settle().Press("w").Write("cut").Press("ctrl+s")
		}},
		{"threads", demo, refuse("ListChatThreads", http.StatusForbidden), func(h *uitest.Harness) { h.Press("ctrl+r") }},
		{"participants", demo, refuse("ListChatParticipants", http.StatusForbidden), func(h *uitest.Harness) { h.Press("enter").Settle().Press("2") }},
		{"messages", demo, refuse("ListChatMessages", http.StatusForbidden), func(h *uitest.Harness) { h.Press("enter").Settle().Press("3") }},
		{"remove several", demo, refuse("RemoveChatParticipant", http.StatusForbidden), func(h *uitest.Harness) {
			h.Press("enter").Settle().Press("2").Settle().Press("j", " ", "j", " ", "x").Press("y").Settle().Press("g")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, at := range wholeSizes() {
				s := c.setup()
				s.Client, s.Width, s.Height = uitest.NoRetries, at[0], at[1]
				h := uitest.Start(t, s).Settle()
				h.Fault(c.fault)
				c.reach(h)
				readsWhole(h.Settle(), reasonEnd)
			}
		})
	}
}

func demo() uitest.Setup { return uitest.Setup{} }

// TestACutToastNamesTheKeyThatReadsIt, in a form as well, where ! is text.
func TestACutToastNamesTheKeyThatReadsIt(t *testing.T) {
	t.Parallel()
	for _, at := range wholeSizes() {
		for _, level := range []screen.Level{screen.LevelInfo, screen.LevelError} {
			h := uitest.Start(t, uitest.Setup{Width: at[0], Height: at[1]}).Settle()
			h.App.Notify(screen.Notification{Level: level, Text: longReason})
			h.Settle().Wants("…", "! reads it")
			h.Press("!")
			if !strings.Contains(flat(h), "The identity is blocked") {
				t.Errorf("not among the notifications:\n%s", h.Screen())
			}
			h.Press("esc", "n").Write("typed")
			h.App.Notify(screen.Notification{Level: level, Text: longReason})
			h.Settle().Wants("ctrl+f shows it")
			readsWhole(h, reasonEnd)
			h.Wants("typed")
		}
	}
}

// TestNothingCutIsSaidSo: the key does not open an empty page.
func TestNothingCutIsSaidSo(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("ctrl+f").Wants("nothing here is cut")
}

// TestThePaletteSaysWholeWhyAnActionIsDisabled, once it is chosen.
func TestThePaletteSaysWholeWhyAnActionIsDisabled(t *testing.T) {
	t.Parallel()
	for _, at := range wholeSizes() {
		h := uitest.Start(t, uitest.Setup{Session: uitest.ReadOnly, Width: at[0], Height: at[1]}).Settle()
		h.Press(":").Write("load all").Press("enter")
		if words := "That cannot be done now: all are loaded."; !strings.Contains(flatDialog(h), words) {
			t.Errorf("%q is not in sight:\n%s", words, h.Screen())
		}
		// What is refused and not disabled says so in the footer.
		h.Press("esc", ":").Write("new thread").Press("enter")
		words := "read-only: the profile or --readonly forbids every write"
		if !h.Shows(words) {
			h.Wants("! reads it")
			h.Press("!")
		}
		if !strings.Contains(flatDialog(h), words) {
			t.Errorf("%q is not in sight:\n%s", words, h.Screen())
		}
	}
}

// flatDialog is what a dialog says, without its line ends and its frame.
func flatDialog(h *uitest.Harness) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(h.Screen())), " ")
}
