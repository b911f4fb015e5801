package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

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
	h *harness
	// endpoint is the emulator's.
	endpoint string

	mutex    sync.Mutex
	profiles map[string]command.Profile
	secrets  map[string]string
	listErr  error
	// connecting holds the next connecting until it is closed or the call ends.
	connecting chan struct{}
	// steps are the lines of a check, and failure its end.
	steps   chan string
	failure error
	saves   int
}

func newFakeConnections(h *harness, endpoint string) *fakeConnections {
	none := make(chan string)
	close(none)
	return &fakeConnections{
		h: h, endpoint: endpoint, secrets: map[string]string{}, steps: none,
		profiles: map[string]command.Profile{
			"test":  {Name: "test", Credential: command.CredentialToken, Endpoint: endpoint, Default: true},
			"keyed": {Name: "keyed", Credential: command.CredentialKeyring, Endpoint: endpoint, UserID: emulator.DemoUserID},
			"asks":  {Name: "asks", Credential: command.CredentialKeyring, Endpoint: endpoint},
			"looks": {Name: "looks", Credential: command.CredentialKeyring, Endpoint: endpoint, UserID: emulator.DemoUserID, ReadOnly: true},
		},
	}
}

func (f *fakeConnections) List(context.Context) ([]command.Available, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var available []command.Available
	for _, name := range slices.Sorted(maps.Keys(f.profiles)) {
		one := command.Available{
			ID: command.ConnectionID{Source: command.FromProfile, Name: name}, Profile: f.profiles[name], Where: "the file secrets/" + name,
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
	), f.listErr
}

func (f *fakeConnections) Save(_ context.Context, from *command.Profile, profile command.Profile, secret string) (string, error) {
	add := from == nil
	f.mutex.Lock()
	defer f.mutex.Unlock()
	_, there := f.profiles[profile.Name]
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
	f.profiles[profile.Name] = profile
	if secret != "" {
		f.secrets[profile.Name] = secret
	}
	return "kept in config.toml; its secret in the file secrets/" + profile.Name, nil
}

func (f *fakeConnections) Remove(_ context.Context, name string) (string, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if _, there := f.profiles[name]; !there {
		return "", fmt.Errorf("the profile %s is gone", name)
	}
	delete(f.profiles, name)
	return "the profile " + name + " is removed, and its secret is gone", nil
}

func (f *fakeConnections) Connect(ctx, lifetime context.Context, id command.ConnectionID) (command.Connection, command.Connector, error) {
	f.mutex.Lock()
	profile, held := f.profiles[id.Name], f.connecting
	f.mutex.Unlock()
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
		Endpoint: profile.Endpoint, APIVersion: acs.DefaultAPIVersion, Now: f.h.clock.Now,
		Session: command.Session{ID: id, Profile: id.Name, PageSize: 100, ReadOnly: profile.ReadOnly, Credential: "the file secrets/" + id.Name},
	}
	if profile.Credential == command.CredentialToken {
		connection, err := target.WithToken(f.h.token)
		return connection, nil, err
	}
	connector, err := command.NewKeyConnector(target, "endpoint="+profile.Endpoint+"/;accesskey="+emulator.AccessKey, func(string) error { return nil }, "config.toml")
	if err != nil {
		return command.Connection{}, nil, err
	}
	f.h.t.Cleanup(connector.Close)
	if profile.UserID == "" {
		return command.Connection{Session: connector.Session()}, connector, nil
	}
	connection, err := connector.As(lifetime, profile.UserID)
	return connection, nil, err
}

func (f *fakeConnections) Check(ctx context.Context, _ command.ConnectionID, out io.Writer) error {
	for {
		select {
		case step, more := <-f.steps:
			if !more {
				return f.failure
			}
			if _, err := fmt.Fprintln(out, step); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// switchTo connects to a profile by the screen.
func (h *harness) switchTo(name string) *harness {
	h.t.Helper()
	h.pointTo(name).press("enter")
	h.until("connected to "+name, func() bool { return h.app.runner.Session().Profile == name })
	return h.settle()
}

// pointTo opens the connections with the cursor on a profile.
func (h *harness) pointTo(name string) *harness {
	h.t.Helper()
	h.press("P")
	h.untilShown("the built-in emulator")
	h.press("g")
	for !strings.HasPrefix(strings.TrimLeft(h.marked(), "▸● "), name) {
		before := h.marked()
		if h.press("j"); h.marked() == before {
			h.t.Fatalf("no connection %s:\n%s", name, h.screen())
		}
	}
	return h
}

// marked is the line under the cursor.
func (h *harness) marked() string {
	for line := range strings.Lines(h.screen()) {
		if strings.HasPrefix(line, "▸ ") {
			return line
		}
	}
	return ""
}
