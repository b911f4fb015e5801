package acs_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

func TestEndpoints(t *testing.T) {
	for endpoint, want := range map[string]string{
		"https://contoso.communication.azure.com/": "https://contoso.communication.azure.com",
		"https://contoso.communication.azure.com":  "https://contoso.communication.azure.com",
		"HTTPS://Contoso.example:8443/gate/way//":  "https://Contoso.example:8443/gate/way",
		"http://localhost:7070":                    "http://localhost:7070",
		"http://127.0.0.1:7070/":                   "http://127.0.0.1:7070",
		"http://127.8.9.1":                         "http://127.8.9.1",
		"http://[::1]:7070":                        "http://[::1]:7070",
	} {
		if got := newClient(t, endpoint, nil).Endpoint(); got != want {
			t.Errorf("%s became %s, want %s", endpoint, got, want)
		}
	}
	for endpoint, want := range map[string]string{
		"":                                     "the endpoint is empty",
		"contoso.communication.azure.com":      "the endpoint must begin with https://",
		"localhost:7070":                       "the endpoint must begin with https://",
		"ftp://contoso.example":                "the endpoint must begin with https://",
		"https://":                             "names no host",
		"https://:443":                         "names no host",
		"https://contoso.example/?a=b":         "holds a query",
		"https://contoso.example?":             "holds a query",
		"https://contoso.example/#x":           "holds a fragment",
		"https://contoso.example/#":            "holds a fragment",
		"https://user:hidden@contoso.example":  "user name or password",
		"https://user:hidden@contoso.ex ample": "user name or password",
		"https://contoso.ex ample":             "is not a URL",
		"http://contoso.example":               "unencrypted",
		"http://127.0.0.1.evil.example":        "unencrypted",
		"http://localhost.evil.example":        "unencrypted",
		"http://0.0.0.0:7070":                  "unencrypted",
		"http://10.0.0.1":                      "unencrypted",
	} {
		_, err := acs.NewClient(endpoint, acs.NewStaticTokenCredential(canary), nil)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%q: error %v, want %q", endpoint, err, want)
		}
	}
}

func TestNewClientRefusesWhatItCannotDo(t *testing.T) {
	const endpoint = "https://contoso.communication.azure.com"
	credential := acs.NewStaticTokenCredential(canary)
	for want, options := range map[string]*acs.ClientOptions{
		`unknown api-version "2020-01-01"; known are 2021-03-07, 2021-09-07, 2023-11-07, 2024-03-07, 2024-03-15-preview, 2025-03-15`: {
			ClientOptions: azcore.ClientOptions{APIVersion: "2020-01-01"},
		},
		"each operation has its own rule": {
			ClientOptions: azcore.ClientOptions{Retry: policy.RetryOptions{StatusCodes: []int{400}}},
		},
		"cannot be set together": {
			ClientOptions: azcore.ClientOptions{Transport: http.DefaultClient}, RootCAs: x509.NewCertPool(),
		},
	} {
		if _, err := acs.NewClient(endpoint, credential, options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := acs.NewClient(endpoint, nil, nil); err == nil {
		t.Error("no error without a credential")
	}
}

func TestAPIVersions(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"value":[]}`) })
	for i, version := range acs.APIVersions() {
		parsed, err := acs.ParseAPIVersion(string(version))
		if err != nil || parsed != version {
			t.Errorf("%s was read as %s, %v", version, parsed, err)
		}
		options := quickly()
		options.APIVersion = string(version)
		client := newClient(t, service.URL, options)
		if client.APIVersion() != version {
			t.Errorf("the client speaks %s, want %s", client.APIVersion(), version)
		}
		if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, want := service.received()[i].URI, "/chat/threads?api-version="+string(version); got != want {
			t.Errorf("request %s, want %s", got, want)
		}
	}
	if got := newClient(t, service.URL, nil).APIVersion(); got != acs.APIVersion20250315 {
		t.Errorf("the default is %s", got)
	}
	if _, err := acs.ParseAPIVersion(""); err == nil {
		t.Error("an empty version was accepted")
	}
}

func TestRootCAsAreTrusted(t *testing.T) {
	s := &service{}
	server := httptest.NewTLSServer(s.wrap(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"`+threadID+`"}`) }))
	t.Cleanup(server.Close)
	options := quickly()
	options.RootCAs = x509.NewCertPool()
	options.RootCAs.AddCert(server.Certificate())
	if _, err := newClient(t, server.URL, options).GetChatThreadProperties(t.Context(), threadID, nil); err != nil {
		t.Error(err)
	}
}
