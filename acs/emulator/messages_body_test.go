package emulator

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBadMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	path := "/chat/threads/" + id + "/messages"
	sent := f.post(id, `{"content":"x"}`)
	long := strings.Repeat("ä", maxMessageBytes/2)
	for _, body := range []string{
		``, `{`, `[]`, `null`, `{}`, `{"content":""}`, `{"content":null}`, `{"content":7}`, `{"Content":"x"}`, `{"content":"x","type":"topicUpdated"}`,
		`{"content":"x","type":"Text"}`, `{"content":"x","type":1}`, `{"content":"x","senderDisplayName":1}`, `{"content":"x","metadata":{"a":1}}`,
		`{"content":"x","metadata":[]}`, `{"content":"` + long + `x"}`, `{"content":"` + long + `","metadata":{"a":""}}`,
	} {
		if got := f.do("POST", path+"?"+latest, body, "Content-Type", "application/json"); got.status != http.StatusBadRequest {
			t.Errorf("send %.60s: %d, want 400", body, got.status)
		}
	}
	for _, body := range []string{
		``, `{`, `[]`, `null`, `{"content":null}`, `{"content":""}`, `{"content":7}`, `{"metadata":7}`, `{"content":"` + long + `x"}`,
	} {
		if got := f.do("PATCH", path+"/"+sent+"?"+latest, body, "Content-Type", mergePatch); got.status != http.StatusBadRequest {
			t.Errorf("update %.60s: %d, want 400", body, got.status)
		}
	}
	preview := "?api-version=2024-03-15-preview"
	for _, attachments := range []string{`{}`, `[null]`, `[{}]`, `[{"id":"a"}]`, `[{"id":"a","attachmentType":"video"}]`, `[{"id":1,"attachmentType":"image"}]`} {
		if got := f.do("POST", path+preview, `{"content":"x","attachments":`+attachments+`}`); got.status != http.StatusBadRequest {
			t.Errorf("attachments %s: %d, want 400", attachments, got.status)
		}
		if got := f.do("PATCH", path+"/"+sent+preview, `{"attachments":`+attachments+`}`, "Content-Type", mergePatch); got.status != http.StatusBadRequest {
			t.Errorf("update of attachments %s: %d, want 400", attachments, got.status)
		}
	}
	for _, request := range [][3]string{
		{"POST", path, "text/plain"},
		{"PATCH", path + "/" + sent, "application/json"},
		{"POST", "/chat/threads/" + id + "/readReceipts", mergePatch},
		{"POST", "/chat/threads/" + id + "/typing", "text/plain"},
	} {
		if got := f.do(request[0], request[1]+"?"+latest, `{"content":"x"}`, "Content-Type", request[2]); got.status != http.StatusUnsupportedMediaType {
			t.Errorf("%s as %s: %d, want 415", request[1], request[2], got.status)
		}
	}
	if got := f.messages(path + "?" + latest); len(got.Value) != 3 || got.Value[0].EditedOn != "" || got.Value[0].Content.Message != "x" {
		t.Errorf("a refused request changed something: %+v", got.Value)
	}
	if got := f.do("POST", path+"?"+latest, `{"content":"`+long+`"}`); got.status != http.StatusCreated {
		t.Errorf("the longest message: %d %s", got.status, got.body)
	}
}

// TestVersionsOfMessages sends with every version and reads with every version:
// what one does not have is not kept and not shown.
func TestVersionsOfMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	path := "/chat/threads/" + f.create("t") + "/messages"
	all := apiChat.versions()
	const body = `{"content":"x","metadata":{"a":"b"},"attachments":[{"id":"1","attachmentType":"image","name":"dog.jpeg","url":"https://files.example.com/dog"},` +
		`{"id":"2","attachmentType":"file","name":"list"}]}`
	shown := map[string][]string{} // version it was sent with, then what each version shows of it
	for _, sender := range all {
		for _, method := range []string{"POST", "PATCH"} {
			sent := f.do("POST", path+"?api-version="+sender, body)
			_, messageID, _ := strings.Cut(strings.TrimSuffix(sent.body, `"}`), `{"id":"`)
			if method == "PATCH" {
				sent = f.do("POST", path+"?api-version="+sender, `{"content":"y"}`)
				_, messageID, _ = strings.Cut(strings.TrimSuffix(sent.body, `"}`), `{"id":"`)
				f.do("PATCH", path+"/"+messageID+"?api-version="+sender, body, "Content-Type", mergePatch)
			}
			list := []string{}
			for _, reader := range all {
				got := f.do("GET", path+"/"+messageID+"?api-version="+reader, "").body
				signs := ""
				for sign, text := range map[string]string{
					"m": `"metadata":{"a":"b"}`, "i": `"attachmentType":"image","name":"dog.jpeg","url":"https://files.example.com/dog"}`,
					"e": `{"id":"1","attachmentType":"image","extension":"jpeg"`, "f": `"attachmentType":"file","name":"list"}`,
				} {
					if strings.Contains(got, text) {
						signs += sign
					}
				}
				sorted := []byte(signs)
				slices.Sort(sorted)
				list = append(list, string(sorted))
			}
			shown[sender+" "+method] = list
		}
	}
	want := map[string][]string{}
	for _, sender := range all {
		list := []string{"", "m", "m", "m", "m", "m"}
		switch sender {
		case "2021-03-07":
			list = []string{"", "", "", "", "", ""}
		case "2024-03-15-preview":
			list = []string{"", "m", "em", "fim", "fim", "fim"}
		}
		want[sender+" POST"], want[sender+" PATCH"] = list, list
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}

func TestHTMLIsKeptAsSent(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	f.post(id, `{"content":"<p onclick=\"x()\">a</p><script>b</script>\u0000\u202e","type":"html"}`)
	want := "<p onclick=\"x()\">a</p><script>b</script>\x00\u202e"
	if got := f.messages("/chat/threads/" + id + "/messages?" + latest).Value[0]; got.Content.Message != want || got.Type != "html" {
		t.Errorf("message %q of type %s", got.Content.Message, got.Type)
	}
}

func TestMessagesMoveTheThread(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	first, second := f.create("first"), f.create("second")
	order := func() (list []string) {
		var page pageOf
		decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
		for _, item := range page.Value {
			list = append(list, item.Topic+" "+item.LastMessageReceivedOn)
		}
		return list
	}
	f.clock.add(10 * time.Second)
	sent := f.post(first, `{"content":"x"}`)
	want := []string{"first 2025-11-03T09:30:25Z", "second 2025-11-03T09:30:15Z"}
	if diff := cmp.Diff(want, order()); diff != "" {
		t.Errorf("after a message (-want +got):\n%s", diff)
	}
	f.clock.add(10 * time.Second)
	f.do("PATCH", "/chat/threads/"+first+"/messages/"+sent+"?"+latest, `{"content":"y"}`, "Content-Type", mergePatch)
	f.do("DELETE", "/chat/threads/"+first+"/messages/"+sent+"?"+latest, "")
	f.do("POST", "/chat/threads/"+second+"/typing?"+latest, "")
	if diff := cmp.Diff(want, order()); diff != "" {
		t.Errorf("after a change and typing (-want +got):\n%s", diff)
	}
}
