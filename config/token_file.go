package config

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// maximumSecret bounds what a file or a command may hold: a token is one or two
// thousand bytes long.
const maximumSecret = 64 << 10

// tokenFile is the path of a file that holds a token, as [parseToken] reads it.
type tokenFile string

// source is a [TokenSource]. The file is read each time: its time of change can stand still
// while its content does not.
func (f tokenFile) source(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("reading the token: %w", err)
	}
	token, err := f.token()
	return token.Reveal(), err
}

func (f tokenFile) token() (Secret, error) {
	held, err := readFile(string(f), maximumSecret)
	if err != nil {
		return Secret{}, fmt.Errorf("%s: %s %w", KeyTokenFile, f, err)
	}
	if err := checkAccess(string(f), held.mode, othersReadOrWrite, "holds a token"); err != nil {
		return Secret{}, fmt.Errorf("%s: %w", KeyTokenFile, err)
	}
	token, err := parseToken(NewSecret(held.text))
	if err != nil {
		return Secret{}, fmt.Errorf("%s: %s %w", KeyTokenFile, f, err)
	}
	return token, nil
}

// parseToken reads a token by itself, a JSON object with a member "token", or a JSON
// string, as az prints them. Its error continues a sentence that begins with where the text
// came from.
func parseToken(text Secret) (Secret, error) {
	trimmed := strings.TrimSpace(text.Reveal())
	switch {
	case trimmed == "":
		return Secret{}, errors.New("holds nothing; it must hold a user's access token")
	case strings.HasPrefix(trimmed, "{"):
		var object struct {
			Token *string `json:"token"`
		}
		if err := json.Unmarshal([]byte(trimmed), &object); err != nil { // Not wrapped: it repeats the text.
			return Secret{}, errors.New(`begins like a JSON object and is none; it must be {"token": "…"} or the token alone`)
		}
		if object.Token == nil {
			return Secret{}, errors.New(`is a JSON object without a member "token"`)
		}
		trimmed = strings.TrimSpace(*object.Token)
	case strings.HasPrefix(trimmed, `"`):
		var value string
		if err := json.Unmarshal([]byte(trimmed), &value); err != nil {
			return Secret{}, errors.New("begins with a quotation mark and is no JSON text; it must hold the token alone")
		}
		trimmed = strings.TrimSpace(value)
	}
	return checkToken(NewSecret(trimmed))
}
