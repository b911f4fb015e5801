package requestlog

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
)

func TestReadableBodies(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body, want string
		begun      bool
	}{
		{`{"a":[1,{"b":"c"}],"d":{},"e":[ ]}`, "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\"\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}", false},
		{"\n <html> \n", "<html>", false},
		{"", "", false},
		{"[error] in {this}, line 1", "[error] in {this}, line 1", false},
		{`"text"`, `"text"`, false},
		{`{"a": [1, {"b":"c\",{`, "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\\\",{", true},
		{`{"a":"x\\","b":[1,2]},`, "{\n  \"a\": \"x\\\\\",\n  \"b\": [\n    1,\n    2\n  ]\n},\n", true},
		{"<html>{", "<html>{", true},
	} {
		body := acs.ExchangeBody{Content: []byte(test.body), Size: int64(len(test.body)), Incomplete: test.begun}
		if diff := cmp.Diff(test.want, readable(body)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.body, diff)
		}
	}
}

// TestBracketsAloneStaySmall, as deep as a body can be.
func TestBracketsAloneStaySmall(t *testing.T) {
	t.Parallel()
	body := acs.ExchangeBody{Content: []byte(strings.Repeat("[", acs.ExchangeBodyLimit)), Size: 1 << 20}
	if got := len(readable(body)); got > 64*acs.ExchangeBodyLimit {
		t.Errorf("%d bytes of %d", got, len(body.Content))
	}
}

// FuzzIndent cuts JSON anywhere: what is readable says the same.
func FuzzIndent(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":"c, {\"} "}],"d":{}}`, `[[[`, `{"a":"\\`, `]}]`, "{\"\xff", "[ 1 ]"} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, cut int) {
		if cut < 0 || cut > len(s) {
			cut = len(s)
		}
		got := readable(acs.ExchangeBody{Content: []byte(s[:cut]), Size: int64(len(s))})
		if json.Valid([]byte(s[:cut])) {
			var before, after any
			if json.Unmarshal([]byte(s[:cut]), &before) != nil || json.Unmarshal([]byte(got), &after) != nil || !cmp.Equal(before, after) {
				t.Errorf("%q became %q", s[:cut], got)
			}
		}
		without := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if without(got) != without(s[:cut]) {
			t.Errorf("%q became %q", s[:cut], got)
		}
	})
}
