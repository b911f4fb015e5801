package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"
)

// claimsOf decodes a token's claims without checking it.
func claimsOf(t *testing.T, token string) string {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("token %q", token)
	}
	decoded, err := jwt.NewParser().DecodeSegment(parts[1])
	if err != nil {
		t.Fatalf("token %q: %v", token, err)
	}
	return string(decoded)
}

func TestCreateIdentity(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const path, id = "/identities?" + identityVersion, `8:acs:` + ResourceID + `_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
	alone := `^\{"identity":\{"id":"(` + id + `)"\}\}$`
	token := func(expires string) string {
		return `^\{"identity":\{"id":"(` + id + `)"\},"accessToken":\{"token":"([\w.-]+)","expiresOn":"` + regexp.QuoteMeta(expires) + `"\}\}$`
	}
	tests := []struct{ name, body, want, scopes string }{
		{"no body", "", alone, ""},
		{"empty object", "{}", alone, ""},
		{"nulls, as recorded", `{"createTokenWithScopes": null, "expiresInMinutes": null}`, alone, ""},
		{"no scopes", `{"createTokenWithScopes":[]}`, alone, ""},
		{"a lifetime alone", `{"expiresInMinutes":60}`, alone, ""},
		{"chat", `{"createTokenWithScopes": ["chat"]}`, token("2025-11-04T09:30:15.9876543+00:00"), "chat"},
		{
			"every scope, an hour", `{"createTokenWithScopes":["voip.join","chat","chat.join","chat.join.limited","voip"],"expiresInMinutes":60}`,
			token("2025-11-03T10:30:15.9876543+00:00"), "voip.join,chat,chat.join,chat.join.limited,voip",
		},
		{"a scope twice", `{"createTokenWithScopes":["chat","voip","chat"],"expiresInMinutes":1440}`, token("2025-11-04T09:30:15.9876543+00:00"), "chat,voip"},
	}
	seen := map[string]bool{}
	for _, test := range tests {
		got := f.doSigned("POST", path, test.body, "x-ms-client-request-id", "c1", "Content-Type", "application/json")
		match := regexp.MustCompile(test.want).FindStringSubmatch(got.body)
		if got.status != http.StatusCreated || match == nil || seen[match[1]] {
			t.Errorf("%s: %d %s\nwant %s", test.name, got.status, got.body, test.want)
			continue
		}
		seen[match[1]] = true
		for name, want := range map[string]string{
			"Content-Type": "application/json; charset=utf-8", "X-Ms-Client-Request-Id": "c1", "Request-Context": "appId=",
			"Content-Length": fmt.Sprint(len(got.body)), "Api-Supported-Versions": "2021-03-07, 2022-06-01, 2022-10-01, 2023-10-01",
		} {
			if value := got.header.Get(name); value != want {
				t.Errorf("%s: %s is %q, want %q", test.name, name, value, want)
			}
		}
		if test.scopes == "" {
			continue
		}
		want := fmt.Sprintf(`"csi":"1762162215","iat":1762162215,"exp":%d,"acsScope":%q,"resourceId":%q}`,
			map[bool]int{true: 1762165815, false: 1762248615}[strings.Contains(test.body, ":60")], test.scopes, ResourceID)
		if content := claimsOf(t, match[2]); !strings.HasPrefix(content, `{"skypeid":"`+strings.TrimPrefix(match[1], "8:")+`",`) || !strings.HasSuffix(content, want) {
			t.Errorf("%s: claims %s\nwant …%s", test.name, content, want)
		}
		if status := f.listStatus(match[2]); status != http.StatusOK {
			t.Errorf("%s: chat answers the token with %d", test.name, status)
		}
	}
	if got := f.doSigned("POST", path, "", "Content-Type", ""); got.status != http.StatusCreated {
		t.Errorf("neither a body nor a content type: %d %s", got.status, got.body)
	}
}

func TestIssueAccessToken(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	created := f.createIdentity()
	threadID := f.create("t", created)
	for _, id := range []string{created, url.PathEscape(created), strings.ReplaceAll(created, ":", "%3A"), strings.ReplaceAll(created, "_", "%5f"), DemoUserID} {
		got := f.doSigned("POST", "/identities/"+id+"/:issueAccessToken?"+identityVersion, `{"scopes":["chat"],"expiresInMinutes":60}`, "x-ms-client-request-id", "c2")
		match := regexp.MustCompile(`^\{"token":"([\w.-]+)","expiresOn":"2025-11-03T10:30:15\.9876543\+00:00"\}$`).FindStringSubmatch(got.body)
		if got.status != http.StatusOK || match == nil || got.header.Get("X-Ms-Client-Request-Id") != "c2" {
			t.Fatalf("%s: %d %s %v", id, got.status, got.body, got.header)
		}
		if got := f.do("GET", "/chat/threads/"+threadID+"?"+latest, "", "Authorization", "Bearer "+match[1]); got.status != http.StatusOK {
			t.Errorf("%s: chat answers the token with %d", id, got.status)
		}
	}
	limited := f.doSigned("POST", "/identities/"+created+"/:issueAccessToken?"+identityVersion, `{"scopes":["voip"]}`)
	var token issued
	decode(t, limited.body, &token)
	if status := f.listStatus(token.Token); status != http.StatusUnauthorized {
		t.Errorf("chat answers a voip token with %d", status)
	}
	hour := f.issueToken(created)
	f.clock.add(24 * time.Hour)
	if status := f.listStatus(hour); status != http.StatusUnauthorized {
		t.Errorf("chat answers an expired token with %d", status)
	}
}

// createIdentity makes an identity over the Identity API.
func (f *fixture) createIdentity() string {
	f.t.Helper()
	got := f.doSigned("POST", "/identities?"+identityVersion, "")
	var result struct{ Identity struct{ ID string } }
	decode(f.t, got.body, &result)
	if got.status != http.StatusCreated || result.Identity.ID == "" {
		f.t.Fatalf("create identity: %d %s", got.status, got.body)
	}
	return result.Identity.ID
}

func TestIdentityRefusals(t *testing.T) {
	const issue = "/identities/" + DemoUserID + "/:issueAccessToken"
	validation := func(message, target string) string {
		if target != "" {
			target = `,"target":"` + target + `"`
		}
		return `{"error":{"code":"ValidationError","message":"` + message + `"` + target + `}}`
	}
	const notOwned = `{"error":{"code":"IdentityNotOwned","message":"Provided identity doesn't belong to the resource."}}`
	const missing = `{"error":{"code":"NotFound","message":"Provided identity doesn't exist."}}`
	const noScopes = "Scopes: The Scopes field is required."
	tests := []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"POST", issue, `{"scopes":["chat"],"expiresInMinutes":1441}`, 400, validation("ExpiresInMinutes value 1441 is invalid. Value must be within the [60, 1440] interval.", "ExpiresInMinutes")},
		{"POST", "/identities", `{"createTokenWithScopes":["chat"],"expiresInMinutes":59}`, 400, validation("ExpiresInMinutes value 59 is invalid. Value must be within the [60, 1440] interval.", "ExpiresInMinutes")},
		{"POST", issue, `{"scopes":["chat"],"expiresInMinutes":60.5}`, 400, validation("ExpiresInMinutes: ExpiresInMinutes is not an int32.", "ExpiresInMinutes")},
		{"POST", issue, `{"scopes": null, "expiresInMinutes": null}`, 400, validation(noScopes, "Scopes")},
		{"POST", issue, `{"scopes":[]}`, 400, validation(noScopes, "Scopes")},
		{"POST", issue, `{"Scopes":["chat"]}`, 400, validation(noScopes, "Scopes")},
		{"POST", issue, `{"scopes":"chat"}`, 400, validation("Scopes: Scopes is not an array of strings.", "Scopes")},
		{"POST", issue, `{"scopes":["chat","pstn"]}`, 400, validation(`Scopes: The scope \"pstn\" is not supported.`, "Scopes")},
		{"POST", issue, ``, 400, validation("The request body is not a JSON object.", "")},
		{"POST", "/identities", `[]`, 400, validation("The request body is not a JSON object.", "")},
		{"POST", "/identities/" + UnknownUserID(1) + "/:issueAccessToken", `{"scopes":["chat"]}`, 401, notOwned},
		{"POST", "/identities/" + UnknownUserID(1) + "/:revokeAccessTokens", ``, 401, notOwned},
		{"DELETE", "/identities/" + UnknownUserID(1), ``, 401, notOwned},
		{"POST", "/identities/" + DeletedUserID(1) + "/:issueAccessToken", `{"scopes":["chat"]}`, 404, missing},
		{"POST", "/identities/" + DeletedUserID(1) + "/:revokeAccessTokens", ``, 404, missing},
		{"DELETE", "/identities/8:orgid:3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714", ``, 401, notOwned},
		{"POST", "/identities/4:+4930123/:revokeAccessTokens", ``, 401, notOwned},
		{"DELETE", "/identities/8:acs:fakeid", ``, 400, validation("Identifier format is invalid (8:acs:fakeid).", "id")},
		{"GET", "/identities", ``, 405, `{"error":{"code":"MethodNotAllowed","message":"Method Not Allowed"}}`},
		{"POST", "/identities/" + DemoUserID + "/:renew", ``, 404, `{"error":{"code":"NotFound","message":"The emulator serves no operation at this path."}}`},
		{"POST", "/teamsUser/:exchangeAccessToken", `{"token":"t"}`, 404, `{"error":{"code":"NotFound","message":"The emulator serves no operation at this path."}}`},
		{"POST", "/identities", strings.Repeat(" ", maxBodyBytes+1), 413, `{"error":{"code":"PayloadTooLarge","message":"The request body is too large."}}`},
	}
	for _, envelope := range []Envelope{EnvelopeService, EnvelopeDocumented} {
		f := newFixture(t, Options{Seed: SeedEmpty, Envelope: envelope})
		for _, test := range tests {
			got := f.doSigned(test.method, test.path+"?"+identityVersion, test.body)
			if got.status != test.status || got.body != test.want || got.header.Get("Content-Type") != "application/json" {
				t.Errorf("%s, %s %s %.60s: %d %s\nwant %d %s", envelope, test.method, test.path, test.body, got.status, got.body, test.status, test.want)
			}
		}
		if got := f.doSigned("POST", "/identities?"+identityVersion, "{}", "Content-Type", "text/plain"); got.status != http.StatusUnsupportedMediaType {
			t.Errorf("text/plain: %d %s", got.status, got.body)
		}
	}
}

func TestIdentityVersions(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const path = "/identities/" + DemoUserID + "/:issueAccessToken?api-version="
	tests := []struct {
		version, body string
		status        int
		contains      string
	}{
		{"2021-03-07", `{"scopes":["chat","voip"],"expiresInMinutes":60}`, 200, `"expiresOn":"2025-11-04T`},
		{"2022-06-01", `{"scopes":["chat"],"expiresInMinutes":5}`, 200, `"expiresOn":"2025-11-04T`},
		{"2022-10-01", `{"scopes":["chat"],"expiresInMinutes":60}`, 200, `"expiresOn":"2025-11-03T`},
		{"2022-10-01", `{"scopes":["chat.join"]}`, 400, `The scope \"chat.join\" is not supported.`},
		{"2023-10-01", `{"scopes":["chat.join"]}`, 200, `"token"`},
		{
			"2025-03-15", `{"scopes":["chat"]}`, 400, `{"error":{"code":"UnsupportedApiVersion","message":"The HTTP resource that matches the request URI '` +
				f.server.URL + `/identities/` + DemoUserID + `/:issueAccessToken' does not support the API version '2025-03-15'."}}`,
		},
	}
	for _, test := range tests {
		if got := f.doSigned("POST", path+test.version, test.body); got.status != test.status || !strings.Contains(got.body, test.contains) {
			t.Errorf("%s %s: %d %s", test.version, test.body, got.status, got.body)
		}
	}
	if got := f.do("GET", "/chat/threads?"+identityVersion, ""); got.status != http.StatusBadRequest || !strings.Contains(got.body, "UnsupportedApiVersion") {
		t.Errorf("chat at an identity version: %d %s", got.status, got.body)
	}
	if got := f.doSigned("POST", "/identities", ""); got.status != http.StatusBadRequest || !strings.Contains(got.body, "ApiVersionUnspecified") {
		t.Errorf("no version: %d %s", got.status, got.body)
	}
}

func TestIdentityFaultsAndLog(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const path = "/identities?" + identityVersion
	targets := map[string][2]string{
		"Create": {"POST", path}, "IssueAccessToken": {"POST", "/identities/" + DemoUserID + "/:issueAccessToken?" + identityVersion},
		"RevokeAccessTokens": {"POST", "/identities/" + DemoUserID + "/:revokeAccessTokens?" + identityVersion},
		"Delete":             {"DELETE", "/identities/" + KnownUserID(1) + "?" + identityVersion},
	}
	for operation, target := range targets {
		err := f.service.SetFaults([]Fault{{Operation: operation, Kind: "status", Status: 503, Times: 1}, {Operation: operation, Kind: "status", Status: 429, Code: "Busy", Message: "m", RetryAfter: "2s", Times: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.doSigned("POST", path, ""); operation != "Create" && got.status != http.StatusCreated {
			t.Errorf("%s hits Create: %d", operation, got.status)
		} else if operation == "Create" && got.body != `{"error":{"code":"ServiceUnavailable","message":"The server is currently unable to handle the request."}}` {
			t.Errorf("%s: %d %s", operation, got.status, got.body)
		}
		if operation != "Create" {
			f.doSigned(target[0], target[1], "")
		}
		if got := f.doSigned(target[0], target[1], ""); got.status != 429 || got.header.Get("Retry-After") != "2" || got.body != `{"error":{"code":"Busy","message":"m"}}` {
			t.Errorf("%s: %d %s %v", operation, got.status, got.body, got.header)
		}
	}
	f.service.Reset()
	f.doSigned("POST", path, `{"createTokenWithScopes": ["chat"]}`)
	f.doSigned("POST", "/teamsUser/:exchangeAccessToken?"+identityVersion, `{"token":"canary"}`)
	entries := f.service.Requests()
	if len(entries) != 2 {
		t.Fatalf("%d entries", len(entries))
	}
	want := Request{Method: "POST", Path: "/identities", Query: identityVersion, Status: 201, Body: `{"createTokenWithScopes": ["chat"]}`}
	headers := entries[0].Headers
	entries[0].Headers = nil
	if diff := cmp.Diff(want, entries[0]); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
	if headers.Get("Authorization") != "REDACTED" || headers.Get("X-Ms-Content-Sha256") != "kWpGozyV35fifbpKdY8mbdG64VG0Pdq5upzo7YKAFM0=" {
		t.Errorf("logged headers %v", headers)
	}
	if entries[1].Body != "REDACTED" || entries[1].Status != http.StatusNotFound {
		t.Errorf("a token in the log: %+v", entries[1])
	}
}

func TestIdentityLimits(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Limits: true})
	for operation, calls := range map[string]int{":issueAccessToken": 1000, ":revokeAccessTokens": 500} {
		// The limit is the resource's, not an identity's.
		call := func(n int) answer {
			return f.doSigned("POST", "/identities/"+KnownUserID(n)+"/"+operation+"?"+identityVersion, `{"scopes":["chat"]}`)
		}
		for n := range calls {
			if got := call(n); got.status >= 300 {
				t.Fatalf("%s, call %d: %d %s", operation, n+1, got.status, got.body)
			}
		}
		got := call(calls)
		if got.status != 429 || got.header.Get("Retry-After") != "30" || got.body != `{"error":{"code":"TooManyRequests","message":"Rate limit exceeded."}}` {
			t.Errorf("%s, call %d: %d %s %v", operation, calls+1, got.status, got.body, got.header)
		}
		f.clock.add(31 * time.Second)
		if got := call(0); got.status >= 300 {
			t.Errorf("%s, later: %d", operation, got.status)
		}
	}
}
