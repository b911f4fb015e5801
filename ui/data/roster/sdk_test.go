package roster_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/roster"
)

// TestPeopleAsSDKsPrintThem: each document holds the same three people.
func TestPeopleAsSDKsPrintThem(t *testing.T) {
	t.Parallel()
	const teams, phone = "8:orgid:22222222-2222-2222-2222-222222222222", "4:+14255550123"
	want := []string{
		`1 1 name="Ada" since=2024-05-01T10:00:00Z`,
		`1 ` + teams + ` name="Tea"`,
		`1 ` + phone + ` name="Phone"`,
	}
	for name, text := range map[string]string{
		"JavaScript": `[{"id":{"kind":"communicationUser","communicationUserId":"{1}"},"displayName":"Ada","shareHistoryTime":"2024-05-01T10:00:00.000Z"},` +
			`{"id":{"kind":"microsoftTeamsUser","microsoftTeamsUserId":"22222222-2222-2222-2222-222222222222","isAnonymous":false,"cloud":"public"},"displayName":"Tea"},` +
			`{"id":{"kind":"phoneNumber","phoneNumber":"+14255550123"},"displayName":"Phone"}]`,
		"the wire": `{"value":[{"communicationIdentifier":{"rawId":"{1}","communicationUser":{"id":"{1}"}},"displayName":"Ada","shareHistoryTime":"2024-05-01T10:00:00Z","metadata":{}},` +
			`{"communicationIdentifier":{"kind":"microsoftTeamsUser","microsoftTeamsUser":{"userId":"22222222-2222-2222-2222-222222222222","isAnonymous":false,"cloud":"public"}},"displayName":"Tea"},` +
			`{"communicationIdentifier":{"phoneNumber":{"value":"+14255550123"}},"displayName":"Phone"}]}`,
		"Python": `[{"identifier":{"kind":"communication_user","properties":{"id":"{1}"},"raw_id":"{1}"},"display_name":"Ada","share_history_time":"2024-05-01 10:00:00+00:00","metadata":null},` +
			`{"identifier":{"kind":"microsoft_teams_user","properties":{"user_id":"22222222-2222-2222-2222-222222222222","is_anonymous":false,"cloud":"PUBLIC"},"raw_id":null},"display_name":"Tea"},` +
			`{"identifier":{"kind":"phone_number","properties":{"value":"+14255550123"},"raw_id":"4:+14255550123"},"display_name":"Phone"}]`,
		"Python of 2021": `[{"user":{"id":"{1}","properties":{"identifier":"{1}"}},"display_name":"Ada","share_history_time":"2024-05-01T10:00:00Z"},` +
			`{"user":{"id":null,"kind":"microsoft_teams_user","properties":{"user_id":"22222222-2222-2222-2222-222222222222","is_anonymous":false,"cloud":"PUBLIC"}},"display_name":"Tea"},` +
			`{"user":{"id":null,"kind":"phone_number","properties":{"phone_number":"+14255550123"}},"display_name":"Phone"}]`,
		"az": `[{"displayName":"Ada","identifier":{"properties":{"id":"{1}"},"rawId":"{1}"},"metadata":{},"shareHistoryTime":"2024-05-01T10:00:00+00:00"},` +
			`{"displayName":"Tea","identifier":{"properties":{"cloud":"PUBLIC","is_anonymous":false,"user_id":"22222222-2222-2222-2222-222222222222"},"rawId":"8:orgid:22222222-2222-2222-2222-222222222222"},"shareHistoryTime":null},` +
			`{"displayName":"Phone","identifier":{"properties":{"value":"+14255550123"},"rawId":null}}]`,
		".NET": `{"Value":[{"User":{"Id":"{1}","RawId":"{1}"},"DisplayName":"Ada","ShareHistoryTime":"2024-05-01T10:00:00+00:00","Metadata":{}},` +
			`{"User":{"UserId":"22222222-2222-2222-2222-222222222222","IsAnonymous":false,"Cloud":{},"RawId":"8:orgid:22222222-2222-2222-2222-222222222222"},"DisplayName":"Tea","ShareHistoryTime":null},` +
			`{"User":{"PhoneNumber":"\u002B14255550123","RawId":"4:\u002B14255550123"},"DisplayName":"Phone"}]}`,
		"Java": `{"chatParticipants":[{"communicationIdentifier":{"rawId":"{1}","id":"{1}"},"displayName":"Ada","shareHistoryTime":1714557600.000000000},` +
			`{"communicationIdentifier":{"rawId":"8:orgid:22222222-2222-2222-2222-222222222222","userId":"22222222-2222-2222-2222-222222222222","cloudEnvironment":"public","anonymous":false},"displayName":"Tea"},` +
			`{"communicationIdentifier":{"rawId":"4:14255550123","phoneNumber":"+14255550123"},"displayName":"Phone"}]}`,
		"JavaScript's console.log": "[\n  {\n    id: { kind: 'communicationUser', communicationUserId: '{1}' },\n    displayName: 'Ada',\n    shareHistoryTime: 2024-05-01T10:00:00.000Z,\n    metadata: undefined\n  },\n" +
			"  ChatParticipant {\n    id: { kind: 'microsoftTeamsUser', microsoftTeamsUserId: '22222222-2222-2222-2222-222222222222', isAnonymous: false, cloud: 'public' },\n    displayName: 'Tea'\n  },\n" +
			"  { id: { kind: 'phoneNumber', phoneNumber: '+14255550123' }, displayName: 'Phone' }\n]",
		"Python's print": `[{'identifier': {'kind': <CommunicationIdentifierKind.COMMUNICATION_USER: 'communication_user'>, 'properties': {'id': '{1}'}, 'raw_id': '{1}'}, 'display_name': 'Ada', ` +
			`'share_history_time': datetime.datetime(2024, 5, 1, 10, 0, tzinfo=datetime.timezone.utc), 'metadata': None}, ` +
			`{'identifier': {'kind': 'microsoft_teams_user', 'properties': {'user_id': '22222222-2222-2222-2222-222222222222', 'is_anonymous': False, 'cloud': 'PUBLIC'}, 'raw_id': None}, 'display_name': 'Tea'}, ` +
			`{'identifier': {'kind': 'phone_number', 'properties': {'value': '+14255550123'}, 'raw_id': None}, 'display_name': 'Phone'}]`,
		"az -o yaml": "- displayName: Ada\n  identifier:\n    properties:\n      id: {1}\n    rawId: {1}\n  metadata: {}\n  shareHistoryTime: '2024-05-01T10:00:00+00:00'\n" +
			"- displayName: Tea\n  identifier:\n    properties:\n      cloud: PUBLIC\n      is_anonymous: false\n      user_id: 22222222-2222-2222-2222-222222222222\n    rawId: 8:orgid:22222222-2222-2222-2222-222222222222\n  shareHistoryTime: null\n" +
			"- displayName: Phone\n  identifier:\n    properties:\n      value: '+14255550123'\n    rawId: null\n",
		"nothing but identifiers": `{"participants":[{"displayName":"Ada","share_history":"2024-05-01T10:00:00Z","communicationUserId":"{1}"},` +
			`{"microsoftTeamsUserId":"22222222-2222-2222-2222-222222222222","name":"Tea"},{"phoneNumber":"+14255550123","name":"Phone"}]}`,
	} {
		got := read(withIDs(text))
		wanted := strings.Join(want, "\n")
		if lines, ok := map[string][3]string{"JavaScript's console.log": {"2", "8", "12"}, "az -o yaml": {"1", "8", "16"}}[name]; ok {
			var each []string
			for n, person := range want {
				each = append(each, lines[n]+strings.TrimPrefix(person, "1"))
			}
			wanted = strings.Join(each, "\n")
		}
		if name == "Java" {
			wanted = strings.Replace(wanted, "4:+", "4:", 1)
		}
		if diff := cmp.Diff(wanted, strings.Join(shown(got), "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%v", name, diff, problems(got))
		}
		if len(got.Problems) > 0 {
			t.Errorf("%s: %v", name, got.Problems)
		}
	}
}

func TestJSONOfAllKindsAndClouds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"id":{"kind":"microsoftTeamsUser","microsoftTeamsUserId":"x","isAnonymous":true}}`:                                                                                                         "8:teamsvisitor:x",
		`{"id":{"kind":"microsoftTeamsUser","microsoftTeamsUserId":"x","cloud":"gcch"}}`:                                                                                                             "8:gcch:x",
		`{"identifier":{"kind":"microsoft_teams_user","properties":{"user_id":"x","cloud":"DOD"}}}`:                                                                                                  "8:dod:x",
		`{"id":{"kind":"microsoftTeamsApp","teamsAppId":"x","cloud":"public"}}`:                                                                                                                      "28:orgid:x",
		`{"identifier":{"kind":"microsoft_teams_app","properties":{"app_id":"x","cloud":"GCCH"}}}`:                                                                                                   "28:gcch:x",
		`{"communicationIdentifier":{"microsoftTeamsApp":{"appId":"x","cloud":"dod"}}}`:                                                                                                              "28:dod:x",
		`{"id":{"kind":"teamsExtensionUser","userId":"33333333-3333-3333-3333-333333333333","tenantId":"44444444-4444-4444-4444-444444444444","resourceId":"55555555-5555-5555-5555-555555555555"}}`: "8:acs:55555555-5555-5555-5555-555555555555_44444444-4444-4444-4444-444444444444_33333333-3333-3333-3333-333333333333",
		`{"id":{"kind":"microsoftTeamsUser","microsoftTeamsUserId":"x","isAnonymous":"True"}}`:                                                                                                       "8:teamsvisitor:x",
		`{"microsoft_teams_user_id":"x","is_anonymous":"false"}`:                                                                                                                                     "8:orgid:x",
		`{"identifier":{"kind":"CommunicationIdentifierKind.MICROSOFT_TEAMS_USER","properties":{"user_id":"x","cloud":"CommunicationCloudEnvironment.GCCH"}}}`:                                       "8:gcch:x",
		`{"kind":"microsoftTeamsUser","id":"x","cloud":"dod"}`:                                                                                                                                       "8:dod:x",
		`{"kind":"microsoftTeamsUser","microsoftTeamsUser":{"id":"x"}}`:                                                                                                                              "8:orgid:x",
		`{"id":"+14255550123","kind":"phoneNumber"}`:                                                                                                                                                 "4:+14255550123",
		`{"kind":"phoneNumber","id":"4:+14255550123"}`:                                                                                                                                               "4:+14255550123",
		`{"kind":"microsoftTeamsApp","id":"x"}`:                                                                                                                                                      "28:orgid:x",
		`{"id":{"kind":"unknown","id":"28:bot"}}`:                                                                                                                                                    "28:bot",
		`{"id":{"kind":"microsoftBot","rawId":"28:bot","botId":"bot"}}`:                                                                                                                              "28:bot",
		`{"id":{"phoneNumber":{"value":"+49","assertedId":"1"},"rawId":"4:+49_1"}}`:                                                                                                                  "4:+49_1",
		`{"rawId":"{1}","kind":"communicationUser","phoneNumber":"+49"}`:                                                                                                                             "1",
		`{"userId":"somebody"}`:      "somebody",
		`{"id":"{1}","rawId":"{1}"}`: "1",
		`"id": "{1}"`:                "1",
		"  \"rawId\": \"{1}\",\n  \"communicationUser\": {\n    \"id\": \"{1}\"\n  },\n": "1",
	} {
		got := read(withIDs(text))
		if lines := shown(got); len(lines) != 1 || !strings.HasSuffix(lines[0], " "+want) {
			t.Errorf("%s: %v, want %s\n%v", text, lines, want, problems(got))
		}
	}
}

func TestAContradictoryIdentifierIsToldAndNotGuessed(t *testing.T) {
	t.Parallel()
	const contradicts = "the identifier contradicts itself: "
	for text, want := range map[string]string{
		`[{"rawId":"{3}"},{"id":{"rawId":"{1}","communicationUser":{"id":"{2}"}}}]`:                           contradicts + `it says both "` + id(1) + `" and "` + id(2) + `"`,
		`[{"rawId":"{3}"},{"id":{"rawId":"8:orgid:x","microsoftTeamsUser":{"userId":"y","cloud":"public"}}}]`: contradicts + `its raw id is "8:orgid:x", and its other fields make "8:orgid:y"`,
		`[{"rawId":"{3}"},{"id":{"rawId":"8:orgid:x","microsoftTeamsUser":{"userId":"x","cloud":"dod"}}}]`:    contradicts + `its raw id is "8:orgid:x", and its other fields make "8:dod:x"`,
		`[{"rawId":"{3}"},{"User":{"RawId":"4:+1425","PhoneNumber":"+1426"}}]`:                                contradicts + `its raw id is "4:+1425", and its other fields make "4:+1426"`,
		`[{"rawId":"{3}"},{"id":{"kind":"phoneNumber","rawId":"{1}"}}]`:                                       contradicts + `its kind is phoneNumber, and its raw id "` + id(1) + `" is of another`,
		`[{"rawId":"{3}"},{"id":{"communicationUser":{"id":"{1}"},"phoneNumber":{"value":"+1"}}}]`:            "the identifier is of two kinds, communicationUser and phoneNumber",
		`[{"rawId":"{3}"},{"id":{"kind":"microsoftTeamsUser","userId":"x","cloud":"moon"}}]`:                  `the identifier has no raw id, and its cloud "moon" is not known`,
		`[{"rawId":"{3}"},{"id":{"kind":"microsoftTeamsUser","userId":"x","cloud":2}}]`:                       `the identifier has no raw id, and its cloud "2" is not known`,
		`[{"rawId":"{3}"},{"id":{"kind":"teamsExtensionUser","userId":"x"}}]`:                                 "the identifier is missing",
	} {
		got := read(withIDs(text))
		if len(got.Entries) != 2 || got.Entries[0].State() != roster.Good || got.Entries[1].State() != roster.Broken {
			t.Errorf("%s: %v", text, shown(got))
		}
		if said := problems(got); len(said) != 1 || !strings.HasSuffix(said[0], want) {
			t.Errorf("%s:\n%v\nwant %s", text, said, want)
		}
	}
}

// TestIdentifiersOfAListAsLinksAndLogsHaveThem: they are understood, and what a row
// says besides is not lost.
func TestIdentifiersOfAListAsLinksAndLogsHaveThem(t *testing.T) {
	t.Parallel()
	encode := strings.NewReplacer(":", "%3a").Replace
	for text, want := range map[string]string{
		encode("{1}"):                        "1 1",
		encode("{1}") + ",Ada":               `1 1 name="Ada"`,
		"Ada," + encode("{1}"):               `1 1 name="Ada"`,
		"id,name\n" + encode("{1}") + ",Ada": `2 1 name="Ada"`,
		"“{1}”,Ada":                          `1 1 name="Ada"`,
		"`{1}`":                              "1 1",
		"rawId: {1}":                         "1 1",
		"user={1},":                          "1 1",
		`      "rawId": "{1}",` + "\n" + `      "rawId": "{2}",`:                     "1 1\n2 2",
		"https://h/identities/" + encode("{1}") + "/:issueAccessToken?api-version=1": "1 1",
		`["` + encode("{1}") + `"]`:                                                  "1 1",
		`[{"id":"` + encode("{1}") + `"}]`:                                           "1 1",
		"8:orgid:a%41b":                                                              "1 8:orgid:a%41b",
	} {
		got := read(withIDs(text))
		if lines := strings.Join(shown(got), "\n"); lines != want {
			t.Errorf("%s:\n%s\nwant %s\n%v", text, lines, want, problems(got))
		}
	}
	for text, want := range map[string]string{
		"19:abc@thread.v2":       `warning: line 1: the identifier "19:abc@thread.v2" holds a thread ID, not a user's raw ID; it may be sent all the same`,
		"id,name\nAda ({1}),Ada": `fault: line 2: the identifier "Ada (` + id(1) + `)" holds white space; there is one participant a row`,
	} {
		if diff := cmp.Diff([]string{want}, problems(read(withIDs(text)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// TestObjectsWithinObjectsAreReadToADepth: a list made to be slow is broken instead.
func TestObjectsWithinObjectsAreReadToADepth(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"id", "properties", "communicationUser"} {
		const levels = 5000
		text := `[{"rawId":"{3}"},` + strings.Repeat(`{"`+name+`":`, levels) + `"{1}"` + strings.Repeat("}", levels) + "]"
		got := read(withIDs(text))
		if len(got.Entries) != 2 || got.Entries[0].State() != roster.Good || got.Entries[1].State() != roster.Broken {
			t.Errorf("%s: %.300v", name, shown(got))
		}
	}
}

func BenchmarkReadJunk(b *testing.B) {
	text := strings.Repeat(strings.Repeat("8:4:19:", 2300)+"\n", 60)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if got := read(text); len(got.Entries) != 60 {
			b.Fatal(len(got.Entries))
		}
	}
}
