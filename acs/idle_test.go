package acs_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestConnectionsThatDiedWhileTheMachineSleptCostOneAttempt: several lay idle, none of
// which answers any more; the repetition goes to a new one.
func TestConnectionsThatDiedWhileTheMachineSleptCostOneAttempt(t *testing.T) {
	const idle = 3
	var (
		mutex sync.Mutex
		old   = map[string]bool{}
		met   sync.WaitGroup
		slept atomic.Bool
	)
	met.Add(idle)
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		mutex.Lock()
		dead := slept.Load() && old[r.RemoteAddr]
		old[r.RemoteAddr] = true
		mutex.Unlock()
		switch {
		case dead:
			<-r.Context().Done()
			return
		case !slept.Load():
			met.Done()
			met.Wait()
		}
		answer(w, http.StatusOK, `{"value":[]}`)
	})
	options := quickly()
	options.Retry.TryTimeout, options.Retry.MaxRetries = 500*time.Millisecond, 1
	client := newClient(t, service.URL, options)
	var readers sync.WaitGroup
	for range idle {
		readers.Go(func() {
			if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	readers.Wait()
	slept.Store(true)
	if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
		t.Errorf("after the sleep: %v", err)
	}
	if asked := len(service.received()); asked != idle+2 {
		t.Errorf("%d requests, want %d and two attempts", asked, idle)
	}
}
