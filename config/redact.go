package config

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	// maximumSaid is how much of a command's complaint an error repeats.
	maximumSaid = 400
	// saidLines is how many of its last lines.
	saidLines = 4
)

var (
	// tokenLike is what a JSON Web Token looks like, and every piece of one that
	// begins with its header or its claims.
	tokenLike = regexp.MustCompile(`eyJ[A-Za-z0-9_\-.=+/]{6,}`)
	// labelled is a secret behind its label: name=value and "name": "value"
	// whatever its length, and "name: value" where the value is no word.
	labelled = regexp.MustCompile(`(?i)((?:key|token|password|secret|signature)"?(?:=|\s*:\s*")"?)[^\s;,"'&]{4,}`)
	// described is the same in prose, where what follows is mostly no secret.
	described = regexp.MustCompile(`(?i)((?:key|token|password|secret|signature|bearer):?\s+)[^\s;,"'&]{24,}`)
	// keyLike is base64 of 30 bytes and more with its padding, as access keys are.
	keyLike = regexp.MustCompile(`[A-Za-z0-9+/]{40,}={1,2}`)
)

// redact makes one line of what a command wrote to standard error: its last
// lines, without control characters, without the secrets given and without what
// looks like one.
func redact(text string, secrets []Secret) string {
	for _, secret := range secrets {
		for part := range strings.SplitSeq(secret.Reveal(), ";") {
			if part = strings.TrimSpace(part); len(part) >= 8 && !strings.HasPrefix(strings.ToLower(part), "endpoint=") {
				_, key, _ := strings.Cut(part, "=")
				text = strings.ReplaceAll(text, part, redacted)
				if len(key) >= 8 {
					text = strings.ReplaceAll(text, key, redacted)
				}
			}
		}
	}
	text = tokenLike.ReplaceAllString(text, redacted)
	text = keyLike.ReplaceAllString(text, redacted)
	for _, named := range []*regexp.Regexp{labelled, described} {
		text = named.ReplaceAllString(text, "${1}"+redacted)
	}
	text = strings.ToValidUTF8(text, "�")
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line = strings.Map(func(r rune) rune {
			switch {
			case r == '\t':
				return ' '
			case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
				return '�'
			}
			return r
		}, strings.TrimRight(line, "\n"))
		if line = strings.TrimSpace(line); line != "" {
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
