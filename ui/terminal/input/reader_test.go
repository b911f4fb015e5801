//go:build unix

package input_test

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/terminal/input"
)

// readAll writes the pieces one after the other, each only once the one before has
// been read, and returns what the reads gave; empty reads are left out.
func readAll(t *testing.T, size int, pieces ...string) (reads []string, announced int) {
	t.Helper()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // nothing was written
	reader := input.NewReader(in, func() { announced++ }, func(error) {})
	buffer := make([]byte, size)
	for _, piece := range pieces {
		if _, err := io.WriteString(out, piece); err != nil {
			t.Fatal(err)
		}
		// A buffer that is too small takes several reads.
		for range (len(piece) + size - 1) / size {
			n, err := reader.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				reads = append(reads, string(buffer[:n]))
			}
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := reader.Read(buffer); err == nil || n != 0 {
		t.Errorf("after the end: %d bytes, %v", n, err)
	}
	return reads, announced
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		pieces []string
		want   []string
	}{
		{"plain", []string{"abc", "d"}, []string{"abc", "d"}},
		{"a wide character in two", []string{"a\xe6\x97", "\xa5b"}, []string{"a", "日b"}},
		{"a wide character in three", []string{"\xe6", "\x97", "\xa5"}, []string{"日"}},
		{"an emoji in four", []string{"x\xf0", "\x9f", "\x92", "\xa9y"}, []string{"x", "💩y"}},
		{"an arrow in two", []string{"\x1b[", "A"}, []string{"\x1b[A"}},
		{"keys before an arrow in two", []string{"jj\x1b[1;", "5Ak"}, []string{"jj", "\x1b[1;5Ak"}},
		{"SS3 in two", []string{"\x1bO", "P"}, []string{"\x1bOP"}},
		{"the beginning of a paste", []string{"\x1b[20", "0~text\x1b[201~"}, []string{"\x1b[200~text\x1b[201~"}},
		{"a lone escape is the key", []string{"\x1b", "j"}, []string{"\x1b", "j"}},
		{"escape and a letter", []string{"\x1bj"}, []string{"\x1bj"}},
		{"two escapes", []string{"\x1b\x1b"}, []string{"\x1b\x1b"}},
		{"a whole arrow, then half of one", []string{"\x1b[A\x1b[", "B"}, []string{"\x1b[A", "\x1b[B"}},
		{"what is no UTF-8 is not held", []string{"\xff\xfe", "a"}, []string{"\xff\xfe", "a"}},
		{"a stray continuation is not held", []string{"a\x97", "b"}, []string{"a\x97", "b"}},
		{"an endless sequence is none", []string{"\x1b[" + strings.Repeat("1", 40), "x"}, []string{"\x1b[" + strings.Repeat("1", 40), "x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reads, announced := readAll(t, 256, c.pieces...)
			if diff := cmp.Diff(c.want, reads); diff != "" {
				t.Errorf("reads (-want +got):\n%q", diff)
			}
			if announced != len(c.pieces)+1 {
				t.Errorf("announced %d reads of %d", announced, len(c.pieces)+1)
			}
		})
	}
}

// TestEverySplit cuts a text of many kinds at every place: nothing is lost, and no
// read ends amid a character or a sequence.
func TestEverySplit(t *testing.T) {
	t.Parallel()
	const text = "a日\x1b[A💩\x1bOPé\x1b[1;5Dz"
	units := []string{"a", "日", "\x1b[A", "💩", "\x1bOP", "é", "\x1b[1;5D", "z"}
	ends := []int{0}
	for _, unit := range units {
		ends = append(ends, ends[len(ends)-1]+len(unit))
	}
	for at := 1; at < len(text); at++ {
		if text[at-1] == 0x1b {
			continue // a lone escape is the escape key
		}
		reads, _ := readAll(t, 256, text[:at], text[at:])
		if strings.Join(reads, "") != text {
			t.Errorf("cut at %d: %q", at, reads)
		}
		if end := len(reads[0]); !slices.Contains(ends, end) {
			t.Errorf("cut at %d: a read ends at %d: %q", at, end, reads)
		}
	}
}

// TestASmallBuffer loses nothing.
func TestASmallBuffer(t *testing.T) {
	t.Parallel()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // nothing was written
	const text = "日\x1b[1;5Dé💩end"
	if _, err := io.WriteString(out, text); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	reader := input.NewReader(in, func() {}, func(error) {})
	var got strings.Builder
	buffer := make([]byte, 8)
	for {
		n, err := reader.Read(buffer)
		got.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	if got.String() != text {
		t.Errorf("read %q", got.String())
	}
}
