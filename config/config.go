package config

// SourceKind says what decided about endpoint and credential.
type SourceKind string

// The sources, in the order in which they are asked.
const (
	// SourceEmulatorFlag is --emulator.
	SourceEmulatorFlag SourceKind = "emulator flag"
	// SourceEnvironment is the environment, its endpoint perhaps replaced by
	// --endpoint.
	SourceEnvironment SourceKind = "environment"
	// SourceBuiltIn is the built-in emulator because nothing else was set.
	SourceBuiltIn SourceKind = "built-in"
)

// What the header shows as the profile.
const (
	profileBuiltIn     = "built-in emulator"
	profileEnvironment = "environment"
)

// Config is what the program runs with.
type Config struct {
	// Source decided about Endpoint and Token.
	Source SourceKind
	// Profile is what the header shows: "built-in emulator" or "environment".
	Profile string
	// BuiltInEmulator says that the program starts the emulator itself.
	// Endpoint and Token are then empty: the emulator gives both.
	BuiltInEmulator bool
	// Endpoint is the resource's address: https, or http to this machine,
	// without user information, query or trailing slash.
	Endpoint string
	// Token is the access token of the user to act as. Its form as an HTTP
	// header value has been checked, its content has not.
	Token Secret
	// APIVersion is the Chat api-version as it was typed, unchecked. Empty: the
	// client's default.
	APIVersion string
	// ThreadID is the thread to open at the start. Empty: the list of threads.
	ThreadID string
	// LogFile is the file to write a log to. Empty: no log.
	LogFile string
	// Theme is one of [Themes].
	Theme string
	// ReadOnly turns off everything that changes something.
	ReadOnly bool
	// Mouse lets the terminal report the wheel.
	Mouse bool
	// NoColor is set where NO_COLOR is set and not empty (no-color.org), or the
	// theme is [ThemeNone]. A --theme beside NO_COLOR brings no colours back.
	NoColor bool
}
