package uitest

import (
	"context"
	"errors"
	"time"

	"acs-chat-tui/ui/command"
)

// Minutes lets time pass as the program notices it.
func (h *Harness) Minutes(n int) *Harness {
	h.Clock.Add(time.Duration(n) * time.Minute)
	h.Tick()
	return h.Settle()
}

// ScriptedWatch tells what a test sends.
type ScriptedWatch struct{ Statuses chan command.TokenStatus }

func (w *ScriptedWatch) Next(ctx context.Context) (command.TokenStatus, error) {
	select {
	case status := <-w.Statuses:
		return status, nil
	case <-ctx.Done():
		return command.TokenStatus{}, errors.New("ended")
	}
}
