package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// environmentFormat is how the environment of clients is printed.
type environmentFormat string

const (
	formatShell      environmentFormat = "sh"
	formatFish       environmentFormat = "fish"
	formatPowerShell environmentFormat = "powershell"
	formatDotenv     environmentFormat = "dotenv"
	formatJSON       environmentFormat = "json"
)

func environmentFormats() []environmentFormat {
	return []environmentFormat{formatShell, formatFish, formatPowerShell, formatDotenv, formatJSON}
}

// variable is an environment variable.
type variable struct{ name, value string }

// environment is what clients need to reach a server. Node adds the authority to the ones
// it knows; Python, az and Go take the file instead of theirs.
func environment(server *Server) []variable {
	list := []variable{
		{"AZURE_COMMUNICATION_ENDPOINT", server.Endpoint()},
		{"AZURE_COMMUNICATION_ACCESS_TOKEN", server.Token()},
		{"AZURE_COMMUNICATION_CONNECTION_STRING", server.ConnectionString()},
	}
	if file := server.CAFile(); file != "" {
		list = append(list, variable{"NODE_EXTRA_CA_CERTS", file}, variable{"REQUESTS_CA_BUNDLE", file}, variable{"SSL_CERT_FILE", file})
	}
	return list
}

// write is a variable in a format that has one a line.
func (f environmentFormat) write(v variable) string {
	switch f {
	case formatFish:
		return "set -gx " + v.name + " '" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(v.value) + "'"
	case formatPowerShell:
		return "$env:" + v.name + " = '" + strings.ReplaceAll(v.value, "'", "''") + "'"
	case formatDotenv:
		return v.name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`).Replace(v.value) + `"`
	case formatShell, formatJSON:
	}
	return "export " + v.name + "='" + strings.ReplaceAll(v.value, "'", `'\''`) + "'"
}

// printEnvironment writes the environment in one piece, so that a reader has all or none
// of it.
func printEnvironment(out io.Writer, format environmentFormat, server *Server) error {
	var text bytes.Buffer
	if format == formatJSON {
		names := map[string]string{}
		for _, v := range environment(server) {
			names[v.name] = v.value
		}
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(names); err != nil {
			return fmt.Errorf("printing the emulator's environment: %w", err)
		}
	} else {
		for _, v := range environment(server) {
			text.WriteString(format.write(v) + "\n")
		}
	}
	if _, err := out.Write(text.Bytes()); err != nil {
		return fmt.Errorf("printing the emulator's environment: %w", err)
	}
	return nil
}
