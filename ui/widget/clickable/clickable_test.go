package clickable_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/widget/clickable"
)

func TestClick(t *testing.T) {
	t.Parallel()
	var did []string
	note := func(what string) func() { return func() { did = append(did, what) } }
	all := append(clickable.Plain("head"), clickable.For(note("field"), "one", "two").After(note("before"))...)
	all = append(all, clickable.Plain("foot").After(note("never"))...)
	var hit []int
	for y := -1; y <= len(all); y++ {
		if all.Click(0, y) {
			hit = append(hit, y)
		}
	}
	if diff := cmp.Diff([]int{1, 2}, hit); diff != "" {
		t.Errorf("lines that take clicks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"before", "field", "before", "field"}, did); diff != "" {
		t.Errorf("done (-want +got):\n%s", diff)
	}
	if all.Click(-1, 1) {
		t.Error("something is beside the line")
	}
	if got := all.String(); got != "head\none\ntwo\nfoot" {
		t.Errorf("%q", got)
	}
}
