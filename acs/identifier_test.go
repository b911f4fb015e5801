package acs_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

const (
	guidA = "a5ba7870-0000-4000-8000-000000000001"
	guidB = "0000001b-e76c-cf3c-1985-0948220072ec"
	guidC = "C0FFEE00-0000-0000-0000-000000000003"
)

func TestParseRawID(t *testing.T) {
	for rawID, want := range map[string]acs.CommunicationIdentifier{
		"8:acs:" + guidA + "_" + guidB: acs.CommunicationUserIdentifier{ID: "8:acs:" + guidA + "_" + guidB},
		"8:acs:anything":               acs.CommunicationUserIdentifier{ID: "8:acs:anything"},
		"8:dod-acs:a_b":                acs.CommunicationUserIdentifier{ID: "8:dod-acs:a_b"},
		"8:gcch-acs:a_b":               acs.CommunicationUserIdentifier{ID: "8:gcch-acs:a_b"},
		"8:spool:x":                    acs.CommunicationUserIdentifier{ID: "8:spool:x"},
		"8:acs:res_tenant_user":        acs.TeamsExtensionUserIdentifier{ResourceID: "res", TenantID: "tenant", UserID: "user", Cloud: "public"},
		"8:dod-acs:res_tenant_user":    acs.TeamsExtensionUserIdentifier{ResourceID: "res", TenantID: "tenant", UserID: "user", Cloud: "dod"},
		"8:gcch-acs:res_tenant_user":   acs.TeamsExtensionUserIdentifier{ResourceID: "res", TenantID: "tenant", UserID: "user", Cloud: "gcch"},
		"8:acs:a_b_c_d":                acs.CommunicationUserIdentifier{ID: "8:acs:a_b_c_d"},
		"8:teamsvisitor:v":             acs.MicrosoftTeamsUserIdentifier{UserID: "v", IsAnonymous: true},
		"8:orgid:u":                    acs.MicrosoftTeamsUserIdentifier{UserID: "u", Cloud: "public"},
		"8:dod:u":                      acs.MicrosoftTeamsUserIdentifier{UserID: "u", Cloud: "dod"},
		"8:gcch:u":                     acs.MicrosoftTeamsUserIdentifier{UserID: "u", Cloud: "gcch"},
		"28:orgid:a":                   acs.MicrosoftTeamsAppIdentifier{AppID: "a", Cloud: "public"},
		"28:dod:a":                     acs.MicrosoftTeamsAppIdentifier{AppID: "a", Cloud: "dod"},
		"28:gcch:a":                    acs.MicrosoftTeamsAppIdentifier{AppID: "a", Cloud: "gcch"},
		"4:+15551234567":               acs.PhoneNumberIdentifier{PhoneNumber: "+15551234567"},
		"4:15551234567":                acs.PhoneNumberIdentifier{PhoneNumber: "15551234567"},
		"4:anonymous":                  acs.PhoneNumberIdentifier{PhoneNumber: "anonymous", IsAnonymous: true},
		"4:+1555_x_123":                acs.PhoneNumberIdentifier{PhoneNumber: "+1555_x_123", AssertedID: "123"},
		"4:+1555_":                     acs.PhoneNumberIdentifier{PhoneNumber: "+1555_"},
		"4:a:b:c":                      acs.PhoneNumberIdentifier{PhoneNumber: "a:b:c"},
		"4:":                           acs.PhoneNumberIdentifier{},
		"28:app":                       acs.UnknownIdentifier{ID: "28:app"},
		"28:ag08-global:app":           acs.UnknownIdentifier{ID: "28:ag08-global:app"},
		"8:acs:a:b":                    acs.UnknownIdentifier{ID: "8:acs:a:b"},
		"8:ACS:a_b":                    acs.UnknownIdentifier{ID: "8:ACS:a_b"},
		"\t8:acs:a_b":                  acs.UnknownIdentifier{ID: "\t8:acs:a_b"},
		"48:something":                 acs.UnknownIdentifier{ID: "48:something"},
		"":                             acs.UnknownIdentifier{},
	} {
		got := acs.ParseRawID(rawID)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", rawID, diff)
		}
		if got.RawID() != rawID {
			t.Errorf("%q became %q", rawID, got.RawID())
		}
	}
}

func TestRawIDsOfIdentifiersThatAreMade(t *testing.T) {
	for want, identifier := range map[string]acs.CommunicationIdentifier{
		"8:orgid:u":       acs.MicrosoftTeamsUserIdentifier{UserID: "u"},
		"given":           acs.MicrosoftTeamsUserIdentifier{UserID: "u", Raw: "given"},
		"28:orgid:a":      acs.MicrosoftTeamsAppIdentifier{AppID: "a"},
		"8:acs:r_t_u":     acs.TeamsExtensionUserIdentifier{ResourceID: "r", TenantID: "t", UserID: "u"},
		"8:dod-acs:r_t_u": acs.TeamsExtensionUserIdentifier{ResourceID: "r", TenantID: "t", UserID: "u", Cloud: "dod"},
		"4:+1":            acs.PhoneNumberIdentifier{PhoneNumber: "+1"},
	} {
		if got := identifier.RawID(); got != want {
			t.Errorf("%+v has the raw id %q, want %q", identifier, got, want)
		}
	}
}

func TestValidateRawID(t *testing.T) {
	for _, rawID := range []string{
		"8:acs:" + guidA + "_" + guidB, "8:acs:" + guidA + "_" + guidC, "8:dod-acs:" + guidA + "_" + guidB, "8:gcch-acs:" + guidA + "_" + guidB,
		"8:acs:" + guidA + "_" + guidB + "_" + guidC,
		"8:orgid:x", "8:teamsvisitor:", "4:+1", "28:orgid:x", "48:y", "8:spool:x", "anything", " ",
	} {
		if err := acs.ValidateRawID(rawID); err != nil {
			t.Errorf("%q: %v", rawID, err)
		}
	}
	for rawID, want := range map[string]string{
		"":                                   "the identifier is empty",
		"8:acs:":                             "two GUIDs",
		"8:acs:fakeid":                       "two GUIDs",
		"8:acs:fakeid===":                    "two GUIDs",
		"8:acs:" + guidA:                     "two GUIDs",
		"8:acs:" + guidA + "_":               "part 2 after 8:acs: is not a GUID",
		"8:acs:_" + guidA:                    "part 1 after 8:acs: is not a GUID",
		"8:acs:" + guidA + "_" + guidB[:35]:  "part 2",
		"8:acs:" + guidA + "_" + guidB + " ": "part 2",
		"8:acs:" + guidA + "_" + strings.Replace(guidB, "-", "0", 1): "part 2",
		"8:gcch-acs:" + guidA + "_g" + guidB[1:]:                     "part 2 after 8:gcch-acs:",
		"8:acs:" + guidA + "_" + guidB + "_" + guidC + "_" + guidA:   "two GUIDs",
	} {
		err := acs.ValidateRawID(rawID)
		format, ok := errors.AsType[*acs.IdentifierFormatError](err)
		if !ok || format.RawID != rawID || !strings.Contains(format.Reason, want) {
			t.Errorf("%q: error %v, want %q", rawID, err, want)
		}
	}
}

// TestIdentifiersOfAnswers reads identifiers from a page and writes them into an
// add, as the program does with an identifier that it saw.
func TestIdentifiersOfAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		wire string
		want acs.CommunicationIdentifier
		sent string // empty: as wire
		fail string // why it cannot be sent back; empty: it can
	}{
		"recorded":          {wire: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"}}`, want: acs.CommunicationUserIdentifier{ID: "8:acs:x"}},
		"with kind":         {wire: `{"kind":"communicationUser","rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"}}`, want: acs.CommunicationUserIdentifier{ID: "8:acs:x"}, sent: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"}}`},
		"with nulls":        {wire: `{"kind":null,"rawId":"8:acs:x","phoneNumber":null,"communicationUser":{"id":"8:acs:x"}}`, want: acs.CommunicationUserIdentifier{ID: "8:acs:x"}, sent: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"}}`},
		"no raw id":         {wire: `{"communicationUser":{"id":"8:acs:x"}}`, want: acs.CommunicationUserIdentifier{ID: "8:acs:x"}, sent: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"}}`},
		"two ids":           {wire: `{"rawId":"8:acs:y","communicationUser":{"id":"8:acs:x"}}`, want: acs.UnknownIdentifier{JSON: `{"rawId":"8:acs:y","communicationUser":{"id":"8:acs:x"}}`}},
		"raw id alone":      {wire: `{"rawId":"8:orgid:u"}`, want: acs.MicrosoftTeamsUserIdentifier{UserID: "u", Cloud: "public"}, sent: `{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"public"}}`},
		"phone":             {wire: `{"rawId":"4:+1_2","phoneNumber":{"value":"+1_2","assertedId":"2"}}`, want: acs.PhoneNumberIdentifier{PhoneNumber: "+1_2", AssertedID: "2"}},
		"visitor":           {wire: `{"rawId":"8:teamsvisitor:v","microsoftTeamsUser":{"userId":"v","isAnonymous":true,"cloud":"public"}}`, want: acs.MicrosoftTeamsUserIdentifier{UserID: "v", IsAnonymous: true, Cloud: "public"}},
		"cloud of later":    {wire: `{"rawId":"8:mars:v","microsoftTeamsUser":{"userId":"v","isAnonymous":false,"cloud":"mars"}}`, want: acs.MicrosoftTeamsUserIdentifier{UserID: "v", Cloud: "mars", Raw: "8:mars:v"}},
		"app":               {wire: `{"rawId":"28:dod:a","microsoftTeamsApp":{"appId":"a","cloud":"dod"}}`, want: acs.MicrosoftTeamsAppIdentifier{AppID: "a", Cloud: "dod"}},
		"extension":         {wire: `{"rawId":"8:acs:r_t_u","teamsExtensionUser":{"userId":"u","tenantId":"t","resourceId":"r","cloud":"public"}}`, want: acs.TeamsExtensionUserIdentifier{UserID: "u", TenantID: "t", ResourceID: "r", Cloud: "public"}},
		"unknown kind":      {wire: `{"kind":"robot","rawId":"99:r","robot":{"serial":7,"arms":[1,2]}}`, want: acs.UnknownIdentifier{ID: "99:r", JSON: `{"kind":"robot","rawId":"99:r","robot":{"serial":7,"arms":[1,2]}}`}},
		"unknown, no kind":  {wire: `{"rawId":"99:r","robot":{}}`, want: acs.UnknownIdentifier{ID: "99:r", JSON: `{"rawId":"99:r","robot":{}}`}},
		"a known part more": {wire: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"},"robot":{"a":1}}`, want: acs.UnknownIdentifier{ID: "8:acs:x", JSON: `{"rawId":"8:acs:x","communicationUser":{"id":"8:acs:x"},"robot":{"a":1}}`}},
		"kind unknown":      {wire: `{"kind":"unknown","rawId":"8:acs:x"}`, want: acs.UnknownIdentifier{ID: "8:acs:x"}, sent: `{"rawId":"8:acs:x"}`},
		"odd part":          {wire: `{"rawId":"8:acs:x","communicationUser":"8:acs:x"}`, want: acs.UnknownIdentifier{ID: "8:acs:x", JSON: `{"rawId":"8:acs:x","communicationUser":"8:acs:x"}`}},
		"not an object":     {wire: `"8:acs:x"`, want: acs.UnknownIdentifier{JSON: `"8:acs:x"`}, fail: "the identifier's JSON is no object"},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
				if r.Method == http.MethodPost {
					answer(w, http.StatusCreated, `{}`)
					return
				}
				answer(w, http.StatusOK, fmt.Sprintf(`{"value":[{"communicationIdentifier":%s}]}`, test.wire))
			})
			client := newClient(t, service.URL, nil)
			page, err := client.NewListChatParticipantsPager(threadID, nil).NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, page.Value[0].CommunicationIdentifier); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
			_, err = client.AddChatParticipants(t.Context(), threadID, page.Value, nil)
			if test.fail != "" {
				if err == nil || !strings.Contains(err.Error(), test.fail) || len(service.received()) != 1 {
					t.Errorf("error %v, want %q and nothing sent", err, test.fail)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			sent := test.sent
			if sent == "" {
				sent = test.wire
			}
			want := `{"participants":[{"communicationIdentifier":` + sent + `}]}`
			if diff := cmp.Diff(want, service.received()[1].Body); diff != "" {
				t.Errorf("sent (-want +got):\n%s", diff)
			}
		})
	}
}
