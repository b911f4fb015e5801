package ui

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"
)

// NewCommand returns the program's command; run runs it.
func NewCommand(name, version string, run func(*cobra.Command) error) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: "Administer chat threads of Azure Communication Services",
		Long: "Administer chat threads of Azure Communication Services from the keyboard.\n" +
			"With nothing configured it runs on a built-in emulator with demo data.",
		Version: version, SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := run(cmd); err != nil {
				return err
			}
			return context.Cause(cmd.Context()) //nolint:wrapcheck // it is looked at by its identity
		},
	}
}

// Sources are the clock and where ids come from.
type Sources struct {
	Now   func() time.Time
	NewID func() string
	// Random is what the built-in emulator makes its ids of; nil stands for its own.
	Random io.Reader
}

// NewSources returns the system's clock and random ids, or for a fixed time (RFC 3339) a
// clock that stands still and ids that are the same every time.
func NewSources(fixedTime string) (Sources, error) {
	if fixedTime == "" {
		return Sources{Now: time.Now, NewID: uuid.NewString}, nil //nolint:forbidigo // this is where the clock comes from
	}
	at, err := time.Parse(time.RFC3339, fixedTime)
	if err != nil {
		return Sources{}, fmt.Errorf("reading the time that this program was linked with: %w", err)
	}
	ids := rand.NewChaCha8([32]byte{1})
	return Sources{
		Now:    func() time.Time { return at },
		NewID:  func() string { return uuid.Must(uuid.NewRandomFromReader(ids)).String() },
		Random: rand.NewChaCha8([32]byte{2}),
	}, nil
}
