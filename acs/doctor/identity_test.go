package doctor_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/doctor"
	"acs-chat-tui/acs/emulator"
)

// ofConnectionString are the options of a connection string and a user, as the
// program makes them.
func ofConnectionString(t *testing.T, text, userID string) doctor.Options {
	t.Helper()
	connection, err := acs.ParseConnectionString(text)
	if err != nil {
		t.Fatal(err)
	}
	settings := &acs.IdentityClientOptions{}
	settings.Retry.MaxRetries = -1
	identity, err := acs.NewIdentityClientFromConnectionString(text, settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(identity.Close)
	credential, err := acs.NewRenewingCredential(acs.NewConnectionStringTokenSource(identity, userID), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(credential.Close)
	return doctor.Options{
		Endpoint: connection.Endpoint(), Source: "the environment (a connection string)", Credential: credential, Identity: true,
	}
}

func TestAConnectionString(t *testing.T) {
	server := startEmulator(t, nil)
	key := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	t.Run("with its key", func(t *testing.T) {
		got := run(t, ofConnectionString(t, server.ConnectionString(), emulator.DemoUserID))
		got.passed(t, "user         "+emulator.DemoUserID, "scopes       chat\n")
		got.saysNot(t, emulator.AccessKey)
	})
	t.Run("with another key", func(t *testing.T) {
		wrong := key("another key " + canary)
		got := run(t, ofConnectionString(t, strings.Replace(server.ConnectionString(), emulator.AccessKey, wrong, 1), emulator.DemoUserID))
		got.failedAt(t, "token", "Denied by the resource provider.", "→ the access key of the connection string is wrong")
		got.saysNot(t, wrong)
	})
	t.Run("with a user who is not there", func(t *testing.T) {
		got := run(t, ofConnectionString(t, server.ConnectionString(), emulator.DeletedUserID(1)))
		got.failedAt(t, "token", "→ the user to act as does not exist in this resource")
	})
	t.Run("without a user", func(t *testing.T) {
		options := ofConnectionString(t, server.ConnectionString(), emulator.DemoUserID)
		options.Credential = nil
		run(t, options).failedAt(t, "token", "there is no user to act as", "credential   none yet", "Not checked, because of this: call.")
	})
}
