package users_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

func TestUsersAreMadeRevokedAndDeleted(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 160, Height: 40})
	h.Press("U")
	h.Wants("Identities", "▸ ● ", emulator.DemoUserID, "the Identity API has no list", "nothing was done to it")
	h.Press("n")
	h.Wants("Create a user?", "This writes to the resource 127.0.0.1:", "stays until it is deleted")
	h.Press("enter").Settle()
	if got := h.Requests(http.MethodPost, "/identities"); len(got) != 0 {
		t.Fatalf("sent %v after No", got)
	}
	h.Press("n", "y").Settle()
	h.Wants("user created: 8:acs:", "made just now")
	created := h.UserUnderCursor()
	threads := len(h.Requests(http.MethodGet, "/chat/threads"))
	h.Press("X")
	h.Wants("Revoke the tokens of", created[:60], "up to 15 minutes")
	h.Press("y").Settle()
	h.Wants("✓ tokens revoked", "revoked just now")
	h.Press("y").Settle()
	h.Press("d")
	h.Wants("Delete the user", created[:60], "It cannot be undone")
	h.Press("y").Settle()
	h.Wants("✓ user deleted: "+created, "deleted just now")
	for _, key := range []string{"enter", "t", "X", "d"} {
		h.Press(key)
		h.Wants("this user was deleted: it can neither act nor have tokens")
	}
	if diff := cmp.Diff([]string{created}, h.Copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	var sent []string
	for _, path := range h.IdentityRequests() {
		if strings.HasPrefix(path, "DELETE ") || strings.HasSuffix(path, ":revokeAccessTokens") || path == "POST /identities" {
			method, _, _ := strings.Cut(path, " ")
			sent = append(sent, method)
		}
	}
	if diff := cmp.Diff([]string{"POST", "POST", "DELETE"}, sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if after := len(h.Requests(http.MethodGet, "/chat/threads")); after != threads {
		t.Errorf("%d requests for threads, which no user changes", after-threads)
	}
	// A deleted user is offered to no form.
	h.Press("esc").Press("n", "tab", "tab", "tab").Write(created[len(created)-12:])
	h.WantsNot("→ ")
}

func TestATokenIsCopiedAndNeverShown(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{})
	h.Press("U", "t")
	h.Wants("Issue a token of 8:acs:", "▸ chat", "← yes →", "life in minutes", "All of Chat")
	h.Press("right", "ctrl+s")
	h.Wants("✗ a token needs at least one scope")
	h.Press("tab", " ", "tab", "tab", "right", "tab", "tab").Write("59").Press("ctrl+s")
	h.Wants("✗ life in minutes: a whole number from 60 to 1440")
	h.Press("ctrl+u").Write("90").Press("ctrl+x")
	h.Wants("The request that ctrl+s sends", "POST http://", "ssueAccessToken?api-version=2023-10-01", "Signature=<signature>", `"expiresInMinutes": 90`, `"chat.join"`, `"voip"`)
	if sent := h.Requests("POST", ":issueAccessToken"); len(sent) != 1 {
		t.Errorf("%d requests for a token; one was to act as the user, and looking sends none", len(sent))
	}
	h.Press("esc").Wants("life in minutes", "90")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ The token is issued.", "scopes chat.join, voip", "(in 1 h 30 min)", "It is not shown. y copies it")
	h.Press("esc")
	h.Wants("Leave without the token?")
	h.Press("n", "q")
	h.Wants("A token was issued that nobody has got yet")
	h.Press("n", "y").Settle()
	h.Wants("token sent to the clipboard")
	if len(h.Copied) != 1 {
		t.Fatalf("copied %d texts", len(h.Copied))
	}
	claims, err := acs.ParseToken(h.Copied[0])
	if err != nil || claims.UserID != emulator.DemoUserID || !slices.Equal(claims.Scopes, []string{"chat.join", "voip"}) || claims.ExpiresOn.Sub(h.Clock.Now()).Minutes() != 90 {
		t.Errorf("%+v, %v", claims, err)
	}
	for part := range strings.SplitSeq(h.Copied[0], ".") {
		h.WantsNot(part[:20])
	}
	h.Press("esc")
	h.Wants("Identities")
}

// TestActAsAnotherUser becomes the session, and keeps no choice.
func TestActAsAnotherUser(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{})
	other := emulator.KnownUserID(770077)
	h.Press("U", "o").Paste("4:+491").Press("enter")
	h.Wants("Only the id of a Communication Services user")
	h.Press("ctrl+u").Paste(other).Press("enter")
	h.Wants("▸   ", other)
	h.Press("enter")
	h.Until("acting as another", func() bool { return h.App.Session().UserID == other })
	h.Settle()
	h.Wants("This user is in no thread.", "; for this session", "│ keyed │")
	// A user that there is not changes nothing.
	h.Press("U", "o").Paste(emulator.DeletedUserID(1)).Press("enter", "enter").Settle()
	h.Wants("Could not act as the user: the resource has no such user", "Identities")
	if got := h.App.Session().UserID; got != other {
		t.Errorf("acting as %s", got)
	}
	h.Press("/").Write("zzz").Press("enter")
	h.Wants("No user matches the filter")
	h.Press("esc", "/").Write(other[len(other)-6:]).Press("enter")
	h.Wants(other, "1 of 3 match", "users known 3")
}

// TestActingAsAnotherWhileAWriteRuns asks first.
func TestActingAsAnotherWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{})
	release := make(chan struct{})
	h.Hold(http.MethodPost, release)
	h.Press("n").Write("Late").Press("ctrl+s", "esc", "y", "U", "o").Paste(emulator.KnownUserID(770077)).Press("enter", "enter")
	h.Wants("Switch while a request is under way?", "Under way to keyed: create the thread.")
	h.Press("y")
	h.UntilShown("This user is in no thread.")
	close(release)
	h.Settle()
	h.Wants("✓ as …-9c31-e2b8d4700000: thread “Late” created", "│ keyed │", "This user is in no thread.")
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
			h := uitest.Start(t, uitest.Setup{Width: 200, Height: 60}).Settle().SwitchTo(c.profile)
			issued := len(h.IdentityRequests())
			h.Press("U")
			for _, key := range []string{"n", "t", "X", "d"} {
				h.Press(key).Settle()
				h.Wants("Identities", "· "+c.why)
			}
			h.Press("?")
			h.Wants("new user: "+c.why, "issue a token: "+c.why, "revoke tokens: "+c.why, "delete: "+c.why)
			h.Press("esc")
			if !c.act {
				h.Press("enter").Settle()
				h.Wants("· " + c.why)
			}
			if got := h.IdentityRequests()[issued:]; len(got) != 0 {
				t.Errorf("sent %v", got)
			}
		})
	}
}

func TestANewUserForARow(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{})
	h.Press("n").Write("With somebody new").Press("ctrl+y")
	h.Wants("go to the row that the new user is for")
	h.Press("tab", "ctrl+y")
	h.Wants("this row is you")
	h.Press("tab", "tab", "ctrl+y")
	h.Wants("a user is being made…")
	h.Press("ctrl+s")
	h.Wants("✗ a user is being made for a row")
	h.Settle()
	h.Wants("✓ user created: 8:acs:")
	h.WantsNot("a user is being made")
	h.Press("ctrl+y")
	h.Wants("this row has an identifier already")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ The thread is made.")
	// A failure leaves the row as it was, and says why.
	h.Press("enter").Settle().Press("a")
	h.Wants("ctrl+y makes a new user of the resource for the row.")
	h.Fault(emulator.Fault{Operation: "Create", Kind: "status", Status: http.StatusForbidden, Times: 1})
	h.Press("ctrl+y").Settle()
	h.Wants("✗ Could not create a user", "8:acs:…")
	// The row that waits goes; the user is not lost.
	h.Press("ctrl+y", "ctrl+d").Settle()
	h.Wants("user created")
	h.WantsNot("Could not create a user")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 1 accepted")
	made := h.Requests(http.MethodPost, "/identities")
	if len(made) != 3 {
		t.Errorf("%d requests for users", len(made))
	}
}

func TestANewUserForARowNeedsAConnectionString(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 200, Height: 50}).Settle().Press("n", "tab", "tab", "tab", "ctrl+y")
	h.Wants("· needs the resource's connection string")
	h.Press("ctrl+g")
	h.Wants("new user for this row: needs the resource's connection string")
}

// TestReadOnlyWritesNothing presses every key of every screen and says yes to every
// question: nothing but reads reaches the service.
func TestReadOnlyWritesNothing(t *testing.T) {
	t.Parallel()
	for name, reach := range map[string]func(*uitest.Harness){
		"threads":      func(*uitest.Harness) {},
		"properties":   func(h *uitest.Harness) { h.Press("j", "enter").Settle() },
		"participants": func(h *uitest.Harness) { h.Press("j", "enter").Settle().Press("2").Settle().Press(" ") },
		"details":      func(h *uitest.Harness) { h.Press("j", "enter").Settle().Press("2").Settle().Press("enter") },
		"connections":  func(h *uitest.Harness) { h.PointTo("looks") },
		"identities":   func(h *uitest.Harness) { h.Press("U") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{}).Settle().SwitchTo("looks")
			reach(h)
			place := h.Title()
			for _, group := range h.App.Screen().Help().FullHelp() {
				for _, b := range group {
					if does := b.Help().Desc; !b.Enabled() || does == "back" || does == "connect" || does == "act as" {
						continue
					}
					h.Read(uitest.KeyOf(t, b.Keys()[0]))
					h.Settle()
					for tries := 0; tries < 6 && (h.App.Covered() || h.Title() != place); tries++ {
						name := "esc"
						if h.App.Covered() && tries < 3 {
							name = "y"
						}
						h.Press(name).Settle()
					}
					if h.Title() != place {
						t.Fatalf("%s leads to %s, which esc does not leave:\n%s", b.Help().Desc, h.Title(), h.Screen())
					}
				}
			}
			for _, request := range h.Service.Requests() {
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
			lost := emulator.Fault{Operation: "Create", Kind: emulator.FaultKind(kind), Times: 1}
			h := uitest.Issuing(t, uitest.Setup{Width: 200, Height: 50})
			h.Fault(lost)
			h.Press("U", "n", "y").Settle()
			h.Wants(says...)
			h.WantsNot("Could not create a user", "Try again.")
			h.Press("esc", "n", "tab", "tab", "tab")
			h.Fault(lost)
			h.Press("ctrl+y").Settle()
			h.Wants(says...)
			h.WantsNot("Could not create a user", "Try again.")

			first := (&uitest.Resource{}).Connect(t, uitest.Setup{Width: 200, Height: 50})
			first.Fault(lost)
			first.Press("down", "enter", "y").Settle()
			first.Wants(says...)
			first.WantsNot("Could not create a user", "Try again.")
		})
	}
}

// TestDeletingAgainAfterALostAnswer: that there is no such user any more is what was
// wanted.
func TestDeletingAgainAfterALostAnswer(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 160, Height: 50})
	h.Press("U", "n", "y").Settle()
	made := h.UserUnderCursor()
	h.Fault(emulator.Fault{Operation: "Delete", Kind: "garbage", Times: 9})
	h.Press("d", "y").Settle()
	h.Wants("✗ It is not known whether the user was deleted: ", "perhaps deleted")
	h.WantsNot("Could not delete", "Try again.")
	h.Fault()
	// The screen is another one when it is opened again, and knows it all the same.
	h.Press("esc", "U", "d", "y").Settle()
	h.Wants("✓ the user is gone, an earlier request did it: "+made, "deleted just now")
	h.WantsNot("perhaps deleted", "no such user")
	// Without a doubt it stays a failure.
	h.Press("o").Paste(emulator.DeletedUserID(1)).Press("enter", "d", "y").Settle()
	h.Wants("✗ Could not delete the user: the resource has no such user")
}

// TestDeletingOneself: the header promises no life of the token, and the words are that
// the user is gone, not that it will be tried again.
func TestDeletingOneself(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 160, Height: 40})
	h.Press("U", "n", "y").Settle().Press("enter")
	h.UntilShown("This user is in no thread.")
	h.Settle().Press("U", "g", "d")
	h.Wants("You act as this user")
	h.Press("y").Settle()
	h.Wants("✓ user deleted", "user gone")
	h.WantsNot("token 2", "token 1 day")
	h.Minutes(1)
	h.Wants("✗ the user that you act as is gone: switch to another with U or P")
	h.Press("!", "esc", "esc", "ctrl+r").Settle().Press("ctrl+r").Settle()
	h.Wants("the user that you act as is gone: 8:acs:", "Act as another user of the resource", "user gone")
	h.WantsNot("next attempt", "asked for again by itself")
	issued := len(h.IdentityRequests())
	h.Press("ctrl+r").Settle().Press("ctrl+r").Settle()
	if got := len(h.IdentityRequests()); got != issued {
		t.Errorf("a token was asked for %d times more", got-issued)
	}
	h.SwitchTo("test")
	h.Wants("18 threads, all loaded", "token ")
	h.WantsNot("user gone")
}

// TestAUserThatSomebodyElseDeleted is told of when the token is to be renewed.
func TestAUserThatSomebodyElseDeleted(t *testing.T) {
	t.Parallel()
	watch := &uitest.ScriptedWatch{Statuses: make(chan command.TokenStatus)}
	h := uitest.Start(t, uitest.Setup{Watch: watch, Width: 160, Height: 40, Session: func(s *command.Session) { s.Renews = true }})
	h.UntilShown("all loaded")
	taken := h.Taken
	watch.Statuses <- command.TokenStatus{Problem: command.UserGone}
	h.Until("the status is taken", func() bool { return h.Taken > taken })
	h.Wants("✗ the user that you act as is gone: switch to another with U or P", "user gone")
	h.WantsNot("renewing it failed", "the token ends in")
	h.Minutes(1).Minutes(1).Press("!")
	if got := strings.Count(h.Screen(), "the user that you act as is gone: switch"); got != 1 {
		t.Errorf("told %d times:\n%s", got, h.Screen())
	}
}

// TestIdentitiesOffersNoDeadKeys while a request runs.
func TestIdentitiesOffersNoDeadKeys(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 200, Height: 60})
	h.Press("U")
	h.Wants("n new user", "X revoke tokens")
	h.Press("X", "y")
	h.Wants("revoking the tokens…", "esc back")
	h.WantsNot("n new user", "t issue a token", "X revoke tokens", "enter act as", "o add by id", "y copy id")
	h.Press("?")
	h.Wants("new user: the last request is still under way", "act as: the last request is still under way")
	h.Press("esc").Settle()
	h.Wants("n new user", "✓ tokens revoked")
}
