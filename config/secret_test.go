package config_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

// canary is what no output may hold.
const canary = "canary-7f3a-secret-91"

// encodings are the shapes in which fmt could let the canary out.
func encodings() []string {
	return []string{
		canary,
		fmt.Sprintf("%x", canary),
		fmt.Sprintf("%X", canary),
		strings.Trim(fmt.Sprintf("%d", []byte(canary)), "[]"),
		strings.Trim(fmt.Sprintf("%#v", []byte(canary)), "[]byte{}"),
	}
}

func assertHidden(t *testing.T, where, output string) {
	t.Helper()
	for _, encoding := range encodings() {
		if strings.Contains(output, encoding) {
			t.Errorf("%s shows the secret: %s", where, output)
		}
	}
}

func TestSecretReveals(t *testing.T) {
	t.Parallel()
	if got := config.NewSecret(canary).Reveal(); got != canary {
		t.Errorf("Reveal() = %q, want the value", got)
	}
	for _, empty := range []config.Secret{{}, config.NewSecret("")} {
		if empty.Reveal() != "" || !empty.IsZero() {
			t.Error("an empty secret is not empty")
		}
	}
	if config.NewSecret(canary).IsZero() {
		t.Error("a secret with a value says that it has none")
	}
	if !config.NewSecret(canary).Equal(config.NewSecret(canary)) {
		t.Error("two secrets of one value are not equal")
	}
	if config.NewSecret(canary).Equal(config.NewSecret("other")) || config.NewSecret(canary).Equal(config.Secret{}) {
		t.Error("secrets of different values are equal")
	}
}

func TestSecretIsNeverFormatted(t *testing.T) {
	t.Parallel()
	secret := config.NewSecret(canary)
	type hidden struct{ inside config.Secret }
	values := map[string]any{
		"itself":              secret,
		"a pointer":           &secret,
		"a slice":             []config.Secret{secret},
		"a map":               map[string]config.Secret{"key": secret},
		"an exported field":   config.Config{Credential: config.Credential{Token: secret}},
		"a pointer's field":   &config.Config{Credential: config.Credential{Token: secret}},
		"an unexported field": hidden{inside: secret},
		"behind an interface": []any{secret, hidden{inside: secret}},
	}
	for name, value := range values {
		for verb := range strings.SplitSeq("v s q x X d b o O c U t e E f F g G p T w z", " ") {
			for _, flag := range []string{"", "+", "#", "-30", "030", " "} {
				format := "%" + flag + verb
				assertHidden(t, name+" with "+format, fmt.Sprintf(format, value))
			}
		}
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(format, secret); got != "[secret]" {
			t.Errorf("%s prints %q, want [secret]", format, got)
		}
	}
	if secret.String() != "[secret]" || secret.GoString() != "[secret]" {
		t.Error("String and GoString do not return [secret]")
	}
}

func TestSecretIsNeverEncodedOrLogged(t *testing.T) {
	t.Parallel()
	settings := config.Config{Credential: config.Credential{
		Token: config.NewSecret(canary), ConnectionString: config.NewSecret(canary),
		TokenSource: func(context.Context) (string, error) { return canary, nil },
	}}

	encoded, err := json.Marshal(settings)
	if err != nil {
		t.Fatalf("encoding as JSON: %v", err)
	}
	assertHidden(t, "JSON", string(encoded))
	if !bytes.Contains(encoded, []byte(`"Token":"[secret]"`)) {
		t.Errorf("JSON does not say [secret]: %s", encoded)
	}

	encoded, err = json.Marshal(map[string]any{"text": struct{ T config.Secret }{settings.Token}})
	if err != nil {
		t.Fatalf("encoding a map as JSON: %v", err)
	}
	assertHidden(t, "JSON of a map", string(encoded))

	encoded, err = xml.Marshal(settings)
	if err != nil {
		t.Fatalf("encoding as XML: %v", err)
	}
	assertHidden(t, "XML", string(encoded))

	text, err := settings.Token.MarshalText()
	if err != nil || string(text) != "[secret]" {
		t.Errorf("MarshalText() = %q, %v, want [secret]", text, err)
	}

	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Info("loaded", "token", settings.Token, "settings", settings, "pointer", &settings)
	}
	assertHidden(t, "slog", log.String())
	if !strings.Contains(log.String(), "token=[secret]") {
		t.Errorf("slog does not say [secret]:\n%s", log.String())
	}

	assertHidden(t, "a test's difference", cmp.Diff(config.Config{}, settings))
}

// TestErrorsShowNoSecret puts the canary wherever a secret, or a value that
// somebody mistook for an address, could stand, and asks for every error.
func TestErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	shapes := []string{
		canary, canary + " ", " " + canary, canary + "\n" + canary, "Bearer " + canary, `"` + canary + `"`,
		canary + "\x00", "\xff" + canary, "eyJ" + canary,
		"https://" + canary, "http://" + canary, "https://user:" + canary + "@contoso.example",
		"https://contoso.example?sig=" + canary, "https://contoso.example#" + canary,
		"https://contoso.example:" + canary, "https://contoso.example /" + canary, "%zz" + canary,
		"endpoint=" + resource + ";accesskey=" + canary, "endpoint=" + resource + " accesskey=" + canary,
		"endpoint=" + canary, "endpoint=https://contoso.example:" + canary, "endpoint=http://" + canary,
		"accesskey=" + canary, "endpoint=;accesskey=" + canary, ";;" + canary,
		"endpoint=" + canary + ";endpoint=" + canary,
	}
	choices := append([]string{"", resource}, shapes...)
	directory, failed := t.TempDir(), 0
	for _, endpoint := range choices {
		for _, token := range choices {
			for _, connectionString := range choices {
				for _, flags := range []config.Flags{{}, {Endpoint: endpoint}} {
					_, err := loaderOf(t, directory, map[string]string{
						config.EnvEndpoint:         endpoint,
						config.EnvAccessToken:      token,
						config.EnvConnectionString: connectionString,
					}, nil).Load(flags)
					if err == nil {
						continue
					}
					failed++
					assertHidden(t, "an error", fmt.Sprintf("%v %+v %#v", err, err, err))
				}
			}
		}
	}
	if failed < 1000 {
		t.Errorf("only %d errors were looked at: the test has lost its subject", failed)
	}
}
