package terminal

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQueriesAreNamed(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"\x1b]10;?\a": "foreground colour (OSC 10)", "\x1b]11;?\x1b\\": "background colour (OSC 11)", "\x1b]12;?\a": "cursor colour (OSC 12)",
		"\x1b]4;1;?\a": "palette colour (OSC 4)", "\x1b]52;c;?\a": "clipboard (OSC 52)",
		"\x1b[6n": "cursor position (CSI 6 n)", "\x1b[?6n": "cursor position (CSI 6 n)", "\x1b[5n": "status (CSI 5 n)",
		"\x1b[c": "primary device attributes (CSI c)", "\x1b[0c": "primary device attributes (CSI c)",
		"\x1b[>c": "secondary device attributes (CSI > c)", "\x1b[=c": "tertiary device attributes (CSI = c)",
		"\x1b[?2026$p": "mode (DECRQM)", "\x1b[>q": "terminal version (XTVERSION)", "\x1b[?u": "keyboard (CSI ? u)",
		"\x1b[14t": "window (CSI t)", "\x1bP$qm\x1b\\": "setting (DECRQSS)", "\x1bP+q544e\x1b\\": "capability (XTGETTCAP)",
		"\x1b_Gi=1,a=q;AAAA\x1b\\": "graphics (APC G)", "\x1bZ": "terminal id (DECID)", "\x1b[?996n": "colour scheme (CSI ? 996 n)",
		// Orders, not questions.
		"\x1b[31m": "", "\x1b]2;why?\a": "", "\x1b]11;#000000\a": "", "\x1b]52;c;aGk=\a": "", "\x1b[22;2t": "", "\x1b[2 q": "",
		"\x1b[!p": "", "\x1b[u": "", "\x1b[>1u": "", "\x1b[?25h": "", "\x1b[2J": "", "\x1b[H": "",
	}
	for output, want := range tests {
		e := newEmulation(80, 24, GraphemeWidths, func([]byte) {})
		e.write([]byte("日" + output + "x"))
		queries := e.queries
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		var expected []Query
		if want != "" {
			sequence := strings.TrimSuffix(strings.TrimSuffix(output, "\a"), "\x1b\\")
			expected = []Query{{Name: want, Sequence: sequence, Offset: int64(len("日"))}}
		}
		if diff := cmp.Diff(expected, queries); diff != "" {
			t.Errorf("%q (-want +got):\n%s", output, diff)
		}
	}
}
