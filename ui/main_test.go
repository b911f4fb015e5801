package ui_test

import (
	"testing"

	"acs-chat-tui/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }
