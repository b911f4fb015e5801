package uitest

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
	Mutex  sync.Mutex
	Bodies []string
	Status int
	Answer string
}

// NewScripted answers every request whose path ends so, and returns the endpoint.
func NewScripted(t *testing.T, method, pathEnd string, status int, answer string, otherwise http.Handler) (*scripted, string) {
	t.Helper()
	s := &scripted{Status: status, Answer: answer}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method || !strings.HasSuffix(r.URL.Path, pathEnd) {
			otherwise.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		s.Mutex.Lock()
		defer s.Mutex.Unlock()
		s.Bodies = append(s.Bodies, string(body))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(s.Status)
		if _, err := io.WriteString(w, s.Answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return s, server.URL
}

// Says changes the answer.
func (s *scripted) Says(answer string) {
	s.Mutex.Lock()
	defer s.Mutex.Unlock()
	s.Answer = answer
}
