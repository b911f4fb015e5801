// Package config decides where the program connects to and as whom, from the
// command line and the environment.
//
// One source gives endpoint and credential together, so that a token never
// goes to an endpoint that came from somewhere else by accident. In this
// order:
//
//  1. --emulator: the built-in emulator. The environment is not looked at.
//  2. The environment, as soon as one of its three variables or --endpoint is
//     set: AZURE_COMMUNICATION_ENDPOINT with AZURE_COMMUNICATION_ACCESS_TOKEN.
//  3. Otherwise the built-in emulator.
//
// Within the environment:
//
//   - Endpoint and token decide; a connection string beside them is not read.
//   - A token with a connection string and no endpoint takes the connection
//     string's endpoint: both come from the environment, and the token decides
//     who acts. The access key is not read.
//   - Half a pair is an error that names the missing half. It never falls back
//     to the emulator.
//   - A connection string without a token is an error: the program cannot yet
//     issue a token with it.
//   - --endpoint replaces the environment's endpoint and nothing else; it needs
//     a token in the environment.
//   - A variable that is empty counts as not set, as a failed command in
//     export X="$(…)" leaves it. A variable that holds nothing but white space
//     is an error.
//
// Two of these are choices of ours, because nothing documents them: the
// connection string's endpoint serving a token, and empty meaning not set.
//
// The package knows nothing of the screen, of HTTP or of the client. No error
// it makes holds a value that could be a secret, a misplaced one included.
package config
