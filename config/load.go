package config

// Load decides by the rules of the package documentation. changed reports
// whether a flag was given on the command line, by its name without dashes
// (pflag's FlagSet.Changed); lookupEnv is os.LookupEnv.
//
// The error is a [*UsageError] where the command line is wrong. Every error is
// one line and holds no secret.
func Load(flags Flags, changed func(name string) bool, lookupEnv func(string) (string, bool)) (Config, error) {
	if err := flags.check(changed); err != nil {
		return Config{}, err
	}
	noColor, _ := lookupEnv(EnvNoColor)
	loaded := Config{
		APIVersion: flags.APIVersion,
		ThreadID:   flags.ThreadID,
		LogFile:    flags.LogFile,
		Theme:      flags.Theme,
		ReadOnly:   flags.ReadOnly,
		Mouse:      flags.Mouse,
		NoColor:    noColor != "" || flags.Theme == ThemeNone,
	}

	variables := readEnvironment(lookupEnv)
	switch {
	case flags.Emulator:
		loaded.useBuiltInEmulator(SourceEmulatorFlag)
	case flags.Endpoint != "" || variables.anySet():
		endpoint, token, err := variables.connection(flags.Endpoint)
		if err != nil {
			return Config{}, err
		}
		loaded.Source, loaded.Profile = SourceEnvironment, profileEnvironment
		loaded.Endpoint, loaded.Token = endpoint, token
	default:
		loaded.useBuiltInEmulator(SourceBuiltIn)
	}
	return loaded, nil
}

func (c *Config) useBuiltInEmulator(source SourceKind) {
	c.Source, c.Profile, c.BuiltInEmulator = source, profileBuiltIn, true
}
