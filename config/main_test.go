package config_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain holds that no command leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
