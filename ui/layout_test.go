package ui_test

import (
	"strings"
	"testing"

	"acs-chat-tui/ui/uitest"
)

// layoutWords is what is said of a key of another layout.
const layoutWords = "Keys expect a Latin keyboard layout"

// toldOfLayouts counts the notifications that say which layout the keys expect.
func toldOfLayouts(h *uitest.Harness) int {
	told := 0
	for _, t := range h.App.History() {
		if strings.Contains(t.Text, layoutWords) {
			told++
		}
	}
	return told
}

// TestAKeyOfAnotherLayoutSaysWhichIsExpected: once a session, wherever a letter is no text.
func TestAKeyOfAnotherLayoutSaysWhichIsExpected(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"о", "Ж", "ν", "ש", "ا", "ก", "हि", "ㄱ", "あ", "日", "ｎ", "٣"} {
		h := uitest.Start(t, uitest.Setup{}).Settle()
		h.Write(letter)
		h.Wants(layoutWords)
		h.Write(letter + letter).Press("L").Write(letter)
		if got := toldOfLayouts(h); got != 1 {
			t.Errorf("%s: told %d times", letter, got)
		}
	}
	for _, key := range []string{"ö", "ß", "ñ", "é", "µ", "€", "§", "Q", "%"} {
		h := uitest.Start(t, uitest.Setup{}).Settle()
		if h.Write(key); toldOfLayouts(h) != 0 {
			t.Errorf("%s is on Latin keyboards:\n%s", key, h.Screen())
		}
	}
}

// TestTextOfAnotherScriptIsText: nothing is said of it in a field.
func TestTextOfAnotherScriptIsText(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(h *uitest.Harness){
		"a form":    func(h *uitest.Harness) { h.Press("n") },
		"a filter":  func(h *uitest.Harness) { h.Press("/") },
		"a prompt":  func(h *uitest.Harness) { h.Press("o") },
		"a palette": func(h *uitest.Harness) { h.Press(":") },
	} {
		h := uitest.Start(t, uitest.Setup{}).Settle()
		open(h)
		h.Write("Дежурство")
		h.Wants("Дежурство")
		if toldOfLayouts(h) != 0 {
			t.Errorf("%s: said of text:\n%s", name, h.Screen())
		}
		h.Paste("νύχτα")
		if toldOfLayouts(h) != 0 {
			t.Errorf("%s: said of a paste:\n%s", name, h.Screen())
		}
	}
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("x").Press("esc")
	h.Wants("Leave the form?")
	h.Write("н")
	h.Wants("Leave the form?", layoutWords)
}
