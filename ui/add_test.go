package ui

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
)

// added are the raw ids of the adds that a server received, one slice a request.
func added(tb testing.TB, bodies []string) [][]string {
	tb.Helper()
	var all [][]string
	for _, body := range bodies {
		var received createBody
		if err := json.Unmarshal([]byte(body), &received); err != nil {
			tb.Fatal(err)
		}
		var ids []string
		for _, p := range received.Participants {
			ids = append(ids, p.Identifier.RawID)
		}
		all = append(all, ids)
	}
	return all
}

func (h *harness) added() [][]string {
	h.t.Helper()
	var bodies []string
	for _, request := range h.requests("POST", "/participants/:add") {
		bodies = append(bodies, request.Body)
	}
	return added(h.t, bodies)
}

// openAdd makes a thread of one's own and opens its add form.
func (h *harness) openAdd() *harness {
	h.t.Helper()
	made, err := h.client.CreateChatThread(h.t.Context(), "Night shift", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	h.press("o").write(made.ChatThread.ID).press("enter").settle().press("a")
	h.wants("Add participants to “Night shift”")
	return h
}

func empty() setup { return setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}} }

// TestTheSecondSendHoldsOnlyTheRefusedRows: thirty pasted, two refused, mended.
func TestTheSecondSendHoldsOnlyTheRefusedRows(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(100, 14) + emulator.UnknownUserID(1) + ", Stranger\n" + people(114, 14) + emulator.DeletedUserID(2) + "\tGone\n")
	h.press("ctrl+s").settle()
	h.wants("✓ 28 accepted", "✗ 2 refused", "Stranger", "✗ refused: 403 Permissions check failed")
	h.press("tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab")
	first := h.added()
	if len(first) != 1 || len(first[0]) != 30 {
		t.Fatalf("received %d requests", len(first))
	}

	// Mend the first refused row, leave the second as it is.
	h.press("ctrl+s").settle()
	if diff := cmp.Diff([]string{emulator.UnknownUserID(1), emulator.DeletedUserID(2)}, h.added()[1]); diff != "" {
		t.Errorf("second request (-want +got):\n%s", diff)
	}
	h.wants("✓ 28 accepted", "✗ 2 refused")
	h.press("ctrl+u").write(emulator.KnownUserID(300)).press("ctrl+s").settle()
	if diff := cmp.Diff([]string{emulator.KnownUserID(300), emulator.DeletedUserID(2)}, h.added()[2]); diff != "" {
		t.Errorf("third request (-want +got):\n%s", diff)
	}
	h.wants("✓ 29 accepted", "✗ 1 refused", "✗ refused: 404 Not found", "Gone")
	h.press("ctrl+u").write(emulator.KnownUserID(301)).press("ctrl+s").settle()
	h.wants("✓ 30 accepted", "nothing is left to send")
	h.press("ctrl+s").settle()
	h.wants("all rows are accepted: nothing is left to send")
	if got := len(h.added()); got != 4 {
		t.Errorf("%d requests", got)
	}
	h.press("esc")
	if got := h.title(); got != "Night shift" {
		t.Errorf("esc with nothing left ends on %q", got)
	}
}

// TestABatchRefusedWholeMarksTheRowThatTheServiceNamed and no other; the others go
// out again without it, by themselves.
func TestABatchRefusedWholeMarksTheRowThatTheServiceNamed(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	// An id of an unknown kind passes the form's own check; that of the first row is
	// the beginning of that of the second.
	h.paste("9:abc\n9:abcd\n" + emulator.KnownUserID(5) + "\n")
	h.press("ctrl+s").settle()
	h.wants("✗ refused: Identifier format is invalid (9:abc).", "✗ refused: Identifier format is invalid (9:abcd).", "✓ 1 accepted", "✗ 2 refused")
	want := [][]string{
		{"9:abc", "9:abcd", emulator.KnownUserID(5)}, {"9:abcd", emulator.KnownUserID(5)}, {emulator.KnownUserID(5)},
	}
	if diff := cmp.Diff(want, h.added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestACapacityRefusalIsNoRowsFault: beyond 250 the service refuses all.
func TestACapacityRefusalIsNoRowsFault(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("1", "a").paste(people(9000, 3)).press("ctrl+s").settle()
	h.wants("Could not add the participants: the service refused it with 400 Bad Request and gave no reason", "more than 250 in the thread")
	if got := len(h.lines("– not added: the service refused the whole request")); got != 3 {
		t.Errorf("%d rows are marked as not added:\n%s", got, h.screen())
	}
	h.wantsNot("✗ refused:", "accepted")
}

// TestMoreThanABatchIsSentTwoHundredAtATime, all of them once.
func TestMoreThanABatchIsSentTwoHundredAtATime(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(1, 230))
	h.wants("230 participants go out in several requests of at most 200", "above 20 participants the service has no read receipts")
	h.press("ctrl+s").settle()
	h.wants("✓ 230 accepted", "nothing is left to send")
	requests := h.added()
	if len(requests) != 2 || len(requests[0]) != 200 || len(requests[1]) != 30 {
		t.Fatalf("received %d requests", len(requests))
	}
	if diff := cmp.Diff(strings.Fields(people(1, 230)), slices.Concat(requests...)); diff != "" {
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
			behind := emulator.New(emulator.Options{Clock: newClock().Now})
			s, endpoint := newScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, c.answer, behind)
			h := start(t, setup{endpoint: endpoint}).settle()
			h.press("enter").settle().press("a").paste(emulator.KnownUserID(1) + "\n" + emulator.KnownUserID(2)).press("ctrl+s").settle()
			h.wants(c.shows...)
			h.wantsNot(c.hides...)
			s.mutex.Lock()
			defer s.mutex.Unlock()
			if diff := cmp.Diff([][]string{{emulator.KnownUserID(1), emulator.KnownUserID(2)}}, added(t, s.bodies)); diff != "" {
				t.Errorf("received (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnAddWhoseAnswerIsLost can be sent again, whole.
func TestAnAddWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = noRetries
	h := start(t, s).settle().openAdd()
	h.fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop-after-commit", Times: 1})
	h.paste(people(1, 2)).press("ctrl+s").settle()
	h.wants("Whether they were added is not known. ctrl+s sends the same rows again")
	h.wantsNot("accepted", "not added", "✗ refused")
	h.press("ctrl+s").settle()
	h.wants("✓ 2 accepted")
	if requests := h.added(); len(requests) != 2 || !cmp.Equal(requests[0], requests[1]) {
		t.Errorf("received %v", requests)
	}
}

// TestMembersAreToldWhereTheListIsLoaded, before sending and after it.
func TestMembersAreToldWhereTheListIsLoaded(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("enter").settle().press("2").settle().press("a")
	h.paste(emulator.KnownUserID(2) + "\n" + emulator.KnownUserID(8000) + "\n")
	h.wants("already a member: the service leaves name and history unchanged")
	h.press("ctrl+s").settle()
	h.wants("✓ 2 accepted", "✓ already a member, name and history unchanged")
	if got := len(h.lines("already a member")); got != 1 {
		t.Errorf("%d rows are said to be members already:\n%s", got, h.screen())
	}
}

// TestAnEmptyAdd sends nothing, and says where ids come from.
func TestAnEmptyAdd(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.wants("An identifier is the raw id of an identity of this resource", "import a file with ctrl+o")
	h.press("ctrl+s").settle()
	h.wants("there is nobody to add")
	if got := len(h.added()); got != 0 {
		t.Errorf("%d requests", got)
	}
	h.press("esc")
	if got := h.title(); got != "Night shift" {
		t.Errorf("esc from an empty form ends on %q", got)
	}
}

// TestOffersOfIdentitiesSeen: part of a name finds somebody of a list seen before.
func TestOffersOfIdentitiesSeen(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("a").write("castell")
	h.wants("→ Robin Castellanos (Operations) " + emulator.DemoUserID)
	h.press("right", "ctrl+x")
	h.wants("POST http://", "/participants/:ad", "Authorization: Bearer <access token>", `"rawId": "`+emulator.DemoUserID+`"`, `"displayName": "Robin Castellanos (Operations)"`)
	h.wantsNot("eyJ") // how every JWT begins
	if got := len(h.added()); got != 0 {
		t.Errorf("the preview sent %d requests", got)
	}
	h.press("esc")
	h.wants("Add participants to")
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
	h := start(t, empty()).settle().openAdd()
	for _, c := range []struct{ path, shows string }{
		{filepath.Join(folder, "absent"), "file not found"}, {folder, "is not a file"}, {binary, "the file is not UTF-8 text"},
	} {
		h.press("ctrl+o", "ctrl+u").paste(c.path).press("enter").settle()
		h.wants(c.shows, "› "+c.path) // to be mended
		h.press("esc")
	}
	h.press("ctrl+o").paste(list).press("enter").settle()
	h.wants("Ada", "Bo", "now")
	h.press("ctrl+s").settle()
	h.wants("✓ 2 accepted")
	if diff := cmp.Diff([][]string{{emulator.KnownUserID(1), emulator.KnownUserID(2)}}, h.added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestDisabledActionsSayWhy in the footer, in the help, and when they are tried.
func TestDisabledActionsSayWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		setup  setup
		create string
		add    string
	}{
		{"read-only", setup{session: readOnly}, "read-only: the profile or --readonly forbids every write", "read-only: the profile or --readonly forbids every write"},
		{"chat.join", setup{scopes: []string{"chat.join"}}, "creating a thread needs scope chat; the token has chat.join", ""},
		{
			"chat.join.limited",
			setup{scopes: []string{"chat.join.limited"}},
			"creating a thread needs scope chat; the token has chat.join.limited",
			"adding needs scope chat or chat.join; the token has chat.join.limited",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.setup.width, c.setup.height = 200, 40
			h := start(t, c.setup).settle()
			h.wants("n new thread: " + c.create)
			h.press("n")
			h.wants("· "+c.create, bigTopic)
			h.press("?")
			h.wants("new thread: " + c.create)
			h.press("esc", "enter").settle().press("a")
			if c.add == "" {
				h.wants("Add participants to")
				return
			}
			h.wants("· "+c.add, "▸1 Properties")
			h.press("2").settle().press("a")
			h.wants("· "+c.add, "▸2 Participants")
		})
	}
}
