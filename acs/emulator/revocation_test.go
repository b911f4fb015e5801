package emulator

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// revoke revokes an identity's tokens over the Identity API.
func (f *fixture) revoke(userID string) {
	f.t.Helper()
	got := f.doSigned("POST", "/identities/"+userID+"/:revokeAccessTokens?"+identityVersion, "")
	if got.status != http.StatusNoContent || got.body != "" || got.header.Get("Content-Type") != "" {
		f.t.Fatalf("revoke: %d %q %v", got.status, got.body, got.header)
	}
}

// statuses lists threads with each token.
func (f *fixture) statuses(tokens ...string) []int {
	f.t.Helper()
	list := make([]int, 0, len(tokens))
	for _, token := range tokens {
		list = append(list, f.listStatus(token))
	}
	return list
}

func TestRevocation(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	user, other := f.createIdentity(), f.createIdentity()
	check := func(when string, want []int, tokens ...string) {
		t.Helper()
		if diff := cmp.Diff(want, f.statuses(tokens...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	earlier := f.issueToken(user)
	f.clock.add(time.Hour)
	before, foreign := f.issueToken(user), f.issueToken(other)
	check("before", []int{200, 200, 200}, earlier, before, foreign)

	// All of this happens within one second of the service's clock.
	f.revoke(user)
	check("revoked", []int{401, 401, 200}, earlier, before, foreign)
	after, byService := f.issueToken(user), f.tokenOf(user)
	check("issued in the same second", []int{401, 401, 200, 200}, earlier, before, after, byService)
	f.revoke(user)
	again := f.issueToken(user)
	check("revoked twice in one second", []int{401, 401, 401, 200}, before, after, byService, again)

	f.clock.add(time.Second)
	later := f.issueToken(user)
	check("a second later", []int{401, 401, 200, 200}, before, after, again, later)
	f.revoke(user)
	check("revoked once more", []int{401, 401, 401, 200}, after, again, later, foreign)

	// A token counts by the second it claims to be of.
	signed := func(issued time.Time) string {
		token, err := SignToken(TokenOptions{UserID: user, IssuedOn: issued, ExpiresOn: f.clock.Now().Add(70 * time.Second)})
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	now := f.clock.Now()
	check("signed elsewhere", []int{401, 401, 200}, signed(now.Add(-time.Second)), signed(now), signed(now.Add(time.Second)))

	f.service.Reset()
	check("after a reset", []int{200, 200, 200, 200}, before, after, again, later)
}

func TestTokensHaveNoIDWithoutNeed(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	plain := f.issueToken(DemoUserID)
	if plain != f.token {
		t.Errorf("the Identity API issues other claims than the recorded ones: %s", claimsOf(t, plain))
	}
	f.revoke(DemoUserID)
	f.clock.add(time.Second)
	for _, token := range []string{f.issueToken(DemoUserID), f.tokenOf(DemoUserID)} {
		if content := claimsOf(t, token); strings.Contains(content, "jti") || f.listStatus(token) != http.StatusOK {
			t.Errorf("after the second of a revocation: %s", content)
		}
	}
}

func TestDeleteIdentity(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	user := f.createIdentity()
	token := f.issueToken(user)
	threadID := f.create("t", user)
	add := "/chat/threads/" + threadID + "/participants/:add?" + latest
	if got := f.do("POST", add, addBody(user)); got.body != `{}` {
		t.Errorf("a new identity: %s", got.body)
	}
	got := f.doSigned("DELETE", "/identities/"+user+"?"+identityVersion, "")
	if got.status != http.StatusNoContent || got.body != "" || got.header.Get("Content-Type") != "" {
		t.Fatalf("delete: %d %q", got.status, got.body)
	}
	if status := f.listStatus(token); status != http.StatusUnauthorized {
		t.Errorf("a deleted identity's token: %d", status)
	}
	want := `{"invalidParticipants":[{"code":"404","message":"Not found","target":"` + user + `"}]}`
	if got := f.do("POST", add, addBody(user)); got.status != http.StatusCreated || got.body != want {
		t.Errorf("adding a deleted identity: %d %s", got.status, got.body)
	}
	if diff := cmp.Diff([]string{DemoUserID, user}, f.members(threadID)); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	const missing = `{"error":{"code":"NotFound","message":"Provided identity doesn't exist."}}`
	for operation, method := range map[string]string{"": "DELETE", "/:issueAccessToken": "POST", "/:revokeAccessTokens": "POST"} {
		if got := f.doSigned(method, "/identities/"+user+operation+"?"+identityVersion, `{"scopes":["chat"]}`); got.status != http.StatusNotFound || got.body != missing {
			t.Errorf("%s%s: %d %s", method, operation, got.status, got.body)
		}
	}
	if got := f.do("POST", "/chat/threads/"+threadID+"/participants/:remove?"+latest, `{"rawId":"`+user+`"}`); got.status != http.StatusNoContent {
		t.Errorf("removing a deleted identity: %d %s", got.status, got.body)
	}
}
