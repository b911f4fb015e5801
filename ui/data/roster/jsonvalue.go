package roster

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// encoding/json's Decoder would do, but says neither where a value begins nor which
// fields are there twice, and takes ten times as long for it.

const jsonSpace = " \t\r\n"

// jsonSkip is where white space ends, from an offset on.
func jsonSkip(text string, offset int) int {
	for offset < len(text) && strings.IndexByte(jsonSpace, text[offset]) >= 0 {
		offset++
	}
	return offset
}

// jsonValue is the value that begins text, or why it is none.
func jsonValue(text string) (value, why string) {
	end, closed := jsonEnd(text)
	if !closed {
		return "", "it ends in the middle of a value"
	}
	value = text[:end]
	if !json.Valid([]byte(value)) {
		var none any
		return "", fmt.Sprint(json.Unmarshal([]byte(value), &none))
	}
	return value, ""
}

// jsonEnd is where the value that begins text ends. Whether it is a valid one is
// not looked at.
func jsonEnd(text string) (end int, closed bool) {
	depth := 0
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '"':
			for at++; at < len(text) && text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			if at >= len(text) {
				return len(text), false
			}
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		default:
			if next := at + 1; next < len(text) && strings.IndexByte(jsonSpace+",]}:", text[next]) < 0 {
				continue // within a number or a word
			}
		}
		if depth <= 0 {
			return at + 1, true
		}
	}
	return len(text), depth <= 0 && text != ""
}

// jsonField is a field of an object; offset is where its value begins.
type jsonField struct {
	name   string
	value  string
	offset int
}

// jsonFields are the fields of a valid object, in their order, with those that are
// there twice.
func jsonFields(object string) []jsonField {
	var fields []jsonField
	for at := 1; ; {
		at = jsonStart(object, at)
		if object[at] == '}' {
			return fields
		}
		size, _ := jsonEnd(object[at:])
		name := jsonString(object[at : at+size])
		at = jsonSkip(object, jsonSkip(object, at+size)+len(":"))
		size, _ = jsonEnd(object[at:])
		fields = append(fields, jsonField{name: name, value: object[at : at+size], offset: at})
		at += size
	}
}

// jsonString is the text of a valid string.
func jsonString(value string) string {
	inner := value[1 : len(value)-1]
	if strings.IndexByte(inner, '\\') < 0 && utf8.ValidString(inner) {
		return inner
	}
	var text string
	if err := json.Unmarshal([]byte(value), &text); err != nil {
		return inner
	}
	return text
}
