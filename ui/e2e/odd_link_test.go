//go:build unix

package e2e

import (
	"net/http"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestALinkThatCannotBeReadDoesNotCostThePage: its rows stand there, and below them why
// there are no more, without an offer to try again and without a proxy.
func TestALinkThatCannotBeReadDoesNotCostThePage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ path, item, tab, link, kind string }{
		"threads":      {"/chat/threads", `{"id":"19:a@thread.v2","topic":"First"}`, "", `42`, "a number"},
		"participants": {"/participants", `{"communicationIdentifier":{"rawId":"8:acs:x_y"},"displayName":"First"}`, "2", `{"href":"/x"}`, "an object"},
		"messages":     {"/messages", `{"id":"1","type":"text","content":{"message":"First"}}`, "3", `true`, "a boolean"},
	} {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				p, arrived := startScripted(t, s, answering(http.MethodGet, c.path, http.StatusOK, `{"value":[`+c.item+`],"nextLink":`+c.link+`}`))
				if c.tab != "" {
					p.shows("all loaded")
					p.openParticipants(p.service.thread(bigThread).ID)
					p.types(c.tab)
				}
				p.shows("First", "starts over")
				p.types("G")
				why := "it is " + c.kind + " and no text"
				if c.tab == "" && s.columns > 80 {
					why = "starts over" // the properties stand beside the list
				}
				screen := p.shows("First", "✗", why)
				for _, not := range []string{"tries again", "try again", "proxy"} {
					if screen.Contains(not) {
						t.Errorf("%q is said:\n%s", not, screen.Frame())
					}
				}
				before := len(arrived.with(http.MethodGet, c.path))
				p.types(terminal.CtrlR)
				p.service.until("a new start", func() bool { return len(arrived.with(http.MethodGet, c.path)) > before })
				p.shows("First", "starts over")
			})
		}
	}
}
