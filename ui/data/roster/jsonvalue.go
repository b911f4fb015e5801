package roster

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

const jsonSpace = " \t\r\n"

// jsonValue is the value that begins text, or why there is none.
func jsonValue(text string) (value, why string) {
	var raw json.RawMessage
	err := json.NewDecoder(strings.NewReader(text)).Decode(&raw)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "", "it ends in the middle of a value"
	case err != nil:
		return "", err.Error()
	}
	return string(raw), ""
}

// jsonField is a field of an object; offset is where its value begins.
type jsonField struct {
	name   string
	value  string
	offset int
}

// jsonFields are the fields of a valid object in their order, repeated ones included.
func jsonFields(object string) []jsonField {
	var fields []jsonField
	decoder := json.NewDecoder(strings.NewReader(object))
	_, _ = decoder.Token() // the brace; a valid object has no faults
	for decoder.More() {
		name, _ := decoder.Token()
		text, _ := name.(string)
		var value json.RawMessage
		_ = decoder.Decode(&value)
		fields = append(fields, jsonField{name: text, value: string(value), offset: int(decoder.InputOffset()) - len(value)})
	}
	return fields
}

// jsonString is the text of a valid string.
func jsonString(value string) (text string) {
	_ = json.Unmarshal([]byte(value), &text)
	return text
}
