package list_test

import (
	"fmt"
	"strconv"
	"testing"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/list"
)

// table is a source whose rows are made as the program makes them.
type table int

func (n table) Len() int { return int(n) }

func (table) Height(int, int) int { return 1 }

func (n table) Line(index, _, width int, selected bool) string {
	mark := " "
	if selected {
		mark = "▌"
	}
	return text.NewRow(0).Cell(nil, mark, 2).Cell(nil, "Participant "+strconv.Itoa(index), 30).Gap(2).
		Cell(nil, "8:acs:1b5cc06b_00000000", 30).Gap(2).Cell(nil, "张伟", max(width-66, 0)).String()
}

// moveAndView is one key: the cursor moves by one, to and fro, and the window
// is drawn.
func moveAndView(length int) func() {
	return moveOn(sized(120, 38, table(length)), length)
}

// moveOn is one key on a list from the middle of it.
func moveOn(m *list.Model, length int) func() {
	m.SetCursor(length / 2)
	down := true
	return func() {
		if down {
			m.Down()
		} else {
			m.Up()
		}
		down = !down
		if m.View() == "" {
			panic("the view is empty")
		}
	}
}

func TestKeyCostsTheSameAtEveryLength(t *testing.T) {
	few := testing.AllocsPerRun(100, moveAndView(250))
	many := testing.AllocsPerRun(100, moveAndView(100_000))
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 250 rows, %v at 100,000: they must differ by less than 10 %%", few, many)
	}
}

func BenchmarkKey(b *testing.B) {
	for _, length := range []int{250, 10_000, 100_000} {
		b.Run(fmt.Sprint(length), func(b *testing.B) {
			b.ReportAllocs()
			key := moveAndView(length)
			for b.Loop() {
				key()
			}
		})
	}
}
