package acs

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
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

func FuzzDecodeMessages(f *testing.F) {
	for _, seed := range []string{
		`{"value":[{"id":"1","type":"text","content":{"message":"x"},"senderCommunicationIdentifier":{"rawId":"8:acs:a_b"}}]}`,
		`{"value":[{"content":{"participants":[{}],"attachments":[{}],"initiatorCommunicationIdentifier":null}},null]}`,
		`{"value":[{"createdOn":"2021-06-15T19:00:15Z","senderCommunicationIdentifier":7}]}`, `{"value":null}`, `[]`, ``, `{"value":[1]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		messages, _, err := decodePage(body, "chat messages", decodeListedMessage)
		if err != nil {
			if text := err.Error(); strings.Contains(text, "acs.") || strings.Contains(text, "json:") {
				t.Fatalf("the error names Go's own things: %s", text)
			}
			return
		}
		for _, message := range messages {
			if why := message.Odd.Why; strings.Contains(why, "acs.") || strings.Contains(why, "json:") || (message.ID == "" && why == "") {
				t.Fatalf("%s: %+v does not say in plain words what is odd", body, message)
			}
			for _, participant := range message.Content.Participants {
				if participant.CommunicationIdentifier == nil || (participant.CommunicationIdentifier.RawID() == "" && !participant.Odd.IsOdd()) {
					t.Fatalf("%s: a participant who is nobody", body)
				}
			}
		}
	})
}

func FuzzPageKey(f *testing.F) {
	for _, seed := range []string{"a=1&b=2", "a=%zz", "a=1;b=2", "a=%26b", "a&a", "=", "a=+%2B", "startTime=1%2F1%2F1970%2012%3A00"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		if strings.ContainsAny(one+other, "#") {
			return // a fragment is no part of a page
		}
		first, err := url.Parse("https://contoso.example/m?" + one)
		if err != nil {
			return
		}
		second, err := url.Parse("https://contoso.example/m?" + other)
		if err != nil {
			return
		}
		valuesOne, errOne := url.ParseQuery(first.RawQuery)
		valuesOther, errOther := url.ParseQuery(second.RawQuery)
		same := pageKey(first.String()) == pageKey(second.String())
		switch {
		case one == other && !same:
			t.Fatalf("%q has two keys", one)
		case errOne == nil && errOther == nil && same && !cmp.Equal(sorted(valuesOne), sorted(valuesOther)):
			t.Fatalf("%q and %q say different things and have one key", one, other)
		}
	})
}

// sorted orders each parameter's values, whose order is not the page's affair.
func sorted(values url.Values) url.Values {
	for name := range values {
		slices.Sort(values[name])
	}
	return values
}
