package config

import (
	"errors"
	"fmt"
	"strings"
)

// The environment variables. The first three are those that
// "az communication chat" and its siblings read.
const (
	// EnvEndpoint is the resource's address.
	EnvEndpoint = "AZURE_COMMUNICATION_ENDPOINT"
	// EnvAccessToken is a user's access token, the whole of it.
	EnvAccessToken = "AZURE_COMMUNICATION_ACCESS_TOKEN"
	// EnvConnectionString is endpoint=…;accesskey=….
	EnvConnectionString = "AZURE_COMMUNICATION_CONNECTION_STRING"
	// EnvNoColor turns colours off where it is not empty (no-color.org).
	EnvNoColor = "NO_COLOR"
)

// environment holds the variables as they were set; empty means not set.
type environment struct {
	endpoint         string
	token            Secret
	connectionString Secret
}

func readEnvironment(lookupEnv func(string) (string, bool)) environment {
	read := func(name string) string {
		value, _ := lookupEnv(name)
		return value
	}
	return environment{
		endpoint:         read(EnvEndpoint),
		token:            NewSecret(read(EnvAccessToken)),
		connectionString: NewSecret(read(EnvConnectionString)),
	}
}

func (e environment) anySet() bool {
	return e.endpoint != "" || !e.token.IsZero() || !e.connectionString.IsZero()
}

// connection returns endpoint and credential of the environment, with the
// endpoint of --endpoint in the place of its own where that was given.
func (e environment) connection(flagValue string) (string, Credential, error) {
	if !e.token.IsZero() {
		return e.withToken(flagValue)
	}
	if !e.connectionString.IsZero() {
		return e.withConnectionString(flagValue)
	}
	return "", Credential{}, e.missingCredential(flagValue)
}

func (e environment) withToken(flagValue string) (string, Credential, error) {
	token, err := checkToken(e.token)
	if err != nil {
		return "", Credential{}, fmt.Errorf("%s %w", EnvAccessToken, err)
	}
	endpoint, err := e.chooseEndpoint(flagValue)
	if err != nil {
		return "", Credential{}, err
	}
	return endpoint, Credential{Kind: CredentialToken, Token: token, Origin: EnvAccessToken}, nil
}

func (e environment) withConnectionString(flagValue string) (string, Credential, error) {
	checked, err := checkConnectionString(e.connectionString)
	if err != nil {
		return "", Credential{}, fmt.Errorf("%s %w", EnvConnectionString, err)
	}
	own, err := connectionStringEndpoint(checked)
	if err != nil {
		return "", Credential{}, fmt.Errorf("%s %w", EnvConnectionString, err)
	}
	endpoint := own
	switch {
	case flagValue != "":
		if endpoint, err = checkEndpoint(flagValue); err != nil {
			return "", Credential{}, usageErrorf("--%s %v", flagEndpoint, err)
		}
		checked = withEndpoint(checked, endpoint)
	case e.endpoint != "":
		other, err := checkEndpoint(e.endpoint)
		if err != nil {
			return "", Credential{}, fmt.Errorf("%s %w", EnvEndpoint, err)
		}
		if other != own {
			return "", Credential{}, fmt.Errorf("%s and %s name different endpoints, and there is no %s; unset one of the two",
				EnvEndpoint, EnvConnectionString, EnvAccessToken)
		}
	}
	return endpoint, Credential{
		Kind: CredentialConnectionString, ConnectionString: checked, Origin: EnvConnectionString,
	}, nil
}

func (e environment) chooseEndpoint(flagValue string) (string, error) {
	switch {
	case flagValue != "":
		endpoint, err := checkEndpoint(flagValue)
		if err != nil {
			return "", usageErrorf("--%s %v", flagEndpoint, err)
		}
		return endpoint, nil
	case e.endpoint != "":
		endpoint, err := checkEndpoint(e.endpoint)
		if err != nil {
			return "", fmt.Errorf("%s %w", EnvEndpoint, err)
		}
		return endpoint, nil
	case !e.connectionString.IsZero():
		endpoint, err := connectionStringEndpoint(e.connectionString)
		if err != nil {
			return "", fmt.Errorf("%s is not set, and %s %w", EnvEndpoint, EnvConnectionString, err)
		}
		return endpoint, nil
	default:
		return "", fmt.Errorf("%s is set but %s is not, or is empty: set it to your resource's address "+
			"(export %[2]s='https://NAME.communication.azure.com'), or use --%[3]s",
			EnvAccessToken, EnvEndpoint, flagEmulator)
	}
}

// missingCredential says that there is neither a token nor a connection string,
// by what there is instead.
func (e environment) missingCredential(flagValue string) error {
	const remedy = "set it to a user's access token with the chat scope (export " + EnvAccessToken + "='…')"
	if flagValue != "" {
		return fmt.Errorf("--%s needs a token or a connection string: %s is not set, or is empty; %s, or set %s",
			flagEndpoint, EnvAccessToken, remedy, EnvConnectionString)
	}
	return fmt.Errorf("%s is set but %s is not, or is empty: %s, or set %s, or use --%s",
		EnvEndpoint, EnvAccessToken, remedy, EnvConnectionString, flagEmulator)
}

// checkToken returns the token without what stands around it in a file or where it
// was pasted. What could not be a header's value is refused here, in words
// that show nothing of it. Its error continues a sentence that begins with
// where the token came from.
func checkToken(token Secret) (Secret, error) {
	value := bare(token.Reveal())
	if value == "" {
		return Secret{}, errors.New("holds nothing but white space; it must hold a user's access token")
	}
	if len(value) > 7 && strings.EqualFold(value[:7], "bearer ") {
		return Secret{}, errors.New(`begins with "Bearer"; it must hold the token alone`)
	}
	if strings.Contains(strings.ToLower(value), "accesskey=") {
		return Secret{}, errors.New("looks like a connection string; it must hold a user's access token")
	}
	for _, r := range value {
		switch {
		case r == '\n' || r == '\r':
			return Secret{}, errors.New("holds more than one line; it must hold the token alone")
		case r == ' ' || r == '\t':
			return Secret{}, errors.New("holds white space; it must hold the token alone")
		case isQuotation(r):
			return Secret{}, errors.New("holds quotation marks; it must hold the token alone")
		case r <= ' ' || r > '~':
			return Secret{}, errors.New("holds a character that no token has; copy the token again")
		}
	}
	return NewSecret(value), nil
}
