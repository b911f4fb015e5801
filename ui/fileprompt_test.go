package ui

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAFilePromptThatFailsKeepsItsText: it stays open with what was typed and says why;
// mended there, it goes on; and opened again it is not the old path with more behind it.
func TestAFilePromptThatFailsKeepsItsText(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	path := writeList(t, people(1, 1))
	wrong := path + "x"
	h.press("ctrl+o").write(wrong).press("enter").settle()
	h.wants("Import participants from a file", "file not found: ", "› "+wrong)
	h.press("backspace", "enter").settle()
	h.wantsNot("Import participants from a file", "not found")
	h.rowOf("1")
	if _, more := h.findRow("2"); more {
		t.Errorf("more than was in the file:\n%s", h.screen())
	}

	h.press("ctrl+o").write(wrong).press("enter").settle()
	h.wants("file not found")
	h.press("esc", "ctrl+o")
	h.wantsNot(wrong, "not found")
	h.write(filepath.Dir(path)).press("enter").settle()
	h.wants("is not a file")
	h.press("ctrl+u").write(writeList(t, people(2, 1))).press("enter").settle()
	h.wantsNot("is not a file")
	h.rowOf("2")
}

// TestASuccessfulImportTakesTheOldErrorAway: no error of before stands beside its rows.
func TestASuccessfulImportTakesTheOldErrorAway(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.press("ctrl+s")
	h.wants("✗ there is nobody to add")
	h.press("ctrl+o").write(writeList(t, people(1, 1))).press("enter").settle()
	h.wantsNot("there is nobody to add")
}

// TestKeysTypedBehindAFileNameAreForTheForm: what is typed while the file is read is not
// lost, and no such key answers a question that comes then.
func TestKeysTypedBehindAFileNameAreForTheForm(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	path := writeList(t, people(1, 1))
	h.press("ctrl+o").write(path)
	// One read: the name is still looked at when the next keys come.
	h.read(keyOf(t, "enter"), keyOf(t, "tab"), keyOf(t, "Z"), keyOf(t, "o"), keyOf(t, "e"))
	h.settle()
	h.wants("Zoe")
	h.press("ctrl+s").settle()
	kept := writeList(t, "kept")
	h.press("ctrl+t", "ctrl+u").write(kept)
	h.read(keyOf(t, "enter"), keyOf(t, "y"))
	h.settle()
	h.wants("Replace the file?")
	if content, err := os.ReadFile(kept); err != nil || string(content) != "kept\n" {
		t.Errorf("%q, %v", content, err)
	}
}

// TestAClosedFilePromptImportsNothing: esc while the file is read takes it back.
func TestAClosedFilePromptImportsNothing(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.press("ctrl+o").write(writeList(t, people(1, 1)))
	h.read(keyOf(t, "enter"), keyOf(t, "esc"))
	h.settle()
	h.wants("An identifier is the raw id")
}

// TestAFolderThatTakesNoFileIsSaidInThePrompt, before anything is gathered for it.
func TestAFolderThatTakesNoFileIsSaidInThePrompt(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Log("root may write everywhere: the folder below is one that does not exist")
	}
	h := start(t, setup{}).openBig()
	h.press(" ")
	folder := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(folder, "none", "list.csv")
	if os.Geteuid() != 0 {
		target = filepath.Join(folder, "list.csv")
	}
	h.exportTo(target).settle()
	h.wants("Export the 1 marked to a file", "Nothing can be saved there: ", "list.csv")
}
