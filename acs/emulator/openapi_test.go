package emulator

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"acs-chat-tui/acs/openapi"
)

// proof holds what the emulator answers in this package's tests against the
// official OpenAPI documents. What the tests send is not held against anything:
// much of it is wrong on purpose.
var proof = openapi.NewResponseProof("The official OpenAPI documents, and what the emulator answers in its own tests")

// proven is a service whose answers are part of the proof, but for those that a fault
// spoils, and those to browsers' preflights and of the path that only an SDK knows, which
// no document has.
func proven(service *Service) http.Handler {
	checked := proof.Handler(service, openapi.Responses)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		undocumented := r.Method == http.MethodOptions || r.URL.Path == realTimePath
		if undocumented || slices.ContainsFunc(service.Faults(), func(fault Fault) bool { return fault.is(faultGarbage) }) {
			service.ServeHTTP(w, r)
			return
		}
		checked.ServeHTTP(w, r)
	})
}

// TestEveryOperationOfEveryVersion makes every call of every version that has a
// document, so that none is missing in the proof.
func TestEveryOperationOfEveryVersion(t *testing.T) {
	for _, version := range openapi.Versions() {
		for _, envelope := range []Envelope{EnvelopeService, EnvelopeDocumented} {
			t.Run(version+" "+string(envelope), func(t *testing.T) { callEverything(t, version, envelope) })
		}
	}
}

func callEverything(t *testing.T, version string, envelope Envelope) {
	t.Helper()
	f := newFixture(t, Options{Envelope: envelope})
	id := f.create("first", KnownUserID(1))
	thread := "/chat/threads/" + id
	do := func(want int, method, target, body string, headers ...string) answer {
		t.Helper()
		separator := "?"
		if strings.Contains(target, "?") {
			separator = "&"
		}
		if method == http.MethodPatch {
			headers = append(headers, "Content-Type", mergePatchType)
		}
		got := f.do(method, target+separator+"api-version="+version, body, headers...)
		if got.status != want {
			t.Errorf("%s %s: %d %s, want %d", method, target, got.status, got.body, want)
		}
		return got
	}
	do(201, "POST", "/chat/threads", `{"topic":"t","metadata":{"a":"b"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30},"participants":[`+
		`{"communicationIdentifier":{"rawId":"`+DemoUserID+`"},"displayName":"Me","metadata":{"c":"d"}},`+userJSON(UnknownUserID(1))+`]}`)
	do(200, "GET", "/chat/threads?maxPageSize=200", "")
	do(200, "GET", "/chat/threads?maxPageSize=2", "")
	do(204, "PATCH", thread, `{"topic":"n","metadata":{"a":"b"},"retentionPolicy":{"kind":"none"}}`)
	do(200, "GET", thread, "")
	do(201, "POST", thread+"/participants/:add", addBody(KnownUserID(2), UnknownUserID(2), DeletedUserID(2)))
	do(200, "GET", thread+"/participants?maxPageSize=1", "")
	do(204, "POST", thread+"/participants/:remove", `{"rawId":"`+KnownUserID(2)+`"}`)
	// A thread with members of every kind.
	do(200, "GET", "/chat/threads/19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2/participants", "")

	var sent struct{ ID string }
	decode(t, do(201, "POST", thread+"/messages", `{"content":"hello","senderDisplayName":"Me","type":"html","metadata":{"a":"b"}}`).body, &sent)
	message := thread + "/messages/" + sent.ID
	do(204, "PATCH", message, `{"content":"hello again","metadata":{"c":"d"}}`)
	do(200, "GET", message, "")
	do(200, "POST", thread+"/readReceipts", `{"chatMessageId":"`+sent.ID+`"}`)
	do(200, "GET", thread+"/readReceipts", "")
	do(200, "POST", thread+"/typing", `{"senderDisplayName":"Me"}`)
	do(204, "DELETE", message, "")
	do(200, "GET", thread+"/messages", "")
	do(200, "GET", thread+"/messages?maxPageSize=2", "")

	do(404, "GET", "/chat/threads/unknown", "")
	do(400, "GET", "/chat/threads?maxPageSize=0", "")
	do(401, "GET", thread, "", "Authorization", "Bearer x")
	do(415, "POST", thread+"/messages", `{"content":"hello"}`, "Content-Type", "text/plain")
	if err := f.service.SetFaults([]Fault{{Operation: "*", Kind: faultStatus, Status: 500, Times: 1}}); err != nil {
		t.Fatal(err)
	}
	do(500, "GET", thread, "")
	do(204, "DELETE", thread, "")
}
