package config

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// The names of the flags, without the dashes.
const (
	flagEndpoint   = "endpoint"
	flagAPIVersion = "api-version"
	flagThread     = "thread"
	flagEmulator   = "emulator"
	flagReadOnly   = "readonly"
	flagLog        = "log"
	flagTheme      = "theme"
	flagMouse      = "mouse"
)

// The values of --theme.
const (
	// ThemeAuto follows what the environment says of the terminal.
	ThemeAuto = "auto"
	// ThemeDark is for a dark background.
	ThemeDark = "dark"
	// ThemeLight is for a light background.
	ThemeLight = "light"
	// ThemeNone uses no colours.
	ThemeNone = "none"
)

// Themes returns the values that --theme takes, the default first.
func Themes() []string { return []string{ThemeAuto, ThemeDark, ThemeLight, ThemeNone} }

// Flags holds what the command line says. None of them is a secret: arguments
// show in process lists.
type Flags struct {
	// Endpoint replaces the environment's endpoint. Empty: not given.
	Endpoint string
	// APIVersion is the Chat api-version as it was typed. Empty: the default.
	APIVersion string
	// ThreadID is the thread to open at the start. Empty: the list of threads.
	ThreadID string
	// LogFile is the file to write a log to. Empty: no log.
	LogFile string
	// Theme is one of [Themes]. Empty counts as [ThemeAuto] where the flag was
	// not given.
	Theme string
	// Emulator asks for the built-in emulator whatever the environment says.
	Emulator bool
	// ReadOnly turns off everything that changes something.
	ReadOnly bool
	// Mouse lets the terminal report the wheel.
	Mouse bool
}

// Register adds the flags to flags, which fill f when they are parsed.
func (f *Flags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.Endpoint, flagEndpoint, "",
		"connect to the resource at `URL` (https://NAME.communication.azure.com)\n"+
			"with the token in "+EnvAccessToken)
	flags.StringVar(&f.APIVersion, flagAPIVersion, "",
		"speak version `V` of the Chat API, a date (default: the newest stable one)")
	flags.StringVar(&f.ThreadID, flagThread, "",
		"open the thread with this `ID` (19:…@thread.v2) at the start")
	flags.BoolVar(&f.Emulator, flagEmulator, false,
		"use the built-in emulator, whatever the environment says:\n"+
			"no Azure account needed, and what you make is gone on exit")
	flags.BoolVar(&f.ReadOnly, flagReadOnly, false,
		"only look: everything that would change something is turned off")
	flags.StringVar(&f.LogFile, flagLog, "",
		"write a log to `FILE`; it holds no tokens or keys")
	flags.StringVar(&f.Theme, flagTheme, ThemeAuto,
		"colours that suit the background; `"+strings.Join(Themes(), "|")+"`")
	flags.BoolVar(&f.Mouse, flagMouse, false,
		"scroll with the mouse wheel; selecting text may then need shift")
}

// check refuses values that are wrong whatever the source turns out to be.
func (f *Flags) check(changed func(string) bool) error {
	for _, given := range []struct{ name, value string }{
		{flagEndpoint, f.Endpoint},
		{flagAPIVersion, f.APIVersion},
		{flagThread, f.ThreadID},
		{flagLog, f.LogFile},
	} {
		// --endpoint "$X" with X not set must not mean "no --endpoint".
		if changed(given.name) && strings.TrimSpace(given.value) == "" {
			return usageErrorf("--%s was given without a value", given.name)
		}
	}
	if f.Theme == "" && !changed(flagTheme) {
		f.Theme = ThemeAuto
	}
	if !slices.Contains(Themes(), f.Theme) {
		return usageErrorf("unknown theme %q: --%s takes %s", f.Theme, flagTheme, strings.Join(Themes(), ", "))
	}
	if f.Emulator && f.Endpoint != "" {
		return usageErrorf("--%s and --%s exclude each other: the built-in emulator has its own endpoint",
			flagEmulator, flagEndpoint)
	}
	return nil
}
