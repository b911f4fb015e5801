package emulator

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestBrokenAnswers(t *testing.T) {
	f := newFixture(t, Options{})
	f.setFaults(`[{"operation":"ListChatThreads","kind":"truncate","times":1},{"operation":"ListChatThreads","kind":"garbage","times":1},
		{"operation":"ListChatThreads","kind":"slow-body","latency":"20ms","times":1},{"operation":"DeleteChatThread","kind":"truncate","times":1}]`)
	r := func() *http.Request { return f.request("GET", "/chat/threads?"+latest, "") }
	cut, err := f.try(r())
	if err == nil || cut.status != 200 || cut.body == "" || json.Valid([]byte(cut.body)) {
		t.Errorf("truncate: %d, %d bytes, %v", cut.status, len(cut.body), err)
	}
	if got, err := f.try(r()); err != nil || got.status != 200 || json.Valid([]byte(got.body)) || !strings.HasPrefix(got.header.Get("Content-Type"), "application/json") {
		t.Errorf("garbage: %d %q %v", got.status, got.body, err)
	}
	slow, err := f.try(r())
	if plain := f.do("GET", "/chat/threads?"+latest, ""); err != nil || slow.body != plain.body {
		t.Errorf("slow-body: %q %v", slow.body, err)
	}
	id := f.create("t")
	if got, err := f.try(f.request("DELETE", "/chat/threads/"+id+"?"+latest, "")); err == nil {
		t.Errorf("truncate of an answer without a body: %d", got.status)
	}
}

// TestASlowBodyTakesItsTime: whatever its length, its portions add up to it and to
// the time.
func TestASlowBodyTakesItsTime(t *testing.T) {
	const total = 2*time.Second + 7
	for _, length := range []int{1, 2, 3, 19, 20, 21, 39, 41, 1000, 1 << 20} {
		var waited time.Duration
		var sent int
		list := portions(length, total)
		for _, one := range list {
			if one.size < 1 || one.wait < total/20 {
				t.Errorf("%d bytes: a portion of %d after %s", length, one.size, one.wait)
			}
			waited += one.wait
			sent += one.size
		}
		if waited != total || sent != length || len(list) > 20 {
			t.Errorf("%d bytes: %d bytes in %d portions and %s", length, sent, len(list), waited)
		}
	}
}

// TestASlowBodyOfNothing: an answer without a body is slow as a whole.
func TestASlowBodyOfNothing(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	f.setFaults(`[{"operation":"*","kind":"slow-body","latency":"1h","times":2}]`)
	for n, r := range []*http.Request{
		f.request("POST", "/chat/threads/"+id+"/typing?"+latest, ""), f.request("DELETE", "/chat/threads/"+id+"?"+latest, ""),
	} {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			_, err := f.try(r.WithContext(ctx))
			ended <- err
		}()
		await(t, func() bool { list := f.service.Requests(); return len(list) == n+2 && list[n+1].Status != 0 })
		f.do("GET", "/_emulator/health", "") // the time that an answer would need
		cancel()
		if err := <-ended; err == nil {
			t.Errorf("%s was answered at once", r.URL.Path)
		}
	}
	got := f.do("GET", "/chat/threads/"+id+"?"+latest, "")
	if got.status != http.StatusNotFound {
		t.Errorf("the slow deletion was not carried out: %d", got.status)
	}
}

// TestGarbageInsteadOfNothing: a 204 cannot have a body.
func TestGarbageInsteadOfNothing(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	f.setFaults(`[{"operation":"DeleteChatThread","kind":"garbage","times":1}]`)
	got := f.do("DELETE", "/chat/threads/"+id+"?"+latest, "")
	if got.status != http.StatusOK || !strings.HasPrefix(got.body, "<html>") {
		t.Errorf("%d %q", got.status, got.body)
	}
}

func TestAnInternalErrorIsCompact(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const message = "The server could not fulfill the request due to some unexpected failure."
	f.setFaults(`[{"operation":"*","kind":"status","status":500,"message":"` + message + `","times":1},{"operation":"*","kind":"status","status":503,"times":1}]`)
	want := `{"CommunicationError":{"Code":"InternalServerError","Message":"` + message + `","Details":[]}}`
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != 500 || got.body != want {
		t.Errorf("%d %s, want %s", got.status, got.body, want)
	}
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != 503 || got.body != fmt.Sprintf(wordlessBody, "ServiceUnavailable") {
		t.Errorf("%d %s", got.status, got.body)
	}
}
