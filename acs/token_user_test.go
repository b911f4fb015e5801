package acs_test

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

func TestOfOneUser(t *testing.T) {
	t.Parallel()
	of := func(user string) string {
		return "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"skypeid":"`+user+`"}`)) + ".x"
	}
	for _, test := range []struct {
		name, user  string
		given       []string
		refusedWith string // of the last one
	}{
		{"the same user", "", []string{of("acs:a_1"), of("acs:a_1") + "\n"}, ""},
		{"in another case", "8:ACS:A_1", []string{of("acs:a_1")}, ""},
		{"another one", "", []string{of("acs:a_1"), of("acs:a_2")}, "the new token is of another user (8:acs:a_2): connect again"},
		{"another one than was asked for", "8:acs:a_1", []string{of("acs:a_2")}, "of another user"},
		{"one that does not say, and then another", "", []string{of("acs:a_1"), "opaque", of("acs:a_2")}, "of another user"},
		{"none that says", "", []string{"opaque", "another"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			next := ""
			source := acs.OfOneUser(func(context.Context) (string, error) { return next, nil }, test.user)
			for i, token := range test.given {
				next = token
				got, err := source(t.Context())
				if i == len(test.given)-1 && test.refusedWith != "" {
					if got != "" || err == nil || !strings.Contains(err.Error(), test.refusedWith) {
						t.Errorf("%q, %v; want %q", got, err, test.refusedWith)
					}
				} else if err != nil || got != token {
					t.Errorf("token %d: %q, %v", i, got, err)
				}
			}
		})
	}
}
