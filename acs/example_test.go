package acs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// must is for examples: what fails ends the program.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// Create a thread, add participants, and list them page by page.
func Example() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), nil))
	defer client.Close()

	me := acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(emulator.DemoUserID), DisplayName: new("Me")}
	created := must(client.CreateChatThread(ctx, "Lunch", &acs.CreateChatThreadOptions{Participants: []acs.ChatParticipant{me}}))
	added := must(client.AddChatParticipants(ctx, created.ChatThread.ID, []acs.ChatParticipant{
		{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(1)), DisplayName: new("Ann")},
		{CommunicationIdentifier: acs.ParseRawID(emulator.UnknownUserID(2)), DisplayName: new("Bob")},
		{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(3)), DisplayName: new("Cem")},
	}, nil))
	fmt.Println("not added:", len(added.InvalidParticipants), added.InvalidParticipants[0].Message)

	pager := client.NewListChatParticipantsPager(created.ChatThread.ID, &acs.ListChatParticipantsOptions{MaxPageSize: new(int32(2))})
	for number := 1; pager.More(); number++ {
		for _, participant := range must(pager.NextPage(ctx)).Value {
			fmt.Printf("page %d: %s\n", number, *participant.DisplayName)
		}
	}
	// Output:
	// not added: 1 Permissions check failed
	// page 1: Me
	// page 1: Ann
	// page 2: Cem
}

// Tell apart how a call ends: refused by the service, wrong before it was sent, and
// carried out without an answer that says so, which a create is asked for again with
// the same id.
func ExampleClient() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), nil))
	defer client.Close()

	create := func(topic, requestID string) {
		created, err := client.CreateChatThread(ctx, topic, &acs.CreateChatThreadOptions{RepeatabilityRequestID: requestID})
		if refusal, ok := errors.AsType[*acs.ResponseError](err); ok {
			fmt.Println("refused:", refusal.StatusCode, refusal.ErrorCode)
			return
		}
		if acs.OutcomeUnknown(err) {
			fmt.Println("it may be there; once more with the same id")
			return
		}
		if err != nil {
			fmt.Println("nothing was sent:", err)
			return
		}
		fmt.Println("created", created.ChatThread.Topic)
	}
	create("", "35dd6e71-251b-4e29-8376-ba93d09c3fbf")
	create("Lunch", "not a UUID")
	for range 2 {
		_ = service.Service().SetFaults([]emulator.Fault{{Operation: "CreateChatThread", Kind: "garbage", Times: 1}})
		create("Lunch", "35dd6e71-251b-4e29-8376-ba93d09c3fbf")
	}
	create("Lunch", "35dd6e71-251b-4e29-8376-ba93d09c3fbf")
	fmt.Println("threads:", len(must(client.NewListChatThreadsPager(nil).NextPage(ctx)).Value))
	// Output:
	// refused: 400 BadRequest
	// nothing was sent: CreateChatThread: the repeatability request id "not a UUID" is not a version 4 UUID
	// it may be there; once more with the same id
	// it may be there; once more with the same id
	// created Lunch
	// threads: 1
}

// Change a thread: a new topic, one key of its metadata set and another removed.
func ExampleClient_UpdateChatThreadProperties() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), nil))
	defer client.Close()

	thread := must(client.CreateChatThread(ctx, "Lunch", &acs.CreateChatThreadOptions{
		Metadata: map[string]string{"case": "17", "draft": "yes"},
	})).ChatThread
	must(client.UpdateChatThreadProperties(ctx, thread.ID, &acs.UpdateChatThreadPropertiesOptions{
		Topic:    new("Dinner"),
		Metadata: map[string]*string{"owner": new("Ann"), "draft": nil},
	}))
	now := must(client.GetChatThreadProperties(ctx, thread.ID, nil))
	fmt.Println(now.Topic, now.Metadata)
	// Output: Dinner map[case:17 owner:Ann]
}

// Read a thread back to its beginning. A message may come twice, so they are told
// apart by their ids.
func ExampleClient_NewListChatMessagesPager() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), nil))
	defer client.Close()

	thread := must(client.CreateChatThread(ctx, "Lunch", nil)).ChatThread
	must(client.SendChatMessage(ctx, thread.ID, "At one?", &acs.SendChatMessageOptions{SenderDisplayName: new("Ann")}))
	must(client.SendChatMessage(ctx, thread.ID, "<b>At two.</b>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML}))

	shown := map[string]bool{}
	pager := client.NewListChatMessagesPager(thread.ID, &acs.ListChatMessagesOptions{MaxPageSize: new(int32(3))})
	for pager.More() {
		for _, message := range must(pager.NextPage(ctx)).Value {
			if shown[message.ID] {
				continue
			}
			shown[message.ID] = true
			switch {
			case message.DeletedOn != nil:
				fmt.Println("deleted")
			case message.Content.Message != nil:
				fmt.Println(message.Type, *message.Content.Message)
			default:
				fmt.Println(message.Type)
			}
		}
	}
	// Output:
	// html <b>At two.</b>
	// text At one?
	// topicUpdated
	// participantAdded
}

// A page that failed can be asked for again: the pager stands where it stood.
func ExamplePager() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), nil))
	defer client.Close()
	thread := must(client.CreateChatThread(ctx, "Lunch", nil)).ChatThread

	_ = service.Service().SetFaults([]emulator.Fault{
		{Operation: "ListChatParticipants", Kind: "status", Status: http.StatusForbidden, Message: "Not now.", Times: 1},
	})
	pager := client.NewListChatParticipantsPager(thread.ID, nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if refusal, ok := errors.AsType[*acs.ResponseError](err); ok {
			fmt.Println("refused:", refusal.Message)
			continue
		}
		fmt.Println("participants:", len(page.Value))
	}
	// Output:
	// refused: Not now.
	// participants: 1
}

// Make users of one's own resource, and their tokens.
func ExampleIdentityClient() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	identity := must(acs.NewIdentityClientFromConnectionString(service.ConnectionString(), nil))
	defer identity.Close()

	user := must(identity.CreateUserAndToken(ctx, []acs.TokenScope{acs.TokenScopeChat}, nil))
	client := must(acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(user.AccessToken.Token()), nil))
	defer client.Close()
	thread := must(client.CreateChatThread(ctx, "Lunch", nil)).ChatThread
	fmt.Println("created by the user:", thread.CreatedBy.RawID() == user.UserID)

	must(identity.DeleteUser(ctx, user.UserID, nil))
	_, err := client.GetChatThreadProperties(ctx, thread.ID, nil)
	refusal, ok := errors.AsType[*acs.ResponseError](err)
	fmt.Println("refused:", ok && refusal.StatusCode == http.StatusUnauthorized)
	// Output:
	// created by the user: true
	// refused: true
}

// Act as a user of one's own resource: the access key issues the user's tokens,
// and the credential renews them. A token that was revoked is replaced at the next
// call.
func ExampleRenewingCredential() {
	ctx := context.Background()
	service := must(emulator.Start(ctx, "127.0.0.1:0", emulator.Options{Seed: emulator.SeedEmpty}))
	defer func() { _ = service.Close(ctx) }()
	identity := must(acs.NewIdentityClientFromConnectionString(service.ConnectionString(), nil))
	defer identity.Close()

	userID := must(identity.CreateUser(ctx, nil)).UserID
	credential := must(acs.NewRenewingCredential(acs.NewConnectionStringTokenSource(identity, userID), nil))
	defer credential.Close()
	client := must(acs.NewClient(service.Endpoint(), credential, nil))
	defer client.Close()

	// A program that stands idle for long keeps the token fresh with
	// go credential.Run(ctx).
	thread := must(client.CreateChatThread(ctx, "Lunch", nil)).ChatThread
	must(identity.RevokeTokens(ctx, userID, nil))
	fmt.Println(must(client.GetChatThreadProperties(ctx, thread.ID, nil)).Topic)
	// Output: Lunch
}
