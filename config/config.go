package config

// SourceKind says what decided about endpoint and credential.
type SourceKind string

// The sources, in the order in which they are asked.
const (
	SourceProfileFlag    SourceKind = "profile flag"
	SourceEmulatorFlag   SourceKind = "emulator flag"
	SourceEnvironment    SourceKind = "environment"
	SourceDefaultProfile SourceKind = "default profile"
	SourceBuiltIn        SourceKind = "built-in"
)

// What the header shows as the profile where there is none.
const (
	profileBuiltIn     = "built-in emulator"
	profileEnvironment = "environment"
)

// DefaultPageSize is the page size where no profile sets one.
const DefaultPageSize = 100

// Config is what the program runs with.
type Config struct {
	// Source decided about Endpoint and Credential.
	Source SourceKind
	// Profile is what the header shows: the profile's name, "built-in emulator" or
	// "environment".
	Profile string
	// BuiltInEmulator reports whether the program starts the emulator itself, which gives
	// Endpoint and Credential.
	BuiltInEmulator bool
	// Endpoint is the resource's address without a trailing slash.
	Endpoint string
	Credential
	// UserID is the raw ID of the user to act as. A token says itself whose it is. Empty
	// with a connection string: yet to be chosen, and kept with [Config.SaveUser].
	UserID string
	// CAFile holds certificate authorities to trust besides the system's.
	CAFile string
	// PageSize is how many items one page asks for, 1 to 200.
	PageSize int
	// File is the configuration file, absolute, whether or not it exists. Empty where the
	// system has no place for one.
	File string
	// Keys are the keys that the file rebinds, unchecked. KeysFault says why they could
	// not be read, where nothing else needed the file.
	Keys      []KeyBinding
	KeysFault string
	// APIVersion is the Chat api-version. Empty: the client's default.
	APIVersion string
	// ThreadID is the thread to open at the start. Empty: the list of threads.
	ThreadID string
	// Understood says of each flag that holds an ID in another form, as links and logs
	// have it, which ID it is.
	Understood []string
	// LogFile is the file to write a log to. Empty: no log.
	LogFile string
	// Theme is one of [Themes].
	Theme string
	// ReadOnly forbids every write.
	ReadOnly bool
	// Mouse lets the terminal report clicks and the wheel.
	Mouse bool
	// NoColor reports whether NO_COLOR is set (no-color.org), or the theme is [ThemeNone].
	NoColor bool
}

// Description says in words where endpoint and credential come from.
func (c Config) Description() string {
	if c.Origin == "" {
		return c.Profile
	}
	return c.Profile + ", " + c.Origin
}

// Warning says what of the file is not in force; empty for nothing.
func (c Config) Warning() string {
	if c.KeysFault == "" {
		return ""
	}
	return "the keys of the configuration file are not in force: " + c.KeysFault
}
