package config

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// assigned is what stands before a value where a line of a shell, of PowerShell or of a
// file of variables was pasted instead of the value alone. Only our own variables count:
// a connection string has the form name=value itself.
var assigned = regexp.MustCompile(`(?i)^(?:export\s+|setx\s+|set\s+(?:-[a-z]+\s+)*|\$env:)?` +
	`(?:` + EnvEndpoint + `|` + EnvAccessToken + `|` + EnvConnectionString + `)(?:\s*=\s*|\s+)`)

// quotes returns the pairs of quotation marks that stand around a value. Writing programs
// make typographic ones of the others.
func quotes() []string { return []string{`""`, `''`, "``", "“”", "‘’", "„“", "«»"} }

// quotationMarks are all of them.
const quotationMarks = "\"'`“”‘’„«»"

// bare returns a token, a connection string or an address without what stands around it
// where it was pasted or kept: white space and line ends, a byte order mark, quotation
// marks, and the variable that it was assigned to. None of these can be a part of one.
func bare(value string) string {
	value = trimmed(value)
	value = unquoted(value)
	return unquoted(assigned.ReplaceAllString(value, ""))
}

// trimmed returns the value without white space and byte order marks around it.
func trimmed(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// unquoted returns the value without a pair of quotation marks around it. A semicolon or
// a comma behind them ends the line that it was copied from.
func unquoted(value string) string {
	for _, pair := range quotes() {
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

// isQuotation reports whether a character is a quotation mark.
func isQuotation(r rune) bool { return strings.ContainsRune(quotationMarks, r) }
