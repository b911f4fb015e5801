package acs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
)

// Answerer says who gave an answer, as far as the answer shows.
type Answerer string

const (
	// AnswererUnknown is said of an answer that shows nothing.
	AnswererUnknown Answerer = ""
	// AnswererService is the service, or the emulator.
	AnswererService Answerer = "service"
	// AnswererIntermediary is something between this machine and the service: a proxy,
	// a firewall, a gateway, a captive portal. Where the endpoint is wrong, it is what is
	// at that address.
	AnswererIntermediary Answerer = "intermediary"
)

// AnswererOf judges by whom an answer is. The first rule that holds decides:
//
//  1. 407 and 511 are a proxy's and a captive portal's own, whatever else they hold.
//  2. The service marks its answers: ms-cv and api-supported-versions are on each one
//     that was recorded, and the emulator has a header of its own.
//  3. A refusal in one of the service's envelopes is the service's: CommunicationError,
//     or an error with a code that is a string (a number is what others have there).
//  4. x-azure-ref and x-processing-time are set by what is in front of the service, also
//     on pages of its own: with a page they mark nothing, with anything else the service.
//  5. A 401 without a body shows nothing: reports of 2020 and 2021 have it of the live
//     service, without saying which headers came with it. If it has a header that only
//     a proxy sets, it is the proxy's.
//  6. A success that is empty or a JSON object shows nothing.
//  7. Everything else is from something in between.
func AnswererOf(status int, header http.Header, body []byte) Answerer {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	success := status >= http.StatusOK && status < http.StatusMultipleChoices
	page := len(body) > 0 && body[0] != '{'
	switch {
	case status == http.StatusProxyAuthRequired || status == http.StatusNetworkAuthenticationRequired:
		return AnswererIntermediary
	case hasAny(header, "Ms-Cv", "Api-Supported-Versions", EmulatorHeader):
		return AnswererService
	case !success && hasEnvelope(body):
		return AnswererService
	case !page && hasAny(header, "X-Azure-Ref", "X-Processing-Time"):
		return AnswererService
	case isBare401(status, header, body), success && !page:
		return AnswererUnknown
	}
	return AnswererIntermediary
}

// isBare401 reports whether an answer refuses the credential and shows nothing else.
func isBare401(status int, header http.Header, body []byte) bool {
	return status == http.StatusUnauthorized && len(body) == 0 && !hasAny(header, proxyHeaders[:]...)
}

// EmulatorHeader is on every answer of the emulator.
const EmulatorHeader = "X-Acs-Emulator"

// proxyHeaders are set by proxies alone.
var proxyHeaders = [...]string{"Via", "Proxy-Authenticate", "Proxy-Agent", "Proxy-Connection", "X-Squid-Error"}

func hasAny(header http.Header, names ...string) bool {
	for _, name := range names {
		if header.Get(name) != "" {
			return true
		}
	}
	return false
}

// hasEnvelope reports whether a body is in one of the service's error envelopes.
func hasEnvelope(body []byte) bool {
	var document map[string]json.RawMessage
	if json.Unmarshal(body, &document) != nil {
		return false
	}
	for name, content := range document {
		var fields map[string]json.RawMessage
		switch {
		case strings.EqualFold(name, "CommunicationError"):
			if json.Unmarshal(content, &fields) == nil && fields != nil {
				return true
			}
		case strings.EqualFold(name, "error"):
			if json.Unmarshal(content, &fields) == nil && hasCode(fields) {
				return true
			}
		}
	}
	// Of the oldest previews (reported).
	_, inner := document["InnerErrors"]
	return inner && hasCode(document)
}

// hasCode reports whether an error has a code that is a string.
func hasCode(fields map[string]json.RawMessage) bool {
	for name, content := range fields {
		var code string
		if strings.EqualFold(name, "code") && json.Unmarshal(content, &code) == nil && code != "" {
			return true
		}
	}
	return false
}

// SignOf returns what an answer says of who gave or passed it, such as
// "Via: 1.1 squid", or else that it is of a type that the service never sends; empty
// where it says neither. It comes from outside.
func SignOf(header http.Header) string {
	const maxRunes = 80
	names := []string{"Via", "Server", "Proxy-Agent", "Proxy-Authenticate", "X-Squid-Error"}
	if !strings.Contains(strings.ToLower(header.Get("Content-Type")), "json") {
		names = append(names, "Content-Type")
	}
	for _, name := range names {
		value := []rune(oneLine(strings.ToValidUTF8(strings.Join(header.Values(name), ", "), "\uFFFD")))
		if len(value) > maxRunes {
			value = append(value[:maxRunes], '…')
		}
		if len(value) > 0 {
			return name + ": " + string(value)
		}
	}
	return ""
}

// IntermediaryAnswer says in words that an answer is not the service's.
func IntermediaryAnswer(status int, sign string) string {
	text := fmt.Sprintf("something between here and the service answered %d", status)
	if sign != "" {
		text += " (" + sign + ")"
	}
	return text
}

// IntermediaryAdvice says what can be done about an answer that is not the service's, as
// a clause; host is the endpoint's. Nothing of it is about a token, its scopes or a
// membership.
func IntermediaryAdvice(status int, host string) string {
	switch {
	case status == http.StatusProxyAuthRequired:
		return "the proxy wants a user name and a password: put them into HTTPS_PROXY, or take " + host + " into NO_PROXY"
	case status == http.StatusNetworkAuthenticationRequired || status < http.StatusMultipleChoices:
		return "the network may want you to sign in: open a page in a browser, then try again; otherwise check the endpoint and any proxy"
	case status == http.StatusNotModified:
		return "it answered from a store of its own, which no answer of the service may be kept in: check any proxy"
	case status < http.StatusBadRequest:
		return "check the endpoint: a chat resource does not redirect; a network that wants you to sign in does: open a page in a browser"
	case status == http.StatusRequestEntityTooLarge:
		return "it lets no request of this size pass: send less at once, or ask whoever runs the proxy or gateway"
	case status == http.StatusTooManyRequests:
		return "wait a while before trying again, or ask whoever runs the proxy or gateway"
	case status >= http.StatusInternalServerError:
		return "try again; if it keeps happening, check the endpoint, or ask whoever runs the proxy or gateway"
	}
	return "check the endpoint, and ask whoever runs the proxy, firewall or gateway to let " + host + " pass, or take it into NO_PROXY"
}

// answerLeavesOpen reports whether an answer leaves open if the request was carried
// out. 303 says where to look for the result of a request that was; 408 may come of
// something in front of the service that has passed the request on.
//
// A refusal of something in between is no proof that the service did nothing: filters
// of answers put their own page in place of one that came. It is proof where its status
// is about the request as it stands before it is passed on.
func answerLeavesOpen(status int, by Answerer) bool {
	switch {
	case status >= http.StatusInternalServerError:
		return status != http.StatusNetworkAuthenticationRequired
	case status == http.StatusSeeOther || status == http.StatusRequestTimeout:
		return true
	case by != AnswererIntermediary || isRedirect(status):
		return false
	}
	switch status {
	case http.StatusUnauthorized, http.StatusProxyAuthRequired, http.StatusTooManyRequests, http.StatusRequestEntityTooLarge,
		http.StatusRequestURITooLong, http.StatusLengthRequired, http.StatusExpectationFailed, http.StatusRequestHeaderFieldsTooLarge:
		return false
	}
	return true
}

var (
	pageTitle = regexp.MustCompile(`(?is)<title\b[^>]*>(.*?)</title\s*>`)
	pageTags  = regexp.MustCompile(`(?is)<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>`)
)

// pageExcerpt is the beginning of a body for people: of an HTML page its title, or
// else its text.
func pageExcerpt(body []byte) string {
	const maxBytes = 64 << 10
	head := bytes.TrimSpace(body[:min(len(body), maxBytes)])
	if !bytes.HasPrefix(head, []byte("<")) {
		return excerpt(body)
	}
	if found := pageTitle.FindSubmatch(head); found != nil {
		if title := excerpt([]byte(html.UnescapeString(string(found[1])))); title != "" {
			return title
		}
	}
	text := html.UnescapeString(string(pageTags.ReplaceAll(head, []byte(" "))))
	if shown := excerpt([]byte(text)); shown != "" {
		return shown
	}
	return excerpt(body)
}
