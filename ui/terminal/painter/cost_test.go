package painter

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

// listFrame is a list of 250 people at 120×40, as the bench's bare list is.
func listFrame(top, cursor int) Frame {
	const width, height = 120, 40
	var b strings.Builder
	b.WriteString("\x1b[1mParticipants\x1b[0m\n")
	for i := top; i < top+height-2; i++ {
		row := fmt.Sprintf("  Person %04d                8:acs:11111111-2222-3333-4444-555555555555_%08x-6666-7777-8888-999999999999   2020-06-06", i, i)
		if i == cursor {
			row = "\x1b[7m" + row + "\x1b[0m"
		}
		b.WriteString(row + "\n")
	}
	fmt.Fprintf(&b, "%d of 250", cursor)
	return Frame{Text: b.String(), Width: width, Height: height}
}

// TestAScrolledLineIsAFewHundredBytes: Bubble Tea's own renderer sends 4,659 for the same.
func TestAScrolledLineIsAFewHundredBytes(t *testing.T) {
	t.Parallel()
	for _, repeat := range []bool{false, true} {
		c := newCanvas(colorprofile.TrueColor, repeat)
		c.paint(listFrame(0, 37))
		const most = 400
		if n := len(c.paint(listFrame(1, 38))); n == 0 || n > most {
			t.Errorf("one line down is %d bytes, want at most %d", n, most)
		}
		if n := len(c.paint(listFrame(0, 37))); n == 0 || n > most {
			t.Errorf("one line up is %d bytes, want at most %d", n, most)
		}
		if n := len(c.paint(listFrame(0, 36))); n == 0 || n > most {
			t.Errorf("a move of the cursor is %d bytes, want at most %d", n, most)
		}
		if n := len(c.paint(listFrame(0, 36))); n > 0 {
			t.Errorf("the same frame is %d bytes", n)
		}
	}
}

// TestPaintingAllocatesLittle once the styles are known.
func TestPaintingAllocatesLittle(t *testing.T) {
	c := newCanvas(colorprofile.TrueColor, true)
	frames := []Frame{listFrame(0, 37), listFrame(1, 38), listFrame(2, 39), listFrame(2, 38)}
	for _, f := range frames {
		c.paint(f)
	}
	next := 0
	const most = 8
	if n := testing.AllocsPerRun(100, func() {
		c.paint(frames[next%len(frames)])
		next++
	}); n > most {
		t.Errorf("%.0f allocations a frame, want at most %d", n, most)
	}
}

func BenchmarkScrolledLine(b *testing.B) {
	c := newCanvas(colorprofile.TrueColor, true)
	var frames [200]Frame
	for i := range frames {
		frames[i] = listFrame(i, i+37)
	}
	b.ReportAllocs()
	bytes, n := 0, 0
	for b.Loop() {
		bytes += len(c.paint(frames[n%len(frames)]))
		n++
	}
	b.ReportMetric(float64(bytes)/float64(n), "bytes/frame")
}
