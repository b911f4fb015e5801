package requestlog

import (
	"maps"
	"slices"
	"strings"

	"acs-chat-tui/acs"
)

// TokenVariable is the environment variable that a copied command takes the token
// from; it is the one that this program reads.
const TokenVariable = "AZURE_COMMUNICATION_ACCESS_TOKEN"

// withoutBody is the method that has no body, and that curl uses by itself.
const withoutBody = "GET"

// curlRefusal says why a request cannot be copied as a command; empty where it can.
func curlRefusal(x acs.Exchange) string {
	authorization := x.RequestHeader.Get("Authorization")
	switch {
	case x.RequestBody.Cut() > 0:
		return "its body is longer than the " + size(acs.ExchangeBodyLimit) + " that are kept"
	case authorization != "" && !strings.HasPrefix(authorization, "Bearer "):
		return "it is signed with the access key, and a signature is good for minutes only"
	}
	return ""
}

// curl is the request as a command for a shell, with the token's variable in the
// token's place.
func curl(x acs.Exchange) string {
	parts := []string{"curl -sS" + flags(x) + " " + quote(x.URL)}
	for _, name := range slices.Sorted(maps.Keys(x.RequestHeader)) {
		switch name {
		case "Host", "Content-Length", "Accept-Encoding", "Connection", "Cookie", "Proxy-Authorization":
			// curl's own affair, or left out of the log.
		case "Authorization":
			parts = append(parts, `-H "Authorization: Bearer $`+TokenVariable+`"`)
		default:
			for _, value := range x.RequestHeader[name] {
				parts = append(parts, "-H "+header(name, value))
			}
		}
	}
	if len(x.RequestBody.Content) > 0 {
		parts = append(parts, "--data-raw "+quote(string(x.RequestBody.Content)))
	} else if x.Method != withoutBody {
		parts = append(parts, "-H 'Content-Length: 0'")
	}
	return strings.Join(parts, " \\\n  ")
}

// flags are those that a request needs, so that curl sends it as it is.
func flags(x acs.Exchange) string {
	out := ""
	if x.Method != withoutBody || len(x.RequestBody.Content) > 0 {
		out += " -X " + x.Method
	}
	if strings.ContainsAny(x.URL, "[]{}") {
		out += " --globoff"
	}
	if strings.Contains(x.URL, "/.") {
		out += " --path-as-is"
	}
	return out
}

// header is a header for -H, which leaves out one without a value unless it ends in
// a semicolon.
func header(name, value string) string {
	if value == "" {
		return quote(name + ";")
	}
	return quote(name + ": " + value)
}

// quote makes one word of s for any POSIX shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
