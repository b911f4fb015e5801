// Package config decides where the program connects to and as whom, from the
// command line, the environment and the configuration file.
//
// # One source
//
// One source gives endpoint and credential together, so that a token never goes
// to an endpoint that came from somewhere else by accident. In this order:
//
//  1. --profile: that profile of the configuration file. --emulator beside it,
//     and the environment, are not looked at; --endpoint is wrong usage.
//  2. --emulator: the built-in emulator. The environment is not looked at.
//  3. The environment, as soon as one of its three variables or --endpoint is
//     set: AZURE_COMMUNICATION_ENDPOINT with AZURE_COMMUNICATION_ACCESS_TOKEN,
//     or AZURE_COMMUNICATION_CONNECTION_STRING.
//  4. default_profile of the configuration file.
//  5. Otherwise the built-in emulator.
//
// A profile or a file that is named and missing is an error.
//
// Within the environment:
//
//   - Endpoint and token decide; a connection string beside them is not read.
//   - A token with a connection string and no endpoint takes the connection
//     string's endpoint: both come from the environment, and the token decides
//     who acts. The access key is not read.
//   - A connection string without a token gives endpoint and key. An endpoint
//     variable beside it must name the same endpoint.
//   - Half a pair is an error that names the missing half. It never falls back
//     to the emulator.
//   - --endpoint replaces the environment's endpoint, the connection string's
//     included, and nothing else; it needs a token or a connection string in
//     the environment.
//   - A variable that is empty counts as not set, as a failed command in
//     export X="$(…)" leaves it. A variable that holds nothing but white space
//     is an error.
//
// # The configuration file
//
// It is acs-chat-tui/config.toml in os.UserConfigDir, or what --config names. It
// is read where it can decide something: for --config, a profile, no source but
// itself, and the user of an environment's connection string. A broken file thus
// does not keep --emulator or a token in the environment from working; what it
// says of keys is not in force then, and [Config.KeysFault] says why.
//
//	default_profile = "production"
//
//	[profiles.production]
//	endpoint = "https://contoso.communication.azure.com"
//	token_command = ["az", "keyvault", "secret", "show", "--query", "value", …]
//	api_version = "2025-03-15"
//	ca_file = "company-ca.pem"
//	page_size = 100
//	read_only = true
//
//	[users]
//	"https://fabrikam.communication.azure.com" = "8:acs:…"
//
//	[keys]
//	new_thread = "c"
//	refresh = ["ctrl+r", "f5"]
//
// An unknown key is an error with file and line, in every profile, used or not.
// A profile has exactly one credential:
//
//   - token: an access token.
//   - token_file: a regular file that holds one, read again for every token.
//   - token_command: a list, the program and its arguments, that no shell reads.
//     It gets no standard input, no terminal and no variable that begins with
//     AZURE_COMMUNICATION_; it has 30 seconds and may print 64 KiB, and is
//     stopped with all that it has started as soon as it takes more.
//   - keyring = true: a token or a connection string, told apart by its form, in
//     the keyring under the service acs-chat-tui with the profile's name as
//     user; where that gives none, in the file secrets/NAME beside the
//     configuration file. [Credential.Origin] says which.
//   - connection_string: endpoint=…;accesskey=…, which makes endpoint needless.
//
// A file and a command give the token by itself, as {"token": "…"}, or as a JSON
// string. A path may begin with ~, and a relative one is relative to the
// configuration file, but for a program without a slash, which is looked for in
// PATH.
//
// Every file is text in UTF-8, with or without a byte order mark, or in UTF-16 with
// one. Another encoding is an error, never a guess.
// White space and quotation marks around a token, a connection string or an address
// are not part of it, nor is the variable that it was assigned to where it was
// copied.
//
// # Who may change what
//
// A file with a secret that others may read or write is refused, and so is what says
// which secret is used or which command is run where others may change it: a
// configuration file with a profile, a token_file, a file below secrets. Others may
// change a file that they may write to, and one that they may replace: every folder up
// to the root counts, and those on the way of every symbolic link, but for the sticky
// bit. A program that is named by its path, and a ca_file, are refused where everybody
// may change them: a group of administrators may share those. The error names the chmod
// to run. A file, or its folder, that belongs to another user than root is refused as
// well, but not to root, who sees the files of others in a container. On Windows nothing
// of this is looked at.
//
// # The user to act as
//
// --user and user_id need a connection string; with a token, which says itself
// who acts, they are an error. --user comes before what the file says. Where
// neither is there [Config.UserID] is empty, the program asks, and
// [Config.SaveUser] keeps the answer: in the profile, or for an environment's
// connection string in [users] by its endpoint. A connection string is never
// copied into a file.
//
// # Profiles that are made and changed
//
// [Loader.Profiles] lists the profiles, [Loader.SaveProfile] and
// [Loader.RemoveProfile] change them, and [Loader.LoadSource] loads one source that
// was chosen. A token or a connection string that was typed goes into the keyring,
// or where that does not take it into secrets/NAME, never into the file.
//
// # Choices of ours
//
// Nothing documents these: the connection string's endpoint serving a token;
// empty meaning not set; what is taken off around a credential; a configuration file
// in UTF-16, which TOML does not know; how far up folders are looked at; the form of token_command; what a keyring's entry may
// hold; [users]; the largest page_size, 200.
//
// The package knows nothing of the screen or of HTTP, and of the client its value types
// alone. No error it makes holds a value that could be a secret, a misplaced one included.
package config
