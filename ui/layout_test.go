package ui

import (
	"strings"
	"testing"
)

// layoutWords is what is said of a key of another layout.
const layoutWords = "Keys expect a Latin keyboard layout"

// toldOfLayouts counts the notifications that say which layout the keys expect.
func (h *harness) toldOfLayouts() int {
	told := 0
	for _, t := range h.app.History() {
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
		h := start(t, setup{}).settle()
		h.write(letter)
		h.wants(layoutWords)
		h.write(letter + letter).press("L").write(letter)
		if got := h.toldOfLayouts(); got != 1 {
			t.Errorf("%s: told %d times", letter, got)
		}
	}
	for _, key := range []string{"ö", "ß", "ñ", "é", "µ", "€", "§", "Q", "%"} {
		h := start(t, setup{}).settle()
		if h.write(key); h.toldOfLayouts() != 0 {
			t.Errorf("%s is on Latin keyboards:\n%s", key, h.screen())
		}
	}
}

// TestTextOfAnotherScriptIsText: nothing is said of it in a field.
func TestTextOfAnotherScriptIsText(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(h *harness){
		"a form":    func(h *harness) { h.press("n") },
		"a filter":  func(h *harness) { h.press("/") },
		"a prompt":  func(h *harness) { h.press("o") },
		"a palette": func(h *harness) { h.press(":") },
	} {
		h := start(t, setup{}).settle()
		open(h)
		h.write("Дежурство")
		h.wants("Дежурство")
		if h.toldOfLayouts() != 0 {
			t.Errorf("%s: said of text:\n%s", name, h.screen())
		}
		h.paste("νύχτα")
		if h.toldOfLayouts() != 0 {
			t.Errorf("%s: said of a paste:\n%s", name, h.screen())
		}
	}
	h := start(t, setup{}).settle()
	h.press("n").write("x").press("esc")
	h.wants("Leave the form?")
	h.write("н")
	h.wants("Leave the form?", layoutWords)
}
