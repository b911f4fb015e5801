package acs_test

import (
	"net/url"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

const (
	meeting  = "19:meeting_MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM@thread.v2"
	gcch     = "19:gcch:acsV2_Abc-def_9@thread.v2"
	somebody = "8:acs:11111111-1111-1111-1111-111111111111_00000007-1111-1111-1111-111111111111"
	another  = "8:acs:11111111-1111-1111-1111-111111111111_00000008-1111-1111-1111-111111111111"
)

func encoded(id string) string { return url.QueryEscape(id) }

func TestThreadIDsAsPeopleCopyThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"19%3ameeting_MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM%40thread.v2\n": meeting,
		meeting[:20] + "\r\n   " + meeting[20:]:                                  meeting,
		meeting[:20] + "    " + meeting[20:]:                                     meeting,
		`"` + meeting[:44] + "\n" + meeting[44:] + `",`:                          meeting,
		encoded(meeting):                                 meeting,
		encoded(encoded(meeting)):                        meeting,
		encoded(encoded(encoded(meeting))):               meeting,
		strings.ReplaceAll(meeting, ":", "%3A"):          meeting,
		strings.ReplaceAll(meeting, "@", "%40"):          meeting,
		`"` + meeting + `"`:                              meeting,
		"'" + meeting + "'":                              meeting,
		"`" + meeting + "`":                              meeting,
		"“" + meeting + "”":                              meeting,
		"„" + meeting + "“":                              meeting,
		"‘" + encoded(meeting) + "’":                     meeting,
		"«" + meeting + "»":                              meeting,
		"<" + meeting + ">":                              meeting,
		"(" + meeting + ").":                             meeting,
		meeting + ",":                                    meeting,
		meeting + ";":                                    meeting,
		meeting + ".":                                    meeting,
		"  \ufeff" + meeting + "\u200b\r\n":              meeting,
		`\"` + meeting + `\"`:                            meeting,
		`"id": "` + meeting + `",`:                       meeting,
		`{"chatThread":{"id":"` + gcch + `","topic":`:    gcch,
		"threadId=" + meeting:                            meeting,
		"threadId=" + encoded(gcch) + "&x=1":             gcch,
		"thread_id: " + meeting + ", topic: 19:30":       meeting,
		"10:19:30 opened " + meeting + " for " + another: meeting,
		"https://h.communication.azure.com/chat/threads/" + gcch + "/participants?api-version=2025-03-15":                                                 gcch,
		"https://h.communication.azure.com/chat/threads/19%3Agcch%3AacsV2_Abc-def_9@thread.v2/messages/1":                                                 gcch,
		"https://h.communication.azure.com/chat/threads/19:gcch%3AacsV2_Abc-def_9@thread.v2":                                                              gcch,
		"https://teams.microsoft.com/l/chat/" + meeting + "/0?tenantId=1":                                                                                 meeting,
		"https://teams.microsoft.com/l/message/" + meeting + "/1712345678901?context=%7B%22contextType%22%3A%22chat%22%7D":                                meeting,
		"https://teams.microsoft.com/l/meetup-join/" + encoded(meeting) + "/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d":                    meeting,
		"https://nam02.safelinks.protection.outlook.com/?url=" + encoded("https://teams.microsoft.com/l/meetup-join/"+encoded(meeting)+"/0") + "&data=05": meeting,
		"[open](https://teams.microsoft.com/l/chat/" + meeting + "/0)":                                                                                    meeting,
		"https://teams.microsoft.com/_#/conversations/19:a_b@unq.gbl.spaces?ctx=chat":                                                                     "19:a_b@unq.gbl.spaces",
		"https://teams.microsoft.com/l/channel/19%3aX1%40thread.tacv2/General?groupId=1":                                                                  "19:X1@thread.tacv2",
		`"id":"19\u003aabc\u0040thread.v2"`: "19:abc@thread.v2",
		"19&#58;abc&#64;thread.v2":          "19:abc@thread.v2",
		`"id": "19:a%41b@thread.v2"`:        "19:a%41b@thread.v2",
	} {
		got := acs.UnderstandThreadID(text)
		if got.ID != want || !got.Decoded || !got.Known || got.Problem != "" {
			t.Errorf("%s:\n%+v, want %s", text, got, want)
		}
		if again := acs.UnderstandThreadID(got.ID); again.ID != want || again.Decoded {
			t.Errorf("%s, understood again: %+v", text, again)
		}
	}
}

func TestRawIDsAsPeopleCopyThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		encoded(somebody):                  somebody,
		encoded(encoded(somebody)):         somebody,
		strings.ToLower(encoded(somebody)): somebody,
		`"` + somebody + `",`:              somebody,
		"’" + somebody + "’":               somebody,
		"<" + somebody + ">;":              somebody,
		somebody + ".":                     somebody,
		`"rawId": "` + somebody + `"`:      somebody,
		`{"rawId":"` + somebody + `","communicationUser":{"id":"` + somebody + `"}}`:                             somebody,
		"https://h.communication.azure.com/identities/" + encoded(somebody) + "/:issueAccessToken?api-version=1": somebody,
		"https://h.communication.azure.com/identities/" + somebody + "/:issueAccessToken":                        somebody,
		"user=" + encoded(somebody) + "&thread=" + encoded(meeting):                                              somebody,
		"4%3A%2B14255550123":            "4:+14255550123",
		`"rawId":"4:\u002B14255550123"`: "4:+14255550123",
		"28%3aorgid%3aapp":              "28:orgid:app",
		"8%3Aorgid%3A2":                 "8:orgid:2",
		`"8:orgid:a%41b"`:               "8:orgid:a%41b",
	} {
		got := acs.UnderstandRawID(text)
		if got.ID != want || !got.Decoded || !got.Known || got.Problem != "" {
			t.Errorf("%s:\n%+v, want %s", text, got, want)
		}
	}
}

// TestAnIDIsNeverChanged: what is an id already is used as it stands, and so is what
// may be one of a form that is not known.
func TestAnIDIsNeverChanged(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		meeting, gcch, "19:a%40b@thread.v2", "19:a%3Ab%25@thread.v2", "19:uni01_x@thread.v2", "19:x=@thread.skype", "sanitized", "19:x", "a%20b", "19%zz", "",
	} {
		if got := acs.UnderstandThreadID(" " + id + "\n"); got.ID != id || got.Decoded || got.Problem != "" {
			t.Errorf("thread %s: %+v", id, got)
		}
	}
	for _, id := range []string{
		somebody, "8:acs:fakeid", "8:acs:fakeid===", "8:orgid:a%41b", "8:acs:a_b_c_d", "4:+49", "4:anonymous", "4:+4930_x", "28:orgid:x",
		"8:new:x", "48:calllogs", "somebody", "a%3Ab", "8:acs:",
	} {
		if got := acs.UnderstandRawID(id + " "); got.ID != id || got.Decoded || got.Problem != "" {
			t.Errorf("raw id %s: %+v", id, got)
		}
	}
}

func TestWhatHoldsNoSuchIDSaysWhatItHolds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		somebody:                   "a user's raw ID, not a thread ID",
		encoded(somebody):          "a user's raw ID, not a thread ID",
		`"id": "` + somebody + `"`: "a user's raw ID, not a thread ID",
		"4:+14255550123":           "a user's raw ID, not a thread ID",
		meeting + " " + gcch:       "2 different thread IDs",
		"https://teams.microsoft.com/l/chat/0/0?users=joe@example.com": "no thread ID",
		"my thread":                          "no thread ID",
		`"abc"`:                              "no thread ID",
		strings.Repeat("x", 1<<20) + meeting: "no thread ID",
		`"id": "19:` + strings.Repeat("x", 300) + `@thread.v2"`: "no thread ID",
	} {
		if got := acs.UnderstandThreadID(text); got.Problem != want || got.ID != text || got.Decoded {
			t.Errorf("thread %.80s: %+v, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		meeting: "a thread ID, not a user's raw ID",
		"https://h/chat/threads/" + encoded(meeting) + "/participants":              "a thread ID, not a user's raw ID",
		`{"rawId":"` + somebody + `","communicationUser":{"id":"` + another + `"}}`: "2 different raw IDs",
		"Ada King": "no raw ID",
	} {
		if got := acs.UnderstandRawID(text); got.Problem != want || got.ID != text || got.Decoded {
			t.Errorf("raw id %s: %+v, want %q", text, got, want)
		}
	}
}

func FuzzUnderstandID(f *testing.F) {
	for _, seed := range []string{
		meeting, encoded(gcch), somebody, `"` + somebody + `",`, "https://h/chat/threads/" + encoded(meeting) + "/participants", "19:a%41@thread.v2",
		"4%3A%2B14255550123", "“8:orgid:x”", `{"id":"19\u003aabc\u0040thread.v2"}`, "%25%2519", "8:acs:fakeid===", "19:\xff@a",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, understand := range map[string]func(string) acs.UnderstoodID{"thread": acs.UnderstandThreadID, "raw id": acs.UnderstandRawID} {
			got := understand(text)
			again := understand(got.ID)
			if again.ID != got.ID || again.Decoded || (got.Decoded && !again.Known) || again.Fault != got.Fault {
				t.Fatalf("%s %q: %+v, then %+v", name, text, got, again)
			}
			if !got.Decoded && got.ID != strings.TrimSpace(text) {
				t.Fatalf("%s %q is not left as it is: %+v", name, text, got)
			}
			if got.Decoded && (got.Problem != "" || got.ID == strings.TrimSpace(text)) {
				t.Fatalf("%s %q: %+v", name, text, got)
			}
			if !got.Known || got.Decoded {
				continue
			}
			for _, written := range []string{url.QueryEscape(got.ID), `"` + got.ID + `"`, "<" + got.ID + ">,", `"id": "` + got.ID + `",`} {
				if found := understand(written); found.ID != got.ID && !strings.HasPrefix(written, `"id`) {
					t.Fatalf("%s %q, written %q: %+v", name, got.ID, written, found)
				}
			}
		}
	})
}

// TestAnIDBrokenAcrossLinesIsJoined, and what stands behind a whole one is never made
// part of it.
func TestAnIDBrokenAcrossLinesIsJoined(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		somebody[:44] + "\n   " + somebody[44:]:            somebody,
		somebody[:60] + "  " + somebody[60:]:               somebody,
		somebody[:3] + "\n" + somebody[3:]:                 somebody,
		somebody + "\nAda":                                 somebody,
		"8:orgid:22222222-2222-2222-2222-222222222222 Ada": "8:orgid:22222222-2222-2222-2222-222222222222",
	} {
		if got := acs.UnderstandRawID(text); got.ID != want || !got.Decoded || got.Problem != "" {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	for _, text := range []string{meeting + "\nabc", "abc " + meeting, meeting + "\n" + somebody} {
		if got := acs.UnderstandThreadID(text); got.ID != meeting {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
