package profile

import (
	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/style/text"
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

// fields are the form's fields by their names, in order.
type fields struct {
	order  []form.Field
	byName map[string]*form.Input
}

func (f *fields) add(name string, input *form.Input) *form.Input {
	f.order, f.byName[name] = append(f.order, input), input
	return input
}

func (f *fields) value(name string) string { return f.byName[name].Trimmed() }

// newFields makes the form's fields as the profile fills them.
func newFields(to command.ToProfile) *fields {
	const kept = "It goes into the system's keyring, or where there is none into a file beside the configuration that only you may read; never into the configuration file. It is not shown."
	f, p := &fields{byName: map[string]*form.Input{}}, to.Profile
	f.add(fieldName, form.Text("name", "production", "At most 64 of A-Z, a-z, 0-9, - and _.")).Fixed = !to.Add
	f.add(fieldCredential, form.Choice("credential", credentialHint(to), credentials(to)...))
	for name, input := range map[string]*form.Input{
		fieldToken:      form.Secret("token", "eyJ…", kept),
		fieldConnection: form.Secret("connection string", "endpoint=https://…;accesskey=…", kept),
		fieldFile:       form.Text("token file", "~/.chat-token", "It is read again when the token nears its end. A relative path begins at the configuration file's folder."),
		fieldCommand:    form.Text("token command", `["az", "keyvault", "secret", …]`, "A list, the program and its arguments; no shell reads it. It prints the token."),
	} {
		// Only the field that the chosen credential needs is there.
		f.add(name, input).Shown = func() bool { return f.value(fieldCredential) == name }
	}
	f.add(fieldEndpoint, form.Text("endpoint", "https://NAME.communication.azure.com", "The resource's address. A connection string has it: leave it empty then."))
	f.add(fieldUser, form.Text("act as", "8:acs:…", "With a connection string: the user to act as; empty asks at the first connection. A token says itself who acts.")).Note = userNote
	f.add(fieldVersion, form.Text("api-version", "the newest stable one", ""))
	f.add(fieldCA, form.Text("CA file", "the system's authorities alone", "A PEM file with certificate authorities to trust besides."))
	f.add(fieldPageSize, form.Text("page size", "100", "1 to 200."))
	f.add(fieldReadOnly, form.Switch("read-only", "Nothing can be written to the service with this profile.", p.ReadOnly))
	f.add(fieldDefault, form.Switch("start with it", "The program starts with it where neither a flag nor the environment says otherwise.", p.Default))
	for name, value := range map[string]string{
		fieldName: p.Name, fieldCredential: p.Credential, fieldEndpoint: p.Endpoint, fieldUser: p.UserID,
		fieldVersion: p.APIVersion, fieldCA: p.CAFile, fieldPageSize: p.PageSize,
	} {
		f.byName[name].Begin(value)
	}
	switch p.Credential {
	case fieldFile, fieldCommand:
		f.byName[p.Credential].Begin(p.Value)
	case fieldToken, fieldConnection:
		if !to.Add {
			f.byName[p.Credential].SetPlaceholder("stays as it is kept, until another is typed")
		}
	}
	return f
}

// userNote says what an id is understood as.
func userNote(typed string) string {
	id := acs.UnderstandRawID(typed)
	if id.Fault != acs.IDFaultNone {
		return "This holds " + id.Problem
	}
	return identities.Understood(id)
}

// credentials are the kinds to choose from. What is kept, in the keyring or in the file
// in its stead, comes first where the profile has it: nothing is to be typed then.
func credentials(to command.ToProfile) []form.Option {
	options := []form.Option{
		{Value: command.CredentialToken, Words: "a token"},
		{Value: command.CredentialConnectionString, Words: "a connection string"},
		{Value: command.CredentialTokenFile, Words: "a file that holds a token"},
		{Value: command.CredentialTokenCommand, Words: "a command that prints a token"},
	}
	keyring := form.Option{Value: command.CredentialKeyring, Words: "what is kept under this name"}
	if to.Profile.Credential == command.CredentialKeyring {
		keyring.Words = "the one that is kept"
		return append([]form.Option{keyring}, options...)
	}
	return append(options, keyring)
}

func credentialHint(to command.ToProfile) string {
	if to.Where == "" {
		return ""
	}
	return "Now in " + text.Sanitize(to.Where) + "."
}

// profile is the profile as it was typed, and the secret.
func (f *fields) profile() (asked command.Profile, secret string) {
	asked = command.Profile{
		Name: f.value(fieldName), Credential: f.value(fieldCredential), Endpoint: f.value(fieldEndpoint), UserID: f.value(fieldUser),
		APIVersion: f.value(fieldVersion), CAFile: f.value(fieldCA), PageSize: f.value(fieldPageSize),
		ReadOnly: f.byName[fieldReadOnly].On(), Default: f.byName[fieldDefault].On(),
	}
	switch asked.Credential {
	case fieldToken, fieldConnection:
		secret = f.value(asked.Credential)
	case fieldFile, fieldCommand:
		asked.Value = f.value(asked.Credential)
	}
	return asked, secret
}
