//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"testing"
)

// TestPicturesAreUpToDate takes all pictures again and compares them with the
// ones that the README shows.
func TestPicturesAreUpToDate(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	pictures, err := take(ctx, "..")
	if err != nil {
		t.Fatal(err)
	}
	if len(pictures) == 0 {
		t.Fatal("no pictures")
	}
	for _, p := range pictures {
		old, err := os.ReadFile(p.name)
		if err != nil {
			t.Errorf("%v; go run ./screenshots makes it", err)
			continue
		}
		if !bytes.Equal(old, p.content) {
			t.Errorf("%s is out of date; go run ./screenshots makes it anew, look at it before it is committed", p.name)
		}
	}
}
