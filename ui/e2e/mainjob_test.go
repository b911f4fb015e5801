//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// eachWay runs a test on the built-in emulator and on another process's, in both
// sizes.
func eachWay(t *testing.T, run func(t *testing.T, p *program)) {
	t.Helper()
	for _, s := range sizes() {
		t.Run("built-in "+s.name, func(t *testing.T) {
			t.Parallel()
			run(t, startBuiltIn(t, s))
		})
		t.Run("other process "+s.name, func(t *testing.T) {
			t.Parallel()
			run(t, startConnected(t, s))
		})
	}
}

func TestSaysThatItIsTheEmulator(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("EMULATOR", "This is the built-in emulator", "gone on exit", "n makes a new thread",
				"AZURE_COMMUNICATION_ENDPOINT", "all loaded")
			connected := startConnected(t, s)
			connected.shows("EMULATOR", "all loaded")
			if connected.Screen().Contains("built-in emulator") {
				t.Errorf("another process's emulator is called built-in:\n%s", connected.Screen().Frame())
			}
		})
	}
}

// unknownID is a well-formed id that no service knows.
func unknownID() string { return "8:acs:" + uuid.NewString() + "_" + uuid.NewString() }

func TestCreateWithARefusedParticipant(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		topic := fmt.Sprintf("Night shift %d", rand.Int())
		first, second, refused := emulator.KnownUserID(rand.IntN(1e6)+1000), emulator.KnownUserID(rand.IntN(1e6)+2e6), unknownID()
		code, message := fmt.Sprintf("Made%d", rand.Int()), fmt.Sprintf("made up %d", rand.Int())

		p.shows("all loaded")
		p.types("n")
		p.shows("New thread", "▸ topic")
		p.types(topic, terminal.Tab, "The operator", terminal.Tab, terminal.Tab)
		p.types(first, terminal.Tab, "Ada", terminal.Enter, terminal.Enter)
		p.types(second, terminal.Tab, "Grace", terminal.Enter, terminal.Enter)
		p.types(refused)
		p.shows("  4 ", "Grace", "of another resource")

		// The service refuses the whole request, for a reason nobody knows before.
		p.service.faults(fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusBadRequest, Code: code, Message: message, Times: 1})
		p.types(terminal.CtrlS)
		p.shows(code, message)
		p.shows(topic, "The operator", "Ada", "Grace")

		p.types(terminal.CtrlS)
		p.shows("The thread is made", "refused 1", refused, "403", "Permissions check failed")
		made := p.service.thread(topic)
		p.shows(made.ID, "/chat/threads/19%3A")
		if diff := cmp.Diff([]string{emulator.DemoUserID, first, second}, p.service.participants(made.ID)); diff != "" {
			t.Errorf("the server holds other participants than the accepted ones (-want +got):\n%s", diff)
		}

		p.types(terminal.Enter)
		p.shows("1 Properties", topic, made.ID, "created by", emulator.DemoUserID[len(emulator.DemoUserID)-12:])
		p.types(terminal.Escape)
		p.until("the new thread in the list", func(screen terminal.Screen) bool {
			return strings.Contains(screen.Text(), topic[:18]) && screen.Contains("all loaded")
		})
	})
}

func TestPropertiesAreFresh(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		target := p.service.create(fmt.Sprintf("before %d", rand.Int()))
		p.types(terminal.CtrlR)
		p.shows(target.Topic[:18])
		topic, value := fmt.Sprintf("after %d", rand.Int()), fmt.Sprintf("value%d", rand.Int())
		status := p.service.do(http.MethodPatch, "/chat/threads/"+url.PathEscape(target.ID)+"?api-version="+apiVersion,
			"application/merge-patch+json", map[string]any{
				"topic": topic, "metadata": map[string]string{"colour": value},
				"retentionPolicy": map[string]any{"kind": "threadCreationDate", "deleteThreadAfterDays": 77},
			}, nil)
		if status != http.StatusNoContent {
			t.Fatalf("the change answered %d", status)
		}
		p.types("g", terminal.Enter)
		p.shows(topic, "colour = "+value, "77 days after its creation", target.ID)
	})
}

func TestAddAPastedList(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		target := p.service.create(fmt.Sprintf("Paste %d", rand.Int()))
		bad := []string{unknownID(), unknownID()}
		base := rand.IntN(1e6) + 5000
		var lines, good []string
		for i := range 28 {
			id := emulator.KnownUserID(base + i)
			good = append(good, id)
			lines = append(lines, fmt.Sprintf("%s, Pasted %02d", id, i))
		}
		lines = slices.Insert(lines, 11, bad[0]+", Nobody one")
		lines = append(lines, bad[1]+", Nobody two")

		p.openParticipants(target.ID)
		p.shows("1 participant, all loaded")
		p.types("a")
		p.shows("Add participants")
		p.types(terminal.Paste(strings.Join(lines, "\n")))
		p.shows(" 30 ", "Nobody two")
		p.types(terminal.CtrlS)
		p.shows("28 accepted", "2 refused", "Permissions check failed", "Nobody one")
		want := append([]string{emulator.DemoUserID}, good...)
		if diff := cmp.Diff(want, p.service.participants(target.ID)); diff != "" {
			t.Fatalf("the server holds others (-want +got):\n%s", diff)
		}

		// The two that stay are mended, and only they are sent again.
		mended := []string{emulator.KnownUserID(base + 100), emulator.KnownUserID(base + 101)}
		p.types(terminal.CtrlU, mended[0])
		p.types(terminal.Down)
		p.until("the focus on the last row", func(screen terminal.Screen) bool {
			return strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(selected(screen), "▸")), "30")
		})
		p.types(terminal.CtrlU, mended[1], terminal.CtrlS)
		p.shows("30 accepted", "nothing is left to send")
		posts := p.service.requests(http.MethodPost, ":add")
		if len(posts) != 2 {
			t.Fatalf("%d POSTs, want 2", len(posts))
		}
		var sent struct {
			Participants []participant `json:"participants"`
		}
		if err := json.Unmarshal([]byte(posts[1].Body), &sent); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, item := range sent.Participants {
			ids = append(ids, item.CommunicationIdentifier.RawID)
		}
		if diff := cmp.Diff(mended, ids); diff != "" {
			t.Errorf("the second POST holds others than the mended two (-want +got):\n%s", diff)
		}
		p.types(terminal.Escape)
		p.shows("31 participants, all loaded")
	})
}

// TestSomebodyElsesChangeIsShown edits a thread that another client changes between
// the opening of the form and its sending.
func TestSomebodyElsesChangeIsShown(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, s)
			p.shows("all loaded")
			thread := p.service.create("Night shift")
			p.types("o")
			p.shows("Open a thread by its id")
			p.types(thread.ID, terminal.Enter)
			p.shows("1 Properties", "created by")
			p.types("e")
			p.shows("Edit “Night shift”")
			p.types(" of Tuesday")
			p.shows("Night shift of Tuesday")
			path := "/chat/threads/" + url.PathEscape(thread.ID) + "?api-version=" + apiVersion
			if status := p.service.do(http.MethodPatch, path, "application/merge-patch+json", map[string]string{"topic": "Theirs"}, nil); status != http.StatusNoContent {
				t.Fatalf("changing the topic answered %d", status)
			}
			p.types(terminal.CtrlS)
			p.shows("Somebody else has changed the thread meanwhile", "the topic is “Theirs” now", "Night shift of Tuesday")
			p.service.thread("Theirs")
			p.types(terminal.CtrlS)
			p.shows("updated: topic", "1 Properties")
			p.service.thread("Night shift of Tuesday")
		})
	}
}
