package acs

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// invalidText returns the place of the first text of a document that is not valid
// UTF-8, such as participants[1].displayName; empty where all are.
func invalidText(value reflect.Value) string {
	place, bad := findInvalidText(value)
	if bad && place == "" {
		return "(the whole text)"
	}
	return strings.TrimPrefix(place, ".")
}

func findInvalidText(value reflect.Value) (place string, bad bool) {
	switch value.Kind() { //nolint:exhaustive // the others hold no text
	case reflect.String:
		return "", !utf8.ValidString(value.String())
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			return "", false
		}
		return findInvalidText(value.Elem())
	case reflect.Struct:
		return findInvalidField(value)
	case reflect.Map:
		return findInvalidEntry(value)
	case reflect.Slice:
		if value.Type() == reflect.TypeFor[json.RawMessage]() {
			return "", !utf8.Valid(value.Bytes())
		}
		for i := range value.Len() {
			if place, bad := findInvalidText(value.Index(i)); bad {
				return fmt.Sprintf("[%d]%s", i, place), true
			}
		}
	}
	return "", false
}

// findInvalidField looks into the fields that are written.
func findInvalidField(value reflect.Value) (place string, bad bool) {
	for i := range value.NumField() {
		field := value.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		if place, bad := findInvalidText(value.Field(i)); bad {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			return "." + name + place, true
		}
	}
	return "", false
}

// findInvalidEntry looks into a map of texts.
func findInvalidEntry(value reflect.Value) (place string, bad bool) {
	for _, key := range value.MapKeys() {
		name, content := key.String(), value.MapIndex(key)
		if _, bad := findInvalidText(content); bad || !utf8.ValidString(name) {
			return fmt.Sprintf("[%q]", name), true
		}
	}
	return "", false
}
