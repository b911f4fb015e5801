package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"acs-chat-tui/acs"
)

// The names of the flags, without the dashes.
const (
	flagProfile    = "profile"
	flagConfig     = "config"
	flagUser       = "user"
	flagCAFile     = "ca-file"
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
	ThemeAuto  = "auto"
	ThemeDark  = "dark"
	ThemeLight = "light"
	ThemeNone  = "none"
)

// Themes returns the values that --theme takes, the default first.
func Themes() []string { return []string{ThemeAuto, ThemeDark, ThemeLight, ThemeNone} }

// Flags holds what the command line says; an empty text was not given. None of them is a
// secret: arguments show in process lists.
type Flags struct {
	Profile    string
	ConfigFile string
	UserID     string
	CAFile     string
	Endpoint   string
	APIVersion string
	ThreadID   string
	LogFile    string
	Theme      string
	Emulator   bool
	ReadOnly   bool
	Mouse      bool
}

// Register adds the flags of the program, which fill f when they are parsed.
func (f *Flags) Register(flags *pflag.FlagSet) {
	f.RegisterConnection(flags)
	flags.StringVar(&f.ThreadID, flagThread, "",
		"open the thread with this `ID` (19:…@thread.v2) at the start")
	flags.BoolVar(&f.ReadOnly, flagReadOnly, false,
		"only look: everything that would change something is turned off")
	flags.StringVar(&f.LogFile, flagLog, "",
		"write a log to `FILE`; it holds no tokens or keys")
	flags.StringVar(&f.Theme, flagTheme, ThemeAuto,
		"colours that suit the background; `"+strings.Join(Themes(), "|")+"`")
	flags.BoolVar(&f.Mouse, flagMouse, false,
		"click and scroll with the mouse; selecting text may then need shift")
}

// RegisterConnection adds the flags of a subcommand that connects and has no screen.
func (f *Flags) RegisterConnection(flags *pflag.FlagSet) {
	flags.StringVar(&f.Profile, flagProfile, "",
		"connect with the profile `NAME` of the configuration file")
	flags.StringVar(&f.ConfigFile, flagConfig, "",
		"read the configuration `FILE` (default: acs-chat-tui/config.toml in your\n"+
			"configuration directory)")
	flags.StringVar(&f.Endpoint, flagEndpoint, "",
		"connect to the resource at `URL` (https://NAME.communication.azure.com)\n"+
			"with the token or the key that the environment holds")
	flags.StringVar(&f.UserID, flagUser, "",
		"act as the user with this `RAWID` (8:acs:…); needs a connection string,\n"+
			"which may issue tokens for every user of its resource")
	flags.StringVar(&f.CAFile, flagCAFile, "",
		"trust the certificate authorities in `FILE` (PEM) as well as the system's")
	flags.StringVar(&f.APIVersion, flagAPIVersion, "",
		"speak version `V` of the Chat API, a date (default: the newest stable one)")
	flags.BoolVar(&f.Emulator, flagEmulator, false,
		"use the built-in emulator, whatever the environment says:\n"+
			"no Azure account needed, and what you make is gone on exit")
}

// check refuses values that are wrong whatever the source turns out to be.
func (f *Flags) check(changed func(string) bool) error {
	texts := map[string]string{
		flagProfile: f.Profile, flagConfig: f.ConfigFile, flagUser: f.UserID, flagCAFile: f.CAFile, flagEndpoint: f.Endpoint,
		flagAPIVersion: f.APIVersion, flagThread: f.ThreadID, flagLog: f.LogFile,
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		// --endpoint "$X" with X not set must not mean "no --endpoint".
		if changed(name) && strings.TrimSpace(texts[name]) == "" {
			return usageErrorf("--%s was given without a value", name)
		}
	}
	if f.Theme == "" && !changed(flagTheme) {
		f.Theme = ThemeAuto
	}
	if !slices.Contains(Themes(), f.Theme) {
		return usageErrorf("unknown theme %q: --%s takes %s", f.Theme, flagTheme, strings.Join(Themes(), ", "))
	}
	if f.Profile != "" && f.Endpoint != "" {
		return usageErrorf("--%s and --%s exclude each other: a profile has its own endpoint", flagProfile, flagEndpoint)
	}
	if f.Emulator && f.Profile == "" && f.Endpoint != "" {
		return usageErrorf("--%s and --%s exclude each other: the built-in emulator has its own endpoint",
			flagEmulator, flagEndpoint)
	}
	return nil
}

// understandIDs replaces what was typed by the IDs that it names, and says of each that
// differs which one it is.
func (f *Flags) understandIDs() (understood []string, err error) {
	use := func(flag string, typed *string, id string) {
		if id != strings.TrimSpace(*typed) {
			understood = append(understood, "--"+flag+" understood as "+id)
		}
		*typed = id
	}
	if f.UserID != "" {
		id, err := checkUserID(f.UserID)
		if err != nil {
			return nil, usageErrorf("--%s %v", flagUser, err)
		}
		use(flagUser, &f.UserID, id)
	}
	if f.ThreadID != "" {
		thread := acs.UnderstandThreadID(f.ThreadID)
		if thread.Fault != acs.IDFaultNone {
			return nil, usageErrorf("--%s holds %s; it must look like 19:…@thread.v2", flagThread, thread.Problem)
		}
		use(flagThread, &f.ThreadID, thread.ID)
	}
	return understood, nil
}
