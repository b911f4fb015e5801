package ui

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// scripted is a service that answers an operation as a test says; everything else
// goes to the emulator behind it.
type scripted struct {
	mutex  sync.Mutex
	bodies []string
	status int
	answer string
}

// newScripted answers every request whose path ends so, and returns the endpoint.
func newScripted(t *testing.T, method, pathEnd string, status int, answer string, otherwise http.Handler) (*scripted, string) {
	t.Helper()
	s := &scripted{status: status, answer: answer}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method || !strings.HasSuffix(r.URL.Path, pathEnd) {
			otherwise.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.bodies = append(s.bodies, string(body))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(s.status)
		if _, err := io.WriteString(w, s.answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return s, server.URL
}

// says changes the answer.
func (s *scripted) says(answer string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.answer = answer
}
