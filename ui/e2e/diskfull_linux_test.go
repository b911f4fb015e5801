package e2e

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"acs-chat-tui/ui/e2e/terminal"
)

// fileLimit bounds the size of what the program writes, as a disk that is full does.
func (p *program) fileLimit(bytes uint64) {
	p.t.Helper()
	if err := unix.Prlimit(p.Pid(), unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: math.MaxInt64}, nil); err != nil {
		p.t.Fatal(err)
	}
}

// TestASaveThatFailsHalfwayKeepsThePath: the prompt comes back with it and the reason,
// nothing half-written is left, and the next try saves.
func TestASaveThatFailsHalfwayKeepsThePath(t *testing.T) {
	t.Parallel()
	for _, s := range append(sizes(), size{"44x12", 44, 12}) {
		for name, before := range map[string]string{"new": "", "replaced": "what was there before"} {
			t.Run(s.name+" "+name, func(t *testing.T) {
				t.Parallel()
				p := startBuiltIn(t, s)
				p.shows("all loaded")
				folder := t.TempDir()
				list := filepath.Join(folder, "list.csv")
				if before != "" {
					writeFile(t, list, before, 0o600)
				}
				p.openParticipants(p.service.thread(bigThread).ID)
				p.shows("participants loaded")
				export := func() {
					if before != "" {
						p.shows("Replace the file?")
						p.types("y")
					}
				}
				p.types("E")
				p.shows("Export participants")
				p.types("1")
				p.shows("The ending decides")
				p.fileLimit(20)
				p.types("\x15", list, terminal.Enter)
				export()
				p.shows("file too large", "list.csv")
				entries, err := os.ReadDir(folder)
				if err != nil {
					t.Fatal(err)
				}
				if content, err := os.ReadFile(list); string(content) != before || (err != nil) != (before == "") || len(entries) > 1 {
					t.Fatalf("the folder holds %v, the file %q, %v", entries, content, err)
				}
				p.fileLimit(math.MaxInt64)
				p.types(terminal.Enter)
				export()
				p.gone("file too large")
				p.until("the list is saved", func(terminal.Screen) bool {
					content, err := os.ReadFile(list)
					return err == nil && len(content) > 1000
				})
			})
		}
	}
}
