package emulator

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Service is the chat and the identity service as an http.Handler, safe for concurrent use. It
// has no goroutine. A request that a fault drops ends with a panic of
// http.ErrAbortHandler, by which net/http closes the connection.
type Service struct {
	options  Options
	born     time.Time // distinguishes the correlation vectors of two runs
	answered atomic.Int64
	faults   faults
	requests requestLog
	limits   limiter
	routes   []operation

	mutex sync.Mutex // guards store and reading from options.Random
	store *store
}

// New makes a service. Settings it does not know (see [Options]) fall back to
// their defaults; [Start] refuses them instead.
func New(options Options) *Service {
	if options.Seed != SeedEmpty {
		options.Seed = SeedDemo
	}
	if options.Envelope != EnvelopeDocumented {
		options.Envelope = EnvelopeService
	}
	s := &Service{options: options.withDefaults(), routes: operations()}
	s.born = s.options.Clock()
	s.store = s.seeded()
	return s
}

// Reset puts the service back to its beginning: the seed (relative to the time
// now), no faults, an empty request log, no throttling, no repeatability ids, no
// identity deleted and no token revoked.
func (s *Service) Reset() {
	s.mutex.Lock()
	s.store = s.seeded()
	s.mutex.Unlock()
	s.limits.reset()
	s.faults.reset()
	s.requests.reset()
}

// seeded is a store with the data the options name.
func (s *Service) seeded() *store {
	data := newStore()
	if s.options.Seed == SeedDemo {
		seedDemo(data, s.options.Clock().UTC().Truncate(time.Second), s.options.Participants)
	}
	return data
}

// call is one request to an operation.
type call struct {
	request   *http.Request
	operation operation
	version   apiVersion
	query     url.Values
	body      []byte
	exact     time.Time
	now       time.Time // exact, in whole seconds and UTC

	threadID  string // in the path, of chat operations
	messageID string // in the path, of operations on a message
	caller    caller // of chat operations

	identityID string // in the path, of identity operations
}

// ServeHTTP serves the operations and the control endpoints.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set(Header, s.options.Version)
	patience := s.patience(w)
	patience.begin(r)
	if !s.isCalledByName(r) {
		s.refuseHost(w, r)
		return
	}
	if s.crossOrigin(w, r) {
		return
	}
	switch {
	case strings.HasPrefix(r.URL.Path, controlPrefix):
		s.serveControl(w, r)
		return
	case r.URL.Path == realTimePath && r.Method == http.MethodGet:
		s.serveRealTime(w, r)
		return
	}
	started := s.options.Clock()
	body, bodyErr := patience.read(r)
	entry := s.requests.add(r, body)
	matched := match(s.routes, r)
	if bodyErr != nil {
		if isGone(r, bodyErr) {
			s.abort(r, entry, statusClientClosed)
		}
		s.reply(w, r, matched.api, started, entry, s.failureResponse(bodyFailure(bodyErr), matched.api), nil)
		return
	}
	delay, fault := s.faults.match(matched.operation.name)
	if !pause(r.Context(), s.options.Latency+delay) {
		s.abort(r, entry, statusClientClosed)
	}
	if fault.is(faultDrop) {
		s.abort(r, entry, statusDropped)
	}
	answer := s.answer(r, matched, body, fault)
	if fault.is(faultDropAfterCommit) || fault.is(faultTruncate) && len(answer.body) == 0 {
		s.abort(r, entry, statusDropped)
	}
	if fault.is(faultGarbage) {
		answer = garbage(answer)
	}
	s.reply(w, r, matched.api, started, entry, answer, fault)
}

// reply sends an answer, as a fault may want it.
func (s *Service) reply(w http.ResponseWriter, r *http.Request, of api, started time.Time, entry *Request, answer response, fault *Fault) {
	s.serviceHeaders(w.Header(), r, of, started, answer.status)
	s.finish(r, entry, answer.status)
	s.write(r.Context(), w, answer, fault)
}

// answer carries a request out, or refuses it as a fault says.
func (s *Service) answer(r *http.Request, matched route, body []byte, fault *Fault) response {
	if fault.is(faultStatus) {
		return s.failureResponse(fault.failure(), matched.api)
	}
	c, err := s.admit(r, matched, body)
	if err != nil {
		return s.failureResponse(err, matched.api)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	answer, err := c.operation.handle(s, c)
	if err != nil {
		return s.failureResponse(err, matched.api)
	}
	return answer
}

// admit makes all checks that come before an operation's own.
func (s *Service) admit(r *http.Request, matched route, body []byte) (*call, error) {
	if matched.refusal != nil {
		return nil, matched.refusal
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("The query string is malformed.")
	}
	version, err := checkVersion(r, matched.api, query)
	if err != nil {
		return nil, err
	}
	user, err := s.checkCredential(r, matched.api, body)
	if err != nil {
		return nil, err
	}
	now := s.options.Clock()
	if s.options.Limits {
		if err := s.limits.check(matched.operation, user.id, matched.id, now); err != nil {
			return nil, err
		}
	}
	if err := checkScope(matched.operation, user); err != nil {
		return nil, err
	}
	if err := checkBody(r, matched.operation, body); err != nil {
		return nil, err
	}
	admitted := &call{
		request: r, operation: matched.operation, version: version,
		query: query, body: body, exact: now, now: wholeSecond(now),
	}
	if matched.api == apiIdentity {
		admitted.identityID = matched.id
	} else {
		admitted.threadID, admitted.messageID, admitted.caller = matched.id, matched.messageID, user
	}
	return admitted, nil
}

// checkCredential checks what an API takes: chat nothing but a user's token,
// identities nothing but a request signed with the access key (documented; of the
// live service also a token of Entra). The caller is empty for the latter.
func (s *Service) checkCredential(r *http.Request, of api, body []byte) (caller, error) {
	if of == apiIdentity {
		return caller{}, s.checkSignature(r, body)
	}
	return s.authenticate(r)
}

// checkScope refuses a token whose scopes do not suffice. The Identity API takes
// no tokens.
func checkScope(operation operation, user caller) error {
	if operation.api() == apiIdentity || user.may(operation.scope) {
		return nil
	}
	refusal := forbidden()
	if operation.name == "CreateChatThread" {
		refusal.message = "" // recorded so on create
	}
	return refusal
}

// checkVersion reads api-version. The code and the message of an unsupported one
// are recorded (identities), those of a missing one a choice.
func checkVersion(r *http.Request, of api, query url.Values) (apiVersion, error) {
	text := query.Get("api-version")
	if text == "" {
		return "", &failure{
			status: http.StatusBadRequest, code: "ApiVersionUnspecified", gateway: true,
			message: "An API version is required, but was not specified.",
		}
	}
	version, supported := of.readVersion(text)
	if !supported {
		return "", &failure{
			status: http.StatusBadRequest, code: "UnsupportedApiVersion", gateway: true,
			message: "The HTTP resource that matches the request URI '" + base(r) + r.URL.Path +
				"' does not support the API version '" + text + "'.",
		}
	}
	return version, nil
}

// checkBody refuses a body that is too long or of another content type.
func checkBody(r *http.Request, operation operation, body []byte) error {
	if len(body) > maxBodyBytes {
		return tooLarge()
	}
	if len(body) == 0 && operation.optionalBody {
		return nil
	}
	return operation.accepts(r.Header.Get("Content-Type"))
}

// abort ends a request without an answer.
func (s *Service) abort(r *http.Request, entry *Request, status int) {
	s.finish(r, entry, status)
	panic(http.ErrAbortHandler)
}

// finish records how a request ended, before its answer goes out: whoever has
// the answer finds it in the log.
func (s *Service) finish(r *http.Request, entry *Request, status int) {
	s.requests.finish(entry, status)
	s.options.Log.LogAttrs(context.WithoutCancel(r.Context()), slogLevel(status), "request",
		slog.String("method", r.Method), slog.String("path", r.URL.EscapedPath()), slog.Int("status", status))
}

// base is the scheme and host a client reached the emulator by.
func base(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
