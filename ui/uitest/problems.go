package uitest

import (
	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

func NoRetries(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 }

// Status is a fault that refuses everything.
func Status(code int) emulator.Fault {
	return emulator.Fault{Operation: "*", Kind: "status", Status: code}
}
