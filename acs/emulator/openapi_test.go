package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// openAPIFolder is where a test finds the official documents: a folder that
// holds Chat and Common, in the layout of their repository.
const openAPIFolder = "ACS_CHAT_TUI_OPENAPI_DIR"

// schemas resolves the references of OpenAPI documents.
type schemas struct {
	documents map[string]map[string]any
}

// load reads a document once.
func (s *schemas) load(path string) (map[string]any, error) {
	if document, loaded := s.documents[path]; loaded {
		return document, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading a document: %w", err)
	}
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	s.documents[path] = document
	return document, nil
}

// resolve follows $ref until a schema stands there, and says where.
func (s *schemas) resolve(path string, schema map[string]any) (string, map[string]any, error) {
	for {
		reference, is := schema["$ref"].(string)
		if !is {
			return path, schema, nil
		}
		file, pointer, _ := strings.Cut(reference, "#")
		if file != "" {
			path = filepath.Join(filepath.Dir(path), file)
		}
		document, err := s.load(path)
		if err != nil {
			return "", nil, err
		}
		schema = document
		for key := range strings.SplitSeq(strings.Trim(pointer, "/"), "/") {
			next, is := schema[key].(map[string]any)
			if !is {
				return "", nil, fmt.Errorf("%s: no %s", path, pointer)
			}
			schema = next
		}
	}
}

// check compares a value with a schema: types, names of members, required ones.
func (s *schemas) check(path string, schema map[string]any, value any, where string) []string {
	path, schema, err := s.resolve(path, schema)
	if err != nil {
		return []string{err.Error()}
	}
	var faults []string
	switch typed := value.(type) {
	case map[string]any:
		if more, is := schema["additionalProperties"].(map[string]any); is {
			for name, item := range typed {
				faults = append(faults, s.check(path, more, item, where+"."+name)...)
			}
			return faults
		}
		properties, required := s.members(path, schema, typed)
		for name, item := range typed {
			property, declared := properties[name].(map[string]any)
			if !declared {
				faults = append(faults, where+"."+name+" is not declared")
				continue
			}
			faults = append(faults, s.check(path, property, item, where+"."+name)...)
		}
		for _, name := range required {
			if _, there := typed[name]; !there {
				faults = append(faults, where+"."+name+" is required")
			}
		}
	case []any:
		items, is := schema["items"].(map[string]any)
		if !is {
			return []string{where + " is an array"}
		}
		for i, item := range typed {
			faults = append(faults, s.check(path, items, item, fmt.Sprintf("%s[%d]", where, i))...)
		}
	default:
		kinds := map[string]string{"string": "string", "float64": "integer", "bool": "boolean"}
		if kind := kinds[fmt.Sprintf("%T", value)]; kind != schema["type"] {
			faults = append(faults, fmt.Sprintf("%s is %T, not %v", where, value, schema["type"]))
		}
	}
	return faults
}

// members gives the properties of a schema, those its discriminator selects
// included.
func (s *schemas) members(path string, schema, value map[string]any) (map[string]any, []string) {
	properties, required := map[string]any{}, []string{}
	collect := func(from map[string]any) {
		if own, is := from["properties"].(map[string]any); is {
			maps.Copy(properties, own)
		}
		if names, is := from["required"].([]any); is {
			for _, name := range names {
				required = append(required, fmt.Sprint(name))
			}
		}
	}
	collect(schema)
	discriminator, is := schema["discriminator"].(string)
	if !is {
		return properties, required
	}
	for _, candidate := range nested(s.documents[path], "definitions") {
		if other, is := candidate.(map[string]any); is && other["x-ms-discriminator-value"] == value[discriminator] {
			collect(other)
		}
	}
	return properties, required
}

// nested is the object that names lead to; nil where there is none.
func nested(object map[string]any, names ...string) map[string]any {
	for _, name := range names {
		object, _ = object[name].(map[string]any)
	}
	return object
}

func TestResponsesFitTheDocuments(t *testing.T) {
	folder := os.Getenv(openAPIFolder)
	if folder == "" {
		t.Logf("left out: %s does not name the folder of the OpenAPI documents", openAPIFolder)
		return
	}
	documents := map[string]string{
		"2024-03-07":         "Chat/stable/2024-03-07",
		"2024-03-15-preview": "Chat/preview/2024-03-15-preview",
		"2025-03-15":         "Chat/stable/2025-03-15",
	}
	for _, version := range slices.Sorted(maps.Keys(documents)) {
		path := filepath.Join(folder, documents[version], "communicationserviceschat.json")
		checkVersionAgainst(t, version, path)
	}
}

// checkVersionAgainst makes every call of a version and checks the answers.
func checkVersionAgainst(t *testing.T, version, path string) {
	t.Helper()
	f := newFixture(t, Options{Envelope: EnvelopeDocumented})
	all := &schemas{documents: map[string]map[string]any{}}
	document, err := all.load(path)
	if err != nil {
		t.Fatal(err)
	}
	id := f.create("first", KnownUserID(1))
	full := `{"topic":"t","metadata":{"a":"b"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30},"participants":[` +
		`{"communicationIdentifier":{"rawId":"` + DemoUserID + `"},"displayName":"Me","metadata":{"c":"d"}},` + userJSON(UnknownUserID(1)) + `]}`
	thread := "/chat/threads/" + id
	calls := []struct{ method, template, target, body, contentType string }{
		{"post", "/chat/threads", "/chat/threads", full, "application/json"},
		{"get", "/chat/threads", "/chat/threads?maxPageSize=200", "", ""},
		{"get", "/chat/threads", "/chat/threads?maxPageSize=2", "", ""},
		{"patch", "/chat/threads/{chatThreadId}", thread, `{"topic":"n","metadata":{"a":"b"},"retentionPolicy":{"kind":"none"}}`, "application/merge-patch+json"},
		{"get", "/chat/threads/{chatThreadId}", thread, "", ""},
		{"post", "/chat/threads/{chatThreadId}/participants/:add", thread + "/participants/:add", addBody(KnownUserID(2), UnknownUserID(2), DeletedUserID(2)), "application/json"},
		{"get", "/chat/threads/{chatThreadId}/participants", thread + "/participants?maxPageSize=1", "", ""},
		{"post", "/chat/threads/{chatThreadId}/participants/:remove", thread + "/participants/:remove", `{"rawId":"` + KnownUserID(2) + `"}`, "application/json"},
		{"get", "/chat/threads/{chatThreadId}/participants", "/chat/threads/19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2/participants", "", ""},
		{"get", "/chat/threads/{chatThreadId}", "/chat/threads/unknown", "", ""},
		{"delete", "/chat/threads/{chatThreadId}", thread, "", ""},
	}
	for _, call := range calls {
		separator := "?"
		if strings.Contains(call.target, "?") {
			separator = "&"
		}
		got := f.do(strings.ToUpper(call.method), call.target+separator+"api-version="+version, call.body, "Content-Type", call.contentType)
		where := fmt.Sprintf("%s %s %s: %d", version, call.method, call.target, got.status)
		responses := nested(document, "paths", call.template, call.method, "responses")
		declared, is := responses[strconv.Itoa(got.status)].(map[string]any)
		if got.status == 404 {
			// Not declared, yet the service sends it: in the envelope of the others.
			declared, is = responses["403"].(map[string]any)
		}
		if !is {
			t.Errorf("%s is not declared: %s", where, got.body)
			continue
		}
		schema, has := declared["schema"].(map[string]any)
		if !has {
			if got.body != "" {
				t.Errorf("%s has a body: %s", where, got.body)
			}
			continue
		}
		var value any
		decode(t, got.body, &value)
		for _, fault := range all.check(path, schema, value, where) {
			t.Error(fault)
		}
	}
}
