package list_test

import (
	"strings"
	"testing"
)

// FuzzClickOnTallRows: a click on a line selects the row that the line is of, wherever the window
// stands, and scrolls nothing.
func FuzzClickOnTallRows(f *testing.F) {
	f.Add([]byte{1, 5, 3, 2, 2}, 3, 4, 2)
	f.Add([]byte{30}, 10, 4, 2)
	f.Fuzz(func(t *testing.T, heights []byte, downs, height, line int) {
		if len(heights) > 60 {
			return
		}
		s := make(stack, len(heights))
		for i, h := range heights {
			s[i] = 1 + int(h%30)
		}
		downs, height, line = downs&63, 1+height&31, line&31
		m := tall(height, s)
		for range downs {
			m.Down()
		}
		before, was := strings.Split(strings.ReplaceAll(m.View("none"), ">", " "), "\n"), m.Cursor()
		there, again := m.Click(2, line)
		shown := ""
		if line < height {
			shown = strings.TrimRight(before[line], " │┃")
		}
		if has := strings.Contains(shown, "."); there != has {
			t.Fatalf("line %d, %q: %t", line, shown, there)
		}
		if !there {
			return
		}
		if again != (m.Cursor() == was) {
			t.Errorf("again: %t, from row %d to %d", again, was, m.Cursor())
		}
		after := strings.Split(m.View("none"), "\n")
		if !strings.HasPrefix(after[line], ">") {
			t.Errorf("%q is not selected", after[line])
		}
		if plain := strings.ReplaceAll(strings.Join(after, "\n"), ">", " "); plain != strings.Join(before, "\n") {
			t.Errorf("the window scrolled:\n%s\n\n%s", strings.Join(before, "\n"), plain)
		}
	})
}

func TestAClickBesideTallRows(t *testing.T) {
	t.Parallel()
	m := tall(4, uniform(3, 3))
	for _, cell := range [][2]int{{-1, 0}, {7, 0}, {8, 0}, {2, -1}, {2, 4}, {2, 1000}} {
		if there, _ := m.Click(cell[0], cell[1]); there {
			t.Errorf("something is at %v", cell)
		}
	}
	if there, _ := tall(4, stack{}).Click(0, 0); there {
		t.Error("something is in an empty list")
	}
}
