//go:build !unix

package session

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// Suspendable reports false: there is no job control.
func Suspendable() bool { return false }

// watch has nothing to watch: the console's own events tell its size.
func (s *Session) watch(context.Context, func(tea.Msg)) {}
