package uitest

import (
	"strings"
)

// ScrollTo turns the wheel until a row is in sight, and says on which line.
func (h *Harness) ScrollTo(number string) int {
	h.T.Helper()
	h.Wheel(false, 10)
	for range 10 {
		if y, found := h.FindRow(number); found {
			return y
		}
		h.Wheel(true, 1)
	}
	y, _ := h.RowOf(number)
	return y
}

// RowOf is the line of the form's row with a number.
func (h *Harness) RowOf(number string) (y int, line string) {
	h.T.Helper()
	y, found := h.FindRow(number)
	if !found {
		h.T.Fatalf("no row %s:\n%s", number, h.Screen())
	}
	return y, strings.Split(h.Screen(), "\n")[y]
}

func (h *Harness) FindRow(number string) (y int, found bool) {
	h.T.Helper()
	_, heading := h.Place("identifier")
	for y, line := range strings.Split(h.Screen(), "\n") {
		if fields := strings.Fields(strings.TrimPrefix(line, "▸")); y > heading && len(fields) > 1 && fields[0] == number {
			return y, true
		}
	}
	return 0, false
}
