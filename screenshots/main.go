//go:build unix

// The program screenshots takes the pictures of the README: it builds the real
// program, drives it in a pseudo-terminal on its built-in emulator, and writes its
// screen as one SVG a picture. Clock, ids and port are fixed, so that a second
// run changes nothing.
//
//	go run ./screenshots
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// limit bounds the whole run, the build included.
const limit = 5 * time.Minute

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots: "+err.Error())
		os.Exit(1)
	}
}

func run() error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	pictures, err := take(ctx, ".")
	if err != nil {
		return err
	}
	for _, p := range pictures {
		path := filepath.Join("screenshots", p.name)
		if err := os.WriteFile(path, p.content, 0o644); err != nil { //nolint:gosec // a picture that everybody may read
			return fmt.Errorf("writing a picture: %w", err)
		}
		fmt.Println(path)
	}
	return nil
}
