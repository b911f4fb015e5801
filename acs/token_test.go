package acs_test

import (
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParseToken(t *testing.T) {
	for claims, want := range map[string]acs.TokenClaims{
		`{"skypeid":"acs:r_u","scp":1792,"csi":"1600000000","iat":1600000000,"exp":1600086400,"acsScope":"chat","resourceId":"r"}`: {
			UserID: "8:acs:r_u", ResourceID: "r", Scopes: []string{"chat"},
			IssuedOn: time.Unix(1600000000, 0).UTC(), ExpiresOn: time.Unix(1600086400, 0).UTC(),
		},
		`{"skypeid":"8:acs:r_u","acsScope":"chat.join, voip","exp":1600086400.75}`: {
			UserID: "8:acs:r_u", Scopes: []string{"chat.join", "voip"}, ExpiresOn: time.Unix(1600086400, 0).UTC(),
		},
		`{"exp":"1600086400","iat":null,"skypeid":7}`: {UserID: "8:7", ExpiresOn: time.Unix(1600086400, 0).UTC()},
		`{"exp":1e400}`:  {},
		`{"exp":1e300}`:  {},
		`{"exp":-5}`:     {},
		`{"exp":"soon"}`: {},
		`{}`:             {},
	} {
		got, err := acs.ParseToken(jwt(claims))
		if err != nil {
			t.Errorf("%s: %v", claims, err)
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", claims, diff)
		}
	}
	for token, want := range map[string]string{
		"":                         "it has 1 parts between dots, not 3",
		"secret":                   "it has 1 parts",
		"secret.secret.secret.x":   "it has 4 parts",
		"secret.s!cret.secret":     "its claims are not base64",
		"secret.c2VjcmV0.secret":   "its claims are not a JSON object",
		"secret.bnVsbA.secret":     "its claims are not a JSON object",
		"secret.eyJleHAiOnNlY30.x": "its claims are not a JSON object",
	} {
		_, err := acs.ParseToken(token)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "sec") {
			t.Errorf("%q: error %v, want %q", token, err, want)
		}
	}
}

func TestAStaticTokenExpiresWhenItSays(t *testing.T) {
	token := jwt(`{"exp":1600086400}`)
	got, err := acs.NewStaticTokenCredential(token).GetToken(t.Context(), policy.TokenRequestOptions{})
	want := azcore.AccessToken{Token: token, ExpiresOn: time.Unix(1600086400, 0).UTC()}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v, token (-want +got):\n%s", err, diff)
	}
	if got, err := acs.NewStaticTokenCredential("opaque").GetToken(t.Context(), policy.TokenRequestOptions{}); err != nil || got != (azcore.AccessToken{Token: "opaque"}) {
		t.Errorf("an opaque token: %v", err)
	}
	if _, err := new(acs.StaticTokenCredential).GetToken(t.Context(), policy.TokenRequestOptions{}); err == nil {
		t.Error("an empty credential gave a token")
	}
}
