package openapi_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/acs/openapi"
)

// tampering is a change of one exchange that fits the documents, by which it does
// not fit them any more.
type tampering struct {
	name   string
	change func(*openapi.Exchange)
	want   string
}

// TestTheOfficialDocumentsCatchEveryTampering makes exchanges with the emulator that
// fit the official documents, then spoils them one way at a time.
func TestTheOfficialDocumentsCatchEveryTampering(t *testing.T) {
	folder := os.Getenv(openapi.FolderVariable)
	if folder == "" {
		t.Logf("left out: %s does not name the folder of the OpenAPI documents", openapi.FolderVariable)
		return
	}
	documents, err := openapi.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range openapi.Versions() {
		t.Run(version, func(t *testing.T) {
			create, list := realExchanges(t, version)
			tamper(t, documents, create, append(createTamperings(), commonTamperings()...))
			tamper(t, documents, list, append(listTamperings(), commonTamperings()...))
		})
	}
}

func tamper(t *testing.T, documents *openapi.Documents, genuine openapi.Exchange, list []tampering) {
	t.Helper()
	if verdict := documents.Check(t.Context(), genuine, openapi.Both); len(verdict.Faults)+len(verdict.LinkFaults) > 0 || !verdict.Succeeded {
		t.Fatalf("the genuine exchange does not fit: %+v", verdict)
	}
	for _, test := range list {
		e := genuine
		e.Request = openapi.Message{Header: genuine.Request.Header.Clone(), Body: bytes.Clone(genuine.Request.Body)}
		e.Response = openapi.Message{Header: genuine.Response.Header.Clone(), Body: bytes.Clone(genuine.Response.Body)}
		e.URL = new(*genuine.URL)
		test.change(&e)
		verdict := documents.Check(t.Context(), e, openapi.Both)
		if got := strings.Join(append(verdict.Faults, verdict.LinkFaults...), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("%s %s: faults %q, want %q", e.Method, test.name, got, test.want)
		}
	}
}

// replaced changes the text of a body.
func replaced(body *[]byte, old, changed string) {
	*body = bytes.Replace(*body, []byte(old), []byte(changed), 1)
}

func commonTamperings() []tampering {
	return []tampering{
		{"unknown parameter", func(e *openapi.Exchange) { e.URL.RawQuery += "&maxpagesize=1" }, "maxpagesize is not declared"},
		{"undeclared success", func(e *openapi.Exchange) { e.Status = 202 }, "the status 202 is not declared"},
		{"undeclared failure", func(e *openapi.Exchange) { e.Status = 418 }, "the status 418 is not declared"},
		{"another path", func(e *openapi.Exchange) { e.URL.Path += "/x" }, "no document declares this method and path"},
		{"another method", func(e *openapi.Exchange) { e.Method = "PUT" }, "no document declares this method and path"},
		{"misspelt header", func(e *openapi.Exchange) { e.Request.Header.Set("Repeatability-Request", "1") }, "the header Repeatability-Request is not declared"},
		{"no credential", func(e *openapi.Exchange) { e.Request.Header.Del("Authorization") }, "no Authorization"},
		{"answer as HTML", func(e *openapi.Exchange) { e.Response.Header.Set("Content-Type", "text/html") }, "Content-Type"},
		{"answer is no JSON", func(e *openapi.Exchange) { e.Response.Body = []byte("It works!") }, "response"},
		{"two kinds in an identifier", func(e *openapi.Exchange) {
			replaced(&e.Response.Body, `"communicationUser":`, `"phoneNumber":{"value":"+1"},"communicationUser":`)
		}, "an identifier of several kinds"},
		{"identifier without rawId", func(e *openapi.Exchange) { replaced(&e.Response.Body, `"rawId":"`, `"rawID":"`) }, `property "rawID" is unsupported`},
	}
}

func createTamperings() []tampering {
	request := func(old, changed string) func(*openapi.Exchange) {
		return func(e *openapi.Exchange) { replaced(&e.Request.Body, old, changed) }
	}
	response := func(old, changed string) func(*openapi.Exchange) {
		return func(e *openapi.Exchange) { replaced(&e.Response.Body, old, changed) }
	}
	return []tampering{
		{"missing topic", request(`"topic":"t",`, ``), `property "topic" is missing`},
		{"topic's type", request(`"topic":"t"`, `"topic":["t"]`), "/topic: value must be a string"},
		{"misspelt property", request(`"displayName"`, `"displayname"`), `property "displayname" is unsupported`},
		{"misspelt property at the top", request(`"participants"`, `"particpants"`), `property "particpants" is unsupported`},
		{"bad date-time", request(`"1970-01-01T00:00:00Z"`, `"1970-01-01"`), "/participants/0/shareHistoryTime"},
		{"missing identifier", request(`"communicationIdentifier"`, `"identifier"`), `property "communicationIdentifier" is missing`},
		{"missing id", request(`"id":`, `"ID":`), `property "id" is missing`},
		{"content type", func(e *openapi.Exchange) { e.Request.Header.Set("Content-Type", "application/merge-patch+json") }, "header Content-Type has unexpected value"},
		{"no body", func(e *openapi.Exchange) { e.Request.Body = nil }, "value is required but missing"},
		{"answer's missing createdOn", response(`"createdOn"`, `"created"`), `property "createdOn" is missing`},
		{"answer's bad date-time", response(`"createdOn":"2`, `"createdOn":"x2`), "/chatThread/createdOn"},
		{"answer's null", response(`"topic":"t"`, `"topic":null`), "/chatThread/topic"},
		{"answer in capitals", response(`"chatThread"`, `"ChatThread"`), `property "ChatThread" is unsupported`},
	}
}

func listTamperings() []tampering {
	return []tampering{
		{"parameter's type", func(e *openapi.Exchange) { e.URL.RawQuery += "&maxPageSize=all" }, `parameter "maxPageSize" in query`},
		{"a body", func(e *openapi.Exchange) { e.Request.Body = []byte("{}") }, "request body not allowed"},
		{"answer's missing value", func(e *openapi.Exchange) { replaced(&e.Response.Body, `"value"`, `"values"`) }, `property "value" is missing`},
		{"answer's null link", func(e *openapi.Exchange) { replaced(&e.Response.Body, `{"value"`, `{"nextLink":null,"value"`) }, "/nextLink"},
	}
}

// realExchanges creates a thread on the emulator and lists its participants.
func realExchanges(t *testing.T, version string) (create, list openapi.Exchange) {
	t.Helper()
	service := emulator.New(emulator.Options{Seed: emulator.SeedEmpty})
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	token, err := service.Token(emulator.DemoUserID, 0)
	if err != nil {
		t.Fatal(err)
	}
	exchange := func(method, path, body string) openapi.Exchange {
		t.Helper()
		target, err := url.Parse(server.URL + path + "?api-version=" + version)
		if err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequestWithContext(t.Context(), method, target.String(), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		if body != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		answered, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return openapi.Exchange{
			Method: method, URL: target, Request: openapi.Message{Header: request.Header, Body: []byte(body)},
			Status: response.StatusCode, Response: openapi.Message{Header: response.Header, Body: answered},
		}
	}
	create = exchange("POST", "/chat/threads", `{"topic":"t","participants":[{"communicationIdentifier":{"communicationUser":{"id":"`+
		emulator.KnownUserID(1)+`"}},"displayName":"Jane","shareHistoryTime":"1970-01-01T00:00:00Z"}]}`)
	var result struct{ ChatThread struct{ ID string } }
	if err := json.Unmarshal(create.Response.Body, &result); err != nil {
		t.Fatal(err)
	}
	return create, exchange("GET", "/chat/threads/"+url.PathEscape(result.ChatThread.ID)+"/participants", "")
}
