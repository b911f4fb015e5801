package requestlog_test

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
	"acs-chat-tui/ui/uitest"
)

// quickRetries lets the client try again without a wait worth mentioning.
func quickRetries(o *acs.ClientOptions) { o.ThrottledDelay = time.Millisecond }

// requestMore sends that many requests beside the screens, as a token's renewal would.
func requestMore(h *uitest.Harness, times int) *uitest.Harness {
	h.T.Helper()
	for range times {
		if _, err := h.Client.NewListChatThreadsPager(nil).NextPage(h.T.Context()); err != nil {
			h.T.Fatal(err)
		}
		exchanges, ok := h.Exchanges.Take()
		if !ok {
			h.T.Fatal("nothing was observed")
		}
		h.Send(exchanges)
	}
	return h
}

// cursor is the line under the cursor.
func cursor(h *uitest.Harness) string {
	h.T.Helper()
	lines := h.Lines("▸ ")
	if len(lines) != 1 {
		h.T.Fatalf("%d lines under the cursor:\n%s", len(lines), h.Screen())
	}
	return strings.Join(strings.Fields(strings.TrimRight(lines[0], "│┃")), " ")
}

// TestTheLogShowsEveryAttempt, a lost one as well, newest first.
func TestTheLogShowsEveryAttempt(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: quickRetries}).Settle()
	h.Fault(
		emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1},
		emulator.Fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusTooManyRequests, Times: 1},
	)
	h.Press("n").Write("Lunch").Press("ctrl+s").Settle()
	h.Wants("The thread is made")
	h.Press("L")
	h.Wants("Request log: ", "time method path answer took attempt sent received")
	var rows []string
	for _, line := range h.Lines("POST") {
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
	h.Press("/").Write("lost").Press("enter", "enter")
	h.Wants("POST "+h.Server.URL+"/chat/threads?api-version=2025-03-15", "operation CreateChatThread", "answer answer lost",
		"closed the connection before it was complete", "attempt 1 of at most 4", "client request id", "Authorization Bearer REDACTED",
		`"topic": "Lunch"`, "No answer came")
}

// TestDetailsShowEverything: headers, ids and both bodies, indented.
func TestDetailsShowEverything(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("Lunch").Press("ctrl+s").Settle().Press("esc").Settle()
	h.Press("L", "/").Write("201 created").Press("enter", "enter")
	h.Wants("answer 201 Created", "begun 2025-11-03 09:30:15", "ms-cv", "Request headers", "Content-Type application/json", "Repeatability-Request-Id",
		"Request body", `"topic": "Lunch"`)
	h.Press("G")
	h.Wants("Response headers", "X-Acs-Emulator", "Response body", `"chatThread": {`, `"createdByCommunicationIdentifier": {`)
	h.Press("esc")
	h.Wants("match")
	h.Press("esc")
	h.Wants("newest first")
	h.Press("esc")
	h.WantsNot("newest first")
}

// TestTheLogFollowsOnTheFirstRow and stays on any other.
func TestTheLogFollowsOnTheFirstRow(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 60)...).Press("L")
	h.Wants("61 requests, newest first")
	step := func(want string) {
		t.Helper()
		if got := cursor(h); !strings.Contains(got, want+" ") {
			t.Errorf("the cursor is on %q, not on %s\n%s", got, want, h.Screen())
		}
	}
	step("/chat/threads/60")
	h.Sent(uitest.Numbered(61, 62)...)
	step("/chat/threads/62")
	h.Press("j", "j")
	step("/chat/threads/60")
	before := h.Lines("/chat/threads/60 ")
	h.Press("pgdown", "pgdown", "k")
	held := cursor(h)
	place := strings.Index(h.Screen(), "▸ ")
	h.Sent(uitest.Numbered(63, 70)...)
	if got := cursor(h); got != held || strings.Index(h.Screen(), "▸ ") != place {
		t.Errorf("the cursor moved from %q to %q", held, got)
	}
	h.Press("g")
	step("/chat/threads/70")
	h.Sent(uitest.Numbered(71, 71)...)
	step("/chat/threads/71")
	// What is opened is what one comes back to.
	h.Press("enter").Sent(uitest.Numbered(72, 73)...).Press("esc")
	step("/chat/threads/71")
	h.Press("g")
	step("/chat/threads/73")
	if len(before) != 1 {
		t.Errorf("%q", before)
	}
}

// TestAFilterOfTheLog finds words anywhere, keeps the place, and lets new ones in.
func TestAFilterOfTheLog(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 30)...).Press("L", "j", "j", "j", "/").Write("threads/2 200 ok")
	h.Wants("filter › threads/2 200 ok", "11 of 31 requests match")
	h.Press("q") // text
	h.Wants("0 of 31 requests match", "No request matches the filter. esc clears it.")
	h.Press("backspace", "enter", "j", "j")
	h.Wants("esc clears")
	on := cursor(h)
	h.Sent(uitest.Numbered(200, 210)...)
	h.Wants("22 of 42 requests match")
	if got := cursor(h); got != on || !strings.Contains(on, "/chat/threads/27 ") {
		t.Errorf("the cursor is on %q, was on %q", got, on)
	}
	h.Press("esc")
	h.Wants("42 requests, newest first")
	if got := cursor(h); got != on {
		t.Errorf("without the filter the cursor is on %q, was on %q", got, on)
	}
	h.Press("/").Write("none such").Press("esc")
	if got := cursor(h); got != on {
		t.Errorf("after a filter that matched nothing the cursor is on %q, was on %q", got, on)
	}
	h.Press("/").Write("!threads/2")
	h.Wants("20 of 42 requests match")
}

// TestTheLogIsOpenOnce, outlasts its page, and is text in a field.
func TestTheLogIsOpenOnce(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	requestMore(h.Press("L", "L", "!", "L"), 2)
	h.Wants("3 requests, newest first")
	if got := len(h.App.Destinations()); got != 3 {
		t.Errorf("%d screens are open", got)
	}
	h.Press("esc")
	h.Wants("Nothing has been reported in this session.")
	h.Press("esc")
	h.Wants("18 threads, all loaded")
	requestMore(h.Press("j", "enter").Settle(), 1).Press("L")
	h.Wants("5 requests, newest first")
	h.Press("esc")
	h.Wants("▸1 Properties")
	h.Press("esc", "n").Write("L").Settle()
	if got := h.Title(); got != "New thread" {
		t.Errorf("L in a field opened %q", got)
	}
	h.Press("esc", "y", "/").Write("L")
	h.Wants("filter › L")
}

// TestTheLogIsBounded, and says what gave way.
func TestTheLogIsBounded(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 499)...).Press("L")
	h.Wants("500 requests, newest first")
	h.WantsNot("dropped")
	h.Press("G")
	h.Sent(uitest.Numbered(500, 520)...)
	h.Wants("500 requests, newest first · 21 older dropped: 500 or 16.0 MiB are kept")
	if got := cursor(h); !strings.Contains(got, "/chat/threads/21 ") {
		t.Errorf("the oldest one went, and the cursor is on %q", got)
	}
	h.Send(command.ExchangesMsg{Exchanges: uitest.Numbered(521, 521), Lost: 3})
	h.Wants("3 came too fast to be kept")

	large := uitest.Numbered(1, 300)
	for i := range large {
		large[i].ResponseBody = acs.ExchangeBody{Content: []byte(strings.Repeat("x", acs.ExchangeBodyLimit)), Size: 5 << 20}
	}
	h.Sent(large...)
	kept := 0
	if _, err := fmt.Sscanf(strings.TrimSpace(h.Lines("newest first")[0]), "Request log: %d requests", &kept); err != nil || kept < 240 || kept > 256 {
		t.Errorf("%d of 64 KiB are kept: %v", kept, err)
	}
}

// TestClearingTheLogAsksFirst, and an empty log is no trouble to any key.
func TestClearingTheLogAsksFirst(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 520)...).Press("L", "ctrl+l")
	h.Wants("Clear the request log?", "500 requests would be gone.")
	h.Press("enter")
	h.Wants("500 requests, newest first")
	h.Press("/").Write("5").Press("enter", "ctrl+l", "y")
	h.Wants("0 requests, newest first", "The log was cleared, and nothing was sent since.")
	h.Press("enter", "y", "E", "/", "ctrl+l", "j")
	h.Wants("0 requests, newest first", "there is no request to save")
	requestMore(h, 1)
	h.Wants("1 request, newest first")
	if got := cursor(h); !strings.Contains(got, "GET /chat/threads") {
		t.Errorf("the cursor is on %q", got)
	}
}

// TestASignedRequestIsNotCopied, and the footer and help say so.
func TestASignedRequestIsNotCopied(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{}
	h := r.Connect(t, uitest.Setup{})
	h.Paste(emulator.DemoUserID).Press("enter")
	h.UntilShown("18 threads, all loaded")
	h.Press("L", "/").Write("issueaccesstoken").Press("enter")
	h.WantsNot("copy as curl")
	h.Press("y")
	h.Wants("not copied as curl: it is signed with the access key")
	if len(h.Copied) != 0 {
		t.Errorf("copied %q", h.Copied)
	}
	h.Press("enter", "G")
	h.Wants("Response body (left out: it may hold an access token)")
	h.Press("?")
	h.Wants("copy as curl: it is signed with the access key")
}

// TestAKeyOfTheLogCostsTheSameAtEveryLength, and about what it costs in other lists.
func TestAKeyOfTheLogCostsTheSameAtEveryLength(t *testing.T) {
	cost := func(entries int) float64 {
		h := uitest.Start(t, uitest.Setup{}).Settle()
		h.Sent(uitest.Numbered(1, entries)...).Press("L", "G")
		return testing.AllocsPerRun(50, h.MoveAndView())
	}
	few, many := cost(60), cost(500)
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 60 rows, %v at 500: they must differ by less than 10 %%", few, many)
	}
	if lists := testing.AllocsPerRun(50, uitest.TwoHundredAndFifty(t).MoveAndView()); many > 2*lists {
		t.Errorf("%v allocations a key, %v in a list of participants: more than twice as many", many, lists)
	}
}

func BenchmarkKeyOfTheLog(b *testing.B) {
	h := uitest.Start(b, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 500)...).Press("L", "G")
	key := h.MoveAndView()
	b.ReportAllocs()
	for b.Loop() {
		key()
	}
}

// BenchmarkExchangeInTheLog is what one more costs while a filter is in force.
func BenchmarkExchangeInTheLog(b *testing.B) {
	h := uitest.Start(b, uitest.Setup{}).Settle()
	h.Sent(uitest.Numbered(1, 500)...).Press("L", "/").Write("get chat").Press("enter")
	one := command.ExchangesMsg{Exchanges: uitest.Numbered(7, 7)}
	b.ReportAllocs()
	for b.Loop() {
		h.App.Update(tea.Msg(one))
		h.App.View()
	}
}
