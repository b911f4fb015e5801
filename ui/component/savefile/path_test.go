//go:build unix

package savefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"acs-chat-tui/ui/component/savefile"
)

func TestResolve(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"list.csv":                          filepath.Join(here, "list.csv"),
		" /tmp/list.csv ":                   "/tmp/list.csv",
		"'/tmp/my list.csv'":                "/tmp/my list.csv",
		`"/tmp/my list.csv"`:                "/tmp/my list.csv",
		`/tmp/my\ list.csv`:                 "/tmp/my list.csv",
		"file:///tmp/my%20list.csv":         "/tmp/my list.csv",
		"'file://localhost/tmp/list.csv'":   "/tmp/list.csv",
		"~":                                 "/home/ada",
		"~/list.csv":                        "/home/ada/list.csv",
		`"~/list.csv"`:                      "/home/ada/list.csv",
		"/tmp/it's.csv":                     "/tmp/it's.csv",
		"https://example.com/participants":  here + "/https:/example.com/participants",
		"/tmp/~list.csv":                    "/tmp/~list.csv",
		"file://elsewhere/share/people.csv": here + "/file:/elsewhere/share/people.csv",
	} {
		if got, err := savefile.Resolve(typed); got != want || err != nil {
			t.Errorf("%q: %q, %v, want %q", typed, got, err, want)
		}
	}
	if got, err := savefile.Resolve("~bob/list.csv"); err == nil {
		t.Errorf("another user's home is %q", got)
	}
}
