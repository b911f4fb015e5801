package list_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/list"
)

// stack is a source of blocks with these heights; line 2 of row 7 reads "7.2".
type stack []int

func (s stack) Len() int            { return len(s) }
func (s stack) Height(i, _ int) int { return s[i] }
func (s stack) Line(i, line, width int, selected bool) string {
	mark := " "
	if selected {
		mark = ">"
	}
	return text.Fit(fmt.Sprintf("%s%d.%d", mark, i, line), width)
}

func uniform(length, height int) stack {
	s := make(stack, length)
	for i := range s {
		s[i] = height
	}
	return s
}

// mixed has rows of 1 to 5 lines, and now and then one of 23.
func mixed(length int) stack {
	s := make(stack, length)
	for i := range s {
		s[i] = 1 + i*i%5
		if i%17 == 3 {
			s[i] = 23
		}
	}
	return s
}

func tall(height int, s stack) *list.Model {
	m := list.New(s, 0)
	m.SetSize(8, height)
	return m
}

// shows is what the window shows, blanks and the scrollbar left out.
func shows(m *list.Model) string {
	var lines []string
	for line := range strings.SplitSeq(m.View("none"), "\n") {
		lines = append(lines, strings.TrimRight(line, " │┃"))
	}
	return strings.Join(lines, "|")
}

func TestMovesOverTallRows(t *testing.T) {
	t.Parallel()
	s := stack{1, 2, 3, 9, 1, 2}
	for _, test := range []struct {
		name  string
		moves string // d and u are Down and Up, p and q a page down and up, h and i half of one, e the end, f the first
		want  string
	}{
		{"start", "", ">0.0| 1.0| 1.1| 2.0| 2.1"},
		{"a row that is in sight", "d", " 0.0|>1.0|>1.1| 2.0| 2.1"},
		{"a row that is cut comes in whole", "dd", " 1.0| 1.1|>2.0|>2.1|>2.2"},
		{"a row higher than the window", "ddd", ">3.0|>3.1|>3.2|>3.3|>3.4"},
		{"is read line by line", "ddddd", ">3.2|>3.3|>3.4|>3.5|>3.6"},
		{"to its end", "ddddddd", ">3.4|>3.5|>3.6|>3.7|>3.8"},
		{"before the next one", "dddddddd", " 3.5| 3.6| 3.7| 3.8|>4.0"},
		{"back into it at its end", "ddddddddu", ">3.5|>3.6|>3.7|>3.8| 4.0"},
		{"and out of it at its top", "dddu", ">2.0|>2.1|>2.2| 3.0| 3.1"},
		{"the end", "e", " 3.7| 3.8| 4.0|>5.0|>5.1"},
		{"the end, and on", "ed", " 3.7| 3.8| 4.0|>5.0|>5.1"},
		{"the end, and the first", "ef", ">0.0| 1.0| 1.1| 2.0| 2.1"},
		{"a page", "p", " 2.2|>3.0|>3.1|>3.2|>3.3"},
		{"two pages", "pp", ">3.4|>3.5|>3.6|>3.7|>3.8"},
		{"many pages", "pppppp", " 3.7| 3.8| 4.0|>5.0|>5.1"},
		{"half a page", "h", " 1.1|>2.0|>2.1|>2.2| 3.0"},
		{"up half a page from the end", "ei", ">3.5|>3.6|>3.7|>3.8| 4.0"},
		{"up pages from the end", "eqqqq", ">0.0| 1.0| 1.1| 2.0| 2.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			m := tall(5, s)
			for _, move := range test.moves {
				moveBy(m, byte(move))
			}
			if got := shows(m); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func moveBy(m *list.Model, move byte) {
	switch move {
	case 'd':
		m.Down()
	case 'u':
		m.Up()
	case 'p':
		press(m, keys.PageDown)
	case 'q':
		press(m, keys.PageUp)
	case 'h':
		press(m, keys.HalfPageDown)
	case 'i':
		press(m, keys.HalfPageUp)
	case 'e':
		m.Last()
	case 'f':
		m.First()
	}
}

func TestPlacesOfTallRows(t *testing.T) {
	t.Parallel()
	s := uniform(100, 2)
	m := tall(5, s)
	m.SetCursor(50)
	if got, want := shows(m), " 48.1| 49.0| 49.1|>50.0|>50.1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	line := m.Line()
	m.First()
	m.Put(53, line)
	if got, want := shows(m), " 51.1| 52.0| 52.1|>53.0|>53.1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	m.SetCursor(10)
	if got, want := shows(m), ">10.0|>10.1| 11.0| 11.1| 12.0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := m.LastVisible(); got != 12 {
		t.Errorf("last visible %d", got)
	}
	long := mixed(10)
	m.SetSource(long)
	m.Put(3, -7)
	if got, want := shows(m), ">3.7|>3.8|>3.9|>3.10|>3.11"; got != want || m.Line() != -7 {
		t.Errorf("got %s, want %s", got, want)
	}
	m.Put(9, 0)
	if got := shows(m); !strings.HasSuffix(got, "| 8.4|>9.0|>9.1") {
		t.Errorf("the end: got %s", got)
	}
	m.SetSource(s)
	m.SetCursor(1000)
	if m.Cursor() != 99 {
		t.Errorf("cursor at %d", m.Cursor())
	}
	m.SetSource(s[:1])
	if got, want := shows(m), ">0.0|>0.1|||"; got != want {
		t.Errorf("a list that has shrunk: got %s, want %s", got, want)
	}
	m.SetSource(stack(nil))
	if got := shows(m); got != "none||||" || m.LastVisible() != -1 {
		t.Errorf("an empty list: %s", got)
	}
	for _, move := range "dupqhief" {
		moveBy(m, byte(move))
	}
	if m.Cursor() != 0 {
		t.Errorf("the cursor of an empty list is at %d", m.Cursor())
	}
}

func TestScrollbarOfTallRows(t *testing.T) {
	t.Parallel()
	bar := func(m *list.Model) string {
		var column strings.Builder
		for line := range strings.SplitSeq(m.View(), "\n") {
			column.WriteString(string([]rune(line)[len([]rune(line))-1:]))
		}
		return column.String()
	}
	s := mixed(100)
	m := tall(5, s)
	var got []string
	got = append(got, bar(m))
	m.Down()
	press(m, keys.PageDown)
	got = append(got, bar(m))
	m.Last()
	got = append(got, bar(m), bar(tall(5, stack{1, 4})))
	if diff := cmp.Diff([]string{"┃││││", "│┃│││", "││││┃", "     "}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEverySizeOfTallRows: the window is filled exactly, and the cursor is in it.
func TestEverySizeOfTallRows(t *testing.T) {
	t.Parallel()
	for _, s := range []stack{nil, {1}, {30}, mixed(3), mixed(60)} {
		for height := range 28 {
			for _, width := range []int{0, 1, 2, 3, 9, 40} {
				for _, cursor := range []int{0, 1, len(s) / 2, len(s) - 1} {
					m := list.New(s, 0)
					m.SetSize(width, height)
					m.SetCursor(cursor)
					checkTall(t, m, s, width, height)
				}
			}
		}
	}
}

func checkTall(t *testing.T, m *list.Model, s stack, width, height int) {
	t.Helper()
	view := m.View()
	if width == 0 || height == 0 {
		if view != "" {
			t.Fatalf("%d×%d: %q", width, height, view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Fatalf("%d×%d: %d lines", width, height, len(lines))
	}
	selected := false
	for _, line := range lines {
		if text.Width(line) != width {
			t.Fatalf("%d×%d: %q is %d wide", width, height, line, text.Width(line))
		}
		selected = selected || strings.HasPrefix(line, ">") || width <= 2
	}
	if !selected && len(s) > 0 {
		t.Fatalf("%d×%d: the cursor is not in sight:\n%s", width, height, view)
	}
}

// TestEveryLineIsReached by going down and up line by line, and page by page.
func TestEveryLineIsReached(t *testing.T) {
	t.Parallel()
	for _, ways := range []string{"du", "pq", "hi"} {
		for _, height := range []int{1, 2, 5, 22, 40} {
			s := mixed(60)
			m := tall(height, s)
			for _, way := range []byte(ways) {
				seen := map[string]bool{}
				for step := 0; ; step++ {
					for line := range strings.SplitSeq(shows(m), "|") {
						seen[strings.TrimLeft(line, " >")] = true
					}
					before := shows(m)
					moveBy(m, way)
					if shows(m) == before {
						break
					}
					if step > 1000 {
						t.Fatalf("%s at height %d: no end", ways, height)
					}
				}
				for i, lines := range s {
					for line := range lines {
						if !seen[fmt.Sprintf("%d.%d", i, line)] {
							t.Fatalf("%c at height %d never shows %d.%d", way, height, i, line)
						}
					}
				}
			}
		}
	}
}

func FuzzMovesOverTallRows(f *testing.F) {
	f.Add(5, 20, "ddddupqhief")
	f.Add(1, 3, "epppqqqf")
	f.Fuzz(func(t *testing.T, height, length int, script string) {
		height, s := max(0, min(height, 60)), mixed(max(0, min(length, 500)))
		m := tall(height, s)
		for _, move := range []byte(script) {
			before := m.Cursor()
			moveBy(m, move)
			if down := move == 'd' || move == 'p' || move == 'h'; down && m.Cursor() < before {
				t.Fatalf("%c moved the cursor from %d to %d", move, before, m.Cursor())
			}
			if up := move == 'u' || move == 'q' || move == 'i'; up && m.Cursor() > before {
				t.Fatalf("%c moved the cursor from %d to %d", move, before, m.Cursor())
			}
			checkTall(t, m, s, 8, height)
		}
	})
}

// even is a source of rows of three lines that costs nothing by itself.
type even int

func (e even) Len() int          { return int(e) }
func (even) Height(_, _ int) int { return 3 }

func (even) Line(_, _, _ int, selected bool) string {
	if selected {
		return ">selected"
	}
	return " a line"
}

func moveAndViewTall(s even) func() {
	m := list.New(s, 0)
	m.SetSize(120, 38)
	return moveOn(m, int(s))
}

func TestKeyCostsTheSameAtEveryLengthOfTallRows(t *testing.T) {
	few, many := testing.AllocsPerRun(100, moveAndViewTall(250)), testing.AllocsPerRun(100, moveAndViewTall(100_000))
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 250 blocks, %v at 100,000: they must differ by less than 10 %%", few, many)
	}
}

func BenchmarkKeyOnTallRows(b *testing.B) {
	for _, length := range []int{250, 2_000, 100_000} {
		b.Run(fmt.Sprint(length), func(b *testing.B) {
			b.ReportAllocs()
			key := moveAndViewTall(even(length))
			for b.Loop() {
				key()
			}
		})
	}
}
