// Package config decides where the program connects to and as whom, from the command
// line, the environment and the configuration file.
//
// One source gives endpoint and credential together, so that a token never goes to an
// endpoint that came from somewhere else. In this order:
//
//  1. --profile: that profile of the configuration file.
//  2. --emulator: the built-in emulator.
//  3. The environment, as soon as one of its three variables or --endpoint is set.
//  4. default_profile of the configuration file.
//  5. Otherwise the built-in emulator.
//
// A profile or a file that is named and missing is an error, and so is half a pair of
// endpoint and credential: it never falls back to the emulator. In the environment
// endpoint and token come before a connection string; a token without an endpoint takes
// the connection string's. --endpoint replaces the environment's endpoint and nothing
// else. A variable that is empty counts as not set, as a failed command in
// export X="$(…)" leaves it; one that holds nothing but white space is an error.
//
// The configuration file is read where it can decide something: for --config, a profile,
// no source but itself, and the user of an environment's connection string. A broken file
// thus does not keep --emulator or a token in the environment from working. An unknown key
// is an error with its line, in every profile, used or not.
//
// A profile has exactly one credential. A token_command is a list that no shell reads; it
// gets no standard input, no terminal and no variable that begins with
// AZURE_COMMUNICATION_. keyring = true stands for a token or a connection string in the
// keyring under the service acs-chat-tui with the profile's name as user; where that gives
// none, in the file secrets/NAME beside the configuration file. Whatever holds a token may
// hold it alone, as {"token": "…"}, or as a JSON string.
//
// A file with a secret that others may read or write is refused, and so is what says which
// secret is used or which command is run where others may change or replace it, by any
// folder or symbolic link on the way to it. On Windows none of this is checked: its
// profile folders are the user's own.
//
// A token says itself who acts; a connection string needs a user, from --user, the file,
// or whoever is asked at the first connection. Secrets are never written into the
// configuration file, and no error of this package holds what could be one.
package config
