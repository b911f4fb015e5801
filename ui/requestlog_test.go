package ui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// quickRetries lets the client try again without a wait worth mentioning.
func quickRetries(o *acs.ClientOptions) { o.ThrottledDelay = time.Millisecond }

// requestMore sends that many requests beside the screens, as a token's renewal would.
func (h *harness) requestMore(times int) *harness {
	h.t.Helper()
	for range times {
		if _, err := h.client.NewListChatThreadsPager(nil).NextPage(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		exchanges, ok := h.exchanges.Take()
		if !ok {
			h.t.Fatal("nothing was observed")
		}
		h.send(exchanges)
	}
	return h
}

// sent gives exchanges to the program that nobody sent.
func (h *harness) sent(exchanges ...acs.Exchange) *harness {
	h.send(command.ExchangesMsg{Exchanges: exchanges})
	return h
}

// numbered are exchanges whose paths end in their numbers.
func numbered(from, to int) []acs.Exchange {
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

// cursor is the line under the cursor.
func (h *harness) cursor() string {
	h.t.Helper()
	lines := h.lines("▸ ")
	if len(lines) != 1 {
		h.t.Fatalf("%d lines under the cursor:\n%s", len(lines), h.screen())
	}
	return strings.Join(strings.Fields(strings.TrimRight(lines[0], "│┃")), " ")
}

// TestTheLogShowsEveryAttempt, a lost one as well, newest first.
func TestTheLogShowsEveryAttempt(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: quickRetries}).settle()
	h.fault(
		emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1},
		emulator.Fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusTooManyRequests, Times: 1},
	)
	h.press("n").write("Lunch").press("ctrl+s").settle()
	h.wants("The thread is made")
	h.press("L")
	h.wants("Request log: ", "time method path answer took attempt sent received")
	var rows []string
	for _, line := range h.lines("POST") {
		rows = append(rows, strings.Join(strings.Fields(strings.TrimPrefix(line, "▸")), " "))
	}
	want := []string{
		"09:30:15 POST /chat/threads 201 Created <1 ms 3 of 4",
		"09:30:15 POST /chat/threads 429 Too Many Requests <1 ms 2 of 4",
		"09:30:15 POST /chat/threads answer lost <1 ms 1 of 4",
	}
	for i, row := range rows {
		if len(rows) != len(want) || !strings.HasPrefix(row, want[i]) {
			t.Fatalf("the rows are %q, want %q", rows, want)
		}
	}
	h.press("/").write("lost").press("enter", "enter")
	h.wants("POST "+h.server.URL+"/chat/threads?api-version=2025-03-15", "operation CreateChatThread", "answer answer lost",
		"closed the connection before it was complete", "attempt 1 of at most 4", "client request id", "Authorization Bearer REDACTED",
		`"topic": "Lunch"`, "No answer came")
}

// TestDetailsShowEverything: headers, ids and both bodies, indented.
func TestDetailsShowEverything(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("Lunch").press("ctrl+s").settle().press("esc").settle()
	h.press("L", "/").write("201 created").press("enter", "enter")
	h.wants("answer 201 Created", "begun 2025-11-03 09:30:15", "ms-cv", "Request headers", "Content-Type application/json", "Repeatability-Request-Id",
		"Request body", `"topic": "Lunch"`)
	h.press("G")
	h.wants("Response headers", "X-Acs-Emulator", "Response body", `"chatThread": {`, `"createdByCommunicationIdentifier": {`)
	h.press("esc")
	h.wants("match")
	h.press("esc")
	h.wants("newest first")
	h.press("esc")
	h.wantsNot("newest first")
}

// TestTheLogFollowsOnTheFirstRow and stays on any other.
func TestTheLogFollowsOnTheFirstRow(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.sent(numbered(1, 60)...).press("L")
	h.wants("61 requests, newest first")
	step := func(want string) {
		t.Helper()
		if got := h.cursor(); !strings.Contains(got, want+" ") {
			t.Errorf("the cursor is on %q, not on %s\n%s", got, want, h.screen())
		}
	}
	step("/chat/threads/60")
	h.sent(numbered(61, 62)...)
	step("/chat/threads/62")
	h.press("j", "j")
	step("/chat/threads/60")
	before := h.lines("/chat/threads/60 ")
	h.press("pgdown", "pgdown", "k")
	held := h.cursor()
	place := strings.Index(h.screen(), "▸ ")
	h.sent(numbered(63, 70)...)
	if got := h.cursor(); got != held || strings.Index(h.screen(), "▸ ") != place {
		t.Errorf("the cursor moved from %q to %q", held, got)
	}
	h.press("g")
	step("/chat/threads/70")
	h.sent(numbered(71, 71)...)
	step("/chat/threads/71")
	// What is opened is what one comes back to.
	h.press("enter").sent(numbered(72, 73)...).press("esc")
	step("/chat/threads/71")
	h.press("g")
	step("/chat/threads/73")
	if len(before) != 1 {
		t.Errorf("%q", before)
	}
}

// TestAFilterOfTheLog finds words anywhere, keeps the place, and lets new ones in.
func TestAFilterOfTheLog(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.sent(numbered(1, 30)...).press("L", "j", "j", "j", "/").write("threads/2 200 ok")
	h.wants("filter › threads/2 200 ok", "11 of 31 requests match")
	h.press("q") // text
	h.wants("0 of 31 requests match", "No request matches the filter. esc clears it.")
	h.press("backspace", "enter", "j", "j")
	h.wants("esc clears")
	on := h.cursor()
	h.sent(numbered(200, 210)...)
	h.wants("22 of 42 requests match")
	if got := h.cursor(); got != on || !strings.Contains(on, "/chat/threads/27 ") {
		t.Errorf("the cursor is on %q, was on %q", got, on)
	}
	h.press("esc")
	h.wants("42 requests, newest first")
	if got := h.cursor(); got != on {
		t.Errorf("without the filter the cursor is on %q, was on %q", got, on)
	}
	h.press("/").write("none such").press("esc")
	if got := h.cursor(); got != on {
		t.Errorf("after a filter that matched nothing the cursor is on %q, was on %q", got, on)
	}
	h.press("/").write("!threads/2")
	h.wants("20 of 42 requests match")
}

// TestTheLogIsOpenOnce, outlasts its page, and is text in a field.
func TestTheLogIsOpenOnce(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("L", "L", "!", "L").requestMore(2)
	h.wants("3 requests, newest first")
	if got := len(h.app.Destinations()); got != 3 {
		t.Errorf("%d screens are open", got)
	}
	h.press("esc")
	h.wants("Nothing has been reported in this session.")
	h.press("esc")
	h.wants("18 threads, all loaded")
	h.press("j", "enter").settle().requestMore(1).press("L")
	h.wants("5 requests, newest first")
	h.press("esc")
	h.wants("▸1 Properties")
	h.press("esc", "n").write("L").settle()
	if got := h.title(); got != "New thread" {
		t.Errorf("L in a field opened %q", got)
	}
	h.press("esc", "y", "/").write("L")
	h.wants("filter › L")
}

// TestTheLogIsBounded, and says what gave way.
func TestTheLogIsBounded(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.sent(numbered(1, 499)...).press("L")
	h.wants("500 requests, newest first")
	h.wantsNot("dropped")
	h.press("G")
	h.sent(numbered(500, 520)...)
	h.wants("500 requests, newest first · 21 older dropped: 500 or 16.0 MiB are kept")
	if got := h.cursor(); !strings.Contains(got, "/chat/threads/21 ") {
		t.Errorf("the oldest one went, and the cursor is on %q", got)
	}
	h.send(command.ExchangesMsg{Exchanges: numbered(521, 521), Lost: 3})
	h.wants("3 came too fast to be kept")

	large := numbered(1, 300)
	for i := range large {
		large[i].ResponseBody = acs.ExchangeBody{Content: []byte(strings.Repeat("x", acs.ExchangeBodyLimit)), Size: 5 << 20}
	}
	h.sent(large...)
	kept := 0
	if _, err := fmt.Sscanf(strings.TrimSpace(h.lines("newest first")[0]), "Request log: %d requests", &kept); err != nil || kept < 240 || kept > 256 {
		t.Errorf("%d of 64 KiB are kept: %v", kept, err)
	}
}

// TestClearingTheLogAsksFirst, and an empty log is no trouble to any key.
func TestClearingTheLogAsksFirst(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.sent(numbered(1, 520)...).press("L", "ctrl+l")
	h.wants("Clear the request log?", "500 requests would be gone.")
	h.press("enter")
	h.wants("500 requests, newest first")
	h.press("/").write("5").press("enter", "ctrl+l", "y")
	h.wants("0 requests, newest first", "The log was cleared, and nothing was sent since.")
	h.press("enter", "y", "E", "/", "ctrl+l", "j")
	h.wants("0 requests, newest first", "there is no request to save")
	h.requestMore(1)
	h.wants("1 request, newest first")
	if got := h.cursor(); !strings.Contains(got, "GET /chat/threads") {
		t.Errorf("the cursor is on %q", got)
	}
}

// TestASignedRequestIsNotCopied, and the footer and help say so.
func TestASignedRequestIsNotCopied(t *testing.T) {
	t.Parallel()
	r := &resource{}
	h := r.connect(t, setup{})
	h.paste(emulator.DemoUserID).press("enter")
	h.untilShown("18 threads, all loaded")
	h.press("L", "/").write("issueaccesstoken").press("enter")
	h.wantsNot("copy as curl")
	h.press("y")
	h.wants("not copied as curl: it is signed with the access key")
	if len(h.copied) != 0 {
		t.Errorf("copied %q", h.copied)
	}
	h.press("enter", "G")
	h.wants("Response body (left out: it may hold an access token)")
	h.press("?")
	h.wants("copy as curl: it is signed with the access key")
}

// TestAKeyOfTheLogCostsTheSameAtEveryLength, and about what it costs in other lists.
func TestAKeyOfTheLogCostsTheSameAtEveryLength(t *testing.T) {
	cost := func(entries int) float64 {
		h := start(t, setup{}).settle()
		h.sent(numbered(1, entries)...).press("L", "G")
		return testing.AllocsPerRun(50, h.moveAndView())
	}
	few, many := cost(60), cost(500)
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 60 rows, %v at 500: they must differ by less than 10 %%", few, many)
	}
	if lists := testing.AllocsPerRun(50, twoHundredAndFifty(t).moveAndView()); many > 2*lists {
		t.Errorf("%v allocations a key, %v in a list of participants: more than twice as many", many, lists)
	}
}

func BenchmarkKeyOfTheLog(b *testing.B) {
	h := start(b, setup{}).settle()
	h.sent(numbered(1, 500)...).press("L", "G")
	key := h.moveAndView()
	b.ReportAllocs()
	for b.Loop() {
		key()
	}
}

// BenchmarkExchangeInTheLog is what one more costs while a filter is in force.
func BenchmarkExchangeInTheLog(b *testing.B) {
	h := start(b, setup{}).settle()
	h.sent(numbered(1, 500)...).press("L", "/").write("get chat").press("enter")
	one := command.ExchangesMsg{Exchanges: numbered(7, 7)}
	b.ReportAllocs()
	for b.Loop() {
		h.app.Update(tea.Msg(one))
		h.app.View()
	}
}
