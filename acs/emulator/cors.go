package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// preflightAge is how long a browser may keep the answer of a preflight, in seconds.
const preflightAge = "600"

// admitsOrigin reports whether pages of an origin may use the service: those of this
// machine, and those that the options name.
func (s *Service) admitsOrigin(origin string) bool {
	if slices.ContainsFunc(s.options.Origins, func(named string) bool { return strings.EqualFold(named, origin) }) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Path == "" && isLoopback(u.Hostname())
}

// crossOrigin lets pages of admitted origins read answers (CORS), and answers their
// preflights. It reports whether the request is answered by that.
func (s *Service) crossOrigin(w http.ResponseWriter, r *http.Request) (answered bool) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	header := w.Header()
	header.Add("Vary", "Origin")
	preflight := r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
	admitted := s.admitsOrigin(origin)
	if admitted {
		header.Set("Access-Control-Allow-Origin", origin)
		header.Set("Access-Control-Expose-Headers", "*")
	}
	switch {
	case !preflight:
		return false
	case !admitted:
		s.controlError(w, http.StatusForbidden, fmt.Sprintf("pages of %q may not use the emulator: start it with --cors and that origin", origin))
		return true
	}
	header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
	header.Set("Access-Control-Max-Age", preflightAge)
	if names := r.Header.Get("Access-Control-Request-Headers"); names != "" {
		header.Set("Access-Control-Allow-Headers", names)
	}
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		header.Set("Access-Control-Allow-Private-Network", "true")
	}
	s.patience(w).writing()
	w.WriteHeader(http.StatusNoContent)
	return true
}

// checkOrigins reports an origin that is none.
func checkOrigins(origins []string) error {
	for _, origin := range origins {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
			return fmt.Errorf("cors %q is no origin, such as https://chat.example.com", origin)
		}
	}
	return nil
}

// realTimePath is where Microsoft's JavaScript SDK asks at its start where notifications
// come from. No other request goes to the places it is told.
const realTimePath = "/chat/config/realTimeNotifications"

// serveRealTime answers with places that exist nowhere: the emulator sends no notifications.
func (s *Service) serveRealTime(w http.ResponseWriter, r *http.Request) {
	if _, err := s.authenticate(r); err != nil {
		answer := s.failureResponse(err, apiChat)
		s.write(r.Context(), w, answer, nil)
		return
	}
	s.write(r.Context(), w, success(http.StatusOK, map[string]string{
		"trouterServiceUrl": base(r) + "/trouter", "registrarServiceUrl": base(r) + "/registrar", "cloudType": "Public",
	}), nil)
}
