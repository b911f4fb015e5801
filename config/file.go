package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"acs-chat-tui/config/textfile"
)

// maximumFile bounds the configuration file.
const maximumFile = 1 << 20

// The keys of the configuration file.
const (
	keyDefaultProfile = "default_profile"
	keyProfiles       = "profiles"
	keyUsers          = "users"
	keyKeys           = "keys"
)

// file is the configuration file, checked as far as that is possible without
// looking at other files. A file that does not exist is one that says nothing.
type file struct {
	// path is absolute. Empty: the system has no place for one, and missing
	// says why.
	path           string
	missing        error
	absent         bool
	profiles       map[string]*profile
	defaultProfile *profile
	// users are the users to act as, by endpoint, where the connection string
	// came from the environment.
	users map[string]string
	// keys are the keys that are rebound, in the order of their lines.
	keys []KeyBinding
}

// reader returns a function that reads the file when it is called first.
func (l Loader) reader(where location) func() (*file, error) {
	var settings *file
	return func() (*file, error) {
		if settings != nil {
			return settings, nil
		}
		read, err := readSettings(where)
		if err != nil {
			return nil, err
		}
		settings = read
		return settings, nil
	}
}

func readSettings(where location) (*file, error) {
	if where.path == "" {
		return &file{missing: where.missing, absent: true}, nil
	}
	held, err := openSettings(where.path)
	if errors.Is(err, fs.ErrNotExist) && !where.named {
		return &file{path: where.path, absent: true}, nil
	}
	if err != nil {
		return nil, err
	}
	settings, err := parseFile(where.path, held.text)
	if err != nil {
		return nil, err
	}
	if err := settings.checkAccess(held.mode); err != nil {
		return nil, err
	}
	return settings, nil
}

// openSettings returns what the configuration file holds; fs.ErrNotExist is in the error
// where there is none.
func openSettings(path string) (content, error) {
	target, err := followLinks(path)
	if err != nil {
		return content{}, fmt.Errorf("the configuration file %s %w", path, err)
	}
	held, err := readFile(target, maximumFile)
	if failed, ok := errors.AsType[*textfile.Error](err); ok {
		return content{}, parser{path: path}.faultAt(failed.Line, "this "+failed.Text)
	}
	if err != nil {
		return content{}, fmt.Errorf("the configuration file %s %w", path, err)
	}
	return held, nil
}

// checkAccess refuses a file whose secrets others can read, and one that others could
// change or replace: it says which command is run, and where which secret goes.
func (f *file) checkAccess(mode fs.FileMode) error {
	if len(f.profiles) == 0 {
		return nil
	}
	forbidden, what := othersWrite, "says which secret is used"
	for _, name := range slices.Sorted(maps.Keys(f.profiles)) {
		switch kind := f.profiles[name].kind; kind {
		case keyToken, keyConnectionString:
			return checkAccess(f.path, mode, othersReadOrWrite, "holds a secret ("+kind+")")
		case keyTokenCommand:
			what = "holds a command to run"
		}
	}
	return checkAccess(f.path, mode, forbidden, what)
}

// profile returns the profile of this name.
func (f *file) profile(name string) (*profile, error) {
	if chosen, ok := f.profiles[name]; ok {
		return chosen, nil
	}
	switch {
	case f.path == "":
		return nil, fmt.Errorf("there is no profile %q: %w", name, f.missing)
	case f.absent:
		return nil, fmt.Errorf("there is no profile %q: the configuration file %s does not exist", name, f.path)
	case len(f.profiles) == 0:
		return nil, fmt.Errorf("there is no profile %q: %s holds no profile", name, f.path)
	}
	return nil, fmt.Errorf("there is no profile %q in %s, which has %s",
		name, f.path, strings.Join(slices.Sorted(maps.Keys(f.profiles)), ", "))
}

// parser turns a text into a file, and says of what is wrong in which line.
type parser struct {
	path, text string
	// order is that of the keys in the text, by their joined paths.
	order map[string]int
}

// faultf is an error about the key that path names.
func (p parser) faultf(path []string, format string, args ...any) error {
	return p.faultAt(p.line(path), fmt.Sprintf(format, args...))
}

func (p parser) faultAt(line int, text string) error {
	return fmt.Errorf("%s: %s", p.placeAt(line), text)
}

// line returns the line of a key. It reads the whole text again, which is for an error
// alone: what is asked for every key must not.
func (p parser) line(path []string) int {
	where, err := newLocator(p.text)
	if err != nil {
		return 0
	}
	return where.position(path...).Line
}

func (p parser) placeAt(line int) string {
	if line < 1 {
		return p.path
	}
	return fmt.Sprintf("%s:%d", p.path, line)
}

func parseFile(path, text string) (*file, error) {
	p := parser{path: path, text: text}
	var values map[string]any
	metadata, err := toml.Decode(text, &values)
	if err != nil {
		return nil, p.syntax(text, err)
	}
	p.order = keyOrder(metadata.Keys())
	settings := &file{path: path, profiles: map[string]*profile{}, users: map[string]string{}}
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
	if err := p.defaultProfile(settings, values); err != nil {
		return nil, err
	}
	return settings, nil
}

// maximumDepth is how deep the keys lie whose order matters: profiles.NAME.KEY.
const maximumDepth = 3

// keyOrder returns which of the keys comes when, by their joined paths. A table that has
// no header of its own comes with the first key below it.
func keyOrder(keys []toml.Key) map[string]int {
	order := make(map[string]int, len(keys))
	for i, key := range keys {
		for depth := 1; depth <= min(len(key), maximumDepth); depth++ {
			if path := joinPath(key[:depth]); order[path] == 0 {
				order[path] = i + 1
			}
		}
	}
	return order
}

// joinPath makes one text of a path, which no other path gives.
func joinPath(path []string) string {
	var joined strings.Builder
	for _, key := range path {
		joined.WriteString(strconv.Quote(key))
	}
	return joined.String()
}

// inOrder returns the keys of a table in the order of the text, so that the first fault
// is the first one that is reported.
func (p parser) inOrder(table map[string]any, path ...string) []string {
	at := make(map[string]int, len(table))
	for key := range table {
		at[key] = p.order[joinPath(append(slices.Clone(path), key))]
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
	path := []string{keyDefaultProfile}
	name, ok := value.(string)
	if !ok {
		return p.faultf(path, "%s must be a profile's name in quotation marks", keyDefaultProfile)
	}
	chosen, ok := settings.profiles[name]
	if !ok {
		return p.faultf(path, "%s names a profile that is not in this file", keyDefaultProfile)
	}
	settings.defaultProfile = chosen
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
		id, err = understandUserID(id)
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

// syntax says where a text is no TOML. The toml package's reason is repeated only
// where it repeats nothing of the file: that could be half a secret.
func (p parser) syntax(text string, err error) error {
	failed, _ := errors.AsType[toml.ParseError](err)
	reason := "this is not TOML (a text needs quotation marks around it)"
	lower := strings.ToLower(text)
	if message := failed.Message; message != "" && !slices.ContainsFunc(words.FindAllString(message, -1), func(word string) bool {
		return strings.Contains(lower, strings.ToLower(word))
	}) {
		reason = "this is not TOML: " + redact(message, nil)
	}
	return p.faultAt(failed.Position.Line, reason)
}
