package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// The names of the steps, as they stand in the report and in a [StepError].
const (
	stepConfiguration = "configuration"
	stepResolution    = "name resolution"
	stepTCP           = "TCP"
	stepTLS           = "TLS"
	stepAnswer        = "HTTP answer"
	stepClock         = "clock"
	stepVersion       = "api-version"
	stepToken         = "token"
	stepCall          = "call"
)

// StepError says at which step the check ended.
type StepError struct {
	// Step is the step's name, as the report has it: "TLS".
	Step string
	// Problem is what was found, on one line, without a secret.
	Problem string
	// Err is the error of the caller's context where that ended the check, and
	// else nil.
	Err error
}

// Error is one line.
func (e *StepError) Error() string { return "the check failed at " + e.Step + ": " + e.Problem }

// Unwrap returns the context's error, if any.
func (e *StepError) Unwrap() error { return e.Err }

// step is one check.
type step struct {
	name  string
	limit time.Duration
	check func(context.Context) finding
}

// examination is what one run knows.
type examination struct {
	options Options
	report  *report

	endpoint *url.URL
	proxy    *url.URL // nil: reached directly
	address  string   // host:port that the connection goes to; of the proxy, if any

	probed probe
	token  string
	claims acs.TokenClaims
}

// Run checks the connection and writes one line a step to out, with details and
// advice indented below. It ends at the first step that fails, with a *StepError,
// or with the error of writing to out; nil says that no step failed. Every step is
// bounded in time, and all end with ctx.
func Run(ctx context.Context, out io.Writer, options Options) error {
	options = options.withDefaults()
	e := &examination{options: options, report: newReport(out, options.Secrets)}
	e.heading()
	steps := e.steps()
	conclusion := "Every step was passed."
	for i, current := range steps {
		found := e.take(ctx, current)
		name := current.name
		if found.step != "" {
			name = found.step
		}
		e.report.finding(name, found)
		switch found.status {
		case statusFail:
			e.unchecked(steps[i+1:])
		case statusOK:
		case statusNote:
			conclusion = "No step failed; the lines that begin with note say what is odd or could not be checked."
		}
		if e.report.err != nil {
			return e.report.err
		}
		if found.status == statusFail {
			return &StepError{Step: name, Problem: e.report.clean(found.summary), Err: ctx.Err()}
		}
	}
	e.report.line("")
	e.report.line(conclusion)
	return e.report.err
}

func (e *examination) steps() []step {
	limit := e.options.StepLimit
	return []step{
		{stepConfiguration, limit, e.configuration},
		{stepResolution, limit, e.resolve},
		{stepTCP, limit, e.dial},
		{stepTLS, limit, e.tls},
		{stepAnswer, limit, e.answer},
		{stepClock, limit, e.clock},
		{stepVersion, limit, e.version},
		{stepToken, e.options.TokenLimit, e.getToken},
		{stepCall, limit, e.call},
	}
}

// take runs one step within its time.
func (e *examination) take(ctx context.Context, current step) finding {
	limited, cancel := context.WithTimeout(ctx, current.limit)
	defer cancel()
	if ctx.Err() == nil {
		found := current.check(limited)
		if found.status != statusFail || ctx.Err() == nil {
			return found
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fail("the time for the whole check ran out")
	}
	return fail("interrupted")
}

// heading is what a report of a fault needs besides the steps.
func (e *examination) heading() {
	o := e.options
	e.report.line(o.Program + ", connection check")
	e.report.line(fmt.Sprintf("%s, %s/%s, %s", runtime.Version(), runtime.GOOS, runtime.GOARCH, stamp(o.Now())))
	var set []string
	for _, name := range append(proxyVariables(), "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR") {
		if e.isSet(name) {
			set = append(set, name)
		}
	}
	if len(set) == 0 {
		set = []string{"none"}
	}
	e.report.line("variables for proxies and certificates that are set: " + strings.Join(set, ", "))
	e.report.line("")
}

// unchecked says what was not looked at.
func (e *examination) unchecked(left []step) {
	if len(left) == 0 {
		return
	}
	names := make([]string, len(left))
	for i, one := range left {
		names[i] = one.name
	}
	e.report.line("")
	e.report.line("Not checked, because of this: " + strings.Join(names, ", ") + ".")
}

// configuration checks what can be checked without a network.
func (e *examination) configuration(context.Context) finding {
	o := e.options
	from := "endpoint and credential from " + o.Source
	if o.Source == "" {
		from = "where endpoint and credential come from was not said"
	}
	var err error
	if e.endpoint, err = acs.ParseEndpoint(o.Endpoint); err != nil {
		found := fail(err.Error())
		if acs.IsConnectionString(o.Endpoint) {
			found.advice = []string{"give it as AZURE_COMMUNICATION_CONNECTION_STRING; an endpoint alone has no key"}
		}
		return found.with(from)
	}
	version, err := acs.ParseAPIVersion(cmp.Or(string(o.APIVersion), string(acs.DefaultAPIVersion)))
	if err != nil {
		return fail(err.Error()).with(from)
	}
	// The same question that the program's own requests ask.
	e.proxy, err = o.proxy(&http.Request{Method: http.MethodGet, URL: e.endpoint})
	if err != nil {
		// The error shows the variable's value, which may hold a password.
		return fail("the proxy that the environment names for this endpoint is not a URL",
			"correct HTTPS_PROXY, or take the host into NO_PROXY").with(from)
	}
	details := []string{
		"endpoint     " + e.endpoint.String(),
		"api-version  " + string(version),
	}
	switch {
	case o.Credential == nil:
		details = append(details, "credential   none yet")
	case o.Identity:
		details = append(details, "credential   a connection string; its resource issues the tokens")
	default:
		details = append(details, "credential   an access token or a source of them")
	}
	if o.CAFile != "" {
		details = append(details, "ca-file      "+o.CAFile)
	}
	found := ok(from, append(details, e.proxies()...)...)
	if name := e.missesProxy(); name != "" {
		found.status = statusNote
		found.advice = []string{"to go through the proxy that " + name + " names, set HTTPS_PROXY to the same value"}
	}
	return found
}
