//go:build unix

package requestlog

import (
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
)

// words lets a shell take a command apart, with a stand-in for curl that prints what
// it gets; the token's variable is set to a token of awkward characters.
func words(t *testing.T, command string) []string {
	t.Helper()
	shell := exec.CommandContext(t.Context(), "/bin/sh", "-c", `curl() { for word; do printf '%s\0' "$word"; done; }`+"\n"+command)
	shell.Env = []string{TokenVariable + "=the token's \"$HOME\" `x`"}
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s\n%s", err, out, command)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

const bearer = "Bearer the token's \"$HOME\" `x`"

// TestTheShellSendsWhatWasSent: every word of a command arrives as it was, whatever
// it holds.
func TestTheShellSendsWhatWasSent(t *testing.T) {
	t.Parallel()
	const awful = "it's \"$HOME\" $(touch /tmp/x) `id` \\ \\' '' ; & | > < * ? ! # ~ {a,b} [c]\n\ttab é 日本 🧑🏽‍🚒 '"
	for _, test := range []struct {
		name string
		x    acs.Exchange
		want []string
	}{
		{
			"a reading",
			acs.Exchange{
				Method: http.MethodGet, URL: "https://c.example/chat/threads?maxPageSize=5&api-version=2025-03-15",
				RequestHeader: http.Header{
					"Accept": {"application/json"}, "Authorization": {"Bearer REDACTED"}, "Host": {"c.example"}, "Accept-Encoding": {"gzip"},
				},
			},
			[]string{"-sS", "https://c.example/chat/threads?maxPageSize=5&api-version=2025-03-15", "-H", "Accept: application/json", "-H", "Authorization: " + bearer},
		},
		{
			"a write with awkward texts",
			acs.Exchange{
				Method: http.MethodPost, URL: "http://[::1]:7070/a/../b?x='{y}'",
				RequestHeader: http.Header{"Authorization": {"Bearer REDACTED"}, "Content-Length": {"7"}, "X-Odd": {awful, ""}},
				RequestBody:   acs.ExchangeBody{Content: []byte("@" + awful), Size: int64(len(awful) + 1)},
			},
			[]string{
				"-sS", "-X", "POST", "--globoff", "--path-as-is", "http://[::1]:7070/a/../b?x='{y}'", "-H", "Authorization: " + bearer,
				"-H", "X-Odd: " + awful, "-H", "X-Odd;", "--data-raw", "@" + awful,
			},
		},
		{
			"a write without a body",
			acs.Exchange{Method: http.MethodDelete, URL: "https://c.example/x", RequestHeader: http.Header{"Cookie": {"REDACTED"}}},
			[]string{"-sS", "-X", "DELETE", "https://c.example/x", "-H", "Content-Length: 0"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if refusal := curlRefusal(test.x); refusal != "" {
				t.Fatal(refusal)
			}
			if diff := cmp.Diff(test.want, words(t, curl(test.x))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzQuote asks the shell itself.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "'", "''", "\\", "a'b\\'c", "$(x)`y`", "\n\r\t", "\xff\xfe", "-n", "日本"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ReplaceAll(s, "\x00", "")
		if got := words(t, "curl "+quote(s)); !slices.Equal(got, []string{s}) {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func TestWhatCannotBeCopied(t *testing.T) {
	t.Parallel()
	long := acs.Exchange{RequestBody: acs.ExchangeBody{Content: []byte("x"), Size: 2}}
	if got := curlRefusal(long); got != "its body is longer than the 64.0 KiB that are kept" {
		t.Error(got)
	}
	signed := acs.Exchange{RequestHeader: http.Header{"Authorization": {"HMAC-SHA256 REDACTED"}}}
	if got := curlRefusal(signed); !strings.Contains(got, "signed with the access key") {
		t.Error(got)
	}
}
