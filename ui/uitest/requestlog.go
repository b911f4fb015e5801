package uitest

import (
	"fmt"
	"net/http"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
)

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
