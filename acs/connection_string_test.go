package acs_test

import (
	"fmt"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

func TestParseConnectionString(t *testing.T) {
	for input, endpoint := range map[string]string{
		"endpoint=https://contoso.communication.azure.com/;accesskey=" + accessKey:          "https://contoso.communication.azure.com",
		"endpoint=https://contoso.communication.azure.com;accesskey=" + accessKey:           "https://contoso.communication.azure.com",
		"Endpoint=https://c.example/;AccessKey=" + accessKey + ";":                          "https://c.example",
		" ACCESSKEY = " + accessKey + " ; EndPoint = http://127.0.0.1:7070/ \n":             "http://127.0.0.1:7070",
		"endpoint=https://c.example/gateway/;region=unitedstates;accesskey=" + accessKey:    "https://c.example/gateway",
		"endpoint=https://contoso.unitedstates.communication.azure.com/;accesskey=AA==":     "https://contoso.unitedstates.communication.azure.com",
		"endpoint=https://contoso.communication.azure.com/;accesskey=" + accessKey + "\r\n": "https://contoso.communication.azure.com",
	} {
		got, err := acs.ParseConnectionString(input)
		if err != nil || got.Endpoint() != endpoint || got.Credential() == nil {
			t.Errorf("%q: %v, %v", input, got, err)
		}
	}
}

func TestConnectionStringErrorsShowNothingOfIt(t *testing.T) {
	const secret = "c2VjcmV0LXNlY3JldA=="
	for _, test := range [][2]string{
		{"", "is empty"},
		{"\t", "is empty"},
		{secret, "names no endpoint"},
		{"SECRET", "names no endpoint"},
		{"endpoint=https://h/;" + "c2Vj", "has no access key"},
		{"endpoint=https://h/", "has no access key"},
		{"endpoint=https://h/,accesskey=" + secret, "it runs on into the access key"},
		{"endpoint=https://h/,accesskey=" + secret + ";accesskey=" + secret, "it runs on into the access key"},
		{"accesskey=" + secret, "names no endpoint"},
		{"endpoint=https://h/;accesskey=", "has no access key"},
		{"endpoint=;accesskey=" + secret, "cannot be used: it is empty"},
		{"endpoint=https://h/;accesskey=" + secret + ";accesskey=" + secret, "twice"},
		{"endpoint=https://h/;accesskey=c2VjcmV0!", "is not base64"},
		{"endpoint=https://h/;accesskey=c2VjcmV0LXNlY3JldA=", "is not base64"},
		{"endpoint=" + secret + ";accesskey=https://h/", "has an endpoint that cannot be used: it must begin with https://"},
		{"endpoint=http://c2Vj.example/;accesskey=" + secret, "http:// is for this machine only"},
		{"endpoint=https://u:c2Vj@h/;accesskey=" + secret, "user name or password"},
		{"endpoint=https://h/?c2Vj;accesskey=" + secret, "holds a query"},
		{"endpoint=https://h:c2Vj;accesskey=" + secret, "is not a URL"},
		{"DefaultEndpointsProtocol=https;AccountName=c2Vj;AccountKey=" + secret, "names no endpoint"},
	} {
		input, want := test[0], test[1]
		got, err := acs.ParseConnectionString(input)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, error %v, want %q", input, got, err, want)
			continue
		}
		if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, "c2Vj") || strings.Contains(text, "SECRET") {
			t.Errorf("%q: the error shows it: %v", input, err)
		}
	}
}

func FuzzParseConnectionString(f *testing.F) {
	f.Add("endpoint=https://contoso.communication.azure.com/;accesskey=" + accessKey)
	f.Add("endpoint=;;=;accesskey==")
	f.Fuzz(func(t *testing.T, input string) {
		got, err := acs.ParseConnectionString(input)
		if err != nil {
			if got.Endpoint() != "" || got.Credential() != nil {
				t.Errorf("%q: an error and %v", input, got)
			}
			return
		}
		if _, err := acs.NewIdentityClient(got.Endpoint(), got.Credential(), nil); err != nil && !strings.Contains(err.Error(), "ASCII") {
			t.Errorf("%q: accepted, and then: %v", input, err)
		}
	})
}
