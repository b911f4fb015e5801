package profile

import (
	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/settings"
)

// The fields, by the names that errors have for them: the keys of the file, and value
// for what the credential is.
const (
	fieldName       = "name"
	fieldCredential = "credential"
	fieldValue      = "value"
	fieldToken      = command.CredentialToken
	fieldConnection = command.CredentialConnectionString
	fieldFile       = command.CredentialTokenFile
	fieldCommand    = command.CredentialTokenCommand
	fieldEndpoint   = "endpoint"
	fieldUser       = "user_id"
	fieldVersion    = "api_version"
	fieldCA         = "ca_file"
	fieldPageSize   = "page_size"
	fieldReadOnly   = "read_only"
	fieldDefault    = "default"
)

// newFields makes the form's fields as the profile fills them.
func newFields(to command.ToProfile) *settings.Model {
	const kept = "It goes into the system's keyring, or where there is none into a file beside the configuration that only you may read; never into the configuration file. It is not shown."
	name := settings.Text(fieldName, "name", "production", "At most 64 of A-Z, a-z, 0-9, - and _.")
	name.Fixed = !to.Add
	m := settings.New(
		name,
		settings.Choice(fieldCredential, "credential", credentialHint(to), credentials(to)...),
		settings.Secret(fieldToken, "token", "eyJ…", kept),
		settings.Secret(fieldConnection, "connection string", "endpoint=https://…;accesskey=…", kept),
		settings.Text(fieldFile, "token file", "~/.chat-token", "It is read again when the token nears its end. A relative path begins at the configuration file's folder."),
		settings.Text(fieldCommand, "token command", `["az", "keyvault", "secret", …]`, "A list, the program and its arguments; no shell reads it. It prints the token."),
		settings.Text(fieldEndpoint, "endpoint", "https://NAME.communication.azure.com", "The resource's address. A connection string has it: leave it empty then."),
		settings.Text(fieldUser, "act as", "8:acs:…", "With a connection string: the user to act as; empty asks at the first connection. A token says itself who acts."),
		settings.Text(fieldVersion, "api-version", "the newest stable one", ""),
		settings.Text(fieldCA, "CA file", "the system's authorities alone", "A PEM file with certificate authorities to trust besides."),
		settings.Text(fieldPageSize, "page size", "100", "1 to 200."),
		settings.Switch(fieldReadOnly, "read-only", "Nothing can be written to the service with this profile."),
		settings.Switch(fieldDefault, "start with it", "The program starts with it where neither a flag nor the environment says otherwise."),
	)
	m.Get(fieldUser).Note = func(typed string) string {
		id := acs.UnderstandRawID(typed)
		if id.Fault != acs.IDFaultNone {
			return "This holds " + id.Problem
		}
		return identities.Understood(id)
	}
	p := to.Profile
	for field, value := range map[string]string{
		fieldName: p.Name, fieldCredential: p.Credential, fieldEndpoint: p.Endpoint, fieldUser: p.UserID,
		fieldVersion: p.APIVersion, fieldCA: p.CAFile, fieldPageSize: p.PageSize, fieldReadOnly: onOff(p.ReadOnly), fieldDefault: onOff(p.Default),
	} {
		m.Get(field).SetValue(value)
	}
	if p.Credential == fieldFile || p.Credential == fieldCommand {
		m.Get(p.Credential).SetValue(p.Value)
	}
	if !to.Add && (p.Credential == fieldToken || p.Credential == fieldConnection) {
		m.Get(p.Credential).SetPlaceholder("stays as it is kept, until another is typed")
	}
	m.Begin()
	return m
}

// credentials are the kinds to choose from. What is kept, in the keyring or in the file
// in its stead, comes first where the profile has it: nothing is to be typed then.
func credentials(to command.ToProfile) []settings.Option {
	options := []settings.Option{
		{Value: command.CredentialToken, Words: "a token"},
		{Value: command.CredentialConnectionString, Words: "a connection string"},
		{Value: command.CredentialTokenFile, Words: "a file that holds a token"},
		{Value: command.CredentialTokenCommand, Words: "a command that prints a token"},
	}
	keyring := settings.Option{Value: command.CredentialKeyring, Words: "what is kept under this name"}
	if to.Profile.Credential == command.CredentialKeyring {
		keyring.Words = "the one that is kept"
		return append([]settings.Option{keyring}, options...)
	}
	return append(options, keyring)
}

func credentialHint(to command.ToProfile) string {
	if to.Where == "" {
		return ""
	}
	return "Now in " + text.Sanitize(to.Where) + "."
}

func onOff(on bool) string {
	if on {
		return settings.Yes
	}
	return settings.No
}

// follow shows the one field that the chosen credential needs.
func (m *Model) follow() {
	chosen := m.fields.Value(fieldCredential)
	for _, field := range []string{fieldToken, fieldConnection, fieldFile, fieldCommand} {
		m.fields.Get(field).Hidden = field != chosen
	}
}

// valueField is the field of what the credential is.
func (m *Model) valueField() string {
	if chosen := m.fields.Value(fieldCredential); chosen != command.CredentialKeyring {
		return chosen
	}
	return fieldCredential
}

// asked is the profile as it was typed, and the secret.
func (m *Model) asked() (asked command.Profile, secret string) {
	f := m.fields
	asked = command.Profile{
		Name: f.Value(fieldName), Credential: f.Value(fieldCredential), Endpoint: f.Value(fieldEndpoint), UserID: f.Value(fieldUser),
		APIVersion: f.Value(fieldVersion), CAFile: f.Value(fieldCA), PageSize: f.Value(fieldPageSize),
		ReadOnly: f.On(fieldReadOnly), Default: f.On(fieldDefault),
	}
	switch asked.Credential {
	case fieldToken, fieldConnection:
		secret = f.Value(asked.Credential)
	case fieldFile, fieldCommand:
		asked.Value = f.Value(asked.Credential)
	}
	return asked, secret
}
