package list_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/list"
	"acs-chat-tui/ui/widget/scrollbar"
)

// numbers is a source of numbered rows; the selected one begins with ">".
type numbers struct {
	length   int
	asked    []int
	selected int // how many rows were drawn as the selected one
}

func (n *numbers) Len() int { return n.length }

func (*numbers) Height(int, int) int { return 1 }

func (n *numbers) Line(index, _, width int, selected bool) string {
	n.asked = append(n.asked, index)
	mark := " "
	if selected {
		mark = ">"
		n.selected++
	}
	return text.Fit(fmt.Sprint(mark, index), width)
}

// margin is the context that the lists of the program keep around the cursor.
const margin = 2

func sized(width, height int, source list.Source) *list.Model {
	m := list.New(source, margin)
	m.SetSize(width, height)
	return m
}

// move moves the cursor by some rows, down or up.
func move(m *list.Model, rows int) {
	for ; rows > 0; rows-- {
		m.Down()
	}
	for ; rows < 0; rows++ {
		m.Up()
	}
}

func press(m *list.Model, action keys.Action) {
	k := keys.Default()
	if !m.Key(k, k.Press(action)) {
		panic("the key is not taken")
	}
}

func TestViewWindow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		length int
		move   func(m *list.Model)
		want   string
		asked  []int
	}{
		{
			"fewer rows than lines", 2, func(*list.Model) {},
			">0  \n 1  \n    \n    \n    ",
			[]int{0, 1},
		},
		{
			"exactly full", 5, func(m *list.Model) { m.Last() },
			" 0  \n 1  \n 2  \n 3  \n>4  ",
			[]int{0, 1, 2, 3, 4},
		},
		{
			"more rows than lines", 10, func(*list.Model) {},
			">0 ┃\n 1 ┃\n 2 │\n 3 │\n 4 │",
			[]int{0, 1, 2, 3, 4},
		},
		{
			"in the middle", 10, func(m *list.Model) { move(m, 3) },
			" 1 │\n 2 ┃\n>3 ┃\n 4 │\n 5 │",
			[]int{1, 2, 3, 4, 5},
		},
		{
			"at the end", 10, func(m *list.Model) { m.Last() },
			" 5 │\n 6 │\n 7 │\n 8 ┃\n>9 ┃",
			[]int{5, 6, 7, 8, 9},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			source := &numbers{length: test.length}
			m := sized(4, 5, source)
			test.move(m)
			if diff := cmp.Diff(test.want, m.View()); diff != "" {
				t.Errorf("view (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.asked, source.asked); diff != "" {
				t.Errorf("rows asked for (-want +got):\n%s", diff)
			}
		})
	}
}

func TestViewEmpty(t *testing.T) {
	t.Parallel()
	m := sized(12, 3, &numbers{})
	if diff := cmp.Diff("No threads. \n\x1b[1mn\x1b[0m: new thre…\n            ",
		m.View("No threads.", "\x1b[1mn\x1b[0m: new thread")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m.SetSize(3, 1)
	if diff := cmp.Diff("on…", m.View("only", "these fit")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// crooked is a source whose rows are not of the width asked for.
type crooked struct{}

func (crooked) Len() int { return 4 }

func (crooked) Height(int, int) int { return 1 }

func (crooked) Line(index, _, _ int, _ bool) string { return strings.Repeat("日", index*3) }

func TestViewMendsCrookedRows(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff("     ┃\n日日…┃\n日日…│", sized(6, 3, crooked{}).View()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScrollbarStyles(t *testing.T) {
	t.Parallel()
	m := sized(2, 3, bare{length: 9})
	m.SetScrollbarStyles(scrollbar.Styles{
		Track: func(s string) string { return "\x1b[2m" + s + "\x1b[0m" },
		Thumb: func(s string) string { return "\x1b[1m" + s + "\x1b[0m" },
	})
	want := ">\x1b[1m┃\x1b[0m\n \x1b[2m│\x1b[0m\n \x1b[2m│\x1b[0m"
	if diff := cmp.Diff(want, m.View()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// bare is a source without text: only the mark of the selected row.
type bare struct{ length int }

func (b bare) Len() int { return b.length }

func (bare) Height(int, int) int { return 1 }

func (b bare) Line(_, _, width int, selected bool) string {
	if selected {
		return text.Fit(">", width)
	}
	return text.Fit("", width)
}

func TestMoves(t *testing.T) {
	t.Parallel()
	const height = 10
	type position struct{ Cursor, Top, LastVisible int }
	tests := []struct {
		name   string
		length int
		moves  func(m *list.Model, _ *numbers)
		want   position
	}{
		{"start", 100, func(*list.Model, *numbers) {}, position{0, 0, 9}},
		{"down within the window", 100, func(m *list.Model, _ *numbers) { move(m, 7) }, position{7, 0, 9}},
		{"down into the margin", 100, func(m *list.Model, _ *numbers) { move(m, 8) }, position{8, 1, 10}},
		{"200 moves of one", 1000, func(m *list.Model, _ *numbers) {
			for range 200 {
				move(m, 1)
			}
		}, position{200, 193, 202}},
		{"up into the margin", 100, func(m *list.Model, _ *numbers) { move(m, 50); move(m, -6) }, position{44, 42, 51}},
		{"past the end", 100, func(m *list.Model, _ *numbers) { move(m, 1000) }, position{99, 90, 99}},
		{"past the start", 100, func(m *list.Model, _ *numbers) { move(m, 5); move(m, -1000) }, position{0, 0, 9}},
		{"as far as an int goes", 100, func(m *list.Model, _ *numbers) {
			move(m, 5)
			m.SetCursor(math.MaxInt)
		}, position{99, 90, 99}},
		{"as far back as an int goes", 100, func(m *list.Model, _ *numbers) {
			move(m, 5)
			m.SetCursor(math.MinInt)
		}, position{0, 0, 9}},
		{"last", 100, func(m *list.Model, _ *numbers) { m.Last() }, position{99, 90, 99}},
		{"last, first", 100, func(m *list.Model, _ *numbers) { m.Last(); m.First() }, position{0, 0, 9}},
		{"page down keeps the cursor's line", 100, func(m *list.Model, _ *numbers) { move(m, 4); press(m, keys.PageDown) }, position{14, 10, 19}},
		{"page down and up", 100, func(m *list.Model, _ *numbers) { move(m, 50); press(m, keys.PageDown); press(m, keys.PageUp) }, position{50, 43, 52}},
		{"page down at the end", 25, func(m *list.Model, _ *numbers) {
			press(m, keys.PageDown)
			press(m, keys.PageDown)
			press(m, keys.PageDown)
		}, position{24, 15, 24}},
		{"page up at the start", 25, func(m *list.Model, _ *numbers) { move(m, 3); press(m, keys.PageUp) }, position{0, 0, 9}},
		{"half page down", 100, func(m *list.Model, _ *numbers) { move(m, 4); press(m, keys.HalfPageDown) }, position{9, 5, 14}},
		{"half page up", 100, func(m *list.Model, _ *numbers) { m.SetCursor(50); press(m, keys.HalfPageUp) }, position{45, 38, 47}},
		{"cursor beyond the end", 100, func(m *list.Model, _ *numbers) { m.SetCursor(500) }, position{99, 90, 99}},
		{"cursor before the start", 100, func(m *list.Model, _ *numbers) { m.SetCursor(-5) }, position{0, 0, 9}},
		{"the list has shrunk", 5, func(m *list.Model, rows *numbers) {
			length := rows.length
			rows.length = 100
			m.Last()
			rows.length = length
			m.Clamp()
		}, position{4, 0, 4}},
		{"the list has vanished", 0, func(m *list.Model, rows *numbers) {
			length := rows.length
			rows.length = 100
			m.Last()
			rows.length = length
			m.Clamp()
		}, position{0, 0, -1}},
		{"the list has grown", 1000, func(m *list.Model, rows *numbers) {
			length := rows.length
			rows.length = 100
			m.Last()
			rows.length = length
			m.Clamp()
		}, position{99, 92, 101}},
		{"the window has shrunk", 100, func(m *list.Model, _ *numbers) {
			move(m, 7)
			m.SetSize(20, 4)
			m.Clamp()
			m.SetSize(20, height)
		}, position{7, 5, 14}},
		{"the window has grown at the end", 100, func(m *list.Model, _ *numbers) { m.Last(); m.SetSize(20, 30) }, position{99, 70, 99}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rows := &numbers{length: test.length}
			m := sized(20, height, rows)
			test.moves(m, rows)
			last := m.LastVisible()
			if diff := cmp.Diff(test.want, position{m.Cursor(), m.Top(), last}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestEverySize: the view has exactly the window's lines and cells, the cursor
// is in it, and no row is asked for twice or from outside the window.
func TestEverySize(t *testing.T) {
	t.Parallel()
	for _, length := range []int{0, 1, 2, 5, 29, 30, 31, 1000} {
		for height := range 31 {
			for width := range 61 {
				for _, cursor := range []int{0, 1, length / 2, length - 1} {
					checkView(t, width, height, cursor, length)
				}
			}
		}
	}
}

func checkView(t *testing.T, width, height, cursor, length int) {
	t.Helper()
	source := &numbers{length: length}
	m := sized(width, height, source)
	m.SetCursor(cursor)
	view := m.View("nothing here")
	if width == 0 || height == 0 {
		if view != "" {
			t.Fatalf("%d×%d: %q", width, height, view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Fatalf("%d×%d with %d rows: %d lines", width, height, length, len(lines))
	}
	for _, line := range lines {
		if text.Width(line) != width {
			t.Fatalf("%d×%d with %d rows: %q is %d cells wide", width, height, length, line, text.Width(line))
		}
	}
	for i, index := range source.asked {
		if index != m.Top()+i || index >= length || i >= height {
			t.Fatalf("%d×%d with %d rows: asked for rows %v", width, height, length, source.asked)
		}
	}
	if source.selected != min(length, 1) {
		t.Fatalf("%d×%d with %d rows: %d rows are drawn as selected", width, height, length, source.selected)
	}
}

func FuzzMoves(f *testing.F) {
	f.Add(10, 5, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Add(3, 100, []byte{2, 2, 7, 7, 8, 120, 0, 0, 0})
	f.Fuzz(func(t *testing.T, height, length int, script []byte) {
		height, length = min(max(height, -1), 200), min(max(length, 0), 10_000)
		rows := &numbers{length: length}
		m := sized(10, height, rows)
		for i, step := range script {
			switch step % 10 {
			case 0:
				m.Down()
			case 1:
				m.Up()
			case 2:
				press(m, keys.PageDown)
			case 3:
				press(m, keys.PageUp)
			case 4:
				press(m, keys.HalfPageDown)
			case 5:
				press(m, keys.HalfPageUp)
			case 6:
				m.Last()
			case 7:
				m.First()
			case 8:
				rows.length = max(rows.length+i*int(step)-200, 0)
				m.Clamp()
			case 9:
				height = int(step) % 40
				m.SetSize(10, height)
				m.Clamp()
			}
			checkPosition(t, m, height, rows.length)
		}
	})
}

// checkPosition: the cursor is in the list and in the window, with its margin
// where there is one, and the window is no further down than it must be.
func checkPosition(t *testing.T, m *list.Model, height, length int) {
	t.Helper()
	if m.Cursor() < 0 || m.Cursor() > max(length-1, 0) || m.Top() < 0 {
		t.Fatalf("cursor %d, top %d, %d rows", m.Cursor(), m.Top(), length)
	}
	if height <= 0 {
		return
	}
	if m.Top() > max(length-height, 0) {
		t.Fatalf("top %d leaves lines empty: %d lines, %d rows", m.Top(), height, length)
	}
	margin := min(2, (height-1)/2)
	above, below := m.Cursor()-m.Top(), m.Top()+height-1-m.Cursor()
	if above < min(margin, m.Cursor()) || length > 0 && below < min(margin, length-1-m.Cursor()) {
		t.Fatalf("cursor %d, top %d, %d lines, %d rows: the margin is lost", m.Cursor(), m.Top(), height, length)
	}
}
