package openapi

// Deviation is a difference from the documents that is allowed, because the live
// service has it too.
type Deviation struct {
	// Name stands in the table.
	Name string
	// Reason says where the difference comes from.
	Reason string
}

// Names of the deviations.
const (
	noKind         = "identifier without kind"
	ownEnvelope    = "error in the service's own envelope"
	emptyRefusal   = "401 without a body"
	undeclared400  = "undeclared status 400"
	undeclared404  = "undeclared status 404"
	undeclared500  = "undeclared status 500"
	undeclaredHTTP = "undeclared status of HTTP itself"
)

// Deviations lists all that is allowed; anything else that differs is a fault.
func Deviations() []Deviation {
	return []Deviation{
		{noKind, "the documents call kind required in responses; no recorded response has it"},
		{ownEnvelope, `recorded: {"CommunicationError":{"Code","Message","Details"}}, Message often left out, where the documents declare {"error":{"code","message"}}`},
		{emptyRefusal, "reported of the live service for bad and expired tokens; the documents declare an error"},
		{undeclared400, "recorded, for identifiers, batches and api-versions; the documents declare 401, 403, 429 and 503"},
		{undeclared404, "recorded, for unknown threads and messages"},
		{undeclared500, "recorded"},
	}
}

// emulatorDeviation is allowed only where the emulator is made to refuse what no
// client sends: its own tests.
func emulatorDeviation() Deviation {
	return Deviation{undeclaredHTTP, "405, 413 and 415 for requests that no client sends: a choice of the emulator, nothing is recorded"}
}

// undeclaredStatus is the name of the deviation that a status is.
func undeclaredStatus(status int) (string, bool) {
	switch status {
	case 400:
		return undeclared400, true
	case 404:
		return undeclared404, true
	case 500:
		return undeclared500, true
	case 405, 413, 415:
		return undeclaredHTTP, true
	}
	return "", false
}
