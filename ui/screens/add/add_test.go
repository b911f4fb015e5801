package add_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestTheSecondSendHoldsOnlyTheRefusedRows: thirty pasted, two refused, mended.
func TestTheSecondSendHoldsOnlyTheRefusedRows(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(100, 14) + emulator.UnknownUserID(1) + ", Stranger\n" + uitest.People(114, 14) + emulator.DeletedUserID(2) + "\tGone\n")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 28 accepted", "✗ 2 refused", "Stranger", "✗ refused: 403 Permissions check failed")
	h.Press("tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab")
	first := h.Added()
	if len(first) != 1 || len(first[0]) != 30 {
		t.Fatalf("received %d requests", len(first))
	}

	// Mend the first refused row, leave the second as it is.
	h.Press("ctrl+s").Settle()
	if diff := cmp.Diff([]string{emulator.UnknownUserID(1), emulator.DeletedUserID(2)}, h.Added()[1]); diff != "" {
		t.Errorf("second request (-want +got):\n%s", diff)
	}
	h.Wants("✓ 28 accepted", "✗ 2 refused")
	h.Press("ctrl+u").Write(emulator.KnownUserID(300)).Press("ctrl+s").Settle()
	if diff := cmp.Diff([]string{emulator.KnownUserID(300), emulator.DeletedUserID(2)}, h.Added()[2]); diff != "" {
		t.Errorf("third request (-want +got):\n%s", diff)
	}
	h.Wants("✓ 29 accepted", "✗ 1 refused", "✗ refused: 404 Not found", "Gone")
	h.Press("ctrl+u").Write(emulator.KnownUserID(301)).Press("ctrl+s").Settle()
	h.Wants("✓ 30 accepted", "nothing is left to send")
	h.Press("ctrl+s").Settle()
	h.Wants("all rows are accepted: nothing is left to send")
	if got := len(h.Added()); got != 4 {
		t.Errorf("%d requests", got)
	}
	h.Press("esc")
	if got := h.Title(); got != "Night shift" {
		t.Errorf("esc with nothing left ends on %q", got)
	}
}

// TestABatchRefusedWholeMarksTheRowThatTheServiceNamed and no other; the others go
// out again without it, by themselves.
func TestABatchRefusedWholeMarksTheRowThatTheServiceNamed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	// An id of an unknown kind passes the form's own check; that of the first row is
	// the beginning of that of the second.
	h.Paste("9:abc\n9:abcd\n" + emulator.KnownUserID(5) + "\n")
	h.Press("ctrl+s").Settle()
	h.Wants("✗ refused: Identifier format is invalid (9:abc).", "✗ refused: Identifier format is invalid (9:abcd).", "✓ 1 accepted", "✗ 2 refused")
	want := [][]string{
		{"9:abc", "9:abcd", emulator.KnownUserID(5)}, {"9:abcd", emulator.KnownUserID(5)}, {emulator.KnownUserID(5)},
	}
	if diff := cmp.Diff(want, h.Added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestACapacityRefusalIsNoRowsFault: beyond 250 the service refuses all.
func TestACapacityRefusalIsNoRowsFault(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("1", "a").Paste(uitest.People(9000, 3)).Press("ctrl+s").Settle()
	h.Wants("Could not add the participants: the service refused it with 400 Bad Request and gave no reason", "more than 250 in the thread")
	if got := len(h.Lines("– not added: the service refused the whole request")); got != 3 {
		t.Errorf("%d rows are marked as not added:\n%s", got, h.Screen())
	}
	h.WantsNot("✗ refused:", "accepted")
}

// TestMoreThanABatchIsSentTwoHundredAtATime, all of them once.
func TestMoreThanABatchIsSentTwoHundredAtATime(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(1, 230))
	h.Wants("230 participants go out in several requests of at most 200", "above 20 participants the service has no read receipts")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 230 accepted", "nothing is left to send")
	requests := h.Added()
	if len(requests) != 2 || len(requests[0]) != 200 || len(requests[1]) != 30 {
		t.Fatalf("received %d requests", len(requests))
	}
	if diff := cmp.Diff(strings.Fields(uitest.People(1, 230)), slices.Concat(requests...)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestRefusalsThatMatchNoRow are shown, and nobody is said to be accepted for
// certain.
func TestRefusalsThatMatchNoRow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer string
		shows, hides []string
	}{
		{"another id", `{"invalidParticipants":[{"code":"418","message":"a teapot\u001b[5m","target":"8:acs:else"}]}`, []string{
			"for no row here: refused 8:acs:else: 418 a teapot␛[5m", "✓ at most 2 accepted",
		}, []string{"nothing to see"}},
		{"no id", `{"invalidParticipants":[{"code":"418"}]}`, []string{
			"for no row here: refused (no id given): 418, no message", "✓ at most 2 accepted",
		}, []string{"✓ 2 accepted"}},
		{"the id in capitals", `{"invalidParticipants":[{"code":"418","message":"teapot","target":"` + strings.ToUpper(emulator.KnownUserID(2)) + `"}]}`, []string{
			"✓ 1 accepted", "✗ 1 refused", "✗ refused: 418 teapot",
		}, []string{"for no row here"}},
		{"nobody", `{}`, []string{"✓ 2 accepted", "nothing is left to send"}, []string{"for no row here", "refused"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
			s, endpoint := uitest.NewScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, c.answer, behind)
			h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
			h.Press("enter").Settle().Press("a").Paste(emulator.KnownUserID(1) + "\n" + emulator.KnownUserID(2)).Press("ctrl+s").Settle()
			h.Wants(c.shows...)
			h.WantsNot(c.hides...)
			s.Mutex.Lock()
			defer s.Mutex.Unlock()
			if diff := cmp.Diff([][]string{{emulator.KnownUserID(1), emulator.KnownUserID(2)}}, uitest.Added(t, s.Bodies)); diff != "" {
				t.Errorf("received (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnAddWhoseAnswerIsLost can be sent again, whole.
func TestAnAddWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle().OpenAdd()
	h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop-after-commit", Times: 1})
	h.Paste(uitest.People(1, 2)).Press("ctrl+s").Settle()
	h.Wants("Whether they were added is not known. ctrl+s sends the same rows again")
	h.WantsNot("accepted", "not added", "✗ refused")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 2 accepted")
	if requests := h.Added(); len(requests) != 2 || !cmp.Equal(requests[0], requests[1]) {
		t.Errorf("received %v", requests)
	}
}

// TestMembersAreToldWhereTheListIsLoaded, before sending and after it.
func TestMembersAreToldWhereTheListIsLoaded(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("enter").Settle().Press("2").Settle().Press("a")
	h.Paste(emulator.KnownUserID(2) + "\n" + emulator.KnownUserID(8000) + "\n")
	h.Wants("already a member: the service leaves name and history unchanged")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 2 accepted", "✓ already a member, name and history unchanged")
	if got := len(h.Lines("already a member")); got != 1 {
		t.Errorf("%d rows are said to be members already:\n%s", got, h.Screen())
	}
}

// TestAnEmptyAdd sends nothing, and says where ids come from.
func TestAnEmptyAdd(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Wants("An identifier is the raw id of an identity of this resource", "import a file with ctrl+o")
	h.Press("ctrl+s").Settle()
	h.Wants("there is nobody to add")
	if got := len(h.Added()); got != 0 {
		t.Errorf("%d requests", got)
	}
	h.Press("esc")
	if got := h.Title(); got != "Night shift" {
		t.Errorf("esc from an empty form ends on %q", got)
	}
}

// TestOffersOfIdentitiesSeen: part of a name finds somebody of a list seen before.
func TestOffersOfIdentitiesSeen(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("a").Write("castell")
	h.Wants("→ Robin Castellanos (Operations) " + emulator.DemoUserID)
	h.Press("right", "ctrl+x")
	h.Wants("POST http://", "/participants/:ad", "Authorization: Bearer <access token>", `"rawId": "`+emulator.DemoUserID+`"`, `"displayName": "Robin Castellanos (Operations)"`)
	h.WantsNot("eyJ") // how every JWT begins
	if got := len(h.Added()); got != 0 {
		t.Errorf("the preview sent %d requests", got)
	}
	h.Press("esc")
	h.Wants("Add participants to")
}

// TestImport takes participants from a file, and says why it cannot.
func TestImport(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	list, binary := filepath.Join(folder, "list.csv"), filepath.Join(folder, "binary")
	for path, content := range map[string]string{
		list: "\ufeff# people\n" + emulator.KnownUserID(1) + ",Ada\n\n" + emulator.KnownUserID(2) + ";Bo;now\n", binary: "\xff\xfe\x00",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	for _, c := range []struct{ path, shows string }{
		{filepath.Join(folder, "absent"), "file not found"}, {folder, "is not a file"}, {binary, "the file is not UTF-8 text"},
	} {
		h.Press("ctrl+o", "ctrl+u").Paste(c.path).Press("enter").Settle()
		h.Wants(c.shows, "› "+c.path) // to be mended
		h.Press("esc")
	}
	h.Press("ctrl+o").Paste(list).Press("enter").Settle()
	h.Wants("Ada", "Bo", "now")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 2 accepted")
	if diff := cmp.Diff([][]string{{emulator.KnownUserID(1), emulator.KnownUserID(2)}}, h.Added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestDisabledActionsSayWhy in the footer, in the help, and when they are tried.
func TestDisabledActionsSayWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		setup  uitest.Setup
		create string
		add    string
	}{
		{"read-only", uitest.Setup{Session: uitest.ReadOnly}, "read-only: the profile or --readonly forbids every write", "read-only: the profile or --readonly forbids every write"},
		{"chat.join", uitest.Setup{Scopes: []string{"chat.join"}}, "creating a thread needs scope chat; the token has chat.join", ""},
		{
			"chat.join.limited",
			uitest.Setup{Scopes: []string{"chat.join.limited"}},
			"creating a thread needs scope chat; the token has chat.join.limited",
			"adding needs scope chat or chat.join; the token has chat.join.limited",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.setup.Width, c.setup.Height = 200, 40
			h := uitest.Start(t, c.setup).Settle()
			h.Wants("n new thread: " + c.create)
			h.Press("n")
			h.Wants("· "+c.create, uitest.BigTopic)
			h.Press("?")
			h.Wants("new thread: " + c.create)
			h.Press("esc", "enter").Settle().Press("a")
			if c.add == "" {
				h.Wants("Add participants to")
				return
			}
			h.Wants("· "+c.add, "▸1 Properties")
			h.Press("2").Settle().Press("a")
			h.Wants("· "+c.add, "▸2 Participants")
		})
	}
}
