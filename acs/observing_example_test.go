package acs_test

import (
	"context"
	"fmt"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// Keep a log of what is really sent: every attempt of every call, without secrets.
func ExampleClientOptions() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	_ = service.Service().SetFaults([]emulator.Fault{{Operation: "CreateChatThread", Kind: "drop", Times: 1}})

	options := &acs.ClientOptions{Observer: func(x acs.Exchange) {
		fmt.Println(x.Operation, x.Attempt, "of at most", x.MaxAttempts, x.StatusCode)
		fmt.Println(x.RequestHeader.Get("Authorization"), string(x.RequestBody.Content), x.Err != nil)
	}}
	options.Retry.RetryDelay = time.Millisecond
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), options))
	defer client.Close()
	must(client.CreateChatThread(ctx, "Lunch", nil))
	// Output:
	// CreateChatThread 1 of at most 4 0
	// Bearer REDACTED {"topic":"Lunch"} true
	// CreateChatThread 2 of at most 4 201
	// Bearer REDACTED {"topic":"Lunch"} false
}
