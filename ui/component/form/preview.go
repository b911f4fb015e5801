package form

import (
	"fmt"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

func (f *Form) showPreview() {
	if f.fault = ""; f.making != nil {
		f.fault = makingFault
		return
	}
	lines, fault := f.owner.Preview()
	if f.fault = fault; fault != "" {
		return
	}
	f.outdated, f.shown = false, true
	f.host.Show(RequestPage(f.host.Keys(), lines))
}

// RequestPage is the page of the request that a form would send.
func RequestPage(k *keys.Map, lines []string) screen.Page {
	return screen.Page{
		Title: fmt.Sprintf("The request that %s sends, less the headers of every request", k.Name(keys.Submit)),
		Lines: lines, CloseKey: keys.Preview, CloseLabel: "close the request", ActionKey: keys.Submit, ActionLabel: "send",
	}
}

// changedBehind says that something else than a key has changed the form: a request
// that is shown is not the one any more that would be sent.
func (f *Form) changedBehind() {
	f.outdated = f.shown
	f.tellUnsaved()
}

// showAgain shows the request anew where the form has changed behind the one that was
// shown; false where it has not.
func (f *Form) showAgain() bool {
	if !f.outdated {
		return false
	}
	f.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "not sent: the form has changed since the request was shown, and this is it now"})
	f.showPreview()
	return true
}
