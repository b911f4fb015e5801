package emulator_test

import (
	"context"
	"fmt"
	"net/http"

	"acs-chat-tui/acs/emulator"
)

// A server on a free port, and a request with the demo operator's token.
func Example() {
	ctx := context.Background()
	server, err := emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Version: "1.0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = server.Close(ctx) }()

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.Endpoint()+"/chat/threads?api-version=2025-03-15", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+server.Token())
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = response.Body.Close() }()
	fmt.Println(response.Status, response.Header.Get(emulator.Header))
	// Output: 200 OK 1.0
}
