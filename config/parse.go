package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// parser makes a file of a document. Its errors name the line.
type parser struct {
	path     string
	document *document
}

// faultf is an error about a key, or where the document does not have it about the
// nearest table above.
func (p parser) faultf(path []string, format string, args ...any) error {
	return p.faultAt(p.line(path), fmt.Sprintf(format, args...))
}

func (p parser) faultAt(line int, text string) error {
	return fmt.Errorf("%s: %s", p.placeAt(line), text)
}

func (p parser) line(path []string) int {
	for depth := len(path); depth > 0; depth-- {
		if line := p.document.lines[joinPath(path[:depth])]; line > 0 {
			return line
		}
	}
	return 0
}

func (p parser) placeAt(line int) string {
	if line < 1 {
		return p.path
	}
	return fmt.Sprintf("%s:%d", p.path, line)
}

func parseFile(path, text string) (*file, error) {
	p := parser{path: path}
	var err error
	if p.document, err = parseDocument(text); err != nil {
		return nil, p.syntax(text, err)
	}
	settings := &file{path: path, profiles: map[string]Profile{}, secrets: map[string]Secret{}, users: map[string]string{}}
	values := p.document.values
	for _, key := range p.inOrder(values) {
		switch key {
		case keyDefaultProfile: // Last, when all profiles are known.
		case keyProfiles:
			err = p.profiles(settings, values[key])
		case keyUsers:
			err = p.users(settings, values[key])
		case keyKeys:
			err = p.keys(settings, values[key])
		default:
			err = p.unknownKey([]string{key}, []string{keyDefaultProfile, keyProfiles, keyUsers, keyKeys})
		}
		if err != nil {
			return nil, err
		}
	}
	return settings, p.defaultProfile(settings, values)
}

// inOrder returns the keys of a table in the order of the text, so that the first fault
// is the one that is reported.
func (p parser) inOrder(table map[string]any, path ...string) []string {
	at := make(map[string]int, len(table))
	for key := range table {
		at[key] = p.document.order[joinPath(append(slices.Clone(path), key))]
	}
	return slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		return cmp.Or(at[a]-at[b], strings.Compare(a, b))
	})
}

func (p parser) defaultProfile(settings *file, values map[string]any) error {
	value, ok := values[keyDefaultProfile]
	if !ok {
		return nil
	}
	name, ok := value.(string)
	if !ok {
		return p.faultf([]string{keyDefaultProfile}, "%s must be a profile's name in quotation marks", keyDefaultProfile)
	}
	chosen, ok := settings.profiles[name]
	if !ok {
		return p.faultf([]string{keyDefaultProfile}, "%s names a profile that is not in this file", keyDefaultProfile)
	}
	chosen.Default = true
	settings.defaultProfile, settings.profiles[name] = name, chosen
	return nil
}

func (p parser) users(settings *file, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return p.faultf([]string{keyUsers}, "%s must be a table: [%[1]s]", keyUsers)
	}
	for _, address := range p.inOrder(table, keyUsers) {
		path := []string{keyUsers, address}
		endpoint, err := checkEndpoint(address)
		if err != nil {
			return p.faultf(path, "a key of [%s] %v", keyUsers, err)
		}
		id, ok := table[address].(string)
		if !ok {
			return p.faultf(path, "a user's id must stand in quotation marks")
		}
		id, err = checkUserID(id)
		if err != nil {
			return p.faultf(path, "a user in [%s] %v", keyUsers, err)
		}
		if _, twice := settings.users[endpoint]; twice {
			return p.faultf(path, "[%s] has this endpoint twice", keyUsers)
		}
		settings.users[endpoint] = id
	}
	return nil
}

// keys reads the table [keys]: a key's name, or a list of them, for an action.
func (p parser) keys(settings *file, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return p.faultf([]string{keyKeys}, "%s must be a table: [%[1]s]", keyKeys)
	}
	for _, action := range p.inOrder(table, keyKeys) {
		path := []string{keyKeys, action}
		read := KeyBinding{Action: action, Place: p.placeAt(p.line(path))}
		names, isList := table[action].([]any)
		if !isList {
			names = []any{table[action]}
		}
		for _, element := range names {
			name, ok := element.(string)
			if !ok {
				return p.faultf(path, `a key's name must stand in quotation marks: "ctrl+t", or several in a list: ["t", "f5"]`)
			}
			read.Keys = append(read.Keys, name)
		}
		settings.keys = append(settings.keys, read)
	}
	return nil
}

func (p parser) profiles(settings *file, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return p.faultf([]string{keyProfiles}, "%s must be tables: [%[1]s.NAME]", keyProfiles)
	}
	for _, name := range p.inOrder(table, keyProfiles) {
		path := []string{keyProfiles, name}
		if !isProfileName(name) {
			return p.faultf(path, "a profile's name is at most 64 of A-Z, a-z, 0-9, - and _")
		}
		keys, ok := table[name].(map[string]any)
		if !ok {
			return p.faultf(path, "a profile must be a table: [%s.NAME]", keyProfiles)
		}
		if err := p.profile(settings, name, keys); err != nil {
			return err
		}
	}
	return nil
}

func (p parser) profile(settings *file, name string, keys map[string]any) error {
	read := Profile{Name: name}
	var secret Secret
	for _, key := range p.inOrder(keys, keyProfiles, name) {
		path := []string{keyProfiles, name, key}
		if !slices.Contains(profileKeys(), key) {
			return p.unknownKey(path, profileKeys())
		}
		text, err := textOf(key, keys[key])
		switch {
		case err != nil:
		case isSecretKey(key):
			secret, err = checkTyped(key, NewSecret(text))
		case key == keyReadOnly:
			read.ReadOnly = text == "true"
		case key != KeyKeyring:
			*read.field(key), err = checkText(key, text)
		}
		if err != nil {
			return p.faultf(path, "%s %v", key, err)
		}
		if slices.Contains(credentialKeys(), key) && text != "false" {
			if read.Credential != "" {
				return p.faultf(path, "the profile %s has both %s and %s; it must have exactly one of %s",
					name, read.Credential, key, strings.Join(credentialKeys(), ", "))
			}
			read.Credential = key
		}
	}
	if read.Credential == "" {
		return p.faultf([]string{keyProfiles, name}, "the profile %s has no credential; it must have exactly one of %s",
			name, strings.Join(credentialKeys(), ", "))
	}
	read, err := read.check(secret)
	if wrong, ok := errors.AsType[*FieldError](err); ok {
		key := wrong.Key
		if key == fieldValue {
			key = read.Credential
		}
		return p.faultf([]string{keyProfiles, name, key}, "the profile %s: %s %s", name, key, wrong.Message)
	}
	settings.profiles[name], settings.secrets[name] = read, secret
	return err
}

// textOf is a value of a profile as a form has it. Its error continues a sentence that
// begins with the key.
func textOf(key string, value any) (string, error) {
	switch key {
	case KeyTokenCommand:
		arguments, err := commandLine(value)
		return quotedList(arguments), err
	case KeyKeyring, keyReadOnly:
		if set, ok := value.(bool); ok {
			return strconv.FormatBool(set), nil
		}
		return "", errors.New("must be true or false")
	case keyPageSize:
		if size, ok := value.(int64); ok {
			return strconv.FormatInt(size, 10), nil
		}
		return "no number", nil // It is refused as such.
	}
	text, ok := value.(string)
	switch {
	case !ok:
		return "", errors.New("must be a text in quotation marks")
	case strings.TrimSpace(text) == "":
		return "", errors.New("is empty")
	}
	return text, nil
}

// checkTyped returns a token or a connection string as it is used.
func checkTyped(key string, secret Secret) (Secret, error) {
	if key == KeyToken {
		return checkToken(secret)
	}
	parsed, err := checkConnectionString(secret)
	return NewSecret(parsed.Reveal()), err
}

var (
	// plainKey is a key that may be repeated in an error: no token looks so.
	plainKey = regexp.MustCompile(`^[a-z_]{1,24}$`)
	words    = regexp.MustCompile(`[A-Za-z0-9]{4,}`)
)

func (p parser) unknownKey(path, known []string) error {
	name := "an unknown key"
	if key := path[len(path)-1]; plainKey.MatchString(key) {
		name = fmt.Sprintf("the unknown key %q", key)
	}
	return p.faultf(path, "%s; here stand %s", name, strings.Join(known, ", "))
}

// syntax says where a text is no TOML. The toml package's reason is repeated only where it
// repeats nothing of the file: that could be half a secret.
func (p parser) syntax(text string, err error) error {
	failed, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return p.faultAt(0, "this is not TOML")
	}
	line, _ := failed.Position()
	message := strings.TrimPrefix(failed.Error(), "toml: ")
	lower := strings.ToLower(text)
	if slices.ContainsFunc(words.FindAllString(message, -1), func(word string) bool { return strings.Contains(lower, strings.ToLower(word)) }) ||
		strings.Contains(message, "at start of value") {
		message = ""
	}
	if message == "" {
		return p.faultAt(line, "this is not TOML (a text needs quotation marks around it)")
	}
	return p.faultAt(line, "this is not TOML: "+redact(message, nil))
}
