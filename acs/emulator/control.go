package emulator

import (
	"maps"
	"net/http"
	"strings"
)

// controlPrefix begins the paths of the control endpoints; no path of the service
// begins so.
const controlPrefix = "/_emulator/"

// serveControl serves the control endpoints.
func (s *Service) serveControl(w http.ResponseWriter, r *http.Request) {
	if s.fromWebPage(r) {
		s.controlError(w, http.StatusForbidden, "the control endpoints answer no request of a web page")
		return
	}
	endpoint := strings.TrimPrefix(r.URL.Path, controlPrefix)
	switch r.Method + " " + endpoint {
	case "GET health":
		s.controlJSON(w, http.StatusOK, map[string]string{"status": "ok", "version": s.options.Version})
	case "POST reset":
		s.Reset()
		s.patience(w).writing()
		w.WriteHeader(http.StatusNoContent)
	case "PUT faults":
		s.putFaults(w, r)
	case "GET faults":
		s.controlJSON(w, http.StatusOK, s.Faults())
	case "GET requests":
		s.writeRequests(w)
	default:
		s.refuseControl(w, endpoint)
	}
}

// putFaults replaces the faults in force.
func (s *Service) putFaults(w http.ResponseWriter, r *http.Request) {
	body, err := s.patience(w).read(r)
	if err != nil {
		refusal := bodyFailure(err)
		maps.Copy(w.Header(), refusal.header)
		s.controlError(w, refusal.status, refusal.message)
		return
	}
	list, err := readFaults(body)
	if err == nil {
		err = s.SetFaults(list)
	}
	if err != nil {
		s.controlError(w, http.StatusBadRequest, err.Error())
		return
	}
	s.controlJSON(w, http.StatusOK, s.Faults())
}

// refuseControl answers another method, or a path that is none.
func (s *Service) refuseControl(w http.ResponseWriter, endpoint string) {
	methods := map[string]string{"health": "GET", "reset": "POST", "faults": "GET, PUT", "requests": "GET"}
	allowed, exists := methods[endpoint]
	if !exists {
		s.controlError(w, http.StatusNotFound, "there is no control endpoint "+controlPrefix+endpoint)
		return
	}
	w.Header().Set("Allow", allowed)
	s.controlError(w, http.StatusMethodNotAllowed, controlPrefix+endpoint+" takes "+allowed)
}

// fromWebPage reports whether a page of an origin that is not admitted sent a request:
// without asking, any page the user visits could reset the emulator.
func (s *Service) fromWebPage(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		return !s.admitsOrigin(origin)
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	return true
}

// controlHeader are the headers of a JSON answer.
func controlHeader(header http.Header) {
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
}

func (s *Service) controlJSON(w http.ResponseWriter, status int, value any) {
	controlHeader(w.Header())
	patience := s.patience(w)
	patience.writing()
	w.WriteHeader(status)
	_ = patience.write(w, encode(value, "")) // the client may be gone: nothing to do
}

func (s *Service) controlError(w http.ResponseWriter, status int, message string) {
	s.controlJSON(w, status, map[string]documentedError{"error": {Code: usualCode(status), Message: message}})
}
