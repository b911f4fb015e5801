package emulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// operationCall is a request to one operation that succeeds in a prepared thread.
type operationCall struct {
	operation, method, target, body, contentType string
	success                                      int
	changes                                      bool // what the service holds
}

// chatCalls are a call of every operation of chat. Those that end something come
// last.
func chatCalls(threadID, messageID string) []operationCall {
	const asJSON = "application/json"
	thread := "/chat/threads/" + threadID
	return []operationCall{
		{"CreateChatThread", "POST", "/chat/threads", `{"topic":"t"}`, asJSON, 201, true},
		{"ListChatThreads", "GET", "/chat/threads", "", "", 200, false},
		{"GetChatThreadProperties", "GET", thread, "", "", 200, false},
		{"UpdateChatThreadProperties", "PATCH", thread, `{"topic":"u"}`, mergePatch, 204, true},
		{"ListChatParticipants", "GET", thread + "/participants", "", "", 200, false},
		{"AddChatParticipants", "POST", thread + "/participants/:add", addBody(KnownUserID(8)), asJSON, 201, true},
		{"RemoveChatParticipant", "POST", thread + "/participants/:remove", `{"rawId":"` + KnownUserID(8) + `"}`, asJSON, 204, true},
		{"SendChatMessage", "POST", thread + "/messages", `{"content":"c"}`, asJSON, 201, true},
		{"ListChatMessages", "GET", thread + "/messages", "", "", 200, false},
		{"GetChatMessage", "GET", thread + "/messages/" + messageID, "", "", 200, false},
		{"UpdateChatMessage", "PATCH", thread + "/messages/" + messageID, `{"content":"d"}`, mergePatch, 204, true},
		{"SendChatReadReceipt", "POST", thread + "/readReceipts", `{"chatMessageId":"` + messageID + `"}`, asJSON, 200, true},
		{"ListChatReadReceipts", "GET", thread + "/readReceipts", "", "", 200, false},
		{"SendTypingNotification", "POST", thread + "/typing", `{"senderDisplayName":"n"}`, asJSON, 200, false},
		{"DeleteChatMessage", "DELETE", thread + "/messages/" + messageID, "", "", 204, true},
		{"DeleteChatThread", "DELETE", thread, "", "", 204, true},
	}
}

func (f *fixture) call(one operationCall, query string, headers ...string) answer {
	f.t.Helper()
	return f.do(one.method, one.target+"?"+query, one.body, append([]string{"Content-Type", one.contentType}, headers...)...)
}

// state is all that the service holds of a thread and its place in the list.
func (f *fixture) state(threadID string) string {
	f.t.Helper()
	var all strings.Builder
	for _, target := range []string{"", "/" + threadID, "/" + threadID + "/participants", "/" + threadID + "/messages", "/" + threadID + "/readReceipts"} {
		all.WriteString(f.do("GET", "/chat/threads"+target+"?"+latest, "").body)
	}
	return all.String()
}

func TestEveryOperationIsCalled(t *testing.T) {
	called := map[string]bool{}
	for _, one := range chatCalls("t", "m") {
		called[one.operation] = true
	}
	for _, one := range operations() {
		if one.api() == apiChat && !called[one.name] {
			t.Errorf("the tests of all operations leave out %s", one.name)
		}
	}
}

// TestTheDocumentationNamesEveryOperation: the table of the package documentation
// has a row for each operation, with as many versions as its API has.
func TestTheDocumentationNamesEveryOperation(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range operations() {
		row := regexp.MustCompile(`(?m)^//\t` + one.name + ` +(x.*)$`).FindStringSubmatch(string(source))
		if row == nil {
			t.Errorf("the table leaves out %s", one.name)
			continue
		}
		if got := len(regexp.MustCompile(`\bx\b`).FindAllString(row[1], -1)); got != len(one.api().versions()) {
			t.Errorf("%s: %d versions in the table", one.name, got)
		}
	}
	for _, version := range append(apiChat.versions(), apiIdentity.versions()...) {
		if !strings.Contains(string(source), " "+version) {
			t.Errorf("the table leaves out %s", version)
		}
	}
}

// TestEveryOperationInEveryVersion: all of them exist in all versions, and none in
// another.
func TestEveryOperationInEveryVersion(t *testing.T) {
	for _, version := range append(apiChat.versions(), "2021-01-27-preview4", "2099-01-01", "") {
		f := newFixture(t, Options{Seed: SeedEmpty})
		id := f.create("t")
		for _, one := range chatCalls(id, f.post(id, `{"content":"x"}`)) {
			got := f.call(one, "api-version="+version)
			_, served := apiChat.readVersion(version)
			if served && got.status != one.success {
				t.Errorf("%s %s: %d %s", version, one.operation, got.status, got.body)
			}
			wants := `{"error":{"code":"UnsupportedApiVersion",`
			if version == "" {
				wants = `{"error":{"code":"ApiVersionUnspecified",`
			}
			if !served && (got.status != 400 || !strings.HasPrefix(got.body, wants)) {
				t.Errorf("%q %s: %d %s", version, one.operation, got.status, got.body)
			}
			if got.header.Get("Api-Supported-Versions") != apiChat.supportedVersions() || got.header.Get(Header) == "" {
				t.Errorf("%s %s: headers %v", version, one.operation, got.header)
			}
		}
	}
}

// TestEveryFaultOnEveryOperation: a fault does its work before or after the
// operation's, whichever operation it is.
func TestEveryFaultOnEveryOperation(t *testing.T) {
	for place, one := range chatCalls("t", "m") {
		for _, fault := range []struct {
			kind            FaultKind
			more            string
			carriedOut, cut bool
		}{
			{faultStatus, `,"status":503,"code":"Busy","message":"later"`, false, false},
			{faultLatency, `,"latency":"1ms"`, true, false},
			{faultDrop, "", false, true},
			{faultDropAfterCommit, "", true, true},
			{faultTruncate, "", true, true},
			{faultGarbage, "", true, false},
			{faultSlowBody, `,"latency":"1ms"`, true, false},
		} {
			where := one.operation + " " + string(fault.kind)
			f := newFixture(t, Options{Seed: SeedEmpty})
			id := f.create("t", KnownUserID(8))
			if one.operation == "AddChatParticipants" {
				id = f.create("t")
			}
			call := chatCalls(id, f.post(id, `{"content":"x"}`))[place]
			before := f.state(id)
			f.clock.add(time.Second)
			f.setFaults(`[{"operation":"` + one.operation + `","kind":"` + string(fault.kind) + `","times":1` + fault.more + `}]`)
			r := f.request(call.method, call.target+"?"+latest, call.body, "Content-Type", call.contentType)
			got, err := f.try(r)
			if (err != nil) != fault.cut {
				t.Errorf("%s: answered %d, error %v", where, got.status, err)
			}
			if changed := f.state(id) != before; changed != (fault.carriedOut && call.changes) {
				t.Errorf("%s: the service's data changed: %v", where, changed)
			}
			switch fault.kind {
			case faultStatus:
				if got.status != 503 || !strings.Contains(got.body, `"Code": "Busy"`) {
					t.Errorf("%s: %d %s", where, got.status, got.body)
				}
			case faultGarbage:
				if json.Valid([]byte(got.body)) {
					t.Errorf("%s: %q", where, got.body)
				}
			case faultLatency, faultSlowBody:
				if got.status != call.success {
					t.Errorf("%s: %d %s", where, got.status, got.body)
				}
			case faultDrop, faultDropAfterCommit, faultTruncate:
				// There is no whole answer.
			}
		}
	}
}

// TestBothEnvelopesOnEveryOperation: the refusals of an unknown thread, of one who
// is no member and of a token that is none.
func TestBothEnvelopesOnEveryOperation(t *testing.T) {
	wants := map[Envelope][3]string{
		EnvelopeService: {fmt.Sprintf(wordlessBody, "NotFound"), notMemberBody, ""},
		EnvelopeDocumented: {
			`{"error":{"code":"NotFound","message":"Not Found"}}`,
			`{"error":{"code":"Forbidden","message":"User is not allowed to perform specified action."}}`,
			`{"error":{"code":"Unauthorized","message":"Request is not authorized."}}`,
		},
	}
	for envelope, want := range wants {
		f := newFixture(t, Options{Seed: SeedEmpty, Envelope: envelope})
		id := f.create("t")
		messageID := f.post(id, `{"content":"x"}`)
		unknown := chatCalls("19:unknown@thread.v2", messageID)
		for i, one := range chatCalls(id, messageID) {
			got := []answer{f.call(unknown[i], latest), f.call(one, latest, "Authorization", f.as(50)), f.call(one, latest, "Authorization", "Bearer x")}
			statuses := []int{http.StatusNotFound, http.StatusForbidden, http.StatusUnauthorized}
			for n := range got {
				if n < 2 && !strings.Contains(one.target, id) {
					continue // not on a thread
				}
				if got[n].status != statuses[n] {
					t.Errorf("%s: %d, want %d", one.operation, got[n].status, statuses[n])
				}
				if diff := cmp.Diff(want[n], got[n].body); diff != "" {
					t.Errorf("%s %s (-want +got):\n%s", envelope, one.operation, diff)
				}
			}
		}
	}
}

// TestRevokedTokenOnEveryOperation: a revocation holds for all of them at once.
func TestRevokedTokenOnEveryOperation(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	messageID := f.post(id, `{"content":"x"}`)
	f.service.mutex.Lock()
	f.service.store.revoke(DemoUserID, f.clock.Now())
	f.service.mutex.Unlock()
	for _, one := range chatCalls(id, messageID) {
		if got := f.call(one, latest); got.status != http.StatusUnauthorized || got.body != "" {
			t.Errorf("%s: %d %s", one.operation, got.status, got.body)
		}
	}
	f.token = f.tokenOf(DemoUserID)
	for _, one := range chatCalls(id, messageID) {
		if got := f.call(one, latest); got.status != one.success {
			t.Errorf("%s with a new token: %d %s", one.operation, got.status, got.body)
		}
	}
}

// TestRequestLogOfEveryOperation: what a test or a user reads there is what was
// sent, without the token.
func TestRequestLogOfEveryOperation(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	calls := chatCalls(id, f.post(id, `{"content":"x"}`))
	before := len(f.service.Requests())
	for _, one := range calls {
		f.call(one, latest)
	}
	body := f.do("GET", "/_emulator/requests", "").body
	if strings.Contains(body, f.token) {
		t.Error("the log shows the token")
	}
	var entries []Request
	decode(t, body, &entries)
	if len(entries) != before+len(calls) {
		t.Fatalf("%d entries", len(entries))
	}
	for i, one := range calls {
		entry := entries[before+i]
		want := Request{Method: one.method, Path: one.target, Query: latest, Status: one.success, Body: one.body}
		if entry.Headers.Get("Content-Type") != one.contentType || entry.Headers.Get("Authorization") != "REDACTED" {
			t.Errorf("%s: headers %v", one.operation, entry.Headers)
		}
		entry.Headers = nil
		if diff := cmp.Diff(want, entry); diff != "" {
			t.Errorf("%s (-want +got):\n%s", one.operation, diff)
		}
	}
}
