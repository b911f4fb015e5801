package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Profile is a profile of the configuration file, with its values as they are typed. It
// holds no secret. An empty field is a key that the file does not have.
type Profile struct {
	// Name is at most 64 of A-Z, a-z, 0-9, - and _.
	Name string
	// Credential is the key of the credential: token, token_file, token_command,
	// keyring or connection_string.
	Credential string
	// Value is the path of token_file, or the list of token_command as TOML writes it.
	Value string
	// The others are the keys of the same names.
	Endpoint, APIVersion, UserID, CAFile, PageSize string
	// ReadOnly forbids every write.
	ReadOnly bool
	// Default reports that default_profile names the profile.
	Default bool
}

// The keys of a profile.
const (
	keyEndpoint         = "endpoint"
	keyAPIVersion       = "api_version"
	KeyToken            = "token"
	KeyTokenFile        = "token_file"
	KeyTokenCommand     = "token_command"
	KeyKeyring          = "keyring"
	KeyConnectionString = "connection_string"
	keyUserID           = "user_id"
	keyCAFile           = "ca_file"
	keyPageSize         = "page_size"
	keyReadOnly         = "read_only"
)

// The fields of a Profile that are no keys of the file.
const (
	fieldName       = "name"
	fieldCredential = "credential"
	fieldValue      = "value"
)

// maximumPageSize is a choice of ours: what the service does above its own maximum is not
// documented, and 200 is the one that is documented anywhere.
const maximumPageSize = 200

// profileKeys are those that a profile may have, in the order in which they are written.
func profileKeys() []string {
	return slices.Concat([]string{keyEndpoint}, credentialKeys(), []string{keyUserID, keyAPIVersion, keyCAFile, keyPageSize, keyReadOnly})
}

// credentialKeys are those of which a profile has exactly one.
func credentialKeys() []string {
	return []string{KeyToken, KeyTokenFile, KeyTokenCommand, KeyKeyring, KeyConnectionString}
}

// isSecretKey reports whether a credential's key holds the secret itself.
func isSecretKey(key string) bool { return key == KeyToken || key == KeyConnectionString }

// isProfileName reports whether a profile may be called so: the name becomes that of a
// table, of a user in the keyring and of a file.
var isProfileName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`).MatchString

// FieldError says what is wrong with one field of a Profile.
type FieldError struct {
	// Key is that of the field in the file; "name" for the profile's name, "value" for
	// what a credential is, secrets included.
	Key string
	// Message is one line without a secret, which continues a sentence that begins with
	// the key.
	Message string
}

// Error names the key.
func (e *FieldError) Error() string { return e.Key + " " + e.Message }

// Field is the key.
func (e *FieldError) Field() string { return e.Key }

func fieldErrorf(key, format string, args ...any) error {
	return &FieldError{Key: key, Message: fmt.Sprintf(format, args...)}
}

// field returns the field of a key whose value is a text.
func (p *Profile) field(key string) *string {
	switch key {
	case keyEndpoint:
		return &p.Endpoint
	case KeyTokenFile, KeyTokenCommand:
		return &p.Value
	case keyUserID:
		return &p.UserID
	case keyAPIVersion:
		return &p.APIVersion
	case keyCAFile:
		return &p.CAFile
	case keyPageSize:
		return &p.PageSize
	}
	return nil
}

// trimmed is the profile without white space around what was typed.
func (p Profile) trimmed() Profile {
	for _, key := range profileKeys() {
		if field := p.field(key); field != nil {
			*field = strings.TrimSpace(*field)
		}
	}
	return p
}

// check returns the profile with every field as it is used, or a *FieldError. secret is
// the token or the connection string, as far as it is known.
func (p Profile) check(secret Secret) (Profile, error) {
	if !isProfileName(p.Name) {
		return p, fieldErrorf(fieldName, "must be at most 64 of A-Z, a-z, 0-9, - and _, and not empty")
	}
	for _, key := range []string{keyEndpoint, keyUserID, keyPageSize} {
		field := p.field(key)
		if *field == "" {
			continue
		}
		var err error
		if *field, err = checkText(key, *field); err != nil {
			return p, fieldErrorf(key, "%v", err)
		}
	}
	switch p.Credential {
	case KeyToken, KeyConnectionString, KeyKeyring:
	case KeyTokenFile, KeyTokenCommand:
		value, err := checkText(p.Credential, p.Value)
		if err != nil {
			return p, fieldErrorf(fieldValue, "%v", err)
		}
		p.Value = value
	default:
		return p, fieldErrorf(fieldCredential, "is none of %s", strings.Join(credentialKeys(), ", "))
	}
	return p.checkTogether(secret)
}

// checkText returns the value of a key as it is used. Its error continues a sentence that
// begins with the key.
func checkText(key, text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", errors.New("is empty")
	}
	switch key {
	case keyEndpoint:
		return checkEndpoint(text)
	case keyUserID:
		return checkUserID(text)
	case KeyTokenCommand:
		arguments, err := commandLine(valueOf(text))
		return quotedList(arguments), err
	case keyPageSize:
		size, err := strconv.Atoi(text)
		switch {
		case err != nil || size < 1 || size > maximumPageSize:
			return "", fmt.Errorf("must be a whole number from 1 to %d", maximumPageSize)
		case size == DefaultPageSize:
			return "", nil
		}
	}
	return text, nil
}

// commandLine returns a token_command. One text is refused: shells disagree about which
// quoting would split it.
func commandLine(value any) (arguments []string, err error) {
	err = errors.New(`must be a list, the program and its arguments: ["az", "keyvault", …]; ` +
		`no shell reads it, so for a shell's line write ["sh", "-c", "…"]`)
	list, ok := value.([]any)
	if !ok || len(list) == 0 {
		return nil, err
	}
	for _, element := range list {
		argument, ok := element.(string)
		if !ok || strings.ContainsRune(argument, 0) {
			return nil, err
		}
		arguments = append(arguments, argument)
	}
	if strings.TrimSpace(arguments[0]) == "" {
		return nil, errors.New("names no program")
	}
	return arguments, nil
}

// checkTogether holds what the fields must be together. Of a secret that stays in the
// keyring nothing is known here; the connection says it.
func (p Profile) checkTogether(secret Secret) (Profile, error) {
	switch {
	case p.Credential == KeyConnectionString:
		parsed, err := checkConnectionString(secret)
		if err != nil {
			return p, fieldErrorf(fieldValue, "%v", err)
		}
		if p.Endpoint != "" && p.Endpoint != parsed.Endpoint() {
			return p, fieldErrorf(keyEndpoint, "is another one than the connection string's; leave it out")
		}
		p.Endpoint = parsed.Endpoint()
	case p.Credential == KeyKeyring:
	case p.Endpoint == "":
		return p, fieldErrorf(keyEndpoint, "is missing, and %s needs it: it looks like https://NAME.communication.azure.com", p.Credential)
	case p.UserID != "":
		return p, fieldErrorf(keyUserID, "needs a connection string: a token says itself who acts; leave it out")
	}
	return p, nil
}

// command is the list of a token_command, which has been checked.
func (p Profile) command() []string {
	arguments, _ := commandLine(valueOf(p.Value))
	return arguments
}

// pageSize is the number of PageSize, which has been checked.
func (p Profile) pageSize() int {
	if size, err := strconv.Atoi(p.PageSize); err == nil {
		return size
	}
	return DefaultPageSize
}

// rebase puts what was typed onto the profile as the file has it now: a field that does
// not differ from what the typing began with is the file's. It is an error where both
// have changed one.
func (p Profile) rebase(from, now Profile, secret bool) (Profile, error) {
	p, err := p.rebaseCredential(from, now, secret)
	if err != nil {
		return p, err
	}
	for _, key := range []string{keyUserID, keyAPIVersion, keyCAFile, keyPageSize} {
		field, was, is := p.field(key), *from.field(key), *now.field(key)
		switch {
		case *field == was:
			*field = is
		case is != was && is != *field:
			return p, changedMeanwhile(key)
		}
	}
	// Of two values one is always the one that was typed or the file's own.
	if p.ReadOnly == from.ReadOnly {
		p.ReadOnly = now.ReadOnly
	}
	if p.Default == from.Default {
		p.Default = now.Default
	}
	return p, nil
}

// rebaseCredential does so for credential and endpoint, which count as one: a secret
// belongs to its endpoint.
func (p Profile) rebaseCredential(from, now Profile, secret bool) (Profile, error) {
	typed := secret || p.Credential != from.Credential || p.Value != from.Value || p.Endpoint != from.Endpoint
	switch {
	case typed && now.Endpoint != from.Endpoint:
		return p, changedMeanwhile(keyEndpoint)
	case typed && (now.Credential != from.Credential || now.Value != from.Value):
		return p, changedMeanwhile(fieldValue)
	case !typed:
		p.Credential, p.Value, p.Endpoint = now.Credential, now.Value, now.Endpoint
	}
	return p, nil
}

func changedMeanwhile(key string) error {
	return fieldErrorf(key, "was changed in the file meanwhile: leave the form and open it again to see to what")
}

// literal is the value of a key as TOML writes it, empty where it is left out. A secret
// that stands in the file is not known here.
func (p Profile) literal(key string) string {
	switch {
	case isSecretKey(key), key == KeyKeyring:
		if p.Credential == key {
			return "true"
		}
		return ""
	case key == keyReadOnly && p.ReadOnly:
		return "true"
	case key == keyReadOnly, key == KeyTokenFile && p.Credential != key, key == KeyTokenCommand && p.Credential != key:
		return ""
	}
	text := *p.field(key)
	if text == "" || key == keyPageSize || key == KeyTokenCommand {
		return text
	}
	return quoted(text)
}

// changes make of a profile of the file this one. What is as before stays as it is
// written, such as a key that says what goes without saying.
func (p Profile) changes(before Profile) []change {
	var changes []change
	for _, key := range profileKeys() {
		value := p.literal(key)
		// The endpoint may be a connection string's, which has no key of its own.
		if value != before.literal(key) || key == keyEndpoint {
			changes = append(changes, change{path: []string{keyProfiles, p.Name, key}, literal: value, remove: value == ""})
		}
	}
	switch path := []string{keyDefaultProfile}; {
	case p.Default && !before.Default:
		changes = append(changes, change{path: path, literal: quoted(p.Name)})
	case !p.Default && before.Default:
		changes = append(changes, change{path: path, remove: true})
	}
	return changes
}
