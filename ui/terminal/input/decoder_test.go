package input

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// decoded feeds pieces to a decoder and lists what it makes of them; a piece that is
// empty stands for the time that passes until what is held has waited enough.
func decoded(reads ...string) []string {
	var d decoder
	var got []string
	for _, read := range reads {
		out := d.expireOr(read)
		for _, p := range out {
			name := map[kind]string{keysKind: "keys", pasteKind: "paste", linesKind: "lines", replyKind: "reply"}[p.kind]
			// Neighbouring keys are one, wherever reads cut them.
			if last := len(got) - 1; p.kind == keysKind && last >= 0 && strings.HasPrefix(got[last], "keys ") {
				got[last] += string(p.bytes)
				continue
			}
			got = append(got, name+" "+string(p.bytes))
		}
	}
	return got
}

func (d *decoder) expireOr(read string) []piece {
	if read == "" {
		return d.expire()
	}
	return d.feed([]byte(read))
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name  string
		reads []string
		want  []string
	}{
		{"letters", []string{"abc", "d"}, []string{"keys abcd"}},
		{"a lone escape", []string{"\x1b", ""}, []string{"keys \x1b"}},
		{"escape and a letter at once", []string{"\x1bj"}, []string{"keys \x1bj"}},
		{"two escapes", []string{"\x1b\x1b", ""}, []string{"keys \x1b\x1b"}},
		{"an arrow in three reads", []string{"\x1b", "[", "A"}, []string{"keys \x1b[A"}},
		{"alt with an arrow", []string{"\x1b\x1b[A"}, []string{"keys \x1b\x1b[A"}},
		{"keys with modifiers", []string{"\x1b[1;5A\x1b[3;5~\x1bOP\x1b[Z\x1b[[A\x1b[1;2R"}, []string{"keys \x1b[1;5A\x1b[3;5~\x1bOP\x1b[Z\x1b[[A\x1b[1;2R"}},
		{"clicks and focus", []string{"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[M !!\x1b[I\x1b[O"}, []string{"keys \x1b[<0;10;5M\x1b[<0;10;5m\x1b[M !!\x1b[I\x1b[O"}},
		{"a wide character in two reads", []string{"a\xe6\x97", "\xa5b"}, []string{"keys a日b"}},
		{"half a character", []string{"\xe6\x97", ""}, []string{"keys \xe6\x97"}},
		{"replies among keys", []string{"a\x1b]11;rgb:1e1e/1e1e/2e2e\x07b\x1b[?62;22cc\x1b[24;80Rd\x1bP>|XTerm(1)\x1b\\e\x1b_Gi=1;OK\x1b\\f\x1b[?2026;2$yg"}, []string{
			"keys a", "reply \x1b]11;rgb:1e1e/1e1e/2e2e\x07", "keys b", "reply \x1b[?62;22c", "keys c", "reply \x1b[24;80R", "keys d",
			"reply \x1bP>|XTerm(1)\x1b\\", "keys e", "reply \x1b_Gi=1;OK\x1b\\", "keys f", "reply \x1b[?2026;2$y", "keys g",
		}},
		{"a reply that breaks off", []string{"\x1b]11;rgb:1e", "", "j"}, []string{"keys j"}},
		{"a key in a reply that broke off", []string{"\x1b]11;rgb:1e", "\x03"}, []string{"keys \x03"}},
		{"an endless reply", []string{"\x1b]52;c;" + strings.Repeat("A", maxReply), strings.Repeat("A", 99) + "\x07j"}, []string{"keys j"}},
		{"alt and a bracket", []string{"\x1b]", ""}, []string{"keys \x1b]"}},
		{"a paste", []string{"x\x1b[200~one\rtwo\x1b[A\x1b[201~y"}, []string{"keys x", "paste one\rtwo\x1b[A", "keys y"}},
		{"an empty paste", []string{"\x1b[200~\x1b[201~"}, []string{"paste "}},
		{"a paste without its end", []string{"\x1b[200~one", "two", "", "j"}, []string{"paste onetwo", "keys j"}},
		{"ctrl+c in a paste without its end", []string{"\x1b[200~one", "\x03"}, []string{"paste one", "keys \x03"}},
		{"ctrl+c in pasted text", []string{"\x1b[200~one\x03two\x1b[201~"}, []string{"paste one\x03two"}},
		{"the end of no paste", []string{"a\x1b[201~b"}, []string{"keys ab"}},
		{"lines without brackets", []string{"8:acs:one\r8:acs:two\r", ""}, []string{"lines 8:acs:one\r8:acs:two\r"}},
		{"lines in two reads", []string{"8:acs:one\r8:ac", "s:two\r", ""}, []string{"lines 8:acs:one\r8:acs:two\r"}},
		{"lines and a key", []string{"8:acs:one\r8:acs:two\r", "\x1b[A"}, []string{"lines 8:acs:one\r8:acs:two\r", "keys \x1b[A"}},
		{"one line", []string{"a topic\r"}, []string{"keys a topic\r"}},
		{"lines with empty ones", []string{"8:acs:one\tAda\r\r8:acs:two\r"}, []string{"keys 8:acs:one\tAda\r\r8:acs:two\r"}},
		{"lines of Windows", []string{"8:acs:one\r\n8:acs:two\r\n", ""}, []string{"lines 8:acs:one\r\n8:acs:two\r\n"}},
		{"letters and enters", []string{"y\ry\r"}, []string{"keys y\ry\r"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, decoded(c.reads...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryPairOfSplits cuts each sequence at every two places: it is what it is in one
// piece. A split behind a lone escape is none: the rest follows within its wait.
func TestEveryPairOfSplits(t *testing.T) {
	for _, sequence := range []string{
		"\x1b[A", "\x1b[1;5D", "\x1b[15;2~", "\x1bOP", "\x1b[[A", "\x1b\x1b[A", "\x1b[<0;10;5M", "\x1b[M !!", "\x1b[I", "日", "\x1b日",
		"\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "\x1b]10;rgb:ff/ff/ff\x1b\\", "\x1bP>|kitty(0.40)\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\",
		"\x1b[?62;22c", "\x1b[>1;4000;19c", "\x1b[?2026;2$y", "\x1b[24;80R", "\x1b[0n", "\x1b[8;40;120t", "\x1b[?1u",
		"\x1b[200~one\rtwo\x1b[201~",
	} {
		want := decoded(sequence + "j")
		for a := 1; a < len(sequence); a++ {
			for b := a; b <= len(sequence); b++ {
				reads := []string{sequence[:a]}
				if b > a {
					reads = append(reads, sequence[a:b])
				}
				got := decoded(append(reads, sequence[b:]+"j")...)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%q cut at %d and %d:\n%s", sequence, a, b, diff)
				}
			}
		}
	}
}

// FuzzDecode: nothing is held for ever, no byte of text is lost or made twice, and what
// is cut by reads is what it is in one read, as far as it holds no bare text lines.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"abc", "\x1b[A", "\x1b]11;rgb:0/0/0\x07j", "\x1b[200~a\x1b[201~b", "a\rb\r", "\x1b\x1b", "\x1bO", "\xe6\x97", "\x1b[200~a\x03"} {
		f.Add([]byte(seed), 2)
	}
	f.Fuzz(func(t *testing.T, input []byte, cut int) {
		if len(input) == 0 {
			return
		}
		cut = 1 + (cut%len(input)+len(input))%len(input)
		var d decoder
		size := 0
		count := func(out []piece) {
			for _, p := range out {
				size += len(p.bytes)
			}
		}
		count(d.feed(bytes.Clone(input[:cut])))
		if cut < len(input) {
			count(d.feed(bytes.Clone(input[cut:])))
		}
		for range 3 {
			if d.wait() == 0 {
				break
			}
			count(d.expire())
		}
		if d.wait() != 0 {
			t.Fatalf("something is held for ever: %s", fmt.Sprintf("%+v", d))
		}
		if size > len(input) {
			t.Fatalf("%d bytes became %d", len(input), size)
		}
		if isText(input) && size != len(input) {
			t.Fatalf("%d bytes of text became %d", len(input), size)
		}
	})
}
