package acs

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParseRawID(f *testing.F) {
	for _, seed := range []string{"8:acs:a_b", "8:acs:r_t_u", "8:acs:__", "4:anonymous", "4:+1_", "28:dod:x", "8:teamsvisitor:", "::", "", "8:orgid:\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, rawID string) {
		identifier := ParseRawID(rawID)
		if got := identifier.RawID(); got != rawID {
			t.Fatalf("%q became %q", rawID, got)
		}
		_ = ValidateRawID(rawID)
		if !utf8.ValidString(rawID) || rawID == "" {
			return // JSON cannot hold the first; the second is no identifier
		}
		for _, version := range APIVersions() {
			wire, err := encodeIdentifier(identifier, version)
			if err != nil {
				t.Fatal(err)
			}
			again := decodeIdentifier(wire)
			if again.RawID() != rawID || again.Kind() != identifier.Kind() {
				t.Fatalf("%q: %s in %s became %q, a %s", rawID, wire, version, again.RawID(), again.Kind())
			}
		}
	})
}

func FuzzDecodeIdentifier(f *testing.F) {
	for _, seed := range []string{
		`{"rawId":"8:acs:a_b","communicationUser":{"id":"8:acs:a_b"}}`, `{"kind":"robot","rawId":"9:x","robot":{}}`, `null`, `[]`,
		`{"phoneNumber":{"value":"+1"},"microsoftTeamsUser":{"userId":"u"}}`, `{"rawId":7}`, `{"microsoftTeamsApp":{"appId":"","cloud":null}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		identifier := decodeIdentifier(content)
		if identifier == nil {
			t.Fatal("no identifier")
		}
		wire, err := encodeIdentifier(identifier, DefaultAPIVersion)
		if err != nil {
			return // what was no JSON cannot be sent
		}
		again := decodeIdentifier(wire)
		if again.RawID() != identifier.RawID() {
			t.Fatalf("%s was sent as %s: %q became %q", content, wire, identifier.RawID(), again.RawID())
		}
	})
}

func FuzzDecodeErrorBody(f *testing.F) {
	for _, seed := range []string{
		`{"error":{"code":"a","message":"b"}}`, `{"CommunicationError":{"Code":"a","Details":[{}]}}`, `{"Error":null}`, `{"Code":1}`, ``, `<html>`, "\xff\xfe",
		strings.Repeat(`{"innererror":`, 30) + `{}` + strings.Repeat(`}`, 30), `{"error":{"details":[[[]]]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		fault := decodeErrorBody(body)
		if !utf8.ValidString(fault.Message) {
			t.Fatalf("the message %q is no text", fault.Message)
		}
		text := (&ResponseError{Operation: "X", StatusCode: 400, ErrorCode: fault.Code, Message: fault.Message, Details: fault.Details}).Error()
		if strings.ContainsAny(text, "\n\r\x1b\x00") {
			t.Fatalf("the text %q is more than a line", text)
		}
	})
}
