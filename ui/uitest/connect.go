package uitest

import (
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// Resource is a connection string's view of the emulator.
type Resource struct {
	Key      string // instead of the emulator's
	KeepErr  error
	ReadOnly bool
	Kept     []string
}

// Connect starts the program with a connection string and no user: the real
// connector, signing real requests to the emulator.
func (r *Resource) Connect(t *testing.T, s Setup) *Harness {
	t.Helper()
	key := emulator.AccessKey
	if r.Key != "" {
		key = r.Key
	}
	s.Connect = func(h *Harness, endpoint string) (command.Connector, command.Session) {
		target := command.Target{
			Endpoint: endpoint, APIVersion: acs.DefaultAPIVersion, Now: h.Clock.Now, Observe: h.Exchanges.Observe,
			Session: command.Session{Profile: "work", PageSize: 100, ReadOnly: r.ReadOnly},
		}
		keep := func(userID string) error {
			r.Kept = append(r.Kept, userID)
			return r.KeepErr
		}
		connector, err := command.NewKeyConnector(target, "endpoint="+endpoint+"/;accesskey="+key, keep, "config.toml")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(connector.Close)
		session := connector.Session()
		return connector, session
	}
	h := Start(t, s)
	h.Wants("Whom to act as on 127.0.0.1:", "as nobody yet", "Act as an existing user", "Create a new user (this writes to the resource)")
	return h
}

// IdentityRequests are the paths of the Identity API's requests so far.
func (h *Harness) IdentityRequests() []string {
	var paths []string
	for _, request := range h.Service.Requests() {
		if strings.HasPrefix(request.Path, "/identities") {
			paths = append(paths, request.Method+" "+request.Path)
		}
	}
	return paths
}
