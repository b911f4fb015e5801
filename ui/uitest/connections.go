package uitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// fieldError is about one field of a profile.
type fieldError struct{ field, words string }

func (f fieldError) Error() string { return f.field + " " + f.words }

func (f fieldError) Field() string { return f.field }

// fakeConnections are profiles in memory, in place of the configuration file. What they
// connect to is real: the client, and the emulator over HTTP.
type fakeConnections struct {
	h *Harness
	// endpoint is the emulator's.
	Endpoint string

	Mutex    sync.Mutex
	Profiles map[string]command.Profile
	Secrets  map[string]string
	ListErr  error
	// connecting holds the next connecting until it is closed or the call ends.
	Connecting chan struct{}
	// steps are the lines of a check, and failure its end.
	Steps   chan string
	Failure error
	saves   int
}

func newFakeConnections(h *Harness, endpoint string) *fakeConnections {
	none := make(chan string)
	close(none)
	return &fakeConnections{
		h: h, Endpoint: endpoint, Secrets: map[string]string{}, Steps: none,
		Profiles: map[string]command.Profile{
			"test":  {Name: "test", Credential: command.CredentialToken, Endpoint: endpoint, Default: true},
			"keyed": {Name: "keyed", Credential: command.CredentialKeyring, Endpoint: endpoint, UserID: emulator.DemoUserID},
			"asks":  {Name: "asks", Credential: command.CredentialKeyring, Endpoint: endpoint},
			"looks": {Name: "looks", Credential: command.CredentialKeyring, Endpoint: endpoint, UserID: emulator.DemoUserID, ReadOnly: true},
		},
	}
}

func (f *fakeConnections) List(context.Context) ([]command.Available, error) {
	f.Mutex.Lock()
	defer f.Mutex.Unlock()
	var available []command.Available
	for _, name := range slices.Sorted(maps.Keys(f.Profiles)) {
		one := command.Available{
			ID: command.ConnectionID{Source: command.FromProfile, Name: name}, Profile: f.Profiles[name], Where: "the file secrets/" + name,
		}
		if one.Profile.Credential == command.CredentialKeyring {
			one.Kept = "secrets file"
		}
		available = append(available, one)
	}
	return append(
		available,
		command.Available{ID: command.ConnectionID{Source: command.FromEnvironment}, Fault: "AZURE_COMMUNICATION_ACCESS_TOKEN is not set"},
		command.Available{ID: command.ConnectionID{Source: command.FromEmulator}},
	), f.ListErr
}

func (f *fakeConnections) Save(_ context.Context, from *command.Profile, profile command.Profile, secret string) (string, error) {
	add := from == nil
	f.Mutex.Lock()
	defer f.Mutex.Unlock()
	_, there := f.Profiles[profile.Name]
	switch {
	case profile.Name == "":
		return "", fieldError{"name", "is empty"}
	case add && there:
		return "", fieldError{"name", "is taken"}
	case strings.HasPrefix(profile.Endpoint, "http://contoso"):
		return "", fieldError{"endpoint", "would send the token unencrypted"}
	case profile.Credential == command.CredentialToken && secret == "" && add:
		return "", fieldError{"value", "is empty: type the token"}
	case profile.Name == "full":
		return "", errors.New("the disk is full")
	}
	f.saves++
	f.Profiles[profile.Name] = profile
	if secret != "" {
		f.Secrets[profile.Name] = secret
	}
	return "kept in config.toml; its secret in the file secrets/" + profile.Name, nil
}

func (f *fakeConnections) Remove(_ context.Context, name string) (string, error) {
	f.Mutex.Lock()
	defer f.Mutex.Unlock()
	if _, there := f.Profiles[name]; !there {
		return "", fmt.Errorf("the profile %s is gone", name)
	}
	delete(f.Profiles, name)
	return "the profile " + name + " is removed, and its secret is gone", nil
}

func (f *fakeConnections) Connect(ctx, lifetime context.Context, id command.ConnectionID) (command.Connection, command.Connector, error) {
	f.Mutex.Lock()
	profile, held := f.Profiles[id.Name], f.Connecting
	f.Mutex.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-ctx.Done():
			return command.Connection{}, nil, ctx.Err()
		}
	}
	if id.Source != command.FromProfile {
		return command.Connection{}, nil, errors.New("AZURE_COMMUNICATION_ACCESS_TOKEN is not set")
	}
	target := command.Target{
		Endpoint: profile.Endpoint, APIVersion: acs.DefaultAPIVersion, Now: f.h.Clock.Now,
		Session: command.Session{ID: id, Profile: id.Name, PageSize: 100, ReadOnly: profile.ReadOnly, Credential: "the file secrets/" + id.Name},
	}
	if profile.Credential == command.CredentialToken {
		connection, err := target.WithToken(f.h.Token)
		return connection, nil, err
	}
	connector, err := command.NewKeyConnector(target, "endpoint="+profile.Endpoint+"/;accesskey="+emulator.AccessKey, func(string) error { return nil }, "config.toml")
	if err != nil {
		return command.Connection{}, nil, err
	}
	f.h.T.Cleanup(connector.Close)
	if profile.UserID == "" {
		return command.Connection{Session: connector.Session()}, connector, nil
	}
	connection, err := connector.As(lifetime, profile.UserID)
	return connection, nil, err
}

func (f *fakeConnections) Check(ctx context.Context, _ command.ConnectionID, out io.Writer) error {
	for {
		select {
		case step, more := <-f.Steps:
			if !more {
				return f.Failure
			}
			if _, err := fmt.Fprintln(out, step); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// SwitchTo connects to a profile by the screen.
func (h *Harness) SwitchTo(name string) *Harness {
	h.T.Helper()
	h.PointTo(name).Press("enter")
	h.Until("connected to "+name, func() bool { return h.App.Session().Profile == name })
	return h.Settle()
}

// PointTo opens the connections with the cursor on a profile.
func (h *Harness) PointTo(name string) *Harness {
	h.T.Helper()
	h.Press("P")
	h.UntilShown("the built-in emulator")
	h.Press("g")
	for !strings.HasPrefix(strings.TrimLeft(h.marked(), "▸● "), name) {
		before := h.marked()
		if h.Press("j"); h.marked() == before {
			h.T.Fatalf("no connection %s:\n%s", name, h.Screen())
		}
	}
	return h
}

// marked is the line under the cursor.
func (h *Harness) marked() string {
	for line := range strings.Lines(h.Screen()) {
		if strings.HasPrefix(line, "▸ ") {
			return line
		}
	}
	return ""
}

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

// BuiltIn marks a session as one with the built-in emulator.
func BuiltIn(session *command.Session) { session.BuiltInEmulator = true }

// ReadOnly makes a session one that writes nothing.
func ReadOnly(session *command.Session) { session.ReadOnly = true }

// ScriptedWatch tells what a test sends.
type ScriptedWatch struct{ Statuses chan command.TokenStatus }

// Next returns what the test sends next.
func (w *ScriptedWatch) Next(ctx context.Context) (command.TokenStatus, error) {
	select {
	case status := <-w.Statuses:
		return status, nil
	case <-ctx.Done():
		return command.TokenStatus{}, errors.New("ended")
	}
}

// Issuing starts the program with a connection whose connection string is known.
func Issuing(t *testing.T, s Setup) *Harness {
	t.Helper()
	return Start(t, s).Settle().SwitchTo("keyed")
}

// UserUnderCursor is the id that stands below the list.
func (h *Harness) UserUnderCursor() string {
	h.T.Helper()
	for _, line := range h.Lines("8:acs:") {
		if id, found := strings.CutPrefix(line, "id "); found {
			return strings.TrimSpace(id)
		}
	}
	h.T.Fatalf("no user is under the cursor:\n%s", h.Screen())
	return ""
}

// Give gives the program messages that were held back.
func (h *Harness) Give(late []tea.Msg) *Harness {
	h.T.Helper()
	for _, msg := range late {
		h.Send(msg)
	}
	return h.Settle()
}

// NoRetries has every request made once.
func NoRetries(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 }

// Status is a fault that refuses everything.
func Status(code int) emulator.Fault {
	return emulator.Fault{Operation: "*", Kind: "status", Status: code}
}
