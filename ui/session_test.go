package ui

import "acs-chat-tui/ui/command"

func builtIn(session *command.Session) { session.BuiltInEmulator = true }

func readOnly(session *command.Session) { session.ReadOnly = true }
