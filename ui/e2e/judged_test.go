//go:build unix

package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// script answers a request as a test says; false leaves it to the emulator.
type script func(w http.ResponseWriter, r *http.Request) bool

// answering answers every request with a method and an end of its path.
func answering(method, pathEnd string, status int, body string) script {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != method || !strings.HasSuffix(r.URL.Path, pathEnd) {
			return false
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		return true
	}
}

// startScripted runs the program on a service that answers some requests as a test says,
// and the others as the emulator behind it does.
func startScripted(t *testing.T, s size, says script) (*program, *arrived) {
	t.Helper()
	environment := startEmulator(t)
	endpoint := strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT=")
	behind, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	all := &arrived{}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all.add(r)
		if !says(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, "AZURE_COMMUNICATION_ENDPOINT="+server.URL, environment[1])
	p.service = newService(t, endpoint)
	return p, all
}

// arrived are the requests that reached a scripted service.
type arrived struct {
	mutex sync.Mutex
	all   []*http.Request
}

func (a *arrived) add(r *http.Request) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.all = append(a.all, r)
}

// with are those with a method and a part of their path.
func (a *arrived) with(method, part string) (matching []*http.Request) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	for _, r := range a.all {
		if r.Method == method && strings.Contains(r.URL.Path, part) {
			matching = append(matching, r)
		}
	}
	return matching
}

// TestACreateThatMadeNothingIsNotToldAsSuccess, and the next attempt is another request.
func TestACreateThatMadeNothingIsNotToldAsSuccess(t *testing.T) {
	t.Parallel()
	const old = `{"chatThread":{"id":"19:acsV1_old@thread.v2","topic":"SUMMER PARTY","createdOn":"2025-01-01T00:00:00Z","deletedOn":"2025-02-01T00:00:00Z"}}`
	now := time.Now().UTC().Format(time.RFC3339)
	for name, c := range map[string]struct {
		answer string
		shows  []string
	}{
		"an old deleted one": {old, []string{"it was deleted on 2025-02-01T00:00:00Z", "it was created on 2025-01-01T00:00:00Z", "its topic is “SUMMER PARTY”, and not “Night shift”", "19:acsV1_old@thread.v2"}},
		"a deleted one": {
			`{"chatThread":{"id":"19:x","topic":"Night shift","createdOn":"` + now + `","deletedOn":"` + now + `"}}`, []string{"it was deleted on"},
		},
		"an old one": {
			`{"chatThread":{"id":"19:x","topic":"Night shift","createdOn":"2025-01-01T00:00:00Z"}}`, []string{"before it was asked for"},
		},
	} {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				answered := false
				p, arrived := startScripted(t, s, func(w http.ResponseWriter, r *http.Request) bool {
					if answered || r.Method != http.MethodPost {
						return false
					}
					answered = true
					return answering(http.MethodPost, "/chat/threads", http.StatusCreated, c.answer)(w, r)
				})
				p.shows("all loaded")
				p.types("n")
				p.shows("▸ topic")
				p.types("Night shift", terminal.CtrlS)
				screen := p.shows(append(c.shows, "Could not create the thread", "something else than was asked for", "Night shift", "ctrl+s asks for it again")...)
				if screen.Contains("is made") {
					t.Errorf("told as a success:\n%s", screen.Frame())
				}
				p.types(terminal.CtrlS)
				p.shows("The thread is made.")
				posts := arrived.with(http.MethodPost, "/chat/threads")
				if len(posts) != 2 || posts[0].Header.Get("Repeatability-Request-Id") == posts[1].Header.Get("Repeatability-Request-Id") {
					t.Errorf("%d requests; asked again with the same id the service gives the same thread", len(posts))
				}
			})
		}
	}
}

// TestWhatANewThreadHasOtherwiseThanAskedIsSaid: it was made, but not as asked.
func TestWhatANewThreadHasOtherwiseThanAskedIsSaid(t *testing.T) {
	t.Parallel()
	created := `"createdOn":"` + time.Now().UTC().Format(time.RFC3339) + `"`
	for name, c := range map[string]struct {
		answer string
		shows  []string
	}{
		"another topic": {
			`{"chatThread":{"id":"19:x","topic":"Day shift",` + created + `}}`,
			[]string{"! The thread is made, but not as you asked for it", "its topic is “Day shift”, and not “Night shift”"},
		},
		"refusals that cannot be read": {
			`{"chatThread":{"id":"19:x","topic":"Night shift",` + created + `},"invalidParticipants":{"who":"knows"}}`,
			[]string{"! The thread is made, but who of its participants was refused can't be read", `invalidParticipants as it came: {"who":"knows"}`},
		},
		"a time that cannot be read": {
			`{"chatThread":{"id":"19:x","topic":"Night shift","createdOn":"yesterday"}}`,
			[]string{"The thread is made", `the field "createdOn" is no time: "yesterday"`, "can't be read"},
		},
	} {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				p, _ := startScripted(t, s, answering(http.MethodPost, "/chat/threads", http.StatusCreated, c.answer))
				p.shows("all loaded")
				p.types("n")
				p.shows("▸ topic")
				p.types("Night shift", terminal.CtrlS)
				if screen := p.shows(c.shows...); screen.Contains("not known") {
					t.Errorf("it is known that the thread is made:\n%s", screen.Frame())
				}
			})
		}
	}
}

// TestOneOddParticipantDoesNotHideThePage, is shown as it came, and cannot be acted on.
func TestOneOddParticipantDoesNotHideThePage(t *testing.T) {
	t.Parallel()
	who := func(user int, more string) string {
		return fmt.Sprintf(`{"communicationIdentifier":{"rawId":"8:acs:11111111-1111-1111-1111-111111111111_0000000%d-1111-1111-1111-111111111111"},"displayName":"P%d"%s}`, user, user, more)
	}
	for name, c := range map[string]struct{ odd, why string }{
		"without an id": {`{"communicationIdentifier":{"rawId":null},"displayName":"ghost"}`, "has no identifier"},
		"a numeric id":  {`{"communicationIdentifier":{"rawId":4711},"displayName":"ghost"}`, `the field "communicationIdentifier.rawId" holds a number`},
		"null":          {`null`, "is null and no object"},
		"a list":        {`["ghost"]`, "is an array and no object"},
		"two users at once": {
			`{"communicationIdentifier":{"rawId":"8:acs:x_1","communicationUser":{"id":"8:acs:x_2"}},"displayName":"ghost"}`, "name two users",
		},
	} {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				p, arrived := startScripted(t, s, answering(http.MethodGet, "/participants", http.StatusOK,
					`{"value":[`+who(1, "")+`,`+c.odd+`,`+who(2, `,"metadata":{"floor":3}`)+`,`+who(3, `,"shareHistoryTime":"always"`)+`]}`))
				p.shows("all loaded")
				p.openParticipants(p.service.thread(bigThread).ID)
				p.shows("P1", "P2", "P3", "4 participants, all loaded · 3 odd (!)")
				p.types("j")
				p.shows("▸!", "as it came: "+c.odd[:min(len(c.odd), 30)])
				p.types("x")
				p.reads("this participant has no id that can be read")
				p.types(" ")
				p.reads("this participant has no id that can be read")
				p.types(terminal.Enter)
				p.shows("! unreadable", c.why, c.odd)
				p.types(terminal.Escape, "j")
				p.shows(`the field "metadata" holds a number`)
				p.types(terminal.Enter)
				p.shows("can't be read")
				p.types(terminal.Escape)
				p.shows(`the field "metadata" holds a number`)
				p.types("x")
				p.shows("Remove 1 participant?", "P2")
				p.types("n")
				if n := len(arrived.with(http.MethodPost, ":remove")); n != 0 {
					t.Errorf("%d removals were sent", n)
				}
			})
		}
	}
}

// TestOneOddThreadDoesNotHideThePage, and neither is it deleted by another's id.
func TestOneOddThreadDoesNotHideThePage(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, arrived := startScripted(t, s, answering(http.MethodGet, "/chat/threads", http.StatusOK,
				`{"value":[{"id":"19:a@thread.v2","topic":"First"},{"id":4711,"topic":"Numbered"},null,{"id":"19:b@thread.v2","topic":"Last","lastMessageReceivedOn":"soon"}]}`))
			p.shows("First", "Numbered", "is null and no object", "Last", "4 threads, all loaded · 3 odd (!)")
			p.types("j", "d")
			p.shows("this thread has no id that can be read")
			p.types("e", "y", terminal.Enter)
			p.shows("! unreadable", `the field "id" holds a number`, `{"id":4711,"topic":"Numbered"}`)
			p.types(terminal.Escape)
			p.shows("First")
			if n := len(arrived.with(http.MethodDelete, "")) + len(arrived.with(http.MethodPatch, "")); n != 0 {
				t.Errorf("%d changes were sent", n)
			}
		})
	}
}

// TestOneOddMessageDoesNotHideThePage, wherever on the page it stands.
func TestOneOddMessageDoesNotHideThePage(t *testing.T) {
	t.Parallel()
	text := func(id, said, more string) string {
		return `{"id":"` + id + `","type":"text","version":"` + id + `","createdOn":"2025-11-03T09:00:00Z","content":{"message":"` + said + `"}` + more + `}`
	}
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, arrived := startScripted(t, s, answering(http.MethodGet, "/messages", http.StatusOK,
				`{"value":[null,`+text("1762160400003", "newest", "")+`,{"id":1762160400002,"type":"text","content":{"message":"numbered"}},`+
					text("1762160400001", "oldest", `,"sequenceId":7`)+`]}`))
			p.shows("all loaded")
			p.openParticipants(p.service.thread(bigThread).ID)
			p.shows("participants")
			p.types("3")
			p.shows("4 messages, all loaded · 3 odd (!)", "newest", "numbered", "oldest", "is null and no object", "as it came: null",
				`the field "id" holds a number`, `the field "sequenceId" holds a number`)
			p.types("j", "j", "d")
			p.reads("this message cannot be deleted: it has")
			if n := len(arrived.with(http.MethodDelete, "")); n != 0 {
				t.Errorf("%d deletions were sent", n)
			}
		})
	}
}

// TestThePropertiesOfAnotherThreadAreNotShownAsThisOnes, whatever they are.
func TestThePropertiesOfAnotherThreadAreNotShownAsThisOnes(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, _ := startScripted(t, s, func(w http.ResponseWriter, r *http.Request) bool {
				return strings.HasSuffix(r.URL.Path, "@thread.v2") && answering(http.MethodGet, "", http.StatusOK,
					`{"id":"19:other@thread.v2","topic":"Not this one","createdOn":"2025-11-03T09:00:00Z"}`)(w, r)
			})
			p.shows("all loaded")
			p.types("o")
			p.shows("Open a thread by its id")
			p.types("19:this@thread.v2", terminal.Enter)
			if screen := p.shows("Could not get the thread", "it is the thread 19:other@thread.v2, and 19:this@thread.v2 was asked for"); screen.Contains("Not this one") {
				t.Errorf("shown all the same:\n%s", screen.Frame())
			}
		})
	}
}

// TestALinkToAnotherHostOffersNoRetry: asking again can never help.
func TestALinkToAnotherHostOffersNoRetry(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ path, item, tab string }{
		"threads":      {"/chat/threads", `{"id":"19:a@thread.v2","topic":"First"}`, ""},
		"participants": {"/participants", `{"communicationIdentifier":{"rawId":"8:acs:x_y"},"displayName":"First"}`, "2"},
		"messages":     {"/messages", `{"id":"1","type":"text","content":{"message":"First"}}`, "3"},
	} {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				p, arrived := startScripted(t, s, answering(http.MethodGet, c.path, http.StatusOK, `{"value":[`+c.item+`],"nextLink":"https://evil.example`+c.path+`?p=2"}`))
				if c.tab != "" {
					p.shows("all loaded")
					p.openParticipants(p.service.thread(bigThread).ID)
					p.types(c.tab)
				}
				p.shows("First", "starts over")
				p.types("G")
				why := "it leads to https://evil.example"
				if c.tab == "" && s.columns > 80 {
					why = "starts over" // the properties stand beside the list
				}
				screen := p.shows("✗", why)
				if screen.Contains("tries again") || screen.Contains("try again") {
					t.Errorf("a retry is offered:\n%s", screen.Frame())
				}
				before := len(arrived.with(http.MethodGet, c.path))
				p.types(terminal.CtrlR)
				p.service.until("a new start", func() bool { return len(arrived.with(http.MethodGet, c.path)) > before })
				p.shows("First", "starts over")
			})
		}
	}
}

// TestADeletedThreadIsCalledDeletedWhereTheListShowsItSo, by enter and by its id.
func TestADeletedThreadIsCalledDeletedWhereTheListShowsItSo(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			gone := p.service.create("Gone by noon")
			p.service.do(http.MethodDelete, "/chat/threads/"+url.PathEscape(gone.ID)+"?api-version="+apiVersion, "", nil, nil)
			p.types(terminal.CtrlR)
			p.shows("Gone by noon", "deleted")
			p.types("o")
			p.shows("Open a thread by its id")
			p.types(gone.ID, terminal.Enter)
			for range 3 {
				if screen := p.shows("the thread was deleted", "tells nothing more of it"); screen.Contains("mistyped") || screen.Contains("tries again") {
					t.Errorf("the list says more:\n%s", screen.Frame())
				}
				p.types(terminal.Tab)
			}
		})
	}
}

// TestAnUnknownOutcomeIsNeverAFailure: it is said to be unknown, and what to do.
func TestAnUnknownOutcomeIsNeverAFailure(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.service.create("Maybe gone")
			p.types(terminal.CtrlR)
			p.shows("▸", "Maybe gone")
			p.service.faults(fault{Operation: "DeleteChatThread", Kind: "status", Status: http.StatusBadGateway})
			p.types("g", "d")
			p.shows("Delete “Maybe gone”?")
			p.types("y")
			p.shows("deleting “Maybe gone” has an unknown")
			p.types("!")
			if screen := p.shows("It is not known whether the thread was deleted", "Deleting it again does no harm"); screen.Contains("Could not delete") {
				t.Errorf("told as a failure:\n%s", screen.Frame())
			}
		})
	}
}

// TestAPageThatIsNoPageIsAnError, which blames what is in between with a reason alone.
func TestAPageThatIsNoPageIsAnError(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run("JSON "+s.name, func(t *testing.T) {
			t.Parallel()
			p, _ := startScripted(t, s, answering(http.MethodGet, "/chat/threads", http.StatusOK, `{"value":{}}`))
			if screen := p.shows("Could not list the threads", "not with a page of chat threads", "holds an object"); screen.Contains("proxy") {
				t.Errorf("a proxy is blamed without a reason:\n%s", screen.Frame())
			}
		})
		t.Run("HTML "+s.name, func(t *testing.T) {
			t.Parallel()
			p, _ := startScripted(t, s, func(w http.ResponseWriter, r *http.Request) bool {
				w.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(w, "<html>Please log in</html>")
				return r != nil
			})
			p.shows("Could not list the threads", "something between here and the service answered 200 (Content-Type: text/html)", "any proxy")
		})
	}
}
