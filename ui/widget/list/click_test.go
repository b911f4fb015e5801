package list_test

import (
	"strings"
	"testing"
)

// FuzzClick: a click on a line selects the row that it shows, wherever the window stands,
// and scrolls nothing; the keys keep their margin afterwards.
func FuzzClick(f *testing.F) {
	f.Add(100, 10, 50, 9)
	f.Add(3, 10, 0, 5)
	f.Fuzz(func(t *testing.T, length, height, cursor, line int) {
		length, height, line = length&1023, 1+height&63, line&63
		m := sized(8, height, &numbers{length: length})
		m.SetCursor(cursor)
		top, was := m.Top(), m.Cursor()
		there, again := m.Click(2, line)
		if want := line < height && top+line < length; there != want {
			t.Fatalf("line %d of %d, row %d of %d: %t", line, height, top+line, length, there)
		}
		if !there {
			if m.Cursor() != was {
				t.Errorf("the cursor went from %d to %d", was, m.Cursor())
			}
			return
		}
		lines := strings.Split(m.View(), "\n")
		if m.Cursor() != top+line || m.Top() != top || again != (m.Cursor() == was) || !strings.HasPrefix(lines[line], ">") {
			t.Errorf("cursor %d, top %d, again %t, line %q; clicked on line %d of the window from %d", m.Cursor(), m.Top(), again, lines[line], line, top)
		}
		m.Down()
		checkPosition(t, m, height, length)
	})
}

func TestAClickBesideTheRows(t *testing.T) {
	t.Parallel()
	rows := &numbers{}
	m := sized(8, 4, rows)
	for _, c := range []struct {
		x, line, length int
		there           bool
	}{
		{-1, 0, 4, false},
		{7, 0, 4, true},
		{8, 0, 4, false},
		{2, -1, 4, false},
		{2, 4, 9, false},
		{2, 2, 2, false},
		{7, 0, 9, false}, // the scrollbar
		{0, 0, 0, false},
	} {
		rows.length = c.length
		if there, _ := m.Click(c.x, c.line); there != c.there {
			t.Errorf("%+v: %t", c, there)
		}
	}
}
