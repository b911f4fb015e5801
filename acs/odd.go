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
// its page: it is returned with what of it can be read. The zero value belongs to an item
// all of which can be read.
type Oddity struct {
	// Why says what is wrong with the item, such as "has no id"; empty where nothing is.
	Why string
	// JSON is the item as it came, in one line.
	JSON string
	// Fields are the JSON names of the fields that cannot be read, between commas;
	// "*" where nothing of the item can.
	Fields string
}

// Excerpt is the beginning of the item as it came, for where there is little room.
func (o Oddity) Excerpt() string { return excerpt([]byte(o.JSON)) }

// IsOdd reports whether something of the item cannot be read.
func (o Oddity) IsOdd() bool { return o.Why != "" }

// Hides reports whether a field came that cannot be read, so that what stands for it
// in the item says nothing: not that it is missing, nor that it is empty.
func (o Oddity) Hides(field string) bool {
	return slices.ContainsFunc(strings.Split(o.Fields, ","), func(hidden string) bool { return hidden == field || hidden == wholeItem })
}

// wholeItem stands for all fields.
const wholeItem = "*"

// problem is something of an item that cannot be read.
type problem struct {
	text string
	// fields are those that it hides; empty: none.
	fields []string
}

func problemf(field, format string, values ...any) problem {
	return problem{text: fmt.Sprintf(format, values...), fields: []string{field}}
}

func hides(problems []problem, field string) bool {
	return slices.ContainsFunc(problems, func(p problem) bool { return slices.Contains(p.fields, field) || slices.Contains(p.fields, wholeItem) })
}

// oddity makes the Oddity of an item with problems; zero for none.
func oddity(item json.RawMessage, problems []problem) Oddity {
	if len(problems) == 0 {
		return Oddity{}
	}
	odd := Oddity{Why: joinProblems(problems, "; "), JSON: compactJSON(item)}
	var fields []string
	for _, p := range problems {
		fields = append(fields, p.fields...)
	}
	odd.Fields = strings.Join(fields, ",")
	return odd
}

func joinProblems(problems []problem, separator string) string {
	texts := make([]string, len(problems))
	for i, p := range problems {
		texts[i] = p.text
	}
	return strings.Join(texts, separator)
}

// sentence makes a sentence of an oddity, which may begin with a verb.
func (o Oddity) sentence(subject string) string {
	if strings.HasPrefix(o.Why, "the field ") {
		return o.Why
	}
	return subject + " " + o.Why
}

// within says of problems in which part of an item they are. Where nothing of the part
// can be read, the part is hidden.
func within(part string, problems []problem) []problem {
	if len(problems) == 0 {
		return nil
	}
	joined := problem{text: "its " + part + ": " + joinProblems(problems, ", ")}
	for _, p := range problems {
		for _, field := range p.fields {
			if field == wholeItem {
				field = part
			}
			joined.fields = append(joined.fields, field)
		}
	}
	return []problem{joined}
}

// decodeItem reads an object that is part of a document. What of it cannot be read is
// left out of the result; of something that is no object nothing is read.
func decodeItem[W any](content json.RawMessage) (wire W, problems []problem) {
	trimmed := bytes.TrimSpace(content)
	if !bytes.HasPrefix(trimmed, []byte("{")) {
		return wire, []problem{problemf(wholeItem, "is %s and no object", kindOfJSON(trimmed))}
	}
	if json.Unmarshal(content, &wire) == nil {
		return wire, nil
	}
	// Field by field: the decoder gives up at the first one that it cannot read.
	wire = *new(W)
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(content, &fields); err != nil {
		return wire, []problem{problemf(wholeItem, "%v", describeJSONError(err))}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, err := json.Marshal(map[string]json.RawMessage{name: fields[name]})
		if err != nil {
			problems = append(problems, problemf(name, "the field %q cannot be taken out: %v", name, err))
			continue
		}
		with := wire
		err = json.Unmarshal(field, &with)
		if bad, is := errors.AsType[*timeError](err); is {
			problems = append(problems, problemf(name, "the field %q is no time: %s", name, bad.text))
		} else if err != nil {
			problems = append(problems, problemf(name, "%v", describeJSONError(err)))
		} else {
			wire = with
		}
	}
	return wire, problems
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
