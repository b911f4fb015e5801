package ui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestTheThreadOfALostAttemptIsItsOwnHoursLater: it is older than the request that is
// answered, and no older than the first one with its id.
func TestTheThreadOfALostAttemptIsItsOwnHoursLater(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Client: uitest.NoRetries}).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit", Times: 1})
	h.Press("n").Write("Late answer").Press("ctrl+s").Settle()
	h.Wants("It is not known whether the thread was created", "asks again with the same request id")
	h.WantsNot("Could not create")
	h.Pass(3 * time.Hour)
	h.Press("ctrl+s").Settle()
	h.Wants("✓ The thread is made.")
	_, ids := h.Creates()
	if len(ids) != 2 || ids[0] != ids[1] || h.ThreadsNow() != 1 {
		t.Errorf("request ids %v, %d threads", ids, h.ThreadsNow())
	}
}

// TestALostAttemptThatIsAnsweredWithADeletedThreadIsNoSuccess: the id is used up.
func TestALostAttemptThatIsAnsweredWithADeletedThreadIsNoSuccess(t *testing.T) {
	t.Parallel()
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	s, endpoint := uitest.NewScripted(t, http.MethodPost, "/chat/threads", http.StatusBadGateway, ``, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, Client: uitest.NoRetries}).Settle()
	h.Press("n").Write("Mine").Press("ctrl+s").Settle()
	h.Wants("It is not known whether the thread was created")
	s.Mutex.Lock()
	s.Status, s.Answer = http.StatusCreated, `{"chatThread":{"id":"19:x","topic":"Mine","deletedOn":"2025-11-03T09:30:15Z"}}`
	s.Mutex.Unlock()
	h.Press("ctrl+s").Settle()
	h.Wants("Could not create the thread", "it was deleted on 2025-11-03T09:30:15Z", "with a new request ID", "Mine")
	h.WantsNot("is made", "kept: repeats make no second thread")
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
			s, endpoint := uitest.NewScripted(t, http.MethodPost, ":issueAccessToken", http.StatusOK, "", behind)
			signed := token(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: later})
			s.Answer = fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, signed, later.Format(time.RFC3339))
			h := uitest.Issuing(t, uitest.Setup{Endpoint: endpoint}).Press("U", "t")
			h.Wants("Issue a token of")
			s.Mutex.Lock()
			s.Answer = fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, c.token, c.ends.Format(time.RFC3339))
			s.Mutex.Unlock()
			h.Press("ctrl+s").Settle()
			h.Wants("Could not issue a token", "something else than was asked for", c.want)
			h.WantsNot("is issued", "y copies it", c.token)
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
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	s, endpoint := uitest.NewScripted(t, http.MethodGet, "/participants", http.StatusOK, `{"value":[`+who(1)+`,null,{"displayName":"ghost"},null,`+who(2)+`]}`, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
	h.Press("enter").Settle().Press("2").Settle()
	h.Wants("5 participants, all loaded · 3 odd (!)", "P1", "ghost", "P2")
	h.Press("A")
	h.Wants("2 marked")
	h.Press("W").Pass(time.Minute).Settle().Pass(time.Minute).Settle()
	h.Wants("5 participants, all loaded · 3 odd (!)", "ghost")
	h.WantsNot("gone", "✚")
	h.Press("E", "4").Settle().Press("!")
	h.Wants("3 of them can't be read in full")
	h.Press("esc")
	if len(h.Copied) != 1 || strings.Count(h.Copied[0], "\n") != 6 || !strings.Contains(h.Copied[0], "ghost") {
		t.Errorf("copied %q", h.Copied)
	}
	s.Mutex.Lock()
	s.Answer = `{"value":[` + who(1) + `,{"displayName":"ghost"},` + who(2) + `]}`
	s.Mutex.Unlock()
	h.Press("ctrl+r").Settle()
	h.Wants("3 participants, all loaded · 1 odd (!)", "2 marked")
}

// TestATimeOfTheYearOneIsShown as it came.
func TestATimeOfTheYearOneIsShown(t *testing.T) {
	t.Parallel()
	const id = "19:old@thread.v2"
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	_, endpoint := uitest.NewScripted(t, http.MethodGet, id, http.StatusOK, `{"id":"`+id+`","topic":"Old","createdOn":"0001-01-01T00:00:00Z"}`, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: id}).Settle()
	h.Wants("0001-01-01 00:00:00", "2024 years ago")
	h.WantsNot("no time")
}

// TestWhatOfAThreadCannotBeReadIsShownAsItCame, beside the rest.
func TestWhatOfAThreadCannotBeReadIsShownAsItCame(t *testing.T) {
	t.Parallel()
	const id = "19:odd@thread.v2"
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	_, endpoint := uitest.NewScripted(t, http.MethodGet, id, http.StatusOK, `{"id":"`+id+`","topic":"Odd","createdOn":"soon","metadata":{"floor":3}}`, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: id}).Settle()
	h.Wants("Odd", "! unreadable", `the field "createdOn" is no time: "soon"`, `the field "metadata" holds a number`, `"metadata":{"floor":3}`, "created           can't be read", "metadata          can't be read", "the service named no policy")
	if strings.Contains(h.Screen(), "Could not") {
		t.Errorf("one field hides the others:\n%s", h.Screen())
	}
}
