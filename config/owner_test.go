//go:build unix

package config_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"acs-chat-tui/config"
)

// The variables by which TestWhatAnotherUserOwnsIsRefused asks its own program, run as
// another user, to load a file.
const (
	envLoadFile = "CONFIG_TEST_LOAD_FILE"
	nobody      = 65534
)

// TestLoadForAnother is what the other user runs; by itself it does nothing.
func TestLoadForAnother(t *testing.T) {
	t.Parallel()
	file := os.Getenv(envLoadFile)
	if file == "" {
		return
	}
	if _, err := loaderOf(t, "/nowhere", nil, nil).Load(config.Flags{ConfigFile: file}); err != nil {
		t.Log("refused: " + err.Error())
	} else {
		t.Log("taken")
	}
}

// TestWhatAnotherUserOwnsIsRefused loads as nobody what belongs to nobody, to root and to
// a third user. Only root can start a program as another user.
func TestWhatAnotherUserOwnsIsRefused(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Log("left out: it needs root")
		return
	}
	folder := t.TempDir()
	for _, path := range []string{filepath.Dir(folder), folder} {
		chmod(t, path, 0o755)
	}
	program := filepath.Join(folder, "program")
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(own, program); err != nil {
		write(t, program, read(t, own), 0o755)
	}
	chmod(t, program, 0o755)
	load := func(file string) string {
		command := exec.CommandContext(t.Context(), program, "-test.run", "^TestLoadForAnother$", "-test.v")
		command.Env = []string{envLoadFile + "=" + file}
		command.Dir = folder
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		said, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("as another user: %v\n%s", err, said)
		}
		return string(said)
	}
	for _, test := range []struct {
		owner, fileOwner int
		mode             fs.FileMode // of the folder
		group            int
		refused          string
	}{
		{nobody, nobody, 0o755, nobody, ""},
		{nobody, nobody, 0o775, nobody, ""}, // its group is the user's alone
		{nobody, nobody, 0o775, 12345, "; run: chmod go-w "},
		{nobody, nobody, 0o777, nobody, "; run: chmod go-w "},
		{0, 0, 0o755, 0, ""},
		{0, nobody, 0o755, 0, ""},
		{0, nobody, 0o775, nobody, "; run: chmod go-w "},
		{nobody, 12345, 0o755, nobody, "because it belongs to that user"},
		{12345, nobody, 0o755, 12345, "because the folder "},
	} {
		place := filepath.Join(folder, fmt.Sprintf("%d-%d-%o-%d", test.owner, test.fileOwner, test.mode, test.group))
		file := filepath.Join(place, "config.toml")
		write(t, file, withEndpoint+"token_command = ['true']\n", 0o644)
		chmod(t, place, test.mode)
		for path, owner := range map[string][2]int{place: {test.owner, test.group}, file: {test.fileOwner, test.fileOwner}} {
			if err := os.Chown(path, owner[0], owner[1]); err != nil {
				t.Fatal(err)
			}
		}
		said := load(file)
		if test.refused == "" && !strings.Contains(said, "taken") || test.refused != "" && !strings.Contains(said, test.refused) {
			t.Errorf("a folder of %d with mode %o and group %d, with a file of %d: want %q\n%s", test.owner, test.mode, test.group, test.fileOwner, test.refused, said)
		}
	}
}
