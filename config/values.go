package config

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// The checks are acs's. What is special here is what stands around a value where it was
// pasted, and that errors continue a sentence that begins with where the value came from.

// errBlank is for a variable that is set: one that is empty counts as not set.
var errBlank = errors.New("holds nothing but white space")

// problem is what acs says of a value.
func problem(err error) error {
	if wrong, ok := errors.AsType[*acs.ValueError](err); ok {
		return errors.New(wrong.Problem)
	}
	return err
}

func checkEndpoint(text string) (string, error) {
	text = bare(text)
	if text == "" {
		return "", errBlank
	}
	endpoint, err := acs.ParseEndpoint(text)
	if err != nil {
		return "", problem(err)
	}
	return endpoint.String(), nil
}

func checkToken(token Secret) (Secret, error) {
	value := bare(token.Reveal())
	if value == "" {
		return Secret{}, errBlank
	}
	return NewSecret(value), problem(acs.CheckToken(value))
}

func checkUserID(text string) (string, error) {
	id, err := acs.ParseUserID(text)
	return id, problem(err)
}

func checkConnectionString(secret Secret) (acs.ConnectionString, error) {
	parsed, err := acs.ParseConnectionString(bare(secret.Reveal()))
	return parsed, problem(err)
}

// assigned is what stands before a value where a line of a shell, of PowerShell or of a
// file of variables was pasted instead of the value alone. Only our own variables count:
// a connection string has the form name=value itself.
var assigned = regexp.MustCompile(`(?i)^(?:export\s+|setx\s+|set\s+(?:-[a-z]+\s+)*|\$env:)?` +
	`(?:` + EnvEndpoint + `|` + EnvAccessToken + `|` + EnvConnectionString + `)(?:\s*=\s*|\s+)`)

// bare returns a token, a connection string or an address without what stands around it
// where it was pasted or kept: white space, a byte order mark, quotation marks, and the
// variable that it was assigned to. None of these can be a part of one.
func bare(value string) string {
	return unquoted(assigned.ReplaceAllString(unquoted(trimmed(value)), ""))
}

func trimmed(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// unquoted returns the value without a pair of quotation marks around it, the typographic
// ones of writing programs included. A semicolon or a comma behind them ends the line that
// it was copied from.
func unquoted(value string) string {
	for _, pair := range []string{`""`, `''`, "``", "“”", "‘’", "„“", "«»"} {
		opening, size := utf8.DecodeRuneInString(pair)
		inner, opened := strings.CutPrefix(value, string(opening))
		if !opened {
			continue
		}
		if inner, closed := strings.CutSuffix(strings.TrimRight(inner, ";, "), pair[size:]); closed {
			return trimmed(inner)
		}
	}
	return value
}

const (
	// maximumSaid is how much of a command's complaint an error repeats.
	maximumSaid = 400
	// saidLines is how many of its last lines.
	saidLines = 4
)

// redact makes one line of what a command wrote to standard error: its last lines, without
// control characters, without the secrets given and without what looks like one.
func redact(text string, secrets []Secret) string {
	// First what looks like a secret: of another token, a known one would take the beginning
	// that they share, and leave the rest.
	text = acs.RemoveSecretLike(text)
	for _, secret := range secrets {
		text = acs.RemoveSecret(text, secret.Reveal(), redacted)
		if _, key, found := strings.Cut(secret.Reveal(), ";accesskey="); found {
			text = acs.RemoveSecret(text, key, redacted)
		}
	}
	text = strings.ToValidUTF8(text, "�")
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if line = strings.TrimSpace(strings.Map(visible, line)); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > saidLines {
		lines = append([]string{"…"}, lines[len(lines)-saidLines:]...)
	}
	said := []rune(strings.Join(lines, " / "))
	if len(said) > maximumSaid {
		said = append(said[:maximumSaid], '…')
	}
	return string(said)
}

func visible(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
		return '�'
	}
	return r
}

// oneLine returns an error's text without line ends and control characters.
func oneLine(err error) string { return redact(err.Error(), nil) }
