package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// WriteList writes a list into a file and returns its path.
func WriteList(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
