package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"acs-chat-tui/ui/uitest"
)

// TestAFilePromptThatFailsKeepsItsText: it stays open with what was typed and says why;
// mended there, it goes on; and opened again it is not the old path with more behind it.
func TestAFilePromptThatFailsKeepsItsText(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	path := uitest.WriteList(t, uitest.People(1, 1))
	wrong := path + "x"
	h.Press("ctrl+o").Write(wrong).Press("enter").Settle()
	h.Wants("Import participants from a file", "file not found: ", "› "+wrong)
	h.Press("backspace", "enter").Settle()
	h.WantsNot("Import participants from a file", "not found")
	h.RowOf("1")
	if _, more := h.FindRow("2"); more {
		t.Errorf("more than was in the file:\n%s", h.Screen())
	}

	h.Press("ctrl+o").Write(wrong).Press("enter").Settle()
	h.Wants("file not found")
	h.Press("esc", "ctrl+o")
	h.WantsNot(wrong, "not found")
	h.Write(filepath.Dir(path)).Press("enter").Settle()
	h.Wants("is not a file")
	h.Press("ctrl+u").Write(uitest.WriteList(t, uitest.People(2, 1))).Press("enter").Settle()
	h.WantsNot("is not a file")
	h.RowOf("2")
}

// TestASuccessfulImportTakesTheOldErrorAway: no error of before stands beside its rows.
func TestASuccessfulImportTakesTheOldErrorAway(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Press("ctrl+s")
	h.Wants("✗ there is nobody to add")
	h.Press("ctrl+o").Write(uitest.WriteList(t, uitest.People(1, 1))).Press("enter").Settle()
	h.WantsNot("there is nobody to add")
}

// TestKeysTypedBehindAFileNameAreForTheForm: what is typed while the file is read is not
// lost, and no such key answers a question that comes then.
func TestKeysTypedBehindAFileNameAreForTheForm(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	path := uitest.WriteList(t, uitest.People(1, 1))
	h.Press("ctrl+o").Write(path)
	// One read: the name is still looked at when the next keys come.
	h.Read(uitest.KeyOf(t, "enter"), uitest.KeyOf(t, "tab"), uitest.KeyOf(t, "Z"), uitest.KeyOf(t, "o"), uitest.KeyOf(t, "e"))
	h.Settle()
	h.Wants("Zoe")
	h.Press("ctrl+s").Settle()
	kept := uitest.WriteList(t, "kept")
	h.Press("ctrl+t", "ctrl+u").Write(kept)
	h.Read(uitest.KeyOf(t, "enter"), uitest.KeyOf(t, "y"))
	h.Settle()
	h.Wants("Replace the file?")
	if content, err := os.ReadFile(kept); err != nil || string(content) != "kept\n" {
		t.Errorf("%q, %v", content, err)
	}
}

// TestAClosedFilePromptImportsNothing: esc while the file is read takes it back.
func TestAClosedFilePromptImportsNothing(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Press("ctrl+o").Write(uitest.WriteList(t, uitest.People(1, 1)))
	h.Read(uitest.KeyOf(t, "enter"), uitest.KeyOf(t, "esc"))
	h.Settle()
	h.Wants("An identifier is the raw id")
}

// TestAFolderThatTakesNoFileIsSaidInThePrompt, before anything is gathered for it.
func TestAFolderThatTakesNoFileIsSaidInThePrompt(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Log("root may write everywhere: the folder below is one that does not exist")
	}
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press(" ")
	folder := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(folder, "none", "list.csv")
	if os.Geteuid() != 0 {
		target = filepath.Join(folder, "list.csv")
	}
	h.ExportTo(target).Settle()
	h.Wants("Export the 1 marked to a file", "Nothing can be saved there: ", "list.csv")
}
