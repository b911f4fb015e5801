package emulator

import (
	"net/http"
	"strings"
	"testing"
)

// outOfRange are date-times that cannot be written with a year from 0001 to 9999 in
// UTC, and texts that are none.
func outOfRange() []string {
	return []string{
		"0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:59-10:00",
		"10000-01-01T00:00:00Z", "2020-02-30T00:00:00Z", "2020-01-01", "soon",
	}
}

// TestShareHistoryTimesAreAnsweredAsTheyCame: the first and the last second there
// are included, as every list of participants and of messages has to be readable.
func TestShareHistoryTimesAreAnsweredAsTheyCame(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	add := func(user, moment string) answer {
		return f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest,
			`{"participants":[{"communicationIdentifier":{"rawId":"`+user+`"},"shareHistoryTime":`+moment+`}]}`)
	}
	user := 0
	for given, want := range map[string]string{
		`"0001-01-01T00:00:00Z"`:           "0001-01-01T00:00:00Z",
		`"0001-01-01T10:00:00+10:00"`:      "0001-01-01T00:00:00Z",
		`"9999-12-31T23:59:59.999Z"`:       "9999-12-31T23:59:59Z",
		`"2023-05-23T15:17:21.237353Z"`:    "2023-05-23T15:17:21Z",
		`"2023-05-23T15:17:21.9999+14:00"`: "2023-05-23T01:17:21Z",
		`null`:                             "1970-01-01T00:00:00Z",
	} {
		user++
		if got := add(KnownUserID(user), given); got.status != http.StatusCreated {
			t.Fatalf("%s: %d %s", given, got.status, got.body)
		}
		want = `"shareHistoryTime":"` + want + `"`
		for _, list := range []string{"/participants?maxPageSize=1&skip=" + string(rune('0'+user)) + "&", "/messages?maxPageSize=1&"} {
			if got := f.do("GET", "/chat/threads/"+id+list+latest, ""); got.status != http.StatusOK || !strings.Contains(got.body, want) {
				t.Errorf("%s: %s: %d %s, want %s", given, list, got.status, got.body, want)
			}
		}
	}
	before := len(f.members(id))
	for _, moment := range outOfRange() {
		got := add(KnownUserID(99), `"`+moment+`"`)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "ShareHistoryTime is not a date-time of the years 1 to 9999.") {
			t.Errorf("%s: %d %s", moment, got.status, got.body)
		}
		create := `{"topic":"t","participants":[{"communicationIdentifier":{"rawId":"` + KnownUserID(1) + `"},"shareHistoryTime":"` + moment + `"}]}`
		if got := f.do("POST", "/chat/threads?"+latest, create); got.status != http.StatusBadRequest {
			t.Errorf("create with %s: %d %s", moment, got.status, got.body)
		}
	}
	if got := len(f.members(id)); got != before {
		t.Errorf("%d members after refused adds, want %d", got, before)
	}
}

func TestStartTimesHaveTheSameBounds(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	f.create("u")
	for _, list := range []string{"/chat/threads", "/chat/threads/" + id + "/messages"} {
		for moment, items := range map[string]int{"0001-01-01T00:00:00Z": 2, "9999-12-31T23:59:59Z": 0} {
			var all []string
			target := list + "?startTime=" + moment + "&maxPageSize=1&" + latest
			for target != "" {
				got := f.do("GET", target, "")
				if got.status != http.StatusOK {
					t.Fatalf("%s: %d %s", target, got.status, got.body)
				}
				var page pageOf
				decode(t, got.body, &page)
				for _, item := range page.Value {
					all = append(all, item.ID)
				}
				target = strings.TrimPrefix(page.NextLink, f.server.URL)
			}
			if len(all) != items {
				t.Errorf("%s from %s: %d items, want %d", list, moment, len(all), items)
			}
		}
		for _, moment := range outOfRange() {
			target := list + "?startTime=" + strings.ReplaceAll(moment, "+", "%2B") + "&" + latest
			if got := f.do("GET", target, ""); got.status != http.StatusBadRequest || !strings.Contains(got.body, "StartTime is not a date-time of the years 1 to 9999.") {
				t.Errorf("%s: %d %s", target, got.status, got.body)
			}
		}
	}
}
