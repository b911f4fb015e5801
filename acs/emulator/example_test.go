package emulator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

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

// A message of one user, read by another one: whoever is needed exists already.
func ExampleService_Token() {
	service := emulator.New(emulator.Options{Seed: emulator.SeedEmpty})
	// call sends a request as a user and gives one member of the answer.
	call := func(user, method, path, body, member string) string {
		token, err := service.Token(user, 0)
		if err != nil {
			return err.Error()
		}
		request := httptest.NewRequestWithContext(context.Background(), method, "http://localhost"+path+"?api-version=2025-03-15", strings.NewReader(body))
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		service.ServeHTTP(answer, request)
		_, value, _ := strings.Cut(answer.Body.String(), `"`+member+`":"`)
		value, _, _ = strings.Cut(value, `"`)
		return value
	}
	operator, customer := emulator.DemoUserID, emulator.KnownUserID(1)
	thread := call(operator, "POST", "/chat/threads",
		`{"topic":"Order 7","participants":[{"communicationIdentifier":{"rawId":"`+customer+`"}}]}`, "id")
	call(customer, "POST", "/chat/threads/"+thread+"/messages", `{"content":"Where is it?"}`, "id")
	fmt.Println(call(operator, "GET", "/chat/threads/"+thread+"/messages", "", "message"))
	// Output: Where is it?
}
