package emulator

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind string

// The kinds of faults.
const (
	// faultStatus refuses the request with Status before anything is done.
	faultStatus FaultKind = "status"
	// faultLatency delays the request by Latency before anything is done.
	faultLatency FaultKind = "latency"
	// faultDrop ends the connection before anything is done, faultDropAfterCommit when
	// the work is done, faultTruncate in the middle of the answer.
	faultDrop            FaultKind = "drop"
	faultDropAfterCommit FaultKind = "drop-after-commit"
	faultTruncate        FaultKind = "truncate"
	// faultGarbage replaces the answer's body by one that is not JSON. Its status stays;
	// an answer without a body becomes a 200 with a page.
	faultGarbage FaultKind = "garbage"
	// faultSlowBody sends the answer's body over Latency, however short it is; without a
	// body it delays the answer.
	faultSlowBody FaultKind = "slow-body"
)

// faultKinds are the kinds, and whether they need Latency.
var faultKinds = map[FaultKind]struct{ needsLatency bool }{
	faultStatus: {}, faultLatency: {needsLatency: true}, faultDrop: {}, faultDropAfterCommit: {}, faultTruncate: {},
	faultGarbage: {}, faultSlowBody: {needsLatency: true},
}

// Fault is something that goes wrong on purpose. Of the faults in force a
// request gets the first of kind latency and the first of any other kind that
// name its operation, and uses up one of the times of each.
//
// Go's http.Transport by itself repeats a GET once where a connection that served
// before ends without an answer: a dropped GET can so use up two times.
type Fault struct {
	// Operation is an operationId without its prefix, or *: ListChatParticipants of
	// ChatThread_ListChatParticipants, Create of CommunicationIdentity_Create.
	Operation string    `json:"operation"`
	Kind      FaultKind `json:"kind"`
	// Status is the HTTP status of kind status, 400 to 599.
	Status int `json:"status,omitempty"`
	// Code is the error's code; empty is the one usual for the status.
	Code string `json:"code,omitempty"`
	// Message is the error's message; empty leaves it out of the envelope of chat,
	// and is the usual one for the status elsewhere.
	Message string `json:"message,omitempty"`
	// RetryAfter is a Go duration, sent as Retry-After in whole seconds, rounded
	// up; empty sends none. Only for kind status.
	RetryAfter string `json:"retryAfter,omitempty"`
	// Latency is a Go duration, for the kinds latency and slow-body.
	Latency string `json:"latency,omitempty"`
	// Times is how many requests get the fault; 0 is all until it is cleared.
	Times int `json:"times"`
}

// is reports whether there is a fault of that kind.
func (f *Fault) is(kind FaultKind) bool {
	return f != nil && f.Kind == kind
}

// latency is the fault's Latency, which validate has read before.
func (f *Fault) latency() time.Duration {
	wait, err := time.ParseDuration(f.Latency)
	if err != nil {
		return 0
	}
	return wait
}

// failure is the refusal of faultStatus.
func (f *Fault) failure() *failure {
	refusal := &failure{status: f.Status, code: f.Code, message: f.Message}
	refusal.bare = f.Status == http.StatusUnauthorized && f.Code == "" && f.Message == ""
	if refusal.code == "" {
		refusal.code = usualCode(f.Status)
	}
	if wait, err := time.ParseDuration(f.RetryAfter); err == nil {
		refusal.header = http.Header{"Retry-After": {retryAfter(wait)}}
	}
	return refusal
}

// usualCode is the error code the service uses for a status.
func usualCode(status int) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusRequestTimeout,
		http.StatusMisdirectedRequest, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return strings.ReplaceAll(http.StatusText(status), " ", "")
	}
	if status >= http.StatusInternalServerError {
		return "InternalServerError"
	}
	return "BadRequest"
}

// validate returns what is wrong with a fault.
func (f *Fault) validate() error {
	if f.Operation != "*" && !slices.ContainsFunc(operations(), func(o operation) bool { return o.name == f.Operation }) {
		return fmt.Errorf("operation %q is not one the emulator serves, nor *", f.Operation)
	}
	kind, known := faultKinds[f.Kind]
	if !known {
		return fmt.Errorf("kind %q is not known", f.Kind)
	}
	if f.Kind == faultStatus && (f.Status < http.StatusBadRequest || f.Status > 599) {
		return fmt.Errorf("status %d is not between 400 and 599", f.Status)
	}
	if err := duration("latency", f.Latency, kind.needsLatency); err != nil {
		return err
	}
	if err := duration("retryAfter", f.RetryAfter, false); err != nil {
		return err
	}
	if f.Times < 0 {
		return fmt.Errorf("times %d is negative", f.Times)
	}
	return nil
}

// duration checks a member that holds a duration.
func duration(name, text string, required bool) error {
	if text == "" && !required {
		return nil
	}
	wait, err := time.ParseDuration(text)
	if err != nil || wait < 0 || required && wait == 0 {
		return fmt.Errorf("%s %q is not a duration such as 300ms", name, text)
	}
	return nil
}

// garbage replaces an answer's body. A 204 cannot have one, so it becomes a 200.
func garbage(answer response) response {
	if answer.status == http.StatusNoContent || len(answer.body) == 0 {
		answer.status = http.StatusOK
	}
	answer.chunked = false
	answer.body = []byte("<html><body><h1>It works!</h1>\x00\xff")
	return answer
}

// faults are the faults in force.
type faults struct {
	mutex sync.Mutex
	list  []Fault
}

func (f *faults) reset() {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.list = nil
}

// match uses up and returns the faults of one request: its delay, and one of another kind.
func (f *faults) match(operation string) (time.Duration, *Fault) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var delay time.Duration
	var delayed bool
	var other *Fault
	kept := f.list[:0]
	for _, candidate := range f.list {
		fits := operation != "" && (candidate.Operation == "*" || candidate.Operation == operation)
		switch {
		case fits && candidate.Kind == faultLatency && !delayed:
			delay, delayed = candidate.latency(), true
		case fits && candidate.Kind != faultLatency && other == nil:
			other = &candidate
		default:
			kept = append(kept, candidate)
			continue
		}
		if candidate.Times != 1 {
			candidate.Times = max(0, candidate.Times-1)
			kept = append(kept, candidate)
		}
	}
	f.list = kept
	return delay, other
}

// SetFaults replaces the faults in force. The error names the first that is
// wrong, and then nothing has changed.
func (s *Service) SetFaults(list []Fault) error {
	for i := range list {
		if err := list[i].validate(); err != nil {
			return fmt.Errorf("fault %d: %w", i, err)
		}
	}
	s.faults.mutex.Lock()
	defer s.faults.mutex.Unlock()
	s.faults.list = slices.Clone(list)
	return nil
}

// Faults are those in force, with the times they have left.
func (s *Service) Faults() []Fault {
	s.faults.mutex.Lock()
	defer s.faults.mutex.Unlock()
	return append([]Fault{}, s.faults.list...)
}
