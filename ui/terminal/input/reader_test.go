//go:build unix

package input_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"acs-chat-tui/ui/terminal/input"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// terminal is a Reader at the end of a pipe, and what came of it in order.
type terminal struct {
	*input.Reader
	in   *os.File
	lost error

	mutex sync.Mutex
	got   []string
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	e := &terminal{in: in}
	e.Reader, err = input.NewReader(out, e.send, func(err error) { e.lost = err })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = e.Close()
		_ = in.Close()
		_ = out.Close()
	})
	return e
}

func (e *terminal) send(msg tea.Msg) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	switch msg := msg.(type) {
	case input.BoundaryMsg:
		e.got = append(e.got, "|")
	case tea.KeyMsg:
		e.got = append(e.got, "paste "+string(msg.Runes))
	case input.LinesMsg:
		e.got = append(e.got, "lines "+string(msg))
	case input.ColourMsg:
		e.got = append(e.got, "colour")
	default:
		e.got = append(e.got, "unknown")
	}
}

// readAll reads until the end.
func (e *terminal) readAll(t *testing.T) []string {
	t.Helper()
	buffer := make([]byte, 256)
	for {
		n, err := e.Read(buffer)
		e.mutex.Lock()
		if n > 0 {
			e.got = append(e.got, "keys "+string(buffer[:n]))
		}
		e.mutex.Unlock()
		if err != nil {
			return e.got
		}
	}
}

// TestEverythingComesInOrder: keys, pastes and replies of one read stay together and in
// order, and what nobody asked for is gone.
func TestEverythingComesInOrder(t *testing.T) {
	e := newTerminal(t)
	if _, err := io.WriteString(e.in, "ab\x1b[200~one\x1b[201~c\x1b]11;rgb:00/00/00\x07\x1b[?62c\x1b[A"); err != nil {
		t.Fatal(err)
	}
	if err := e.in.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"|", "keys ab", "paste one", "keys c", "colour", "keys \x1b[A"}
	if diff := cmp.Diff(want, e.readAll(t)); diff != "" {
		t.Error(diff)
	}
	if e.lost == nil {
		t.Error("nobody was told that the terminal is gone")
	}
}

// TestALoneEscapeIsTheKey once nothing follows.
func TestALoneEscapeIsTheKey(t *testing.T) {
	e := newTerminal(t)
	if _, err := io.WriteString(e.in, "\x1b"); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 16)
	if n, err := e.Read(buffer); err != nil || string(buffer[:n]) != "\x1b" {
		t.Errorf("%q, %v", buffer[:n], err)
	}
}

// TestNoReadBeginsBeforeItsKeys: a question that opens while nobody types is not taken for
// one that opened in the read of the key that answers it.
func TestNoReadBeginsBeforeItsKeys(t *testing.T) {
	e := newTerminal(t)
	if _, err := io.WriteString(e.in, "a"); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 16)
	if _, err := e.Read(buffer); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = e.Read(buffer)
	}()
	e.send(input.LinesMsg("a question opens"))
	if _, err := io.WriteString(e.in, "y"); err != nil {
		t.Fatal(err)
	}
	<-read
	if diff := cmp.Diff([]string{"|", "lines a question opens", "|"}, e.got); diff != "" {
		t.Error(diff)
	}
}

// TestASmallBuffer loses nothing.
func TestASmallBuffer(t *testing.T) {
	e := newTerminal(t)
	const text = "日\x1b[1;5Dé💩end"
	if _, err := io.WriteString(e.in, text); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	buffer := make([]byte, 3)
	for got.Len() < len(text) {
		n, err := e.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		got.Write(buffer[:n])
	}
	if got.String() != text {
		t.Errorf("read %q", got.String())
	}
}

// TestCloseEndsARead that waits for keys.
func TestCloseEndsARead(t *testing.T) {
	e := newTerminal(t)
	ended := make(chan error, 1)
	go func() {
		_, err := e.Read(make([]byte, 16))
		ended <- err
	}()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, io.EOF) {
		t.Errorf("ended with %v", err)
	}
}
