//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

type message struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Content struct {
		Message *string `json:"message"`
	} `json:"content"`
	DeletedOn string `json:"deletedOn"`
	Sender    struct {
		RawID string `json:"rawId"`
	} `json:"senderCommunicationIdentifier"`
}

// text is what the message says, where it is plain text.
func (m message) text() string {
	if m.Content.Message == nil || m.Type != "text" {
		return ""
	}
	return *m.Content.Message
}

func messagesPath(threadID string) string {
	return "/chat/threads/" + url.PathEscape(threadID) + "/messages"
}

// messages are all messages of a thread.
func (s *service) messages(threadID string) []message {
	s.t.Helper()
	var all []message
	path := messagesPath(threadID) + "?maxPageSize=200&api-version=" + apiVersion
	for path != "" {
		var page struct {
			Value    []message `json:"value"`
			NextLink string    `json:"nextLink"`
		}
		if status := s.do(http.MethodGet, path, "", nil, &page); status != http.StatusOK {
			s.t.Fatalf("listing messages answered %d", status)
		}
		all = append(all, page.Value...)
		path = strings.TrimPrefix(page.NextLink, s.endpoint)
	}
	return all
}

// texts are what the messages of a thread say, the newest first.
func (s *service) texts(threadID string) []string {
	s.t.Helper()
	var texts []string
	for _, m := range s.messages(threadID) {
		if m.Content.Message != nil {
			texts = append(texts, *m.Content.Message)
		}
	}
	return texts
}

// as is the service as another user sees it.
func (s *service) as(user string) *service {
	s.t.Helper()
	token, err := emulator.SignToken(emulator.TokenOptions{UserID: user, ExpiresOn: time.Now().Add(time.Hour)})
	if err != nil {
		s.t.Fatal(err)
	}
	other := *s
	other.token = token
	return &other
}

// say sends a message.
func (s *service) say(threadID, kind, text string) {
	s.t.Helper()
	body := map[string]any{"content": text, "type": kind, "senderDisplayName": "Somebody"}
	if status := s.do(http.MethodPost, messagesPath(threadID)+"?api-version="+apiVersion, "application/json", body, nil); status != http.StatusCreated {
		s.t.Fatalf("sending answered %d", status)
	}
}

// rewrite gives a message another text, as its sender.
func (s *service) rewrite(threadID string, m message, text string) {
	s.t.Helper()
	path := messagesPath(threadID) + "/" + m.ID + "?api-version=" + apiVersion
	body := map[string]any{"content": text}
	if status := s.as(m.Sender.RawID).do(http.MethodPatch, path, "application/merge-patch+json", body, nil); status != http.StatusNoContent {
		s.t.Fatalf("editing answered %d", status)
	}
}

// openMessages opens a thread by its id, on its messages.
func (p *program) openMessages(id string) {
	p.t.Helper()
	p.openThread(id)
	p.types("3")
	p.shows("▸3 Messages")
}

// bare is a screen's text without white space and without the signs around messages.
func bare(text string) string {
	return squashed(strings.NewReplacer("┃", "", "│", "", "▸", "").Replace(text))
}

// listed is what the list of messages shows, and what the lines below it tell of the
// message under the cursor.
func listed(screen terminal.Screen) string {
	lines := screen.Lines()
	const above, below = 3, 1
	return bare(strings.Join(lines[above:len(lines)-below], "\n"))
}

// beginning is how much of a long message is looked for: the rest may be on another
// screen.
const beginning = 100

// TestScrollMessagesBack scrolls 2,000 messages back while new ones arrive and old ones
// are edited: each page is asked for once, each message is shown once, in its newest
// form.
func TestScrollMessagesBack(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.thread(bigThread)
			before := p.service.messages(target.ID)
			if len(before) < 2000 {
				t.Fatalf("the big thread has %d messages", len(before))
			}
			p.openMessages(target.ID)
			p.shows("messages loaded, more to come")

			old := map[string]bool{}
			edited, arrived := 0, 0
			var screens []string
			oldest := before[0].ID
			for _, m := range before {
				oldest = min(oldest, m.ID) // all are of the same length
			}
			last := ""
			for step := 0; !strings.Contains(last, oldest); step++ {
				screen := p.until("the next screen of messages", func(screen terminal.Screen) bool {
					return listed(screen) != last && !screen.Contains("loading older")
				})
				last = listed(screen)
				screens = append(screens, last)
				if step%40 == 3 && arrived < 5 {
					arrived++
					p.service.say(target.ID, "text", fmt.Sprintf("Arrived while scrolling, number %d of them.", arrived))
				}
				if at := len(before) - 1 - step*7; step%10 == 5 && at > 0 && before[at].text() != "" {
					edited++
					old[before[at].ID] = true
					p.service.rewrite(target.ID, before[at], fmt.Sprintf("Edited while scrolling: e%02dx.", edited))
				}
				p.types(terminal.CtrlD)
				if step > 3000 {
					t.Fatal("no end")
				}
			}
			if edited < 5 || arrived < 5 {
				t.Fatalf("%d edited and %d arrived", edited, arrived)
			}
			asked := p.service.requests(http.MethodGet, target.ID+"/messages")
			queries := map[string]int{}
			for _, r := range asked {
				queries[r.Query]++
			}
			if len(queries) != len(asked) {
				t.Errorf("%d requests for %d pages", len(asked), len(queries))
			}

			p.types("g", terminal.CtrlR)
			p.shows("Arrived while scrolling, number 5 of them.")
			now := p.service.messages(target.ID)
			// As many as there are, and below each of them is found: none is shown twice.
			p.shows(fmt.Sprintf("%d messages, all loaded", len(now)))
			for range 4 {
				screens = append(screens, listed(p.shows("all loaded")))
				p.types(terminal.PageDown)
			}
			for _, m := range now {
				text := []rune(bare(m.text()))
				if len(text) == 0 || old[m.ID] {
					continue
				}
				text = text[:min(len(text), beginning)]
				if !slices.ContainsFunc(screens, func(screen string) bool { return strings.Contains(screen, string(text)) }) {
					t.Errorf("%q was never shown", string(text))
				}
			}
			// What was edited behind the cursor is new at its old place.
			for n := range edited {
				p.types("/")
				p.shows("filter ›")
				p.types(fmt.Sprintf("e%02dx", n+1), terminal.Enter)
				p.shows(fmt.Sprintf("1 of the %d messages loaded match", len(now)), fmt.Sprintf("Edited while scrolling: e%02dx.", n+1))
				p.types(terminal.Escape)
				p.shows(fmt.Sprintf("%d messages, all loaded", len(now)))
			}
		})
	}
}

// TestLostMessage: the answer to a message is lost after the service has carried it out.
func TestLostMessage(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.create(fmt.Sprintf("Lost messages %d", rand.Int()))
			p.openMessages(target.ID)
			p.shows("messages, all loaded")

			p.service.faults(fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
			p.types("w")
			p.shows("New message in")
			p.types("found by itself", terminal.CtrlS)
			p.shows("found by itself", "▸3 Messages")
			p.reads("the answer was lost, but the message is in")
			if diff := cmp.Diff([]string{"found by itself"}, p.service.texts(target.ID)); diff != "" {
				t.Fatalf("texts (-want +got):\n%s", diff)
			}

			p.service.faults(
				fault{Operation: "SendChatMessage", Kind: "drop-after-commit", Times: 1},
				fault{Operation: "ListChatMessages", Kind: "status", Status: 400},
			)
			p.types("w")
			p.shows("New message in")
			p.types("once and no more", terminal.CtrlS)
			p.shows("It may have arrived; looking failed as well", "once and no more")
			p.types(terminal.CtrlS)
			p.shows("Send the message again?", "Whether the first one arrived is not known")
			p.types("n")
			p.gone("Send the message again?")
			p.service.faults()
			want := []string{"once and no more", "found by itself"}
			if diff := cmp.Diff(want, p.service.texts(target.ID)); diff != "" {
				t.Fatalf("texts (-want +got):\n%s", diff)
			}
			p.types(terminal.CtrlS)
			p.shows("Send the message again?")
			p.types("y")
			p.shows("message sent to", "▸3 Messages")
			if diff := cmp.Diff(append([]string{"once and no more"}, want...), p.service.texts(target.ID)); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
			if got := len(p.service.requests(http.MethodPost, target.ID+"/messages")); got != 3 {
				t.Errorf("%d messages were sent, want 3", got)
			}
		})
	}
}

// TestHostileMessages: what people send does nothing to the terminal.
func TestHostileMessages(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.create(fmt.Sprintf("Hostile %d", rand.Int()))
			p.service.say(target.ID, "text", "plain \x1b]0;owned\a\x1b[2Jand \u202eturned\u009b31m")
			p.service.say(target.ID, "html", `<p>Hello &#27;]0;owned&#7;</p><script>alert(1)</script><p><a href="https://evil.example/&#27;[5m">bank</a></p>`)
			p.openMessages(target.ID)
			p.shows("plain ␛]0;owned␇␛[2Jand ⟨U+202E⟩turned⟨U+009B⟩31m", "Hello ␛]0;owned␇", "[script left out]", "bank <https://evil.example/␛[5m>")
			p.types(terminal.Enter)
			p.shows("message id", "sender")
			p.types("G")
			p.shows(`"content"`)
			for _, sequence := range []string{"\x1b]0;owned", "\x1b[2Jand", "\u202e", "\u009b", "\x1b[5m"} {
				if bytes.Contains(p.Output(), []byte(sequence)) {
					t.Errorf("%q reached the terminal", sequence)
				}
			}
		})
	}
}

// TestWriteEditDelete: a message of many lines, from a paste, then changed and deleted.
func TestWriteEditDelete(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		target := p.service.create(fmt.Sprintf("Written %d", rand.Int()))
		p.openMessages(target.ID)
		p.types("w")
		p.shows("New message in")
		p.types(terminal.Paste("one\r\n  two\r\nthree"), terminal.Enter, "four", terminal.CtrlX)
		p.shows("POST", `"content": "one\n  two\nthree\nfour"`)
		p.types(terminal.CtrlX, terminal.CtrlS)
		p.shows("message sent to", "▸3 Messages", "three")
		p.types("e")
		p.shows("Edit your message in")
		p.types(" and five", terminal.CtrlS)
		p.shows("message edited in", "four and five")
		if diff := cmp.Diff([]string{"one\n  two\nthree\nfour and five"}, p.service.texts(target.ID)); diff != "" {
			t.Errorf("texts (-want +got):\n%s", diff)
		}
		p.types("d")
		p.shows("Delete this message?")
		p.types("y")
		p.shows("message deleted in")
		p.until("the time of the deletion", func(screen terminal.Screen) bool {
			return regexp.MustCompile(`deleted \d\d:\d\d`).MatchString(screen.Text())
		})
		deleted := slices.ContainsFunc(p.service.messages(target.ID), func(m message) bool { return m.DeletedOn != "" })
		if diff := cmp.Diff([]string{""}, p.service.texts(target.ID)); diff != "" || !deleted {
			t.Errorf("deleted: %v, texts (-want +got):\n%s", deleted, diff)
		}
		p.types("d")
		p.shows("this message cannot be deleted: it is deleted")
		for _, trace := range []string{"/readReceipts", "/typing"} {
			if sent := p.service.requests(http.MethodPost, trace); len(sent) > 0 {
				t.Errorf("the program has sent %d %s", len(sent), trace)
			}
		}
	})
}

// TestMessagesOfAnother are not one's own to change.
func TestMessagesOfAnother(t *testing.T) {
	t.Parallel()
	p := startBuiltIn(t, sizes()[1])
	p.shows("all loaded")
	p.openMessages(p.service.thread("On call tonight 🧑🏽‍🚒").ID)
	p.shows("messages, all loaded", "Quiet night, everybody.")
	p.types("e")
	p.shows("this message cannot be edited: only its sender may")
	screen := p.until("the message's id", func(screen terminal.Screen) bool {
		return regexp.MustCompile(`message \d+ ·`).MatchString(screen.Text())
	})
	if id := paneID(screen); !strings.HasPrefix(id, "8:acs:") || id == emulator.DemoUserID {
		t.Errorf("sent by %q", id)
	}
}
