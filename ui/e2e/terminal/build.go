package terminal

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Build compiles the program whose main package is in the directory module
// into the directory dir and gives the path of the executable, which is named
// after module. ldflags go to the linker; empty means none. It needs the Go
// toolchain and runs with the caller's environment.
//
// A test process builds once, in TestMain, and removes dir there.
func Build(ctx context.Context, dir, module, ldflags string) (path string, err error) {
	source, err := filepath.Abs(module)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", module, err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", fmt.Errorf("building %s: %w", module, err)
	}
	path = filepath.Join(dir, filepath.Base(source))
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	arguments := []string{"build", "-o", path}
	if ldflags != "" {
		arguments = append(arguments, "-ldflags", ldflags)
	}
	command := exec.CommandContext(ctx, "go", append(arguments, ".")...) //nolint:gosec // the tests' own arguments
	command.Dir = source
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", source, err, output)
	}
	return path, nil
}
