package terminal

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func FuzzEmulate(f *testing.F) {
	for _, name := range names() {
		f.Add(name, uint8(7), uint8(3), uint8(2))
	}
	f.Add("\x1b[2J\x1b[5G日\x1b[K\x1b[?1049h\x1b[2;2r\x1b[S\x1b[L\x1bM\x1b[3b", uint8(1), uint8(1), uint8(4))
	f.Fuzz(func(t *testing.T, output string, columns, rows, cut uint8) {
		w, h := int(columns%40)+1, int(rows%12)+1
		whole := Emulate(w, h, GraphemeWidths, output)
		e := newEmulation(w, h, GraphemeWidths, func([]byte) {})
		at := min(int(cut), len(output))
		e.write([]byte(output[:at]))
		e.write([]byte(output[at:]))
		got := e.snapshot()
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole, got, cmp.AllowUnexported(Screen{})); diff != "" {
			t.Fatalf("cut at %d (-whole +cut):\n%s", at, diff)
		}
		checkCells(t, got)
	})
}

// checkCells fails unless every row is filled exactly by its cells.
func checkCells(t *testing.T, screen Screen) {
	t.Helper()
	columns, rows := screen.Size()
	for y := range rows {
		width := 0
		for x, cell := range screen.Row(y) {
			if (cell.Width == 0) != (cell.Content == "") || !utf8.ValidString(cell.Content) {
				t.Fatalf("column %d of row %d: %+v", x, y, cell)
			}
			if cell.Width == 0 && screen.Cell(x-1, y).Width != 2 {
				t.Fatalf("column %d of row %d continues nothing", x, y)
			}
			width += cell.Width
		}
		if width != columns {
			t.Fatalf("row %d is %d columns wide, want %d:\n%s", y, width, columns, screen.Frame())
		}
	}
	if c := screen.Cursor; c.X < 0 || c.Y < 0 || c.X >= columns || c.Y >= rows {
		t.Fatalf("cursor outside the screen: %+v", c)
	}
}
