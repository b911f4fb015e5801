package edit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// openEdit makes a thread with metadata of one's own and opens its edit form.
func openEdit(h *uitest.Harness) (threadID string) {
	h.T.Helper()
	made, err := h.Client.CreateChatThread(h.T.Context(), "Night shift", &acs.CreateChatThreadOptions{
		Metadata: map[string]string{"desk": "7", "owner": "Jane"},
	})
	if err != nil {
		h.T.Fatal(err)
	}
	h.Press("o").Write(made.ChatThread.ID).Press("enter").Settle().Press("e").Settle()
	h.Wants("Edit “Night shift”", "desk", "Jane")
	return made.ChatThread.ID
}

// patches are the bodies of the updates that the service received.
func patches(h *uitest.Harness) (bodies []map[string]any) {
	h.T.Helper()
	for _, r := range h.Requests("PATCH", "") {
		var body map[string]any
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			h.T.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

func TestOnlyWhatWasChangedIsSent(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	id := openEdit(h)
	h.Press("ctrl+s")
	h.Wants("nothing is left to change")
	// The desk gets another value, the owner goes, a floor comes, and the policy.
	h.Press("tab", "ctrl+u").Write("8").Press("tab", "ctrl+d", "ctrl+n").Write("floor").Press("tab").Write("3").
		Press("tab", "ctrl+u").Write("45")
	h.Wants("will be removed (was “Jane”)", "the service deletes the thread on 2025-12-18")
	h.Press("ctrl+x")
	h.Wants("PATCH", `"floor": "3"`, "merge-patch")
	h.Press("esc", "ctrl+s").Settle()
	h.Wants("✓ “Night shift” updated: metadata desk, metadata floor, metadata owner rem… · ! reads it", "1 Properties")
	want := []map[string]any{{
		"metadata":        map[string]any{"desk": "8", "floor": "3", "owner": ""},
		"retentionPolicy": map[string]any{"kind": "threadCreationDate", "deleteThreadAfterDays": 45.0},
	}}
	if diff := cmp.Diff(want, patches(h)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	thread, err := h.Client.GetChatThreadProperties(t.Context(), id, nil)
	if diff := cmp.Diff(map[string]string{"desk": "8", "floor": "3"}, thread.Metadata); err != nil || diff != "" {
		t.Errorf("%v, the thread has (-want +got):\n%s", err, diff)
	}
}

// TestAChangeOfSomebodyElseIsShownBeforeItIsOverwritten, and fields that were not
// touched follow it.
func TestAChangeOfSomebodyElseIsShownBeforeItIsOverwritten(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	id := openEdit(h)
	h.Press("ctrl+u").Write("Late shift")
	topic, desk := "Theirs", "9"
	if _, err := h.Client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{
		Topic: &topic, Metadata: map[string]*string{"desk": &desk, "owner": nil, "note": &topic},
	}); err != nil {
		t.Fatal(err)
	}
	h.Press("ctrl+s").Settle()
	h.Wants("Somebody else has changed the thread meanwhile", "the topic is “Theirs” now", "the metadata desk is “9” now",
		"the metadata owner is gone", "the metadata note is “Theirs” now", "Late shift")
	if n := len(patches(h)); n != 1 {
		t.Fatalf("%d updates", n)
	}
	h.Press("ctrl+s").Settle()
	h.Wants("“Theirs” updated: topic")
	if diff := cmp.Diff(map[string]any{"topic": "Late shift"}, patches(h)[1]); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestAnUpdateWhoseAnswerIsLost is not made twice: the form looks first.
func TestAnUpdateWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle()
	openEdit(h)
	h.Press("ctrl+u").Write("Late shift")
	h.Fault(emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: "drop-after-commit", Times: 1})
	h.Press("ctrl+s").Settle()
	h.Wants("Whether the thread was changed is not known", "Late shift")
	h.Press("esc")
	h.Wants("Leave the form?")
	h.Press("n", "ctrl+s").Settle()
	h.Wants("“Late shift” updated: topic", "1 Properties")
	h.WantsNot("Somebody else")
	if n := len(patches(h)); n != 1 {
		t.Errorf("%d updates", n)
	}
}

// TestAfterALostUpdate whatever is typed is compared with what the service holds by
// then, and the user's own change is nobody else's.
func TestAfterALostUpdate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, kind string
		then       func(*uitest.Harness)
		shows      string
		patches    int
		topic      string
		metadata   map[string]string
	}{
		{"typed back", "drop-after-commit", func(h *uitest.Harness) { h.Press("ctrl+u").Write("Night shift") }, "“Late shift” updated: topic", 2, "Night shift", map[string]string{"desk": "7", "owner": "Jane"}},
		{"typed back and never there", "drop", func(h *uitest.Harness) { h.Press("ctrl+u").Write("Night shift") }, "nothing is left to change", 0, "Night shift", map[string]string{"desk": "7", "owner": "Jane"}},
		{"another field", "drop-after-commit", func(h *uitest.Harness) { h.Press("tab", "ctrl+u").Write("8") }, "updated: metadata desk", 2, "Late shift", map[string]string{"desk": "8", "owner": "Jane"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := uitest.Empty()
			s.Client = uitest.NoRetries
			h := uitest.Start(t, s).Settle()
			id := openEdit(h)
			h.Press("ctrl+u").Write("Late shift")
			h.Fault(emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: emulator.FaultKind(c.kind), Times: 1})
			h.Press("ctrl+s").Settle()
			h.Wants("Whether the thread was changed is not known")
			c.then(h)
			h.Press("ctrl+s").Settle()
			h.Wants(c.shows)
			h.WantsNot("Somebody else")
			thread, err := h.Client.GetChatThreadProperties(t.Context(), id, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.metadata, thread.Metadata); diff != "" || thread.Topic != c.topic {
				t.Errorf("topic %q, metadata (-want +got):\n%s", thread.Topic, diff)
			}
			if n := len(patches(h)); c.patches > 0 && n != c.patches {
				t.Errorf("%d updates", n)
			}
		})
	}
}

func TestFaultsOfAnEditAreToldBeforeSending(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fill  func(*uitest.Harness)
		shows string
	}{
		{"no topic", func(h *uitest.Harness) { h.Press("ctrl+u") }, "topic: a thread needs a topic"},
		{"a key twice", func(h *uitest.Harness) { h.Press("ctrl+n").Write("desk").Press("tab").Write("x") }, `metadata: the key "desk" stands there twice`},
		{"no key", func(h *uitest.Harness) { h.Press("ctrl+n", "tab").Write("x") }, `metadata: the value "x" has no key`},
		{"no value", func(h *uitest.Harness) { h.Press("ctrl+n").Write("x") }, `metadata: the key "x" has no value`},
		{"too much", func(h *uitest.Harness) { h.Press("tab").Paste(strings.Repeat("x", 1020)) }, "are more than the 1024"},
		{"retention", func(h *uitest.Harness) { h.Press("shift+tab", "ctrl+u").Write("soon") }, `retention: "soon" is neither none nor a number of days`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Empty()).Settle()
			openEdit(h)
			c.fill(h)
			h.Press("ctrl+s").Settle()
			h.Wants(c.shows)
			if n := len(patches(h)); n != 0 {
				t.Errorf("%d updates", n)
			}
		})
	}
}

func TestAnOlderVersionHasOnlyTheTopic(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }
	h := uitest.Start(t, s).Settle()
	made, err := h.Client.CreateChatThread(t.Context(), "Night shift", nil)
	if err != nil {
		t.Fatal(err)
	}
	h.Press("o").Write(made.ChatThread.ID).Press("enter").Settle().Press("e").Settle()
	h.Wants("api-version 2024-03-07 has none")
	h.Press("tab", "tab", "ctrl+n", "ctrl+u").Write("Late shift").Press("ctrl+s").Settle()
	if diff := cmp.Diff([]map[string]any{{"topic": "Late shift"}}, patches(h)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	if _, err := h.Client.CreateChatThread(t.Context(), "Night \x1b[31mshift", nil); err != nil {
		t.Fatal(err)
	}
	h.Press("ctrl+r").Settle().Press("d")
	h.Wants("Delete “Night ␛[31mshift”?", "It cannot be undone.")
	h.Press("enter") // No is the default
	if n := len(h.Requests("DELETE", "")); n != 0 {
		t.Fatalf("%d deletions", n)
	}
	h.Press("d", "y").Settle()
	h.Wants("“Night ␛[31mshift” deleted")
	h.Wants("deleted  ")
	if n := len(h.Requests("DELETE", "")); n != 1 {
		t.Errorf("%d deletions", n)
	}
	h.Press("d")
	h.Wants("this thread is deleted: nothing of it can be changed")
	h.Press("e")
	h.Wants("1 thread, all loaded", "this thread is deleted")
}

// TestAnUntouchedFieldIsNotChanged though it cannot show every character that the
// service has.
func TestAnUntouchedFieldIsNotChanged(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	made, err := h.Client.CreateChatThread(t.Context(), "two\nlines\tand \x1b", &acs.CreateChatThreadOptions{
		Metadata: map[string]string{"lines": "one\ntwo", "empty": "", " spaced ": "x", "nl\nkey": "y", "a": "1", "a ": "2", "desk": "7"},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Press("o").Write(made.ChatThread.ID).Press("enter").Settle().Press("e").Settle().Press("ctrl+s")
	h.Wants("nothing is left to change")
	h.Press("shift+tab", "ctrl+u").Write("30").Press("ctrl+s").Settle()
	h.Wants("updated: retention")
	// A key that cannot be shown as it is can be removed.
	h.Press("e").Settle().Press("tab", "ctrl+d", "ctrl+s").Settle()
	h.Wants("1 Properties")
	want := []map[string]any{
		{"retentionPolicy": map[string]any{"kind": "threadCreationDate", "deleteThreadAfterDays": 30.0}},
		{"metadata": map[string]any{" spaced ": ""}},
	}
	if diff := cmp.Diff(want, patches(h)); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}
