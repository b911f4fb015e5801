package config

import (
	"fmt"
	"path/filepath"
	"strings"

	"acs-chat-tui/acs"
)

// useProfile makes the profile what the program connects with.
func (l Loader) useProfile(c *Config, source SourceKind, settings *file, chosen Profile) error {
	if err := l.resolve(c, settings, chosen); err != nil {
		return fmt.Errorf("%s: the profile %s: %w", settings.path, chosen.Name, err)
	}
	c.Source, c.Profile = source, chosen.Name
	c.UserID = chosen.UserID
	c.PageSize, c.ReadOnly = chosen.pageSize(), chosen.ReadOnly
	if c.APIVersion == "" {
		c.APIVersion = chosen.APIVersion
	}
	return nil
}

// resolve finds what a profile only points to.
func (l Loader) resolve(c *Config, settings *file, chosen Profile) error {
	directory := filepath.Dir(settings.path)
	if chosen.CAFile != "" {
		path, err := l.expand(chosen.CAFile, directory)
		if err != nil {
			return fmt.Errorf("%s %w", keyCAFile, err)
		}
		c.CAFile = path
	}
	c.Endpoint = chosen.Endpoint
	switch chosen.Credential {
	case KeyToken:
		c.Credential = Credential{Kind: CredentialToken, Token: settings.secrets[chosen.Name], Origin: KeyToken + " in " + settings.path}
	case KeyConnectionString:
		c.Credential = Credential{
			Kind: CredentialConnectionString, ConnectionString: settings.secrets[chosen.Name],
			Origin: KeyConnectionString + " in " + settings.path,
		}
	case KeyTokenFile:
		path, err := l.expand(chosen.Value, directory)
		if err != nil {
			return fmt.Errorf("%s %w", KeyTokenFile, err)
		}
		read := tokenFile(path)
		if _, err := read.token(); err != nil { // Missing or wrong: said now, and read again for every token.
			return err
		}
		c.Credential = Credential{
			Kind: CredentialTokenSource, TokenSource: l.ofSameEndpoint(read.source, settings, chosen), Origin: KeyTokenFile + " " + path,
		}
	case KeyTokenCommand:
		command, err := l.tokenCommand(chosen.command(), directory)
		if err != nil {
			return fmt.Errorf("%s %w", KeyTokenCommand, err)
		}
		c.Credential = Credential{
			Kind: CredentialTokenSource, TokenSource: l.ofSameEndpoint(command.source, settings, chosen), Origin: KeyTokenCommand + " " + command.arguments[0],
		}
	case KeyKeyring:
		return l.useKeyring(c, settings, chosen)
	}
	return nil
}

// tokenCommand makes the command of a profile. A program without a slash in its name is
// looked for in PATH.
func (l Loader) tokenCommand(arguments []string, directory string) (tokenCommand, error) {
	command := tokenCommand{arguments: append([]string{}, arguments...), timeout: commandTimeout}
	if program := arguments[0]; strings.ContainsAny(program, `/\`) || strings.HasPrefix(program, "~") {
		path, err := l.expand(program, directory)
		if err != nil {
			return tokenCommand{}, err
		}
		command.arguments[0] = path
	}
	command.environment, command.secrets = scrub(l.Environ())
	return command, command.checkProgram()
}

// useKeyring uses what the keyring holds for the profile: a token or a connection string,
// told apart by their form.
func (l Loader) useKeyring(c *Config, settings *file, chosen Profile) error {
	place, secret, err := l.findSecret(filepath.Dir(settings.path), chosen.Name)
	if err != nil {
		return err
	}
	if acs.IsConnectionString(bare(secret.Reveal())) {
		parsed, err := checkConnectionString(secret)
		if err != nil {
			return fmt.Errorf("what stands in %s %w", place, err)
		}
		if c.Endpoint != "" && c.Endpoint != parsed.Endpoint() {
			return fmt.Errorf("the connection string in %s names another endpoint than %s; leave %[2]s out", place, keyEndpoint)
		}
		c.Endpoint = parsed.Endpoint()
		c.Credential = Credential{Kind: CredentialConnectionString, ConnectionString: NewSecret(parsed.Reveal()), Origin: place.String()}
		return nil
	}
	if _, err := checkToken(secret); err != nil {
		return fmt.Errorf("what stands in %s %w", place, err)
	}
	switch {
	case c.Endpoint == "":
		return fmt.Errorf("%s holds a token, and the profile has no %s", place, keyEndpoint)
	case chosen.UserID != "":
		return fmt.Errorf("%s needs a connection string, and %s holds a token, which says itself who acts; leave %[1]s out",
			keyUserID, place)
	}
	c.Credential = Credential{Kind: CredentialTokenSource, TokenSource: l.ofSameEndpoint(place.source, settings, chosen), Origin: place.String()}
	return nil
}
