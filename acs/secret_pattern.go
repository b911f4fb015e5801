package acs

import (
	"regexp"
	"sync"
)

// secretPatterns are what tokens, access keys and connection strings look like. The
// first group of each stays. Compiled on first use: most runs need none.
var secretPatterns = sync.OnceValue(func() []*regexp.Regexp {
	const label = `(?:key|token|password|secret|signature)`
	return []*regexp.Regexp{
		// A JSON Web Token, and every piece of one that begins with its header or claims.
		regexp.MustCompile(`()eyJ[A-Za-z0-9_\-.=+/]{6,}`),
		// Base64 of 30 bytes and more with its padding, as access keys are.
		regexp.MustCompile(`()[A-Za-z0-9+/]{40,}={1,2}`),
		// name=value and "name": "value".
		regexp.MustCompile(`(?i)(` + label + `["']?(?:=|\s*[=:]\s*["'])["']?)[^\s;,"'&[][^\s;,"'&]{3,}`),
		// In prose, what follows a label is mostly no secret: a digit or great length
		// makes it one. IDs and URLs, which hold colons, are none.
		regexp.MustCompile(`(?i)(\b(?:bearer|basic|hmac-sha256)\s+|` + label + `:\s*)(?:[^\s;,"'&:/]{3,}\d[^\s;,"'&:]*|[^\s;,"'&:/]{0,2}\d[^\s;,"'&:]{5,})`),
		regexp.MustCompile(`(?i)((?:` + label + `|bearer|basic):?\s+)[^\s;,"'&:]{24,}`),
		// A password in a URL.
		regexp.MustCompile(`(://[^/\s:@]*:)[^/\s@]+@`),
	}
})

// RemoveSecretLike returns a text with "[secret removed]" in place of whatever looks
// like a secret.
func RemoveSecretLike(text string) string {
	for _, pattern := range secretPatterns() {
		text = pattern.ReplaceAllString(text, "${1}[secret removed]")
	}
	return text
}
