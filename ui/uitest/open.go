package uitest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// WriteList writes a list into a file and returns its path.
func WriteList(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TwoHundredAndFifty opens the participants of the largest thread that the service
// has, and loads them all.
func TwoHundredAndFifty(tb testing.TB) *Harness {
	tb.Helper()
	h := Start(tb, Setup{Emulator: emulator.Options{Participants: 250}, Session: func(s *command.Session) { s.PageSize = 200 }})
	h.Settle().Press("j", "enter").Settle().Press("2").Settle()
	h.LoadAll()
	return h
}

// LoadAll loads all, and goes to the last row.
func (h *Harness) LoadAll() {
	h.T.Helper()
	for !h.Shows("all loaded") {
		h.Press("G").Settle()
	}
	h.Press("G").Screen()
}

// MoveAndView is one key of the whole program: the cursor moves, to and fro, and
// the frame is drawn.
func (h *Harness) MoveAndView() func() {
	keys := []tea.KeyMsg{Runes("k"), Runes("j")}
	n := 0
	return func() {
		before := h.App.View()
		h.App.Update(keys[n%2])
		n++
		if h.App.View() == before {
			panic("the key changed nothing")
		}
	}
}

// ExportTo exports to a file: what is marked, where something is.
func (h *Harness) ExportTo(path string) *Harness {
	h.T.Helper()
	h.Press("E")
	h.Wants("Export participants")
	h.Press("enter")
	h.Wants("The ending decides the format: .csv, .tsv or .json.", "participants-operations-all-hands-20251103-09")
	return h.Press("ctrl+u").Write(path).Press("enter")
}

// OpenFaults opens the faults with the cursor on one of them.
func (h *Harness) OpenFaults(name string) *Harness {
	h.T.Helper()
	h.Press("F").Settle()
	h.Wants("Faults of the emulator at")
	h.Press("g")
	for range 20 {
		if lines := h.Lines("▸ " + name); len(lines) > 0 {
			return h
		}
		h.Press("j")
	}
	h.T.Fatalf("no fault %q:\n%s", name, h.Screen())
	return h
}

// Deliver gives messages that were held back, and settles.
func (h *Harness) Deliver(late []tea.Msg) {
	h.T.Helper()
	if len(late) == 0 {
		h.T.Fatal("nothing was held back")
	}
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
}

// The emulator's words for a request that is not answered yet, and for one whose
// client went away.
const (
	StatusUnderWay = 0
	StatusClosed   = 499
)

// HoldBack runs the commands under way, but keeps their messages until they are
// delivered: answers that come late.
func (h *Harness) HoldBack() []tea.Msg {
	h.T.Helper()
	var late []tea.Msg
	for h.Pending > 0 {
		msg := h.count(<-h.Messages)
		if batch, ok := msg.(tea.BatchMsg); ok {
			h.Send(batch)
			continue
		}
		late = append(late, msg)
	}
	return late
}

// Ask makes a round trip to the server, for the commands that only it knows of.
func (h *Harness) Ask() {
	h.T.Helper()
	request, err := http.NewRequestWithContext(h.T.Context(), http.MethodGet, h.Server.URL+"/_emulator/health", http.NoBody)
	if err != nil {
		h.T.Fatal(err)
	}
	response, err := h.Server.Client().Do(request)
	if err != nil {
		h.T.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		h.T.Fatal(err)
	}
}

// Current is the raw id of the participant under the cursor, as the line below the
// list shows it.
func (h *Harness) Current() string {
	h.T.Helper()
	for _, line := range h.Lines("8:acs:") {
		if strings.HasPrefix(line, "8:acs:") {
			return strings.TrimSpace(line)
		}
	}
	h.T.Fatalf("no participant is under the cursor:\n%s", h.Screen())
	return ""
}

// Sent gives exchanges to the program that nobody sent.
func (h *Harness) Sent(exchanges ...acs.Exchange) *Harness {
	h.Send(command.ExchangesMsg{Exchanges: exchanges})
	return h
}

// Numbered are exchanges whose paths end in their numbers.
func Numbered(from, to int) []acs.Exchange {
	var list []acs.Exchange
	for n := from; n <= to; n++ {
		list = append(list, acs.Exchange{
			Operation: "GetChatThreadProperties", Method: http.MethodGet, URL: fmt.Sprintf("https://c.example/chat/threads/%d?api-version=2025-03-15", n),
			Attempt: 1, MaxAttempts: 4, StatusCode: http.StatusOK, Sent: true, Started: time.Date(2025, 11, 3, 9, 0, n%60, 0, time.UTC),
			RequestHeader:  http.Header{"Authorization": {"Bearer REDACTED"}, "Accept": {"application/json"}},
			ResponseHeader: http.Header{"Content-Type": {"application/json"}},
			ResponseBody:   acs.ExchangeBody{Content: []byte(`{"value":[]}`), Size: 12},
		})
	}
	return list
}
