package ui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
)

// TestTheThreadOfALostAttemptIsItsOwnHoursLater: it is older than the request that is
// answered, and no older than the first one with its id.
func TestTheThreadOfALostAttemptIsItsOwnHoursLater(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, client: noRetries}).settle()
	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit", Times: 1})
	h.press("n").write("Late answer").press("ctrl+s").settle()
	h.wants("It is not known whether the thread was created", "asks again with the same request id")
	h.wantsNot("Could not create")
	h.pass(3 * time.Hour)
	h.press("ctrl+s").settle()
	h.wants("✓ The thread is made.")
	_, ids := h.creates()
	if len(ids) != 2 || ids[0] != ids[1] || h.threadsNow() != 1 {
		t.Errorf("request ids %v, %d threads", ids, h.threadsNow())
	}
}

// TestALostAttemptThatIsAnsweredWithADeletedThreadIsNoSuccess: the id is used up.
func TestALostAttemptThatIsAnsweredWithADeletedThreadIsNoSuccess(t *testing.T) {
	t.Parallel()
	behind := emulator.New(emulator.Options{Clock: newClock().Now})
	s, endpoint := newScripted(t, http.MethodPost, "/chat/threads", http.StatusBadGateway, ``, behind)
	h := start(t, setup{endpoint: endpoint, client: noRetries}).settle()
	h.press("n").write("Mine").press("ctrl+s").settle()
	h.wants("It is not known whether the thread was created")
	s.mutex.Lock()
	s.status, s.answer = http.StatusCreated, `{"chatThread":{"id":"19:x","topic":"Mine","deletedOn":"2025-11-03T09:30:15Z"}}`
	s.mutex.Unlock()
	h.press("ctrl+s").settle()
	h.wants("Could not create the thread", "it was deleted on 2025-11-03T09:30:15Z", "with a new request ID", "Mine")
	h.wantsNot("is made", "kept: repeats make no second thread")
}

// TestATokenThatWasNotAskedForIsNotGiven: of another user, or at its end.
func TestATokenThatWasNotAskedForIsNotGiven(t *testing.T) {
	t.Parallel()
	token := func(options emulator.TokenOptions) string {
		signed, err := emulator.SignToken(options)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	other, later := emulator.KnownUserID(7), time.Now().Add(24*time.Hour)
	for name, c := range map[string]struct {
		token string
		ends  time.Time
		want  string
	}{
		"of another user": {token(emulator.TokenOptions{UserID: other, ExpiresOn: later}), later, "the token is of " + other + ", and not of " + emulator.DemoUserID},
		"at its end":      {token(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: later}), time.Now().Add(-time.Hour), "the token ended on "},
		"for calls":       {token(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: later, Scopes: []string{"voip"}}), later, "the token has the scope voip, and not chat"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			behind := emulator.New(emulator.Options{})
			s, endpoint := newScripted(t, http.MethodPost, ":issueAccessToken", http.StatusOK, "", behind)
			signed := token(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: later})
			s.answer = fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, signed, later.Format(time.RFC3339))
			h := issuing(t, setup{endpoint: endpoint}).press("U", "t")
			h.wants("Issue a token of")
			s.mutex.Lock()
			s.answer = fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, c.token, c.ends.Format(time.RFC3339))
			s.mutex.Unlock()
			h.press("ctrl+s").settle()
			h.wants("Could not issue a token", "something else than was asked for", c.want)
			h.wantsNot("is issued", "y copies it", c.token)
		})
	}
}

// TestOddItemsStandAWatchAndAnExport: they are never marked, no watch calls them gone or
// new, and an export says what it lacks.
func TestOddItemsStandAWatchAndAnExport(t *testing.T) {
	t.Parallel()
	who := func(n int) string {
		return fmt.Sprintf(`{"communicationIdentifier":{"rawId":%q},"displayName":"P%d"}`, emulator.KnownUserID(n), n)
	}
	behind := emulator.New(emulator.Options{Clock: newClock().Now})
	s, endpoint := newScripted(t, http.MethodGet, "/participants", http.StatusOK, `{"value":[`+who(1)+`,null,{"displayName":"ghost"},null,`+who(2)+`]}`, behind)
	h := start(t, setup{endpoint: endpoint}).settle()
	h.press("enter").settle().press("2").settle()
	h.wants("5 participants, all loaded · 3 odd (!)", "P1", "ghost", "P2")
	h.press("A")
	h.wants("2 marked")
	h.press("W").pass(time.Minute).settle().pass(time.Minute).settle()
	h.wants("5 participants, all loaded · 3 odd (!)", "ghost")
	h.wantsNot("gone", "✚")
	h.press("E", "4").settle().press("!")
	h.wants("3 of them can't be read in full")
	h.press("esc")
	if len(h.copied) != 1 || strings.Count(h.copied[0], "\n") != 6 || !strings.Contains(h.copied[0], "ghost") {
		t.Errorf("copied %q", h.copied)
	}
	s.mutex.Lock()
	s.answer = `{"value":[` + who(1) + `,{"displayName":"ghost"},` + who(2) + `]}`
	s.mutex.Unlock()
	h.press("ctrl+r").settle()
	h.wants("3 participants, all loaded · 1 odd (!)", "2 marked")
}

// TestATimeOfTheYearOneIsShown as it came.
func TestATimeOfTheYearOneIsShown(t *testing.T) {
	t.Parallel()
	const id = "19:old@thread.v2"
	behind := emulator.New(emulator.Options{Clock: newClock().Now})
	_, endpoint := newScripted(t, http.MethodGet, id, http.StatusOK, `{"id":"`+id+`","topic":"Old","createdOn":"0001-01-01T00:00:00Z"}`, behind)
	h := start(t, setup{endpoint: endpoint, threadID: id}).settle()
	h.wants("0001-01-01 00:00:00", "2024 years ago")
	h.wantsNot("no time")
}

// TestWhatOfAThreadCannotBeReadIsShownAsItCame, beside the rest.
func TestWhatOfAThreadCannotBeReadIsShownAsItCame(t *testing.T) {
	t.Parallel()
	const id = "19:odd@thread.v2"
	behind := emulator.New(emulator.Options{Clock: newClock().Now})
	_, endpoint := newScripted(t, http.MethodGet, id, http.StatusOK, `{"id":"`+id+`","topic":"Odd","createdOn":"soon","metadata":{"floor":3}}`, behind)
	h := start(t, setup{endpoint: endpoint, threadID: id}).settle()
	h.wants("Odd", "! unreadable", `the field "createdOn" is no time: "soon"`, `the field "metadata" holds a number`, `"metadata":{"floor":3}`, "created           can't be read", "metadata          can't be read", "the service named no policy")
	if strings.Contains(h.screen(), "Could not") {
		t.Errorf("one field hides the others:\n%s", h.screen())
	}
}
