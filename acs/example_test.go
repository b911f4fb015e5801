package acs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"acs-chat-tui/acs"
)

// Create a thread with two people, see whom the service refused, and read the
// members page by page. A small server stands in for the service.
func Example() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			answer(w, http.StatusCreated, `{"chatThread":{"id":"19:lunch@thread.v2","topic":"Lunch"},`+
				`"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"`+userB+`"}]}`)
			return
		}
		answer(w, http.StatusOK, `{"value":[{"communicationIdentifier":{"rawId":"`+userA+`","communicationUser":{"id":"`+userA+`"}},"displayName":"Jane"}]}`)
	}))
	defer service.Close()

	client, err := acs.NewClient(service.URL, acs.NewStaticTokenCredential("token"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()

	ctx := context.Background()
	name := "Jane"
	created, err := client.CreateChatThread(ctx, "Lunch", &acs.CreateChatThreadOptions{
		Participants: []acs.ChatParticipant{
			{CommunicationIdentifier: acs.ParseRawID(userA), DisplayName: &name},
			{CommunicationIdentifier: acs.ParseRawID(userB)},
		},
		RepeatabilityRequestID: "35dd6e71-251b-4e29-8376-ba93d09c3fbf",
	})
	if acs.OutcomeUnknown(err) {
		fmt.Println("create again, with the same id:", err)
		return
	}
	if refusal, ok := errors.AsType[*acs.ResponseError](err); ok {
		fmt.Println("refused:", refusal.StatusCode, refusal.Message)
		return
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("created", created.ChatThread.ID)
	for _, refused := range created.InvalidParticipants {
		fmt.Println("not added:", refused.Code, refused.Message)
	}

	pager := client.NewListChatParticipantsPager(created.ChatThread.ID, nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			fmt.Println(err) // the same page can be asked for again
			return
		}
		for _, participant := range page.Value {
			fmt.Println("member:", *participant.DisplayName)
		}
	}
	// Output:
	// created 19:lunch@thread.v2
	// not added: 403 Permissions check failed
	// member: Jane
}

// Act as a user of one's own resource: the access key issues the user's tokens,
// and the credential renews them.
func ExampleNewRenewingCredential() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			answer(w, http.StatusOK, `{"token":"token","expiresOn":"2030-01-01T00:00:00.0000000+00:00"}`)
			return
		}
		answer(w, http.StatusOK, `{"id":"19:lunch@thread.v2","topic":"Lunch"}`)
	}))
	defer service.Close()

	connection, err := acs.ParseConnectionString("endpoint=" + service.URL + "/;accesskey=a2V5")
	if err != nil {
		fmt.Println(err)
		return
	}
	identity, err := acs.NewIdentityClient(connection.Endpoint(), connection.Credential(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer identity.Close()
	credential, err := acs.NewRenewingCredential(acs.NewConnectionStringTokenSource(identity, userA), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer credential.Close()
	client, err := acs.NewClient(connection.Endpoint(), credential, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()

	// A program that stands idle for long keeps the token fresh with
	// go credential.Run(ctx).
	thread, err := client.GetChatThreadProperties(context.Background(), "19:lunch@thread.v2", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(thread.Topic)
	// Output: Lunch
}
