package lifetime

import "regexp"

// redacted stands in place of a secret.
const redacted = "REDACTED"

// secrets are what tokens, access keys and connection strings look like, wherever they
// stand. The first group of each stays.
func secrets() []*regexp.Regexp {
	return []*regexp.Regexp{
		// A JSON Web Token, and every piece of one that begins with its header or claims.
		regexp.MustCompile(`()eyJ[A-Za-z0-9_\-.=+/]{6,}`),
		// What a label says is one: accesskey=…, "token": "…", Bearer ….
		regexp.MustCompile(`(?i)((?:access_?key|token|password|secret|signature)["']?\s*[=:]\s*["']?)[^\s;,"'&]{4,}`),
		regexp.MustCompile(`(?i)((?:bearer|basic|hmac-sha256)\s+)[^\s,"']{4,}`),
		// Base64 of 30 bytes and more with its padding, as access keys are.
		regexp.MustCompile(`()[A-Za-z0-9+/]{40,}={1,2}`),
		// A password in a URL.
		regexp.MustCompile(`(://[^/\s:@]*:)[^/\s@]+@`),
	}
}

// redact takes secrets out of a text.
func redact(text string) string {
	for _, secret := range secrets() {
		text = secret.ReplaceAllString(text, "${1}"+redacted)
	}
	return text
}
