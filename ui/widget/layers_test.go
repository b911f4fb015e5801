package widget_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestLayersStayApart: widgets know no acs, not even by what they import, and the contract
// of screens knows nothing of ui but the keys.
func TestLayersStayApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		packages string
		allowed  func(dependency string) bool
	}{
		{"acs-chat-tui/ui/widget/...", func(dependency string) bool {
			return !strings.HasPrefix(dependency, "acs-chat-tui/acs") && !strings.HasPrefix(dependency, "github.com/Azure/")
		}},
		{"acs-chat-tui/ui/screen", func(dependency string) bool {
			return !strings.HasPrefix(dependency, "acs-chat-tui/") ||
				slices.Contains([]string{"acs-chat-tui/ui/screen", "acs-chat-tui/ui/keys"}, dependency)
		}},
	} {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", c.packages).Output()
		if err != nil {
			t.Fatal(err)
		}
		dependencies := strings.Fields(string(out))
		if len(dependencies) < 10 {
			t.Errorf("%s: %d dependencies", c.packages, len(dependencies))
		}
		for _, dependency := range dependencies {
			if !c.allowed(dependency) {
				t.Errorf("%s imports %s", c.packages, dependency)
			}
		}
	}
}
