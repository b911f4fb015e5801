package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

// TestIDsOfFlagsAreUnderstood as links and logs have them, and the start says so.
func TestIDsOfFlagsAreUnderstood(t *testing.T) {
	t.Parallel()
	const thread = "19:meeting_M@thread.v2"
	for _, c := range []struct {
		arguments    []string
		user, thread string
		understood   []string
	}{
		{[]string{"--thread", "19%3ameeting_M%40thread.v2\n"}, "", thread, []string{"--thread understood as " + thread}},
		{[]string{"--thread", "https://teams.microsoft.com/l/chat/" + thread + "/0?x=1"}, "", thread, []string{"--thread understood as " + thread}},
		{[]string{"--thread", " " + thread}, "", thread, nil},
		{[]string{"--thread", "19:a%40b@thread.v2"}, "", "19:a%40b@thread.v2", nil},
		{[]string{"--emulator", "--user", strings.ReplaceAll(someUser, ":", "%3A")}, someUser, "", []string{"--user understood as " + someUser}},
		{[]string{"--emulator", "--user", `"` + someUser + `",`}, someUser, "", []string{"--user understood as " + someUser}},
		{[]string{"--emulator", "--user", someUser + "\n"}, someUser, "", nil},
	} {
		got, err := load(t, c.arguments, nil)
		if err != nil || got.UserID != c.user || got.ThreadID != c.thread {
			t.Errorf("%q: user %q, thread %q, %v", c.arguments, got.UserID, got.ThreadID, err)
		}
		if diff := cmp.Diff(c.understood, got.Understood); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.arguments, diff)
		}
	}
}

func TestAnIDInTheWrongFlagIsToldAsThat(t *testing.T) {
	t.Parallel()
	for want, arguments := range map[string][]string{
		"--thread holds a user's raw ID, not a thread ID": {"--thread", someUser},
		"--thread holds no thread ID":                     {"--thread", "https://example.com/"},
		"--user holds a thread ID, not a user's raw ID":   {"--user", "19%3Aa%40thread.v2"},
	} {
		_, err := load(t, arguments, nil)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", arguments, err, want)
		}
	}
}

// TestTheUserOfAProfileIsUnderstood: in the file, and from what is typed, which is
// kept as the id.
func TestTheUserOfAProfileIsUnderstood(t *testing.T) {
	t.Parallel()
	encoded := strings.ReplaceAll(someUser, ":", "%3A")
	p := newPlace(t)
	write(t, p.file(), "[profiles.a]\nconnection_string = '"+someConnectionString+"'\nuser_id = '"+encoded+"'\n", 0o600)
	if got := p.mustLoad(t, nil, "--profile", "a"); got.UserID != someUser {
		t.Errorf("the user is %q", got.UserID)
	}
	changed := *p.listed(t, "a")
	changed.UserID = "<" + encoded + ">"
	if _, err := p.change(t, changed, config.Secret{}); err != nil {
		t.Fatal(err)
	}
	if got := p.listed(t, "a").UserID; got != someUser {
		t.Errorf("kept as %q", got)
	}
}
