package acs

import (
	"bytes"
	"html"
	"slices"
	"strconv"
	"unicode/utf8"
)

// secretRemoved stands where a secret was.
const secretRemoved = "[access token removed]"

const (
	// shortestSecret is the length from which a text counts as a secret: removing a
	// shorter one would tear words apart.
	shortestSecret = 8
	// shortestPart is the length from which the beginning of a secret is removed where
	// the rest is missing, as in an answer that was cut.
	shortestPart = 20
	// maxLayers is how many encodings inside one another are looked through.
	maxLayers = 6
)

// RemoveSecret returns a text with another one in place of a secret, however it is written there: as
// it is, broken into lines, in base64 or hexadecimal, escaped as in JSON, percent-encoded, as
// character references of HTML, or one of these inside another. Whoever decodes the text
// afterwards finds no secret.
func RemoveSecret(text, secret, instead string) string {
	return string(replaceSecret([]byte(text), secret, instead))
}

// withoutSecret is a text that says instead of a secret that it was removed.
func withoutSecret(text []byte, secret string) []byte {
	return replaceSecret(text, secret, secretRemoved)
}

// replaceSecret is RemoveSecret; a text that does not hold the secret is returned as it
// is.
func replaceSecret(text []byte, secret, instead string) []byte {
	if len(secret) < shortestSecret || !holdsSecret(text, secret) {
		return text
	}
	found := findSecret(text, secret, maxLayers)
	slices.SortFunc(found, func(a, b span) int { return a.start - b.start })
	var cleaned []byte
	kept := 0
	for _, s := range found {
		if s.start >= kept {
			cleaned = append(append(cleaned, text[kept:s.start]...), instead...)
		}
		kept = max(kept, s.end)
	}
	return append(cleaned, text[kept:]...)
}

// span is a part of a text.
type span struct{ start, end int }

// holdsSecret reports whether a text holds the secret's beginning in any encoding. It
// needs no places, and a long page without the secret costs little.
func holdsSecret(text []byte, secret string) bool {
	ways := written(secret)
	for range maxLayers + 1 {
		for _, each := range [][]byte{text, join(text, nil)} {
			if slices.ContainsFunc(ways, func(way string) bool { return bytes.Contains(each, beginning(way)) }) {
				return true
			}
		}
		decoded := decodeLayer(text, nil)
		if len(decoded) == len(text) {
			return false
		}
		text = decoded
	}
	return false
}

// beginning is what a secret is known by.
func beginning(secret string) []byte { return []byte(secret[:min(len(secret), shortestPart)]) }

// findSecret returns the places of the secret, or of its beginning.
func findSecret(text []byte, secret string, layers int) []span {
	var joints places
	joined := join(text, joints.add)
	var found []span
	for _, way := range written(secret) {
		found = append(found, findWritten(text, way)...)
		for _, inner := range findWritten(joined, way) {
			found = append(found, joints.of(inner))
		}
	}
	if layers == 0 {
		return found
	}
	var codes places
	decoded := decodeLayer(text, codes.add)
	if len(decoded) == len(text) {
		return found
	}
	for _, inner := range findSecret(decoded, secret, layers-1) {
		found = append(found, codes.of(inner))
	}
	return found
}

// findWritten returns the places where the secret, or its beginning, stands as it is.
func findWritten(text []byte, secret string) []span {
	var found []span
	for part, at := beginning(secret), 0; ; {
		next := bytes.Index(text[at:], part)
		if next < 0 {
			return found
		}
		start := at + next
		at = start
		for at < len(text) && at-start < len(secret) && text[at] == secret[at-start] {
			at++
		}
		found = append(found, span{start, at})
	}
}

// places are where each byte of a decoded text stands in the text it was decoded from.
type places []span

// add tells that the part of the text at a place became some bytes.
func (p *places) add(at, length, count int) {
	for range count {
		*p = append(*p, span{at, at + length})
	}
}

// of is the place of a part of the decoded text, which is not empty.
func (p places) of(inner span) span { return span{p[inner.start].start, p[inner.end-1].end} }

// decodeLayer takes one encoding off a text, whichever one stands at a place. wrote is
// told how many bytes the part of text at a place became; nil: nobody. A text without an
// escape is returned as it is; every escape is longer than what it stands for.
func decodeLayer(text []byte, wrote func(at, length, bytes int)) []byte {
	if !bytes.ContainsAny(text, `\%&`) {
		return text
	}
	decoded := make([]byte, 0, len(text))
	for at := 0; at < len(text); {
		before := len(decoded)
		r, length := decodeEscape(text[at:])
		switch {
		case length == 0:
			decoded, length = append(decoded, text[at]), 1
		case r < utf8.RuneSelf:
			decoded = append(decoded, byte(r)) //nolint:gosec // one byte
		default:
			decoded = append(decoded, text[at:at+length]...) // no secret holds it
		}
		if wrote != nil {
			wrote(at, length, len(decoded)-before)
		}
		at += length
	}
	return decoded
}

// decodeEscape reads the escape that a text begins with; its length is 0 where it begins
// with none.
func decodeEscape(text []byte) (r rune, length int) {
	switch {
	case len(text) < 2:
	case text[0] == '%':
		return hexNumber(text, 1, 2)
	case text[0] == '&':
		return decodeReference(text)
	case text[0] == '\\':
		return decodeBackslash(text)
	}
	return 0, 0
}

// decodeReference reads a character reference of HTML.
func decodeReference(text []byte) (r rune, length int) {
	const longest = 12
	end := bytes.IndexByte(text[:min(len(text), longest)], ';')
	if end < 0 {
		return 0, 0
	}
	meaning := html.UnescapeString(string(text[:end+1]))
	if r, size := utf8.DecodeRuneInString(meaning); size == len(meaning) {
		return r, end + 1
	}
	return 0, 0
}

// decodeBackslash reads an escape of JSON, or of what prints bytes.
func decodeBackslash(text []byte) (r rune, length int) {
	switch text[1] {
	case 'u', 'U':
		return hexNumber(text, 2, 4)
	case 'x', 'X':
		return hexNumber(text, 2, 2)
	case '\\', '/', '"':
		return rune(text[1]), 2
	}
	return 0, 0
}

// hexNumber reads an escape's digits.
func hexNumber(text []byte, at, digits int) (r rune, length int) {
	if at+digits > len(text) {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(text[at:at+digits]), 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(n), at + digits //nolint:gosec // four digits at most
}
