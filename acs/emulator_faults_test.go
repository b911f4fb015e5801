package acs_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"

	"github.com/google/go-cmp/cmp"
)

// TestALostDeletionIsConcluded lets the emulator carry out what it was asked and
// answer nothing.
func TestALostDeletionIsConcluded(t *testing.T) {
	for _, kind := range []emulator.FaultKind{"drop-after-commit", "truncate", "drop", "garbage"} {
		server := startEmulator(t)
		client, ctx := asUser(t, server, emulator.DemoUserID), t.Context()
		thread, left := someThread(t, client), someThread(t, client, emulator.KnownUserID(1))
		sent, err := client.SendChatMessage(ctx, thread, "hi", nil)
		if err != nil {
			t.Fatal(err)
		}
		calls := []struct {
			operation string
			call      func() (bool, error)
		}{
			{"DeleteChatMessage", func() (bool, error) {
				got, err := client.DeleteChatMessage(ctx, thread, sent.ID, nil)
				return got.ConcludedFromRefusal, err
			}},
			{"DeleteChatThread", func() (bool, error) {
				got, err := client.DeleteChatThread(ctx, thread, nil)
				return got.ConcludedFromRefusal, err
			}},
			{"RemoveChatParticipant", func() (bool, error) {
				got, err := client.RemoveChatParticipant(ctx, left, acs.ParseRawID(emulator.DemoUserID), nil)
				return got.ConcludedFromRefusal, err
			}},
		}
		for _, test := range calls {
			if err := server.Service().SetFaults([]emulator.Fault{{Operation: test.operation, Kind: kind, Times: 1}}); err != nil {
				t.Fatal(err)
			}
			concluded, err := test.call()
			if kind == "garbage" {
				// An answer came, and it is not the service's; it is not asked for again.
				if _, ok := errors.AsType[*acs.UnexpectedAnswerError](err); !ok || !acs.OutcomeUnknown(err) {
					t.Errorf("%s, %s: error %v", test.operation, kind, err)
				}
				continue
			}
			if want := kind != "drop"; err != nil || concluded != want {
				t.Errorf("%s, %s: concluded %v, error %v; want %v and none", test.operation, kind, concluded, err, want)
			}
		}
		members := asUser(t, server, emulator.KnownUserID(1)).NewListChatParticipantsPager(left, nil)
		if page, err := members.NextPage(ctx); err != nil || len(page.Value) != 1 {
			t.Errorf("%s: %d members are left, error %v; want 1", kind, len(page.Value), err)
		}
	}
}

func TestALostAnswerMakesNoSecondMessage(t *testing.T) {
	for _, kind := range []emulator.FaultKind{"drop-after-commit", "truncate", "garbage"} {
		server := startEmulator(t)
		client := asUser(t, server, emulator.DemoUserID)
		thread := someThread(t, client)
		if err := server.Service().SetFaults([]emulator.Fault{{Operation: "SendChatMessage", Kind: kind, Times: 1}}); err != nil {
			t.Fatal(err)
		}
		got, err := client.SendChatMessage(t.Context(), thread, "hi", nil)
		if !acs.OutcomeUnknown(err) || got.ID != "" {
			t.Errorf("%s: response %+v, error %v; want an unknown outcome", kind, got, err)
		}
		if diff := cmp.Diff([]string{"text: hi", "topicUpdated: Lunch", "participantAdded " + emulator.DemoUserID}, said(t, client, thread, 50)); diff != "" {
			t.Errorf("%s: messages (-want +got):\n%s", kind, diff)
		}
	}
}

func TestRepeatedChangesAreOneChange(t *testing.T) {
	for _, kind := range []emulator.FaultKind{"drop-after-commit", "truncate", "drop"} {
		server := startEmulator(t)
		client, ctx := asUser(t, server, emulator.DemoUserID), t.Context()
		thread := someThread(t, client)
		sent, err := client.SendChatMessage(ctx, thread, "hi", nil)
		if err != nil {
			t.Fatal(err)
		}
		var faults []emulator.Fault
		for _, operation := range []string{"UpdateChatThreadProperties", "UpdateChatMessage", "SendChatReadReceipt", "SendTypingNotification"} {
			faults = append(faults, emulator.Fault{Operation: operation, Kind: kind, Times: 1})
		}
		if err := server.Service().SetFaults(faults); err != nil {
			t.Fatal(err)
		}
		_, errThread := client.UpdateChatThreadProperties(ctx, thread, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"goes": nil}})
		_, errMessage := client.UpdateChatMessage(ctx, thread, sent.ID, &acs.UpdateChatMessageOptions{Content: new("ho")})
		_, errReceipt := client.SendChatReadReceipt(ctx, thread, sent.ID, nil)
		_, errTyping := client.SendTypingNotification(ctx, thread, nil)
		if err := errors.Join(errThread, errMessage, errReceipt, errTyping); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		got, err := client.GetChatThreadProperties(ctx, thread, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"stays": "1"}, got.Metadata); diff != "" {
			t.Errorf("%s: metadata (-want +got):\n%s", kind, diff)
		}
		if text := *getMessage(t, client, thread, sent.ID).Content.Message; text != "ho" {
			t.Errorf("%s: message %q", kind, text)
		}
		receipts, err := client.NewListChatReadReceiptsPager(thread, nil).NextPage(ctx)
		if err != nil || len(receipts.Value) != 1 {
			t.Errorf("%s: receipts %+v, error %v", kind, receipts.Value, err)
		}
		if left := server.Service().Faults(); len(left) != 0 {
			t.Errorf("%s: faults that met nothing: %+v", kind, left)
		}
	}
}

// TestAMessageThatComesBetweenPagesIsRepeated reads a page, sends a message, and
// reads on.
func TestAMessageThatComesBetweenPagesIsRepeated(t *testing.T) {
	client := asUser(t, startEmulator(t), emulator.DemoUserID)
	thread := someThread(t, client)
	for n := range 4 {
		if _, err := client.SendChatMessage(t.Context(), thread, fmt.Sprint(n), nil); err != nil {
			t.Fatal(err)
		}
	}
	pager := client.NewListChatMessagesPager(thread, &acs.ListChatMessagesOptions{MaxPageSize: new(int32(2))})
	times := map[string]int{}
	for number := 0; pager.More(); number++ {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, message := range page.Value {
			times[message.ID]++
		}
		if number == 0 {
			// A change of one that was listed: it is there again, in its new form.
			edit := &acs.UpdateChatMessageOptions{Content: new("3, edited")}
			if _, err := client.UpdateChatMessage(t.Context(), thread, page.Value[0].ID, edit); err != nil {
				t.Fatal(err)
			}
		}
	}
	var got []int
	total := 0
	for _, count := range times {
		got = append(got, count)
		total += count
	}
	if len(got) != 6 || total != 7 {
		t.Errorf("%d messages listed %d times in all, want 6 and 7: %v", len(got), total, times)
	}
}

func TestAClientServesManyAtOnce(t *testing.T) {
	client := asUser(t, startEmulator(t), emulator.DemoUserID)
	thread := someThread(t, client)
	const senders, each = 8, 5
	var group sync.WaitGroup
	failed := make(chan error, senders*each*2)
	for sender := range senders {
		group.Go(func() {
			for n := range each {
				sent, err := client.SendChatMessage(t.Context(), thread, fmt.Sprintf("%d.%d", sender, n), nil)
				failed <- err
				_, err = client.GetChatMessage(t.Context(), thread, sent.ID, nil)
				failed <- err
			}
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			t.Error(err)
		}
	}
	counts := map[string]int{}
	for _, text := range said(t, client, thread, 7) {
		counts[text]++
	}
	for sender := range senders {
		for n := range each {
			if text := fmt.Sprintf("text: %d.%d", sender, n); counts[text] != 1 {
				t.Errorf("%q is there %d times", text, counts[text])
			}
		}
	}
}
