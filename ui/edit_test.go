package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// openEdit makes a thread with metadata of one's own and opens its edit form.
func (h *harness) openEdit() (threadID string) {
	h.t.Helper()
	made, err := h.client.CreateChatThread(h.t.Context(), "Night shift", &acs.CreateChatThreadOptions{
		Metadata: map[string]string{"desk": "7", "owner": "Jane"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.press("o").write(made.ChatThread.ID).press("enter").settle().press("e").settle()
	h.wants("Edit “Night shift”", "desk", "Jane")
	return made.ChatThread.ID
}

// patches are the bodies of the updates that the service received.
func (h *harness) patches() (bodies []map[string]any) {
	h.t.Helper()
	for _, r := range h.requests("PATCH", "") {
		var body map[string]any
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			h.t.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

func TestOnlyWhatWasChangedIsSent(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	id := h.openEdit()
	h.press("ctrl+s")
	h.wants("nothing is left to change")
	// The desk gets another value, the owner goes, a floor comes, and the policy.
	h.press("tab", "ctrl+u").write("8").press("tab", "ctrl+d", "ctrl+n").write("floor").press("tab").write("3").
		press("tab", "ctrl+u").write("45")
	h.wants("will be removed (was “Jane”)", "the service deletes the thread on 2025-12-18")
	h.press("ctrl+x")
	h.wants("PATCH", `"floor": "3"`, "merge-patch")
	h.press("esc", "ctrl+s").settle()
	h.wants("✓ “Night shift” updated: metadata desk, metadata floor, metadata owner rem… · ! reads it", "1 Properties")
	want := []map[string]any{{
		"metadata":        map[string]any{"desk": "8", "floor": "3", "owner": ""},
		"retentionPolicy": map[string]any{"kind": "threadCreationDate", "deleteThreadAfterDays": 45.0},
	}}
	if diff := cmp.Diff(want, h.patches()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	thread, err := h.client.GetChatThreadProperties(t.Context(), id, nil)
	if diff := cmp.Diff(map[string]string{"desk": "8", "floor": "3"}, thread.Metadata); err != nil || diff != "" {
		t.Errorf("%v, the thread has (-want +got):\n%s", err, diff)
	}
}

// TestAChangeOfSomebodyElseIsShownBeforeItIsOverwritten, and fields that were not
// touched follow it.
func TestAChangeOfSomebodyElseIsShownBeforeItIsOverwritten(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	id := h.openEdit()
	h.press("ctrl+u").write("Late shift")
	topic, desk := "Theirs", "9"
	if _, err := h.client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{
		Topic: &topic, Metadata: map[string]*string{"desk": &desk, "owner": nil, "note": &topic},
	}); err != nil {
		t.Fatal(err)
	}
	h.press("ctrl+s").settle()
	h.wants("Somebody else has changed the thread meanwhile", "the topic is “Theirs” now", "the metadata desk is “9” now",
		"the metadata owner is gone", "the metadata note is “Theirs” now", "Late shift")
	if n := len(h.patches()); n != 1 {
		t.Fatalf("%d updates", n)
	}
	h.press("ctrl+s").settle()
	h.wants("“Theirs” updated: topic")
	if diff := cmp.Diff(map[string]any{"topic": "Late shift"}, h.patches()[1]); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestAnUpdateWhoseAnswerIsLost is not made twice: the form looks first.
func TestAnUpdateWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = noRetries
	h := start(t, s).settle()
	h.openEdit()
	h.press("ctrl+u").write("Late shift")
	h.fault(emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: "drop-after-commit", Times: 1})
	h.press("ctrl+s").settle()
	h.wants("Whether the thread was changed is not known", "Late shift")
	h.press("esc")
	h.wants("Leave the form?")
	h.press("n", "ctrl+s").settle()
	h.wants("“Late shift” updated: topic", "1 Properties")
	h.wantsNot("Somebody else")
	if n := len(h.patches()); n != 1 {
		t.Errorf("%d updates", n)
	}
}

// TestAfterALostUpdate whatever is typed is compared with what the service holds by
// then, and the user's own change is nobody else's.
func TestAfterALostUpdate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, kind string
		then       func(*harness)
		shows      string
		patches    int
		topic      string
		metadata   map[string]string
	}{
		{"typed back", "drop-after-commit", func(h *harness) { h.press("ctrl+u").write("Night shift") }, "“Late shift” updated: topic", 2, "Night shift", map[string]string{"desk": "7", "owner": "Jane"}},
		{"typed back and never there", "drop", func(h *harness) { h.press("ctrl+u").write("Night shift") }, "nothing is left to change", 0, "Night shift", map[string]string{"desk": "7", "owner": "Jane"}},
		{"another field", "drop-after-commit", func(h *harness) { h.press("tab", "ctrl+u").write("8") }, "updated: metadata desk", 2, "Late shift", map[string]string{"desk": "8", "owner": "Jane"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := empty()
			s.client = noRetries
			h := start(t, s).settle()
			id := h.openEdit()
			h.press("ctrl+u").write("Late shift")
			h.fault(emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: c.kind, Times: 1})
			h.press("ctrl+s").settle()
			h.wants("Whether the thread was changed is not known")
			c.then(h)
			h.press("ctrl+s").settle()
			h.wants(c.shows)
			h.wantsNot("Somebody else")
			thread, err := h.client.GetChatThreadProperties(t.Context(), id, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.metadata, thread.Metadata); diff != "" || thread.Topic != c.topic {
				t.Errorf("topic %q, metadata (-want +got):\n%s", thread.Topic, diff)
			}
			if n := len(h.patches()); c.patches > 0 && n != c.patches {
				t.Errorf("%d updates", n)
			}
		})
	}
}

func TestFaultsOfAnEditAreToldBeforeSending(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fill  func(*harness)
		shows string
	}{
		{"no topic", func(h *harness) { h.press("ctrl+u") }, "topic: a thread needs a topic"},
		{"a key twice", func(h *harness) { h.press("ctrl+n").write("desk").press("tab").write("x") }, `metadata: the key "desk" stands there twice`},
		{"no key", func(h *harness) { h.press("ctrl+n", "tab").write("x") }, `metadata: the value "x" has no key`},
		{"no value", func(h *harness) { h.press("ctrl+n").write("x") }, `metadata: the key "x" has no value`},
		{"too much", func(h *harness) { h.press("tab").paste(strings.Repeat("x", 1020)) }, "are more than the 1024"},
		{"retention", func(h *harness) { h.press("shift+tab", "ctrl+u").write("soon") }, `retention: "soon" is neither none nor a number of days`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, empty()).settle()
			h.openEdit()
			c.fill(h)
			h.press("ctrl+s").settle()
			h.wants(c.shows)
			if n := len(h.patches()); n != 0 {
				t.Errorf("%d updates", n)
			}
		})
	}
}

func TestAnOlderVersionHasOnlyTheTopic(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }
	h := start(t, s).settle()
	made, err := h.client.CreateChatThread(t.Context(), "Night shift", nil)
	if err != nil {
		t.Fatal(err)
	}
	h.press("o").write(made.ChatThread.ID).press("enter").settle().press("e").settle()
	h.wants("api-version 2024-03-07 has none")
	h.press("tab", "tab", "ctrl+n", "ctrl+u").write("Late shift").press("ctrl+s").settle()
	if diff := cmp.Diff([]map[string]any{{"topic": "Late shift"}}, h.patches()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	if _, err := h.client.CreateChatThread(t.Context(), "Night \x1b[31mshift", nil); err != nil {
		t.Fatal(err)
	}
	h.press("ctrl+r").settle().press("d")
	h.wants("Delete “Night ␛[31mshift”?", "It cannot be undone.")
	h.press("enter") // No is the default
	if n := len(h.requests("DELETE", "")); n != 0 {
		t.Fatalf("%d deletions", n)
	}
	h.press("d", "y").settle()
	h.wants("“Night ␛[31mshift” deleted")
	h.wants("deleted  ")
	if n := len(h.requests("DELETE", "")); n != 1 {
		t.Errorf("%d deletions", n)
	}
	h.press("d")
	h.wants("this thread is deleted: nothing of it can be changed")
	h.press("e")
	h.wants("1 thread, all loaded", "this thread is deleted")
}

// TestAnUntouchedFieldIsNotChanged though it cannot show every character that the
// service has.
func TestAnUntouchedFieldIsNotChanged(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	made, err := h.client.CreateChatThread(t.Context(), "two\nlines\tand \x1b", &acs.CreateChatThreadOptions{
		Metadata: map[string]string{"lines": "one\ntwo", "empty": "", " spaced ": "x", "nl\nkey": "y", "a": "1", "a ": "2", "desk": "7"},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.press("o").write(made.ChatThread.ID).press("enter").settle().press("e").settle().press("ctrl+s")
	h.wants("nothing is left to change")
	h.press("shift+tab", "ctrl+u").write("30").press("ctrl+s").settle()
	h.wants("updated: retention")
	// A key that cannot be shown as it is can be removed.
	h.press("e").settle().press("tab", "ctrl+d", "ctrl+s").settle()
	h.wants("1 Properties")
	want := []map[string]any{
		{"retentionPolicy": map[string]any{"kind": "threadCreationDate", "deleteThreadAfterDays": 30.0}},
		{"metadata": map[string]any{" spaced ": ""}},
	}
	if diff := cmp.Diff(want, h.patches()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}
