package emulator

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnIDTwiceInOneRequestCountsOnce: in the form that came first, with what came
// with it, and refused once as well.
func TestAnIDTwiceInOneRequestCountsOnce(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	spelled := func(id string) string { return "8:acs:" + strings.ToUpper(strings.TrimPrefix(id, "8:acs:")) }
	known, other, unknown := KnownUserID(0xabc), KnownUserID(0xdef), UnknownUserID(0xabc)
	if spelled(known) == known || spelled(unknown) == unknown {
		t.Fatal("the ids have one spelling only")
	}
	named := func(id, name string) string {
		return `{"communicationIdentifier":{"rawId":"` + id + `"},"displayName":"` + name + `"}`
	}
	participants := `"participants":[` + strings.Join([]string{
		named(known, "first"), named(known, "second"), named(spelled(known), "third"),
		named(spelled(other), "first"), named(other, "second"),
		named(unknown, "first"), named(spelled(unknown), "second"),
	}, ",") + `]`
	refused := `"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"` + unknown + `"}]}`
	check := func(name, id string, got answer) {
		t.Helper()
		if got.status != http.StatusCreated || !strings.HasSuffix(got.body, refused) {
			t.Errorf("%s: %d %s, want %s", name, got.status, got.body, refused)
		}
		if diff := cmp.Diff([]string{DemoUserID, known, spelled(other)}, f.members(id)); diff != "" {
			t.Errorf("%s: members (-want +got):\n%s", name, diff)
		}
		list := f.do("GET", "/chat/threads/"+id+"/participants?"+latest, "").body
		if strings.Count(list, `"displayName":"first"`) != 2 || strings.Contains(list, "second") || strings.Contains(list, "third") {
			t.Errorf("%s: names: %s", name, list)
		}
	}

	created := f.do("POST", "/chat/threads?"+latest, `{"topic":"t",`+participants+`}`)
	var result struct{ ChatThread struct{ ID string } }
	decode(t, created.body, &result)
	check("create", result.ChatThread.ID, created)

	id := f.create("empty")
	check("add", id, f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, `{`+participants+`}`))

	// The creator, in another spelling, is himself.
	creator := f.do("POST", "/chat/threads?"+latest, `{"topic":"t","participants":[`+named(spelled(DemoUserID), "me")+`,`+named(DemoUserID, "again")+`]}`)
	decode(t, creator.body, &result)
	if got := f.members(result.ChatThread.ID); len(got) != 1 {
		t.Errorf("creator: members %v", got)
	}
}
