package config

// SourceKind says what decided about endpoint and credential.
type SourceKind string

// The sources, in the order in which they are asked.
const (
	// SourceProfileFlag is the profile that --profile names.
	SourceProfileFlag SourceKind = "profile flag"
	// SourceEmulatorFlag is --emulator.
	SourceEmulatorFlag SourceKind = "emulator flag"
	// SourceEnvironment is the environment, its endpoint perhaps replaced by
	// --endpoint.
	SourceEnvironment SourceKind = "environment"
	// SourceDefaultProfile is the profile that default_profile names.
	SourceDefaultProfile SourceKind = "default profile"
	// SourceBuiltIn is the built-in emulator because nothing else was set.
	SourceBuiltIn SourceKind = "built-in"
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
	// Profile is what the header shows: the profile's name, "built-in emulator"
	// or "environment".
	Profile string
	// BuiltInEmulator says that the program starts the emulator itself.
	// Endpoint and Credential are then empty: the emulator gives both.
	BuiltInEmulator bool
	// Endpoint is the resource's address: https, or http to this machine,
	// without user information, query or trailing slash.
	Endpoint string
	// Credential proves who acts, or may issue tokens for those who do.
	Credential
	// UserID is the raw id of the user to act as. It is only ever set with a
	// connection string or on the built-in emulator, because a token says
	// itself whose it is. Empty with a connection string: the user has not been
	// chosen yet; keep the choice with [Config.SaveUser].
	UserID string
	// CAFile holds further certificate authorities to trust; [Config.RootCAs]
	// reads it. Empty: the system's alone.
	CAFile string
	// PageSize is how many items one page asks for, 1 to 200.
	PageSize int
	// File is the configuration file, absolute, whether or not it exists. Empty
	// where the system has no place for one.
	File string
	// Keys are the keys that the file rebinds, unchecked. KeysFault says why they
	// could not be read, where nothing else needed the file; empty: they could.
	Keys      []KeyBinding
	KeysFault string
	// APIVersion is the Chat api-version. Empty: the client's default.
	APIVersion string
	// ThreadID is the thread to open at the start. Empty: the list of threads.
	ThreadID string
	// Understood says of each flag that holds an id otherwise than it is used, as
	// links and logs have them, what it was taken for.
	Understood []string
	// LogFile is the file to write a log to. Empty: no log.
	LogFile string
	// Theme is one of [Themes].
	Theme string
	// ReadOnly turns off everything that changes something.
	ReadOnly bool
	// Mouse lets the terminal report clicks and the wheel.
	Mouse bool
	// NoColor is set where NO_COLOR is set and not empty (no-color.org), or the
	// theme is [ThemeNone]. A --theme beside NO_COLOR brings no colours back.
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
