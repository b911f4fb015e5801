package acs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Oddity says what of an item cannot be read. One odd item must not hide the others of
// its page: it is returned with what of it can be read, and with its oddity. The zero
// value belongs to an item all of which can be read.
type Oddity struct {
	// Why says what is wrong with the item, such as "has no id"; empty where nothing is.
	Why string
	// JSON is the item as it came, in one line.
	JSON string
}

// Excerpt is the beginning of the item as it came, for where there is little room.
func (o Oddity) Excerpt() string { return excerpt([]byte(o.JSON)) }

// IsOdd reports whether something of the item cannot be read.
func (o Oddity) IsOdd() bool { return o.Why != "" }

// Hides reports whether a field came that cannot be read, so that what stands for it
// in the item says nothing: not that it is missing, nor that it is empty.
func (o Oddity) Hides(field string) bool {
	return strings.Contains(o.Why, `"`+field+`"`) || strings.Contains(o.Why, `"`+field+".") || strings.HasPrefix(o.Why, "is ") ||
		field == "content" && strings.Contains(o.Why, "its content: is ")
}

// oddity makes the Oddity of an item with problems; zero for none.
func oddity(item json.RawMessage, problems []string) Oddity {
	if len(problems) == 0 {
		return Oddity{}
	}
	return Oddity{Why: strings.Join(problems, "; "), JSON: compactJSON(item)}
}

// withSubject makes a sentence of problems, some of which begin with a verb.
func withSubject(subject string, problems []string) string {
	why := strings.Join(problems, "; ")
	if strings.HasPrefix(why, "the field ") {
		return why
	}
	return subject + " " + why
}

// decodeItem reads an object that is part of a document. What of it cannot be read is
// left out of the result, and problems say why, a field each; of something that is no
// object nothing is read.
func decodeItem[W any](content json.RawMessage) (wire W, problems []string) {
	trimmed := bytes.TrimSpace(content)
	if !bytes.HasPrefix(trimmed, []byte("{")) {
		return wire, []string{"is " + kindOfJSON(trimmed) + " and no object"}
	}
	if json.Unmarshal(content, &wire) == nil {
		return wire, nil
	}
	// Field by field: the decoder gives up at the first one that it cannot read.
	wire = *new(W)
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(content, &fields); err != nil {
		return wire, []string{describeJSONError(err).Error()}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, err := json.Marshal(map[string]json.RawMessage{name: fields[name]})
		if err != nil {
			problems = append(problems, fmt.Sprintf("the field %q cannot be taken out: %v", name, err))
			continue
		}
		with := wire
		if err := json.Unmarshal(field, &with); err != nil {
			problems = append(problems, describeFieldError(name, err))
			continue
		}
		wire = with
	}
	return wire, problems
}

// describeFieldError says what is wrong with a field.
func describeFieldError(name string, err error) string {
	if bad, ok := errors.AsType[*timeError](err); ok {
		return fmt.Sprintf("the field %q is no time: %s", name, bad.text)
	}
	return describeJSONError(err).Error()
}

// kindOfJSON names what a JSON value is.
func kindOfJSON(content []byte) string {
	if len(content) == 0 {
		return "nothing"
	}
	switch content[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	}
	return "a number"
}

// kindOfGo names what encoding/json says that it met: "array", or "number -1.5".
func kindOfGo(kind string) string {
	switch kind, value, _ := strings.Cut(kind, " "); {
	case kind == "number" && value != "":
		return "the number " + value
	case kind == "bool":
		return "a boolean"
	case kind == "array", kind == "object":
		return "an " + kind
	default:
		return "a " + kind
	}
}
