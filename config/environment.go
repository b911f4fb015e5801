package config

import (
	"fmt"

	"acs-chat-tui/acs"
)

// The environment variables. The first three are those that "az communication chat" and
// its siblings read.
const (
	EnvEndpoint         = "AZURE_COMMUNICATION_ENDPOINT"
	EnvAccessToken      = "AZURE_COMMUNICATION_ACCESS_TOKEN"
	EnvConnectionString = "AZURE_COMMUNICATION_CONNECTION_STRING"
	EnvNoColor          = "NO_COLOR"
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

// connection returns endpoint and credential; flagValue is that of --endpoint.
func (e environment) connection(flagValue string) (string, Credential, error) {
	switch {
	case !e.token.IsZero():
		return e.withToken(flagValue)
	case !e.connectionString.IsZero():
		return e.withConnectionString(flagValue)
	}
	return "", Credential{}, e.missingCredential(flagValue)
}

func (e environment) withToken(flagValue string) (string, Credential, error) {
	token, err := checkToken(e.token)
	if err != nil {
		return "", Credential{}, fmt.Errorf("%s %w", EnvAccessToken, err)
	}
	endpoint, err := e.namedEndpoint(flagValue)
	switch {
	case err != nil:
		return "", Credential{}, err
	case endpoint != "":
	case e.connectionString.IsZero():
		return "", Credential{}, fmt.Errorf("%s is set but %s is not, or is empty: set it to your resource's address "+
			"(export %[2]s='https://NAME.communication.azure.com'), or use --%[3]s",
			EnvAccessToken, EnvEndpoint, flagEmulator)
	default:
		if endpoint, err = acs.ConnectionStringEndpoint(bare(e.connectionString.Reveal())); err != nil {
			return "", Credential{}, fmt.Errorf("%s is not set, and %s %w", EnvEndpoint, EnvConnectionString, problem(err))
		}
	}
	return endpoint, Credential{Kind: CredentialToken, Token: token, Origin: EnvAccessToken}, nil
}

func (e environment) withConnectionString(flagValue string) (string, Credential, error) {
	parsed, err := checkConnectionString(e.connectionString)
	if err != nil {
		return "", Credential{}, fmt.Errorf("%s %w", EnvConnectionString, err)
	}
	endpoint, err := e.namedEndpoint(flagValue)
	switch {
	case err != nil:
		return "", Credential{}, err
	case endpoint == "" || endpoint == parsed.Endpoint():
	case flagValue == "":
		return "", Credential{}, fmt.Errorf("%s and %s name different endpoints, and there is no %s; unset one of the two",
			EnvEndpoint, EnvConnectionString, EnvAccessToken)
	default:
		parsed = parsed.WithEndpoint(endpoint)
	}
	return parsed.Endpoint(), Credential{
		Kind: CredentialConnectionString, ConnectionString: NewSecret(parsed.Reveal()), Origin: EnvConnectionString,
	}, nil
}

// namedEndpoint is that of --endpoint, or else of the variable; empty where there is
// neither.
func (e environment) namedEndpoint(flagValue string) (string, error) {
	if flagValue != "" {
		endpoint, err := checkEndpoint(flagValue)
		if err != nil {
			return "", usageErrorf("--%s %v", flagEndpoint, err)
		}
		return endpoint, nil
	}
	if e.endpoint == "" {
		return "", nil
	}
	endpoint, err := checkEndpoint(e.endpoint)
	if err != nil {
		return "", fmt.Errorf("%s %w", EnvEndpoint, err)
	}
	return endpoint, nil
}

func (e environment) missingCredential(flagValue string) error {
	const remedy = "set it to a user's access token with the chat scope (export " + EnvAccessToken + "='…')"
	if flagValue != "" {
		return fmt.Errorf("--%s needs a token or a connection string: %s is not set, or is empty; %s, or set %s",
			flagEndpoint, EnvAccessToken, remedy, EnvConnectionString)
	}
	return fmt.Errorf("%s is set but %s is not, or is empty: %s, or set %s, or use --%s",
		EnvEndpoint, EnvAccessToken, remedy, EnvConnectionString, flagEmulator)
}
