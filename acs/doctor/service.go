package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// clock compares the answer's Date with this machine's clock.
func (e *examination) clock(context.Context) finding {
	p := e.probed
	text := p.header.Get("Date")
	if text == "" {
		return note("not checked: the answer has no Date header")
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return note("not checked: the answer's Date header is not a date: " + text)
	}
	difference := apart(date, p.before, p.after)
	if difference.Abs() <= maxClockDifference {
		if difference.Abs() < time.Second {
			return ok("this machine's clock and the service's agree")
		}
		return ok(fmt.Sprintf("this machine's clock is %s the service's; up to %s do no harm", direction(difference), duration(maxClockDifference)))
	}
	return fail(fmt.Sprintf("this machine's clock is %s the service's", direction(difference)),
		"set this machine's clock (of a virtual machine or container: its host's); tokens and signatures are refused by the time",
	).with(
		"here         "+stamp(p.after),
		"the service  "+stamp(date),
	)
}

// apart is how far the service's clock is ahead of ours. The answer's date is cut
// to whole seconds, and was made at some time between before and after.
func apart(date, before, after time.Time) time.Duration {
	switch {
	case date.After(after):
		return date.Sub(after)
	case date.Add(time.Second).Before(before):
		return date.Add(time.Second).Sub(before)
	}
	return 0
}

// direction says how this machine's clock stands to the service's.
func direction(serviceAhead time.Duration) string {
	if serviceAhead > 0 {
		return duration(serviceAhead) + " behind"
	}
	return duration(serviceAhead) + " ahead of"
}

// version compares the api-version with those that the service names.
func (e *examination) version(context.Context) finding {
	wanted := string(e.options.APIVersion)
	supported := listed(e.probed.header, "Api-Supported-Versions")
	deprecated := listed(e.probed.header, "Api-Deprecated-Versions")
	if e.probed.status == http.StatusBadRequest && unsupportedVersion(errorCode(e.probed.body)) {
		return e.unsupported(supported)
	}
	switch {
	case slices.Contains(supported, wanted):
		return ok(wanted+" is supported", "the service names: "+strings.Join(supported, ", "))
	case slices.Contains(deprecated, wanted):
		return note(wanted+" still works, but the service calls it deprecated", e.otherVersions(supported)...)
	case len(supported) == 0:
		return note("not checked: the answer without a token names no versions; the call below shows whether " + wanted + " works")
	}
	return e.unsupported(supported)
}

// unsupported says that the service does not serve the version, and which the
// program and it have in common.
func (e *examination) unsupported(supported []string) finding {
	found := fail(fmt.Sprintf("the service does not support the api-version %s", e.options.APIVersion))
	found.step = stepVersion
	if len(supported) > 0 {
		found = found.with("the service names: " + strings.Join(supported, ", "))
	}
	found.advice = e.otherVersions(supported)
	return found
}

// otherVersions is what to choose instead.
func (e *examination) otherVersions(supported []string) []string {
	var both []string
	for _, known := range acs.APIVersions() {
		if known != e.options.APIVersion && (len(supported) == 0 || slices.Contains(supported, string(known))) {
			both = append(both, string(known))
		}
	}
	switch {
	case len(supported) == 0:
		return []string{"choose another one with --api-version; this program knows " + strings.Join(both, ", ")}
	case len(both) == 0:
		return []string{"this program knows none of them: it is too old for this service, or the endpoint is not a chat resource"}
	}
	return []string{"choose with --api-version (or api_version in the profile): " + strings.Join(both, ", ")}
}

// listed takes a header apart that holds a list.
func listed(header http.Header, name string) []string {
	var values []string
	for _, line := range header.Values(name) {
		for value := range strings.SplitSeq(line, ",") {
			if value = strings.TrimSpace(value); value != "" {
				values = append(values, value)
			}
		}
	}
	return values
}

// unsupportedVersion holds for the error code of an unknown api-version
// (recorded).
func unsupportedVersion(code string) bool { return strings.EqualFold(code, "UnsupportedApiVersion") }

// errorCode reads the code of either envelope; encoding/json matches the names
// whatever their case.
func errorCode(body []byte) string {
	type fault struct {
		Code string `json:"code"`
	}
	var envelope struct {
		Error              fault `json:"error"`
		CommunicationError fault `json:"communicationError"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return ""
	}
	if envelope.CommunicationError.Code != "" {
		return envelope.CommunicationError.Code
	}
	return envelope.Error.Code
}
