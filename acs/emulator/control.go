package emulator

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// controlPrefix begins the paths of the control endpoints; no path of the service
// begins so.
const controlPrefix = "/_emulator/"

// serveControl serves the control endpoints.
func (s *Service) serveControl(w http.ResponseWriter, r *http.Request) {
	if !fromHere(r) {
		controlError(w, http.StatusForbidden, "the control endpoints answer requests to a loopback address only, and none of a web page")
		return
	}
	endpoint := strings.TrimPrefix(r.URL.Path, controlPrefix)
	switch r.Method + " " + endpoint {
	case "GET health":
		controlJSON(w, http.StatusOK, map[string]string{"status": "ok", "version": s.options.Version})
	case "POST reset":
		s.Reset()
		w.WriteHeader(http.StatusNoContent)
	case "PUT faults":
		list, err := readFaults(r.Body)
		if err == nil {
			err = s.SetFaults(list)
		}
		if err != nil {
			controlError(w, http.StatusBadRequest, err.Error())
			return
		}
		controlJSON(w, http.StatusOK, s.Faults())
	case "GET faults":
		controlJSON(w, http.StatusOK, s.Faults())
	case "GET requests":
		controlJSON(w, http.StatusOK, s.Requests())
	default:
		s.refuseControl(w, endpoint)
	}
}

// refuseControl answers another method, or a path that is none.
func (s *Service) refuseControl(w http.ResponseWriter, endpoint string) {
	methods := map[string]string{"health": "GET", "reset": "POST", "faults": "GET, PUT", "requests": "GET"}
	allowed, exists := methods[endpoint]
	if !exists {
		controlError(w, http.StatusNotFound, "there is no control endpoint "+controlPrefix+endpoint)
		return
	}
	w.Header().Set("Allow", allowed)
	controlError(w, http.StatusMethodNotAllowed, controlPrefix+endpoint+" takes "+allowed)
}

// fromHere says whether a request names a loopback host and no page of another
// origin sent it: without that, any web page the user visits could reset the
// emulator or, by a name that points to 127.0.0.1, read what was sent to it.
func fromHere(r *http.Request) bool {
	if r.Header.Get("Origin") != "" {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return false
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	return isLoopback(strings.Trim(host, "[]"))
}

// isLoopback says whether a host, by name or address, is this machine's own.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

func controlJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(encode(value, "")) // the client may be gone: nothing to do
}

func controlError(w http.ResponseWriter, status int, message string) {
	controlJSON(w, status, map[string]documentedError{"error": {Code: usualCode(status), Message: message}})
}
