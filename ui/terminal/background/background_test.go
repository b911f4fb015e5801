package background_test

import (
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/google/go-cmp/cmp"

	_ "acs-chat-tui/ui/terminal/background"
)

const (
	backgroundPath = "acs-chat-tui/ui/terminal/background"
	lipglossPath   = "github.com/charmbracelet/lipgloss"
)

// TestRunsBeforeBubbleTea has this test's own program, which imports both
// packages, report the order in which it initialises them.
func TestRunsBeforeBubbleTea(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatalf("find the test's program: %v", err)
	}
	command := exec.CommandContext(t.Context(), program, "-test.run=^$")
	command.Env = []string{"GODEBUG=inittrace=1"}
	trace, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("run the test's program: %v\n%s", err, trace)
	}
	var order []string
	for line := range strings.Lines(string(trace)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "init" {
			continue
		}
		if path := fields[1]; path == backgroundPath || path == teaPath() || path == lipglossPath {
			order = append(order, path)
		}
	}
	if diff := cmp.Diff([]string{backgroundPath, teaPath()}, withoutLipgloss(order)); diff != "" {
		t.Errorf("order of initialisation (-want +got):\n%s\n%s", diff, trace)
	}
}

// withoutLipgloss drops Lip Gloss, which both wait for and which is traced only
// in versions that have something to initialise.
func withoutLipgloss(order []string) []string {
	return slices.DeleteFunc(order, func(path string) bool { return path == lipglossPath })
}

// teaPath is Bubble Tea's import path, asked of the package that is linked.
func teaPath() string { return reflect.TypeFor[tea.Program]().PkgPath() }

func TestPathSortsBeforeBubbleTea(t *testing.T) {
	t.Parallel()
	if backgroundPath >= teaPath() {
		t.Errorf("%q does not sort before %q: it would be initialised after it", backgroundPath, teaPath())
	}
}

func TestImportsLipglossOnly(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatalf("list the package: %v", err)
	}
	var imports []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatalf("parse %s: %v", file, err)
		}
		for _, spec := range parsed.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatalf("%s: import %s: %v", file, spec.Path.Value, err)
			}
			imports = append(imports, path)
		}
	}
	if diff := cmp.Diff([]string{lipglossPath}, imports); diff != "" {
		t.Errorf("every other import can delay this package until after Bubble Tea (-want +got):\n%s", diff)
	}
}

// TestAnswersLipgloss: the answer given is the one Lip Gloss returns. In a test
// there is no terminal, and left to itself Lip Gloss answers dark as well, so
// this only shows that a later answer still counts.
func TestAnswersLipgloss(t *testing.T) {
	if !lipgloss.HasDarkBackground() {
		t.Error("Lip Gloss does not have the default answer, dark")
	}
	lipgloss.SetHasDarkBackground(false)
	t.Cleanup(func() { lipgloss.SetHasDarkBackground(true) })
	if lipgloss.HasDarkBackground() {
		t.Error("a later answer does not count")
	}
}
