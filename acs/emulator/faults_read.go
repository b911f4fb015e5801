package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// readFaults reads a JSON array of faults. Its errors are for people: they name the
// fault and the member, as SetFaults does.
func readFaults(data []byte) ([]Fault, error) {
	if len(data) > maxBodyBytes {
		return nil, errors.New("the body is too large")
	}
	var objects []jsonObject
	if err := json.Unmarshal(data, &objects); err != nil {
		if broken, ok := errors.AsType[*json.SyntaxError](err); ok {
			return nil, fmt.Errorf("the body is not one JSON document: it breaks at byte %d", broken.Offset)
		}
		return nil, errors.New("the body is not a JSON array of faults, which are objects")
	}
	if objects == nil {
		return nil, errors.New("the body is null, not a JSON array of faults")
	}
	list := make([]Fault, len(objects))
	for i, object := range objects {
		var err error
		if list[i], err = readFault(object); err != nil {
			return nil, fmt.Errorf("fault %d: %w", i, err)
		}
	}
	return list, nil
}

// readFault reads one fault. A member that it does not know is an error: a misspelt
// one would otherwise be a fault that does nothing.
func readFault(object jsonObject) (Fault, error) {
	var fault Fault
	const text, number = "a string", "a whole number"
	members := map[string]struct {
		into any
		kind string
	}{
		"operation": {&fault.Operation, text}, "kind": {&fault.Kind, text},
		"status": {&fault.Status, number}, "code": {&fault.Code, text}, "message": {&fault.Message, text},
		"retryAfter": {&fault.RetryAfter, text}, "latency": {&fault.Latency, text}, "times": {&fault.Times, number},
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		member, known := members[name]
		if !known {
			return Fault{}, fmt.Errorf("a fault has no member %q", name)
		}
		if _, err := object.read(name, member.into, member.kind); err != nil {
			return Fault{}, err
		}
	}
	return fault, nil
}
