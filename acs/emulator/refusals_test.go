package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestTokens(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	sign := func(options TokenOptions) string {
		t.Helper()
		token, err := SignToken(options)
		if err != nil {
			t.Fatalf("sign: %v", err)
		}
		return token
	}
	now := f.clock.Now()
	other, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"skypeid": strings.TrimPrefix(DemoUserID, "8:"), "acsScope": "chat", "resourceId": ResourceID, "exp": now.Add(time.Hour).Unix(),
	}).SignedString([]byte("another key"))
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{
		"skypeid": strings.TrimPrefix(DemoUserID, "8:"), "acsScope": "chat", "resourceId": ResourceID, "exp": now.Add(time.Hour).Unix(),
	}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	const create, read, add, remove = 0, 1, 2, 3
	tests := []struct {
		name, header string
		want         [4]int
	}{
		{"chat", "Bearer " + f.token, [4]int{201, 200, 201, 204}},
		{"lower-case scheme", "bearer " + f.token, [4]int{201, 200, 201, 204}},
		{"chat and voip", "Bearer " + f.tokenOf(DemoUserID, "chat", "voip"), [4]int{201, 200, 201, 204}},
		{"chat.join", "Bearer " + f.tokenOf(DemoUserID, "chat.join"), [4]int{403, 200, 201, 204}},
		{"chat.join.limited", "Bearer " + f.tokenOf(DemoUserID, "chat.join.limited"), [4]int{403, 200, 403, 403}},
		{"voip", "Bearer " + f.tokenOf(DemoUserID, "voip"), [4]int{401, 401, 401, 401}},
		{"no scope", "Bearer " + sign(TokenOptions{UserID: DemoUserID, Scopes: []string{}, ExpiresOn: now.Add(time.Hour)}), [4]int{401, 401, 401, 401}},
		{"not a member", "Bearer " + f.tokenOf(KnownUserID(50)), [4]int{201, 403, 403, 403}},
		{"expired", "Bearer " + sign(TokenOptions{UserID: DemoUserID, ExpiresOn: now.Add(-time.Second)}), [4]int{401, 401, 401, 401}},
		{"foreign resource", "Bearer " + f.tokenOf(UnknownUserID(1)), [4]int{401, 401, 401, 401}},
		{"deleted identity", "Bearer " + f.tokenOf(DeletedUserID(1)), [4]int{401, 401, 401, 401}},
		{"another key", "Bearer " + other, [4]int{401, 401, 401, 401}},
		{"no signature", "Bearer " + none, [4]int{401, 401, 401, 401}},
		{"no token", "", [4]int{401, 401, 401, 401}},
		{"not a token", "Bearer x", [4]int{401, 401, 401, 401}},
		{"another scheme", "Basic " + f.token, [4]int{401, 401, 401, 401}},
	}
	for _, test := range tests {
		path := "/chat/threads/" + id
		answers := [4]answer{
			create: f.do("POST", "/chat/threads?"+latest, createBody("x"), "Authorization", test.header),
			read:   f.do("GET", path+"?"+latest, "", "Authorization", test.header),
			add:    f.do("POST", path+"/participants/:add?"+latest, addBody(KnownUserID(1)), "Authorization", test.header),
			remove: f.do("POST", path+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(9)+`"}`, "Authorization", test.header),
		}
		for i, got := range answers {
			if got.status != test.want[i] {
				t.Errorf("%s, operation %d: %d, want %d", test.name, i, got.status, test.want[i])
			}
			if got.status == http.StatusUnauthorized && (got.body != "" || got.header.Get("Content-Type") != "") {
				t.Errorf("%s: a 401 with a body %q", test.name, got.body)
			}
		}
		if got := answers[create]; got.status == http.StatusForbidden && got.body != fmt.Sprintf(wordlessBody, "Forbidden") {
			t.Errorf("%s: create: %s", test.name, got.body)
		}
	}
	f.clock.add(24 * time.Hour)
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != http.StatusUnauthorized {
		t.Errorf("after 24 hours: %d, want 401", got.status)
	}
}

func TestTokenClaimsAreTheRecordedOnes(t *testing.T) {
	issued := time.Date(2025, 11, 3, 9, 0, 0, 0, time.UTC)
	token, err := SignToken(TokenOptions{UserID: DemoUserID, Scopes: []string{"chat", "voip"}, IssuedOn: issued, ExpiresOn: issued.Add(24 * time.Hour)})
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	for i, want := range []string{
		`{"alg":"HS256","typ":"JWT"}`,
		`{"skypeid":"` + strings.TrimPrefix(DemoUserID, "8:") + `","scp":1792,"csi":"1762160400","iat":1762160400,"exp":1762246800,"acsScope":"chat,voip","resourceId":"` + ResourceID + `"}`,
	} {
		part, err := jwt.NewParser().DecodeSegment(strings.Split(token, ".")[i])
		if err != nil || string(part) != want {
			t.Errorf("part %d: %s %v\nwant %s", i, part, err, want)
		}
	}
	for _, options := range []TokenOptions{{UserID: "acs:x", ExpiresOn: issued}, {UserID: DemoUserID}, {UserID: "8:", ExpiresOn: issued}} {
		if token, err := SignToken(options); err == nil {
			t.Errorf("%+v gave %s", options, token)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, envelope := range []Envelope{EnvelopeService, EnvelopeDocumented} {
		f := newFixture(t, Options{Seed: SeedEmpty, Envelope: envelope})
		id := f.create("t")
		stranger := "Bearer " + f.tokenOf(KnownUserID(50))
		tests := []struct {
			name       string
			got        answer
			status     int
			service    string
			documented string
		}{
			{
				"unknown thread", f.do("GET", "/chat/threads/sanitized?"+latest, ""),
				404, fmt.Sprintf(wordlessBody, "NotFound"), `{"error":{"code":"NotFound","message":"Not Found"}}`,
			},
			{
				"not a member", f.do("GET", "/chat/threads/"+id+"?"+latest, "", "Authorization", stranger),
				403, notMemberBody, `{"error":{"code":"Forbidden","message":"User is not allowed to perform specified action."}}`,
			},
			{
				"no token", f.do("GET", "/chat/threads?"+latest, "", "Authorization", ""),
				401, "", `{"error":{"code":"Unauthorized","message":"Request is not authorized."}}`,
			},
			{
				"unsupported version", f.do("GET", "/chat/threads?api-version=2019-01-01", ""), 400,
				`{"error":{"code":"UnsupportedApiVersion","message":"The HTTP resource that matches the request URI '` +
					f.server.URL + `/chat/threads' does not support the API version '2019-01-01'."}}`, "same",
			},
			{
				"no version", f.do("GET", "/chat/threads", ""), 400,
				`{"error":{"code":"ApiVersionUnspecified","message":"An API version is required, but was not specified."}}`, "same",
			},
			{"another method", f.do("PUT", "/chat/threads/"+id+"?"+latest, ""), 405, "", `{"error":{"code":"MethodNotAllowed","message":"Method Not Allowed"}}`},
			{
				"empty topic", f.do("POST", "/chat/threads?"+latest, `{"topic":""}`), 400,
				strings.Replace(fmt.Sprintf(malformedBody, ""), "Identifier format is invalid ().", "Topic is required.", 1),
				`{"error":{"code":"BadRequest","message":"Topic is required."}}`,
			},
		}
		for _, test := range tests {
			want := test.service
			if envelope == EnvelopeDocumented && test.documented != "same" {
				want = test.documented
			}
			if test.got.status != test.status || test.got.body != want {
				t.Errorf("%s, %s: %d %s\nwant %d %s", envelope, test.name, test.got.status, test.got.body, test.status, want)
			}
			if test.got.header.Get(Header) == "" {
				t.Errorf("%s: no %s", test.name, Header)
			}
		}
	}
}

func TestBadRequestBodies(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	item := func(text string) string { return `{"topic":"t","participants":[` + text + `]}` }
	user := `"communicationIdentifier":{"rawId":"` + KnownUserID(1) + `"}`
	for _, body := range []string{
		``, `{`, `[]`, `null`, `"x"`, `{"topic":"t"} {}`, `{}`, `{"topic":1}`, `{"Topic":"t"}`,
		`{"topic":"t","participants":{}}`, item(`null`), item(`3`), item(`{}`),
		item(`{"communicationIdentifier":{}}`), item(`{"communicationIdentifier":"8:acs:x"}`), item(`{"communicationidentifier":{"rawId":"` + KnownUserID(1) + `"}}`),
		item(`{"communicationIdentifier":{"rawId":"` + KnownUserID(1) + `","communicationUser":{"id":"` + KnownUserID(2) + `"}}}`),
		item(`{"communicationIdentifier":{"communicationUser":{"id":"` + KnownUserID(1) + `"},"phoneNumber":{"value":"+1"}}}`),
		item(`{"communicationIdentifier":{"communicationUser":{}}}`),
		item(`{"communicationIdentifier":{"rawId":"somebody"}}`),
		item(`{"communicationIdentifier":{"rawId":"8:gcch-acs:x"}}`),
		item(`{` + user + `,"displayName":7}`), item(`{` + user + `,"shareHistoryTime":"yesterday"}`),
		item(`{` + user + `,"metadata":{"k":1}}`), item(`{` + user + `,"metadata":{"k":"` + strings.Repeat("x", 1024) + `"}}`),
		`{"topic":"t","retentionPolicy":{}}`,
	} {
		if got := f.do("POST", "/chat/threads?"+latest, body, "Content-Type", "application/json"); got.status != 400 {
			t.Errorf("%s: %d, want 400", body, got.status)
		}
	}
	if got := f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, `{}`); got.status != 400 {
		t.Errorf("add without participants: %d", got.status)
	}
	if got := f.do("POST", "/chat/threads?"+latest, `{"topic":"t"}`, "Content-Type", "text/plain"); got.status != 415 {
		t.Errorf("text/plain: %d", got.status)
	}
	if got := f.do("POST", "/chat/threads?"+latest, `{"topic":"`+strings.Repeat("x", maxBodyBytes)+`"}`); got.status != 413 {
		t.Errorf("too long: %d", got.status)
	}
	var page pageOf
	decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
	if len(page.Value) != 1 {
		t.Errorf("%d threads: a refused create made one", len(page.Value))
	}
}

func TestOtherPaths(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	for _, path := range []string{
		"/", "/chat", "/chat/threads/", "/chat/threads/" + id + "/", "/chat/threads/" + id + "/messages/",
		"/chat/threads//participants", "/chat/threads/" + id + "/participants/:add/x", "/chat/Threads",
	} {
		if got := f.do("GET", path+"?"+latest, ""); got.status != 404 || !strings.Contains(got.body, "The emulator serves no operation at this path.") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	for _, request := range [][2]string{{"POST", "/images"}, {"GET", "/images/x/view/small"}, {"DELETE", "/images/x"}} {
		got := f.do(request[0], "/chat/threads/"+id+request[1]+"?api-version=2024-03-15-preview", "")
		if got.status != 404 || !strings.Contains(got.body, "does not serve the image operations of 2024-03-15-preview") {
			t.Errorf("%s %s: %d %s", request[0], request[1], got.status, got.body)
		}
	}
	if got := f.do("POST", "/chat/threads/"+id+"?"+latest, ""); got.status != 405 || got.header.Get("Allow") != "GET, PATCH, DELETE" {
		t.Errorf("POST: %d, Allow %q", got.status, got.header.Get("Allow"))
	}
	if got := f.do("GET", "/chat/threads/19%2Fx/participants?"+latest, ""); got.status != 404 || got.body != fmt.Sprintf(wordlessBody, "NotFound") {
		t.Errorf("an id with a slash: %d %s", got.status, got.body)
	}
	if got := f.do("GET", "/chat/threads/"+id+"?"+latest, "", "x-ms-client-request-id", "c1"); got.header.Get("X-Ms-Client-Request-Id") != "" {
		t.Error("a success echoes the client's request id")
	}
	if got := f.do("GET", "/chat/threads/x?"+latest, "", "x-ms-client-request-id", "c1"); got.header.Get("X-Ms-Client-Request-Id") != "c1" {
		t.Error("an error does not echo the client's request id")
	}
}

func FuzzReadIdentifier(f *testing.F) {
	for _, seed := range []string{
		`{"rawId":"` + DemoUserID + `"}`, `{"phoneNumber":{"value":"+1"}}`, `{"teamsExtensionUser":{"userId":"u","tenantId":"t","resourceId":"r","cloud":"dod"}}`,
		`{"microsoftTeamsUser":{"userId":"u","isAnonymous":true}}`, `{"microsoftTeamsApp":{"appId":"a","cloud":"gcch"}}`, `{}`, `null`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		object, err := readObject([]byte(text))
		if err != nil {
			return
		}
		rawID, err := readIdentifier(object)
		if (err == nil) != (rawID != "") {
			t.Errorf("%s: id %q, error %v", text, rawID, err)
		}
		if err == nil && newIdentifierModel(rawID).RawID != rawID {
			t.Errorf("%s: the wire form loses the id %q", text, rawID)
		}
	})
}
