package ui

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// issuing starts the program with a connection whose connection string is known.
func issuing(t *testing.T, s setup) *harness {
	t.Helper()
	return start(t, s).settle().switchTo("keyed")
}

func TestUsersAreMadeRevokedAndDeleted(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 160, height: 40})
	h.press("U")
	h.wants("Identities", "▸ ● ", emulator.DemoUserID, "the Identity API has no list", "nothing was done to it")
	h.press("n")
	h.wants("Create a user?", "This writes to the resource 127.0.0.1:", "stays until it is deleted")
	h.press("enter").settle()
	if got := h.requests(http.MethodPost, "/identities"); len(got) != 0 {
		t.Fatalf("sent %v after No", got)
	}
	h.press("n", "y").settle()
	h.wants("user created: 8:acs:", "made just now")
	created := h.userUnderCursor()
	threads := len(h.requests(http.MethodGet, "/chat/threads"))
	h.press("X")
	h.wants("Revoke the tokens of", created[:60], "up to 15 minutes")
	h.press("y").settle()
	h.wants("✓ tokens revoked", "revoked just now")
	h.press("y").settle()
	h.press("d")
	h.wants("Delete the user", created[:60], "It cannot be undone")
	h.press("y").settle()
	h.wants("✓ user deleted: "+created, "deleted just now")
	for _, key := range []string{"enter", "t", "X", "d"} {
		h.press(key)
		h.wants("this user was deleted: it can neither act nor have tokens")
	}
	if diff := cmp.Diff([]string{created}, h.copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	var sent []string
	for _, path := range h.identityRequests() {
		if strings.HasPrefix(path, "DELETE ") || strings.HasSuffix(path, ":revokeAccessTokens") || path == "POST /identities" {
			method, _, _ := strings.Cut(path, " ")
			sent = append(sent, method)
		}
	}
	if diff := cmp.Diff([]string{"POST", "POST", "DELETE"}, sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if after := len(h.requests(http.MethodGet, "/chat/threads")); after != threads {
		t.Errorf("%d requests for threads, which no user changes", after-threads)
	}
	// A deleted user is offered to no form.
	h.press("esc").press("n", "tab", "tab", "tab").write(created[len(created)-12:])
	h.wantsNot("→ ")
}

// userUnderCursor is the id that stands below the list.
func (h *harness) userUnderCursor() string {
	h.t.Helper()
	for _, line := range h.lines("8:acs:") {
		if id, found := strings.CutPrefix(line, "id "); found {
			return strings.TrimSpace(id)
		}
	}
	h.t.Fatalf("no user is under the cursor:\n%s", h.screen())
	return ""
}

func TestATokenIsCopiedAndNeverShown(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{})
	h.press("U", "t")
	h.wants("Issue a token of 8:acs:", "▸ chat", "← yes →", "life in minutes", "All of Chat")
	h.press("right", "ctrl+s")
	h.wants("✗ a token needs at least one scope")
	h.press("tab", " ", "tab", "tab", "right", "tab", "tab").write("59").press("ctrl+s")
	h.wants("✗ life in minutes: a whole number from 60 to 1440")
	h.press("ctrl+u").write("90").press("ctrl+x")
	h.wants("The request that ctrl+s sends", "POST http://", "ssueAccessToken?api-version=2023-10-01", "Signature=<signature>", `"expiresInMinutes": 90`, `"chat.join"`, `"voip"`)
	if sent := h.requests("POST", ":issueAccessToken"); len(sent) != 1 {
		t.Errorf("%d requests for a token; one was to act as the user, and looking sends none", len(sent))
	}
	h.press("esc").wants("life in minutes", "90")
	h.press("ctrl+s").settle()
	h.wants("✓ The token is issued.", "scopes chat.join, voip", "(in 1 h 30 min)", "It is not shown. y copies it")
	h.press("esc")
	h.wants("Leave without the token?")
	h.press("n", "q")
	h.wants("A token was issued that nobody has got yet")
	h.press("n", "y").settle()
	h.wants("token sent to the clipboard")
	if len(h.copied) != 1 {
		t.Fatalf("copied %d texts", len(h.copied))
	}
	claims, err := acs.ParseToken(h.copied[0])
	if err != nil || claims.UserID != emulator.DemoUserID || !slices.Equal(claims.Scopes, []string{"chat.join", "voip"}) || claims.ExpiresOn.Sub(h.clock.Now()).Minutes() != 90 {
		t.Errorf("%+v, %v", claims, err)
	}
	for part := range strings.SplitSeq(h.copied[0], ".") {
		h.wantsNot(part[:20])
	}
	h.press("esc")
	h.wants("Identities")
}

// TestActAsAnotherUser becomes the session, and keeps no choice.
func TestActAsAnotherUser(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{})
	other := emulator.KnownUserID(770077)
	h.press("U", "o").paste("4:+491").press("enter")
	h.wants("Only the id of a Communication Services user")
	h.press("ctrl+u").paste(other).press("enter")
	h.wants("▸   ", other)
	h.press("enter")
	h.until("acting as another", func() bool { return h.app.runner.Session().UserID == other })
	h.settle()
	h.wants("This user is in no thread.", "; for this session", "│ keyed │")
	// A user that there is not changes nothing.
	h.press("U", "o").paste(emulator.DeletedUserID(1)).press("enter", "enter").settle()
	h.wants("Could not act as the user: the resource has no such user", "Identities")
	if got := h.app.runner.Session().UserID; got != other {
		t.Errorf("acting as %s", got)
	}
	h.press("/").write("zzz").press("enter")
	h.wants("No user matches the filter")
	h.press("esc", "/").write(other[len(other)-6:]).press("enter")
	h.wants(other, "1 of 3 match", "users known 3")
}

// TestActingAsAnotherWhileAWriteRuns asks first.
func TestActingAsAnotherWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{})
	release := make(chan struct{})
	h.hold(http.MethodPost, release)
	h.press("n").write("Late").press("ctrl+s", "esc", "y", "U", "o").paste(emulator.KnownUserID(770077)).press("enter", "enter")
	h.wants("Switch while a request is under way?", "Under way to keyed: create the thread.")
	h.press("y")
	h.untilShown("This user is in no thread.")
	close(release)
	h.settle()
	h.wants("✓ as …-9c31-e2b8d4700000: thread “Late” created", "│ keyed │", "This user is in no thread.")
}

// TestIdentitiesNeedAConnectionString, and the right to write: what cannot be done says
// why, and sends nothing.
func TestIdentitiesNeedAConnectionString(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile, why string
		act                bool
	}{
		{"only a token", "test", "needs the resource's connection string; this connection has only a user's token", false},
		{"read-only", "looks", "read-only: the profile or --readonly forbids every write", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{width: 200, height: 60}).settle().switchTo(c.profile)
			issued := len(h.identityRequests())
			h.press("U")
			for _, key := range []string{"n", "t", "X", "d"} {
				h.press(key).settle()
				h.wants("Identities", "· "+c.why)
			}
			h.press("?")
			h.wants("new user: "+c.why, "issue a token: "+c.why, "revoke tokens: "+c.why, "delete: "+c.why)
			h.press("esc")
			if !c.act {
				h.press("enter").settle()
				h.wants("· " + c.why)
			}
			if got := h.identityRequests()[issued:]; len(got) != 0 {
				t.Errorf("sent %v", got)
			}
		})
	}
}

func TestANewUserForARow(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{})
	h.press("n").write("With somebody new").press("ctrl+y")
	h.wants("go to the row that the new user is for")
	h.press("tab", "ctrl+y")
	h.wants("this row is you")
	h.press("tab", "tab", "ctrl+y")
	h.wants("a user is being made…")
	h.press("ctrl+s")
	h.wants("✗ a user is being made for a row")
	h.settle()
	h.wants("✓ user created: 8:acs:")
	h.wantsNot("a user is being made")
	h.press("ctrl+y")
	h.wants("this row has an identifier already")
	h.press("ctrl+s").settle()
	h.wants("✓ The thread is made.")
	// A failure leaves the row as it was, and says why.
	h.press("enter").settle().press("a")
	h.wants("ctrl+y makes a new user of the resource for the row.")
	h.fault(emulator.Fault{Operation: "Create", Kind: "status", Status: http.StatusForbidden, Times: 1})
	h.press("ctrl+y").settle()
	h.wants("✗ Could not create a user", "8:acs:…")
	// The row that waits goes; the user is not lost.
	h.press("ctrl+y", "ctrl+d").settle()
	h.wants("user created")
	h.wantsNot("Could not create a user")
	h.press("ctrl+s").settle()
	h.wants("✓ 1 accepted")
	made := h.requests(http.MethodPost, "/identities")
	if len(made) != 3 {
		t.Errorf("%d requests for users", len(made))
	}
}

func TestANewUserForARowNeedsAConnectionString(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 200, height: 50}).settle().press("n", "tab", "tab", "tab", "ctrl+y")
	h.wants("· needs the resource's connection string")
	h.press("ctrl+g")
	h.wants("new user for this row: needs the resource's connection string")
}

// TestReadOnlyWritesNothing presses every key of every screen and says yes to every
// question: nothing but reads reaches the service.
func TestReadOnlyWritesNothing(t *testing.T) {
	t.Parallel()
	for name, reach := range map[string]func(*harness){
		"threads":      func(*harness) {},
		"properties":   func(h *harness) { h.press("j", "enter").settle() },
		"participants": func(h *harness) { h.press("j", "enter").settle().press("2").settle().press(" ") },
		"details":      func(h *harness) { h.press("j", "enter").settle().press("2").settle().press("enter") },
		"connections":  func(h *harness) { h.pointTo("looks") },
		"identities":   func(h *harness) { h.press("U") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{}).settle().switchTo("looks")
			reach(h)
			place := h.title()
			for _, group := range h.app.top().screen.Help().FullHelp() {
				for _, b := range group {
					if does := b.Help().Desc; !b.Enabled() || does == "back" || does == "connect" || does == "act as" {
						continue
					}
					h.read(keyOf(t, b.Keys()[0]))
					h.settle()
					for tries := 0; tries < 6 && (len(h.app.dialogs) > 0 || h.title() != place); tries++ {
						name := "esc"
						if len(h.app.dialogs) > 0 && tries < 3 {
							name = "y"
						}
						h.press(name).settle()
					}
					if h.title() != place {
						t.Fatalf("%s leads to %s, which esc does not leave:\n%s", b.Help().Desc, h.title(), h.screen())
					}
				}
			}
			for _, request := range h.service.Requests() {
				if request.Method != http.MethodGet && !strings.HasSuffix(request.Path, "/:issueAccessToken") {
					t.Errorf("read-only, and sent %s %s", request.Method, request.Path)
				}
			}
		})
	}
}

// TestAUserWhoseAnswerIsLost may have been made: nothing says that he was not.
func TestAUserWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	says := []string{"✗ It is not known whether a user was made: ", "Trying again may make another one"}
	for _, kind := range []string{"drop-after-commit", "truncate", "garbage"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			lost := emulator.Fault{Operation: "Create", Kind: kind, Times: 1}
			h := issuing(t, setup{width: 200, height: 50})
			h.fault(lost)
			h.press("U", "n", "y").settle()
			h.wants(says...)
			h.wantsNot("Could not create a user", "Try again.")
			h.press("esc", "n", "tab", "tab", "tab")
			h.fault(lost)
			h.press("ctrl+y").settle()
			h.wants(says...)
			h.wantsNot("Could not create a user", "Try again.")

			first := (&resource{}).connect(t, setup{width: 200, height: 50})
			first.fault(lost)
			first.press("down", "enter", "y").settle()
			first.wants(says...)
			first.wantsNot("Could not create a user", "Try again.")
		})
	}
}

// TestDeletingAgainAfterALostAnswer: that there is no such user any more is what was
// wanted.
func TestDeletingAgainAfterALostAnswer(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 160, height: 50})
	h.press("U", "n", "y").settle()
	made := h.userUnderCursor()
	h.fault(emulator.Fault{Operation: "Delete", Kind: "garbage", Times: 9})
	h.press("d", "y").settle()
	h.wants("✗ It is not known whether the user was deleted: ", "perhaps deleted")
	h.wantsNot("Could not delete", "Try again.")
	h.fault()
	// The screen is another one when it is opened again, and knows it all the same.
	h.press("esc", "U", "d", "y").settle()
	h.wants("✓ the user is gone, an earlier request did it: "+made, "deleted just now")
	h.wantsNot("perhaps deleted", "no such user")
	// Without a doubt it stays a failure.
	h.press("o").paste(emulator.DeletedUserID(1)).press("enter", "d", "y").settle()
	h.wants("✗ Could not delete the user: the resource has no such user")
}

// TestDeletingOneself: the header promises no life of the token, and the words are that
// the user is gone, not that it will be tried again.
func TestDeletingOneself(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 160, height: 40})
	h.press("U", "n", "y").settle().press("enter")
	h.untilShown("This user is in no thread.")
	h.settle().press("U", "g", "d")
	h.wants("You act as this user")
	h.press("y").settle()
	h.wants("✓ user deleted", "user gone")
	h.wantsNot("token 2", "token 1 day")
	h.minutes(1)
	h.wants("✗ the user that you act as is gone: switch to another with U or P")
	h.press("!", "esc", "esc", "ctrl+r").settle().press("ctrl+r").settle()
	h.wants("the user that you act as is gone: 8:acs:", "Act as another user of the resource", "user gone")
	h.wantsNot("next attempt", "asked for again by itself")
	issued := len(h.identityRequests())
	h.press("ctrl+r").settle().press("ctrl+r").settle()
	if got := len(h.identityRequests()); got != issued {
		t.Errorf("a token was asked for %d times more", got-issued)
	}
	h.switchTo("test")
	h.wants("18 threads, all loaded", "token ")
	h.wantsNot("user gone")
}

// TestAUserThatSomebodyElseDeleted is told of when the token is to be renewed.
func TestAUserThatSomebodyElseDeleted(t *testing.T) {
	t.Parallel()
	watch := &scriptedWatch{statuses: make(chan command.TokenStatus)}
	h := start(t, setup{watch: watch, width: 160, height: 40, session: func(s *command.Session) { s.Renews = true }})
	h.untilShown("all loaded")
	taken := h.taken
	watch.statuses <- command.TokenStatus{Problem: command.UserGone}
	h.until("the status is taken", func() bool { return h.taken > taken })
	h.wants("✗ the user that you act as is gone: switch to another with U or P", "user gone")
	h.wantsNot("renewing it failed", "the token ends in")
	if h.minutes(1).minutes(1); h.told(screen.LevelWarning) != 1 {
		t.Errorf("told %d times", h.told(screen.LevelWarning))
	}
}

// TestIdentitiesOffersNoDeadKeys while a request runs.
func TestIdentitiesOffersNoDeadKeys(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 200, height: 60})
	h.press("U")
	h.wants("n new user", "X revoke tokens")
	h.press("X", "y")
	h.wants("revoking the tokens…", "esc back")
	h.wantsNot("n new user", "t issue a token", "X revoke tokens", "enter act as", "o add by id", "y copy id")
	h.press("?")
	h.wants("new user: the last request is still under way", "act as: the last request is still under way")
	h.press("esc").settle()
	h.wants("n new user", "✓ tokens revoked")
}
