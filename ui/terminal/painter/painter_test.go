package painter

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
)

// stuck is a terminal that takes nothing until it is let go.
type stuck struct {
	mutex   sync.Mutex
	written []string
	release chan struct{}
	fault   error
}

func (s *stuck) Write(p []byte) (int, error) {
	if s.release != nil {
		<-s.release
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.written = append(s.written, string(p))
	return len(p), s.fault
}

func (s *stuck) all() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string(nil), s.written...)
}

func run(t *testing.T, output *stuck, failed func(error)) *Painter {
	t.Helper()
	p := New(Options{Output: output, Profile: colorprofile.TrueColor, Enter: "<enter>", Leave: "<leave>", Failed: failed})
	ctx, cancel := context.WithCancel(t.Context())
	var ended sync.WaitGroup
	ended.Go(func() { p.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		ended.Wait()
	})
	return p
}

func frame(lines ...string) Frame {
	return Frame{Text: strings.Join(lines, "\n"), Width: 40, Height: 10}
}

// TestATerminalThatTakesNothingGetsTheNewestFrameAlone when it takes again.
func TestATerminalThatTakesNothingGetsTheNewestFrameAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		output := &stuck{release: make(chan struct{})}
		p := run(t, output, func(error) {})
		p.Show(frame("frame 0"))
		synctest.Wait()
		for i := range 1000 {
			p.Show(frame(fmt.Sprint("frame ", i+1)))
		}
		if p.Leave(time.Second) {
			t.Error("a stuck terminal was left")
		}
		p.Enter()
		close(output.release)
		synctest.Wait()
		written := output.all()
		if len(written) != 2 || !strings.Contains(written[0], "frame 0") || !strings.Contains(written[1], "frame 1000") {
			t.Errorf("%q", written)
		}
	})
}

// TestNothingIsWrittenForAFrameThatIsShown, whatever is asked for.
func TestNothingIsWrittenForAFrameThatIsShown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		output := &stuck{}
		p := run(t, output, func(error) {})
		for range 5 {
			p.Show(frame("one", "two"))
			synctest.Wait()
		}
		if written := output.all(); len(written) != 1 {
			t.Errorf("%d writes: %q", len(written), written)
		}
		p.Repaint()
		synctest.Wait()
		if written := output.all(); len(written) != 2 || !strings.Contains(written[1], "one\r\ntwo") {
			t.Errorf("%q", written)
		}
	})
}

// TestLeavingAndEntering writes what the terminal needs, and the picture anew.
func TestLeavingAndEntering(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		output := &stuck{}
		p := run(t, output, func(error) {})
		p.Show(frame("one"))
		p.Send("<question>")
		synctest.Wait()
		if !p.Leave(time.Second) {
			t.Error("the terminal was not left")
		}
		p.Show(frame("two"))
		synctest.Wait()
		p.Enter()
		synctest.Wait()
		written := strings.Join(output.all(), "|")
		for _, part := range []string{"<enter>", "one", "<question>", "|<leave>|", "<enter>", "two"} {
			at := strings.Index(written, part)
			if at < 0 {
				t.Fatalf("%q is not in %q, in its order", part, output.all())
			}
			written = written[at+len(part):]
		}
	})
}

// TestAFailedWriteEndsThePainter and whoever runs it knows.
func TestAFailedWriteEndsThePainter(t *testing.T) {
	t.Parallel()
	failed := make(chan error, 2)
	fault := errors.New("closed")
	p := New(Options{Output: &stuck{fault: fault}, Failed: func(err error) { failed <- err }})
	p.Show(frame("one"))
	p.Run(t.Context())
	if err := <-failed; !errors.Is(err, fault) {
		t.Error(err)
	}
}

// TestSynchronizedOutput wraps a frame that a terminal may show in parts.
func TestSynchronizedOutput(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		output := &stuck{}
		p := run(t, output, func(error) {})
		p.SetSynchronized(true)
		long := strings.Repeat("abcdefgh", 5)
		p.Show(frame(long, long+"i", long, long, long, long, long, long))
		synctest.Wait()
		p.Show(frame("x"+long[1:], long, long, long, long, long, long, long))
		synctest.Wait()
		written := output.all()
		if !strings.HasSuffix(written[0], "\x1b[?2026l") || !strings.Contains(written[0], "\x1b[?2026h") || strings.Contains(written[1], "2026") {
			t.Errorf("%q", written)
		}
	})
}
