package savefile_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/screen"
)

func writing(text string, err error) func(io.Writer) error {
	return func(w io.Writer) error {
		if _, wrong := io.WriteString(w, text); wrong != nil {
			return wrong
		}
		return err
	}
}

// saved runs the command and checks that it says what it was about.
func saved(t *testing.T, file savefile.File, write func(io.Writer) error) error {
	t.Helper()
	ref := screen.Ref{Screen: 3, Generation: 4}
	msg, ok := savefile.Write(ref, file, "the list", write)().(savefile.SavedMsg)
	if !ok || msg.To() != ref || msg.What != "the list" || !filepath.IsAbs(msg.Path) {
		t.Fatalf("the message is %+v", msg)
	}
	return msg.Err
}

// TestAFileIsWholeOrNotThere, and nothing else is left in its folder.
func TestAFileIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, c := range []struct {
		name, there string
		replace     bool
		write       func(io.Writer) error
		want, says  string
	}{
		{"a new file", "", false, writing("new", nil), "new", ""},
		{"a new file that was to replace one", "", true, writing("new", nil), "new", ""},
		{"one is there", "old", false, writing("new", nil), "old", "there is a file of this name already"},
		{"one is replaced", "old", true, writing("new", nil), "new", ""},
		{"writing fails", "", false, writing("half", broken), "", "writing the file: broken"},
		{"writing over one fails", "old", true, writing("half", broken), "old", "writing the file: broken"},
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, "list.csv")
		if c.there != "" {
			if err := os.WriteFile(path, []byte(c.there), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		err := saved(t, savefile.File{Path: path, Replace: c.replace}, c.write)
		if (err == nil) != (c.says == "") || (err != nil && !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: the error is %v, want %q", c.name, err, c.says)
		}
		content, err := os.ReadFile(path)
		if string(content) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: the file holds %q, %v", c.name, content, err)
		}
		entries, err := os.ReadDir(folder)
		if wanted := min(1, len(c.want)); err != nil || len(entries) != wanted {
			t.Errorf("%s: the folder holds %v, %v", c.name, entries, err)
		}
		if c.want == "new" {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: mode %v, %v", c.name, info.Mode(), err)
			}
		}
	}
}

// TestAFileThatAppearsMeanwhileIsLeft as it is.
func TestAFileThatAppearsMeanwhileIsLeft(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "list.csv")
	err := saved(t, savefile.File{Path: path}, func(w io.Writer) error {
		if err := os.WriteFile(path, []byte("somebody else's"), 0o600); err != nil {
			return err
		}
		return writing("new", nil)(w)
	})
	if err == nil {
		t.Error("it was replaced without a word")
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "somebody else's" {
		t.Errorf("the file holds %q, %v", content, err)
	}
}
