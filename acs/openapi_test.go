package acs_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

// TestRequestsFollowTheOpenAPIDocuments sends requests with everything in them and
// compares what arrives with the official documents, whose folder (with Chat and
// Common in it) ACS_CHAT_TUI_OPENAPI_DIR names. The documents are not part of this
// project.
func TestRequestsFollowTheOpenAPIDocuments(t *testing.T) {
	folder := os.Getenv("ACS_CHAT_TUI_OPENAPI_DIR")
	if folder == "" {
		t.Log("left out: ACS_CHAT_TUI_OPENAPI_DIR does not name the folder of the OpenAPI documents")
		return
	}
	for version, file := range map[acs.APIVersion]string{
		acs.APIVersion20240307:        "Chat/stable/2024-03-07/communicationserviceschat.json",
		acs.APIVersion20240315Preview: "Chat/preview/2024-03-15-preview/communicationserviceschat.json",
		acs.APIVersion20250315:        "Chat/stable/2025-03-15/communicationserviceschat.json",
	} {
		t.Run(string(version), func(t *testing.T) {
			documents := openAPI{folder: folder, loaded: map[string]map[string]any{}}
			for _, sent := range sendEverything(t, version) {
				documents.checkRequest(t, filepath.Join(folder, file), sent)
			}
		})
	}
}

// sendEverything returns the requests of calls with all that the version has.
func sendEverything(t *testing.T, version acs.APIVersion) []seen {
	t.Helper()
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		switch {
		case r.Method == http.MethodGet && (strings.HasSuffix(r.URL.Path, threadID) || strings.HasSuffix(r.URL.Path, messageID)):
			answer(w, http.StatusOK, `{"id":"x"}`)
		case r.Method == http.MethodGet:
			answer(w, http.StatusOK, `{"value":[]}`)
		case r.Method != http.MethodPost || strings.HasSuffix(r.URL.Path, ":remove"):
			w.WriteHeader(http.StatusNoContent)
		case strings.HasSuffix(r.URL.Path, "/messages"):
			answer(w, http.StatusCreated, `{"id":"x"}`)
		case strings.HasSuffix(r.URL.Path, "/readReceipts") || strings.HasSuffix(r.URL.Path, "/typing"):
		default:
			answer(w, http.StatusCreated, createdBody)
		}
	})
	options := quickly()
	options.APIVersion = string(version)
	client := newClient(t, service.URL, options)
	var participants []acs.ChatParticipant
	for _, rawID := range []string{userA, "4:+1555_2", "4:anonymous", "8:orgid:u", "8:teamsvisitor:v", "28:dod:a", "8:acs:r_t_u", "99:unknown"} {
		participant := acs.ChatParticipant{
			CommunicationIdentifier: acs.ParseRawID(rawID),
			DisplayName:             new("Jane"),
			ShareHistoryTime:        new(time.Now()),
		}
		if version.SupportsParticipantMetadata() {
			participant.Metadata = map[string]string{"a": "b"}
		}
		participants = append(participants, participant)
	}
	create := []*acs.CreateChatThreadOptions{{Participants: participants}}
	if version.SupportsRetentionPolicy() {
		create = append(create,
			&acs.CreateChatThreadOptions{
				Metadata:        map[string]string{"a": "b"},
				RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(30))},
			},
			&acs.CreateChatThreadOptions{RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}},
		)
	}
	var errs []error
	for _, options := range create {
		_, err := client.CreateChatThread(t.Context(), "t", options)
		errs = append(errs, err)
	}
	_, errAdd := client.AddChatParticipants(t.Context(), threadID, participants, nil)
	_, errGet := client.GetChatThreadProperties(t.Context(), threadID, nil)
	_, errThreads := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{MaxPageSize: new(int32(1)), StartTime: new(time.Now())}).NextPage(t.Context())
	_, errParticipants := client.NewListChatParticipantsPager(threadID, &acs.ListChatParticipantsOptions{MaxPageSize: new(int32(1)), Skip: new(int32(2))}).NextPage(t.Context())
	for _, err := range append(errs, errAdd, errGet, errThreads, errParticipants) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, operation := range later() {
		err := operation.call(t.Context(), client)
		if _, ok := errors.AsType[*acs.UnsupportedError](err); ok && operation.name == "UpdateChatThreadProperties" && !version.SupportsThreadMetadata() {
			_, err = client.UpdateChatThreadProperties(t.Context(), threadID, &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return service.received()
}

// openAPI holds Swagger 2.0 documents.
type openAPI struct {
	folder string
	loaded map[string]map[string]any
}

func (o openAPI) load(t *testing.T, file string) map[string]any {
	t.Helper()
	if document, ok := o.loaded[file]; ok {
		return document
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(content, &document); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	o.loaded[file] = document
	return document
}

// resolve follows a schema's reference, if it is one, and returns the file that
// the schema stands in.
func (o openAPI) resolve(t *testing.T, file string, schema map[string]any) (map[string]any, string) {
	t.Helper()
	for {
		reference, ok := schema["$ref"].(string)
		if !ok {
			return schema, file
		}
		path, pointer, _ := strings.Cut(reference, "#/")
		if path != "" {
			file = filepath.Join(filepath.Dir(file), path)
		}
		node := o.load(t, file)
		for part := range strings.SplitSeq(pointer, "/") {
			next, ok := node[part].(map[string]any)
			if !ok {
				t.Fatalf("%s leads nowhere", reference)
			}
			node = next
		}
		schema = node
	}
}

// checkRequest finds a request's operation and checks parameters and body.
func (o openAPI) checkRequest(t *testing.T, file string, sent seen) {
	t.Helper()
	path, query, _ := strings.Cut(sent.URI, "?")
	escaped := strings.NewReplacer(":", "%3A", "@", "%40").Replace(threadID)
	path = strings.NewReplacer(escaped, "{chatThreadId}", messageID, "{chatMessageId}").Replace(path)
	operation, ok := dig(o.load(t, file), "paths", path, strings.ToLower(sent.Method)).(map[string]any)
	if !ok {
		t.Fatalf("no operation %s %s", sent.Method, path)
	}
	known := map[string]bool{}
	for _, entry := range list(operation["parameters"]) {
		parameter, where := o.resolve(t, file, object(entry))
		name, _ := parameter["name"].(string)
		switch parameter["in"] {
		case "query":
			known[name] = true
			if parameter["required"] == true && !strings.Contains("&"+query, "&"+name+"=") {
				t.Errorf("%s %s lacks the parameter %s", sent.Method, path, name)
			}
		case "header":
			known[http.CanonicalHeaderKey(name)] = true
		case "body":
			if sent.Body == "" && parameter["required"] != true {
				continue
			}
			var body any
			if err := json.Unmarshal([]byte(sent.Body), &body); err != nil {
				t.Fatal(err)
			}
			o.check(t, where, object(parameter["schema"]), body, "body")
		}
	}
	for pair := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(pair, "="); !known[name] {
			t.Errorf("%s %s has a parameter %s that is not documented", sent.Method, path, name)
		}
	}
	if sent.Header.Get("Repeatability-Request-Id") != "" && !known["Repeatability-Request-Id"] {
		t.Errorf("%s %s has a repeatability-request-id, which is not documented", sent.Method, path)
	}
}

func dig(node any, path ...string) any {
	for _, part := range path {
		node = object(node)[part]
	}
	return node
}

// object is a JSON object, or an empty one.
func object(value any) map[string]any {
	typed, _ := value.(map[string]any)
	return typed
}

// list is a JSON list, or an empty one.
func list(value any) []any {
	typed, _ := value.([]any)
	return typed
}

// check compares a value with a schema. It is stricter than the documents: a
// property that they do not name is a fault.
func (o openAPI) check(t *testing.T, file string, schema map[string]any, value any, at string) {
	t.Helper()
	schema, file = o.resolve(t, file, schema)
	if values, ok := schema["enum"].([]any); ok && !slices.Contains(values, value) {
		t.Errorf("%s is %v, want one of %v", at, value, values)
	}
	switch typed := value.(type) {
	case map[string]any:
		o.checkObject(t, file, schema, typed, at)
	case []any:
		items, ok := schema["items"].(map[string]any)
		if !ok {
			t.Errorf("%s is a list, want %v", at, schema["type"])
			return
		}
		for i, item := range typed {
			o.check(t, file, items, item, fmt.Sprintf("%s[%d]", at, i))
		}
	case string:
		if schema["type"] != "string" {
			t.Errorf("%s is a string, want %v", at, schema["type"])
		}
		if _, err := time.Parse("2006-01-02T15:04:05Z", typed); schema["format"] == "date-time" && err != nil {
			t.Errorf("%s is %q, want yyyy-MM-ddTHH:mm:ssZ", at, typed)
		}
	case float64:
		if schema["type"] != "integer" || typed != float64(int64(typed)) {
			t.Errorf("%s is the number %v, want %v", at, typed, schema["type"])
		}
	case bool:
		if schema["type"] != "boolean" {
			t.Errorf("%s is a boolean, want %v", at, schema["type"])
		}
	default:
		t.Errorf("%s is %v", at, value)
	}
}

func (o openAPI) checkObject(t *testing.T, file string, schema, given map[string]any, at string) {
	t.Helper()
	if further, ok := schema["additionalProperties"].(map[string]any); ok {
		for name, value := range given {
			o.check(t, file, further, value, at+"."+name)
		}
		return
	}
	if discriminator, ok := schema["discriminator"].(string); ok {
		schema = o.subtype(t, file, given[discriminator])
	}
	properties, required := map[string]any{}, []any{}
	parts := []any{schema}
	if all, ok := schema["allOf"].([]any); ok {
		parts = append(parts, all...)
	}
	for _, part := range parts {
		resolved, _ := o.resolve(t, file, object(part))
		maps.Copy(properties, object(resolved["properties"]))
		required = append(required, list(resolved["required"])...)
	}
	for _, name := range required {
		if _, ok := given[fmt.Sprint(name)]; !ok {
			t.Errorf("%s lacks %v", at, name)
		}
	}
	for name, value := range given {
		property, ok := properties[name].(map[string]any)
		if !ok {
			t.Errorf("%s has a property %s that is not documented", at, name)
			continue
		}
		o.check(t, file, property, value, at+"."+name)
	}
}

// subtype finds the definition that a discriminator's value stands for.
func (o openAPI) subtype(t *testing.T, file string, value any) map[string]any {
	t.Helper()
	definitions, _ := o.load(t, file)["definitions"].(map[string]any)
	for _, definition := range definitions {
		if schema, _ := definition.(map[string]any); schema["x-ms-discriminator-value"] == value {
			return schema
		}
	}
	t.Errorf("no definition for the kind %v", value)
	return map[string]any{}
}
