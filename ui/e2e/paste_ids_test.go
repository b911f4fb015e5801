//go:build unix

package e2e

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestOpenAThreadByWhatPeopleCopy pastes links, JSON and encoded ids into the prompt for
// an id: it says what it understood, and opens that.
func TestOpenAThreadByWhatPeopleCopy(t *testing.T) {
	t.Parallel()
	p := startConnected(t, sizes()[0])
	id := p.service.create("Copied from elsewhere").ID
	p.shows("all loaded")
	path := "/chat/threads/" + id
	for _, text := range []string{
		strings.NewReplacer(":", "%3a", "@", "%40").Replace(id) + "\n",
		url.QueryEscape(url.QueryEscape(id)),
		"“" + id + "”,",
		`"id": "` + id + `",`,
		"threadId=" + id,
		"https://contoso.communication.azure.com/chat/threads/" + url.PathEscape(id) + "/participants?api-version=2025-03-15",
		"https://teams.microsoft.com/l/meetup-join/" + url.QueryEscape(id) + "/0?context=%7b%22Tid%22%3a%221%22%7d",
		"https://teams.microsoft.com/l/message/" + id + "/1712345678901?context=1",
	} {
		before := len(p.service.requests(http.MethodGet, path))
		p.types("o")
		p.shows("Open a thread by its id")
		p.types(terminal.Paste(text))
		p.shows("Understood as", id)
		p.types(terminal.Enter)
		p.shows("1 Properties", "created by", "Copied from elsewhere")
		if len(p.service.requests(http.MethodGet, path)) == before {
			t.Errorf("%s: the thread was not asked for", text)
		}
		p.types(terminal.Escape)
		p.gone("1 Properties")
	}
}

// TestAnIDInTheWrongPlaceIsToldAsThat: nothing is asked of the service, and what was
// typed stays.
func TestAnIDInTheWrongPlaceIsToldAsThat(t *testing.T) {
	t.Parallel()
	p := startConnected(t, sizes()[0])
	p.shows("all loaded")
	p.types("o")
	p.shows("Open a thread by its id")
	p.types(terminal.Paste(url.QueryEscape(emulator.KnownUserID(1))), terminal.Enter)
	p.shows("This holds a user's raw ID, not a thread ID", emulator.KnownUserID(1)[60:])
	p.types(terminal.CtrlU, terminal.Paste("https://teams.microsoft.com/l/chat/0/0?users=a@b.example"), terminal.Enter)
	p.shows("This holds no thread ID", "users=a@b.example")
	p.types(terminal.Escape)
	p.gone("Open a thread by its id")
	for _, part := range []string{"8:acs", "teams.microsoft"} {
		if asked := p.service.requests(http.MethodGet, part); len(asked) > 0 {
			t.Errorf("asked for %v", asked)
		}
	}
}

// TestStartOnTheThreadOfALink gives --thread what people copy.
func TestStartOnTheThreadOfALink(t *testing.T) {
	t.Parallel()
	environment := startEmulator(t)
	service := newService(t, strings.TrimPrefix(environment[0], endpointVariable))
	id := service.create("Opened at once").ID
	link := "https://teams.microsoft.com/l/chat/" + url.QueryEscape(id) + "/0?tenantId=1"
	p := start(t, terminal.Options{Columns: 120, Rows: 40, Args: []string{"--thread", link}}, environment...)
	p.shows("1 Properties", "Opened at once", id, "--thread understood as "+id[:20])
}

// TestActAsTheUserOfALink pastes an encoded id into the question whom to act as.
func TestActAsTheUserOfALink(t *testing.T) {
	t.Parallel()
	r, home := startResource(t), t.TempDir()
	p := r.startOn(t, sizes()[0], home)
	p.shows("Act as an existing user")
	p.types(terminal.Paste("19:abc@thread.v2"), terminal.Enter)
	p.shows("this holds a thread ID, not a user's raw ID")
	p.types(terminal.CtrlU, terminal.Paste("https://contoso.communication.azure.com/identities/"+url.QueryEscape(emulator.DemoUserID)+"/:issueAccessToken"))
	p.shows("Understood as " + emulator.DemoUserID)
	p.types(terminal.Enter)
	p.shows("all loaded")
	if kept := keptUser(t, home); kept != emulator.DemoUserID {
		t.Errorf("kept is %q", kept)
	}

	p.types("U")
	p.shows("add by id")
	p.types("o")
	p.shows("Add a user by his id")
	p.types(terminal.Paste(`"rawId": "` + emulator.KnownUserID(7) + `",`))
	p.shows("Understood as", emulator.KnownUserID(7)[:60])
	p.types(terminal.Enter)
	p.gone("Add a user by his id")
	p.shows(emulator.KnownUserID(7))
}

// TestPeopleAsSDKsPrintThemAreAdded pastes one list and imports another: the service
// is sent the raw ids that the client's rules give.
func TestPeopleAsSDKsPrintThemAreAdded(t *testing.T) {
	t.Parallel()
	p := startConnected(t, sizes()[0])
	made := p.service.create("People of SDKs")
	file := writeFile(t, filepath.Join(t.TempDir(), "people.json"), `[
 {"id": {"kind": "communicationUser", "communicationUserId": "`+emulator.KnownUserID(1)+`"}, "displayName": "Ada", "shareHistoryTime": "2024-05-01T10:00:00.000Z"},
 {"id": {"kind": "microsoftTeamsUser", "microsoftTeamsUserId": "22222222-2222-2222-2222-222222222222", "isAnonymous": false, "cloud": "public"}, "displayName": "Tea"},
 {"id": {"kind": "phoneNumber", "phoneNumber": "+14255550123"}, "displayName": "Phone"},
 {"id": {"rawId": "`+emulator.KnownUserID(2)+`", "communicationUser": {"id": "`+emulator.KnownUserID(3)+`"}}, "displayName": "Both"}
]`, 0o600)
	p.openParticipants(made.ID)
	p.types("a")
	p.shows("Add participants")
	p.types(terminal.CtrlO)
	p.shows("Import participants from a file")
	p.types(file, terminal.Enter)
	p.shows("Ada", "8:orgid:22222222-2222-2222-2222-222222222222", "4:+14255550123", "the identifier contradicts itself")
	p.types(terminal.Paste(`[{"identifier":{"kind":"communication_user","properties":{"id":"` + emulator.KnownUserID(4) + `"},"raw_id":null},"display_name":"Py"},` +
		`{"User":{"Id":"` + emulator.KnownUserID(5) + `","RawId":"` + emulator.KnownUserID(5) + `"},"DisplayName":"Net","ShareHistoryTime":null}]`))
	p.shows("Py", "Net")
	p.types(terminal.Paste(url.QueryEscape(emulator.KnownUserID(6)) + ",Link\n" + `"` + emulator.KnownUserID(8) + `",Quoted`))
	p.shows("Link", "Quoted", emulator.KnownUserID(6)[60:])
	p.types(terminal.CtrlS)
	p.shows("5 accepted")
	there := p.service.participants(made.ID)
	for _, n := range []int{1, 4, 5, 6, 8} {
		if !slices.Contains(there, emulator.KnownUserID(n)) {
			t.Errorf("user %d is not in the thread", n)
		}
	}
	if slices.Contains(there, emulator.KnownUserID(2)) || slices.Contains(there, emulator.KnownUserID(3)) {
		t.Error("somebody was added whose identifier contradicts itself")
	}
	sent := p.service.requests(http.MethodPost, made.ID+"/participants/:add")
	if len(sent) != 1 || !strings.Contains(sent[0].Body, `"rawId":"4:+14255550123"`) || !strings.Contains(sent[0].Body, `"rawId":"8:orgid:22222222-2222-2222-2222-222222222222"`) {
		t.Errorf("sent %+v", sent)
	}
}

// TestATypedIdentifierIsShownAsUnderstood types an encoded id into a row.
func TestATypedIdentifierIsShownAsUnderstood(t *testing.T) {
	t.Parallel()
	p := startConnected(t, sizes()[0])
	made := p.service.create("Typed in a row")
	p.openParticipants(made.ID)
	p.types("a")
	p.shows("Add participants")
	p.types(url.QueryEscape(emulator.KnownUserID(1)))
	p.shows("Understood as " + emulator.KnownUserID(1))
	p.types(terminal.CtrlN, "19:abc@thread.v2")
	p.shows("this holds a thread ID, not a user's raw ID", "8:acs:5f1b7a2e", emulator.KnownUserID(1)[60:])
	p.types(terminal.CtrlD)
	p.shows("Remove row 2?")
	p.types("y", terminal.CtrlS)
	p.shows("1 accepted")
	if there := p.service.participants(made.ID); !slices.Contains(there, emulator.KnownUserID(1)) {
		t.Errorf("the thread has %v", there)
	}
}
