package uitest

import "acs-chat-tui/ui/command"

func BuiltIn(session *command.Session) { session.BuiltInEmulator = true }

func ReadOnly(session *command.Session) { session.ReadOnly = true }
