package acs

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// join is a text without what breaks it into lines or letters: white space, also as JSON
// escapes it, and characters that nobody sees. Whoever draws a text may leave them out,
// and a secret is whole again then. wrote is as for decodeLayer.
func join(text []byte, wrote func(at, length, bytes int)) []byte {
	joined := make([]byte, 0, len(text))
	kept := 0
	keep := func(until int) {
		joined = append(joined, text[kept:until]...)
		for at := kept; wrote != nil && at < until; at++ {
			wrote(at, 1, 1)
		}
	}
	for at := 0; at < len(text); {
		if c := text[at]; c > ' ' && c < 0x7f && c != '\\' { // nearly all of it
			at++
			continue
		}
		length, gap := gapAt(text[at:])
		if gap {
			keep(at)
			kept = at + length
		}
		at += length
	}
	keep(len(text))
	return joined
}

// gapAt returns the length of the character that a text begins with, and whether join
// leaves it out.
func gapAt(text []byte) (length int, gap bool) {
	switch c := text[0]; {
	case c == '\\':
		if len(text) > 1 && strings.IndexByte("nrt", text[1]) >= 0 {
			return 2, true
		}
		return 1, false
	case c <= ' ' || c == 0x7f:
		return 1, true
	case c < utf8.RuneSelf:
		return 1, false
	}
	r, length := utf8.DecodeRune(text)
	return length, unicode.In(r, unicode.Cf, unicode.Cc, unicode.Z)
}

// written are the ways of writing a secret that join and decodeLayer do not take off: as it
// is, in hexadecimal, and in base64 at each of the three places that what was encoded may
// have begun at before it.
func written(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	all := []string{secret, digits, strings.ToUpper(digits)}
	const group = 3
	for skipped := range min(group, len(secret)) {
		rest := []byte(secret[skipped:])
		all = append(all, base64.RawStdEncoding.EncodeToString(rest), base64.RawURLEncoding.EncodeToString(rest))
	}
	return all
}
