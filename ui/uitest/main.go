package uitest

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

// Main runs the tests of a package in a folder of their own: clicks at random reach what
// saves a file, and that is written where the program runs. Nothing may run on after
// them. What fuzzing keeps stays in the tree.
func Main(m *testing.M) {
	corpus, err := filepath.Abs("testdata")
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "ui-test-*")
	if err != nil {
		panic(err)
	}
	if err := os.Chdir(folder); err != nil {
		panic(err)
	}
	if err := os.Symlink(corpus, "testdata"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(folder)
		os.Exit(code) //nolint:revive // it is the end of TestMain
	}))
}
