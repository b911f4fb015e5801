package emulator

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// held is a writer that takes nothing until it is let go.
type held struct {
	began, free chan struct{}
	bytes.Buffer
}

func (h *held) Write(text []byte) (int, error) {
	select {
	case h.began <- struct{}{}:
	default:
	}
	<-h.free
	return h.Buffer.Write(text)
}

// TestTheLogKeepsNobodyWaiting: what its reader does not take in time is counted.
func TestTheLogKeepsNobodyWaiting(t *testing.T) {
	to := &held{began: make(chan struct{}, 1), free: make(chan struct{})}
	w := newLogWriter(to)
	_, _ = w.Write([]byte("first\n"))
	<-to.began
	for n := range maxWaitingLines + 7 {
		if _, err := fmt.Fprintf(w, "line %d\n", n); err != nil {
			t.Fatal(err)
		}
	}
	close(to.free)
	w.close()
	lines := strings.Split(strings.TrimSpace(to.String()), "\n")
	if len(lines) != maxWaitingLines+2 || lines[0] != "first" || lines[len(lines)-1] != fmt.Sprintf("line %d", maxWaitingLines-1) {
		t.Errorf("%d lines: %q … %q", len(lines), lines[0], lines[len(lines)-1])
	}
	if want := "7 lines of the log were left out"; !strings.HasPrefix(lines[1], want) {
		t.Errorf("%q, want %q", lines[1], want)
	}
}

// TestTheLogIsWrittenToItsEnd before the emulator ends.
func TestTheLogIsWrittenToItsEnd(t *testing.T) {
	var to bytes.Buffer
	w := newLogWriter(&to)
	for range 100 {
		_, _ = w.Write([]byte("x\n"))
	}
	w.close()
	if to.String() != strings.Repeat("x\n", 100) {
		t.Errorf("%q", to.String())
	}
}
