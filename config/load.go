package config

import (
	"os"
	"sync"

	"acs-chat-tui/acs"
)

// Loader loads the configuration. A field that is nil stands for the operating system's.
type Loader struct {
	// Changed reports whether a flag was given, as pflag's FlagSet.Changed does. Nil: none.
	Changed   func(name string) bool
	LookupEnv func(name string) (string, bool)
	// Environ is what a token_command gets, less the variables that hold our secrets.
	Environ       func() []string
	UserConfigDir func() (string, error)
	UserHomeDir   func() (string, error)
	Keyring       Keyring
}

// Load decides by the rules of the package documentation, and starts no command. The error
// is a [*UsageError] where the command line is wrong; every error is one line and holds no
// secret.
func (l Loader) Load(flags Flags) (Config, error) {
	l = l.withDefaults()
	if err := flags.check(l.Changed); err != nil {
		return Config{}, err
	}
	understood, err := flags.understandIDs()
	if err != nil {
		return Config{}, err
	}
	location, err := l.locate(flags.ConfigFile)
	if err != nil {
		return Config{}, err
	}
	noColor, _ := l.LookupEnv(EnvNoColor)
	loaded := Config{
		APIVersion: flags.APIVersion,
		ThreadID:   flags.ThreadID,
		Understood: understood,
		LogFile:    flags.LogFile,
		Theme:      flags.Theme,
		ReadOnly:   flags.ReadOnly,
		Mouse:      flags.Mouse,
		NoColor:    noColor != "" || flags.Theme == ThemeNone,
		PageSize:   DefaultPageSize,
		File:       location.path,
	}
	read := sync.OnceValues(func() (*file, error) { return readSettings(location) })
	if err := l.choose(&loaded, flags, location, read); err != nil {
		return Config{}, err
	}
	if settings, err := read(); err != nil {
		loaded.KeysFault = err.Error()
	} else {
		loaded.Keys = settings.keys
	}
	if err := loaded.applyFlags(flags, l.Changed); err != nil {
		return Config{}, err
	}
	return loaded, nil
}

func (l Loader) withDefaults() Loader {
	if l.Changed == nil {
		l.Changed = func(string) bool { return false }
	}
	if l.LookupEnv == nil {
		l.LookupEnv = os.LookupEnv
	}
	if l.Environ == nil {
		l.Environ = os.Environ
	}
	if l.UserConfigDir == nil {
		l.UserConfigDir = os.UserConfigDir
	}
	if l.UserHomeDir == nil {
		l.UserHomeDir = os.UserHomeDir
	}
	if l.Keyring == nil {
		l.Keyring = SystemKeyring{}
	}
	return l
}

// choose asks the sources in their order.
func (l Loader) choose(loaded *Config, flags Flags, location location, read func() (*file, error)) error {
	variables := readEnvironment(l.LookupEnv)
	if location.named { // A file that somebody named is read, and right, whatever decides.
		if _, err := read(); err != nil {
			return err
		}
	}
	switch {
	case flags.Profile != "":
		settings, err := read()
		if err != nil {
			return err
		}
		chosen, err := settings.profile(flags.Profile)
		if err != nil {
			return err
		}
		return l.useProfile(loaded, SourceProfileFlag, settings, chosen)
	case flags.Emulator:
		loaded.useBuiltInEmulator(SourceEmulatorFlag)
		return nil
	case flags.Endpoint != "" || variables.anySet():
		return loaded.useEnvironment(variables, flags, read)
	}
	settings, err := read()
	if err != nil {
		return err
	}
	if settings.defaultProfile == "" {
		loaded.useBuiltInEmulator(SourceBuiltIn)
		return nil
	}
	return l.useProfile(loaded, SourceDefaultProfile, settings, settings.profiles[settings.defaultProfile])
}

func (c *Config) useBuiltInEmulator(source SourceKind) {
	c.Source, c.Profile, c.BuiltInEmulator = source, profileBuiltIn, true
}

// useEnvironment reads the file only where the user to act as is still open: a broken one
// does not keep a token from being used.
func (c *Config) useEnvironment(variables environment, flags Flags, read func() (*file, error)) error {
	endpoint, credential, err := variables.connection(flags.Endpoint)
	if err != nil {
		return err
	}
	c.Source, c.Profile = SourceEnvironment, profileEnvironment
	c.Endpoint, c.Credential = endpoint, credential
	if credential.Kind != CredentialConnectionString || flags.UserID != "" {
		return nil
	}
	settings, err := read()
	if err != nil {
		return err
	}
	c.UserID = settings.users[endpoint]
	return nil
}

// applyFlags applies the flags that no source decides about.
func (c *Config) applyFlags(flags Flags, changed func(string) bool) error {
	if flags.APIVersion != "" {
		c.APIVersion = flags.APIVersion
	}
	if changed(flagReadOnly) && !flags.ReadOnly && c.ReadOnly {
		return usageErrorf("--%s=false cannot lift read_only of the profile %s; change that in %s",
			flagReadOnly, c.Profile, c.File)
	}
	c.ReadOnly = c.ReadOnly || flags.ReadOnly
	if flags.UserID != "" {
		if c.Kind == CredentialToken || c.Kind == CredentialTokenSource {
			return usageErrorf("--%s needs a connection string, and this connection has a token (%s), "+
				"which says itself who acts; leave --%[1]s out or use a connection string", flagUser, c.Origin)
		}
		c.UserID = flags.UserID
	}
	if flags.CAFile != "" {
		c.CAFile = flags.CAFile
	}
	if c.APIVersion != "" {
		if _, err := acs.ParseAPIVersion(c.APIVersion); err != nil {
			return usageErrorf("%v", err)
		}
	}
	if _, err := c.RootCAs(); err != nil {
		return err
	}
	return nil
}
