package emulator_test

import (
	"context"
	"testing"

	"acs-chat-tui/acs/emulator"
)

func TestLazyServerStartsOnceAndOutlivesItsFirstUse(t *testing.T) {
	t.Parallel()
	lazy := emulator.NewLazy("", emulator.Options{})
	if lazy.Endpoint() != "" || lazy.ConnectionString() != "" {
		t.Errorf("before its first use it is at %q", lazy.Endpoint())
	}
	lazy.Close(t.Context()) // Nothing runs yet.
	first, cancel := context.WithCancel(t.Context())
	endpoint, token, err := lazy.Use(first, "")
	cancel()
	if err != nil || endpoint == "" || token == "" {
		t.Fatalf("the first use: %q, %v", endpoint, err)
	}
	t.Cleanup(func() { lazy.Close(context.WithoutCancel(t.Context())) })
	again, other, err := lazy.Use(t.Context(), emulator.DemoUserID)
	if err != nil || again != endpoint || other == "" || lazy.Endpoint() != endpoint || lazy.ConnectionString() == "" {
		t.Errorf("the second use: %q, %v; the first was %q", again, err, endpoint)
	}
	if _, _, err := lazy.Use(t.Context(), "nobody"); err == nil {
		t.Error("a token was signed for a user that there is not")
	}
}
