package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// jsonObject is an object of a request. Its members are read by their exact
// names: encoding/json would take "displayname" for "displayName" and so hide a
// client's mistake.
type jsonObject map[string]json.RawMessage

// readObject reads a whole text as one JSON object.
func readObject(data []byte) (jsonObject, error) {
	var object jsonObject
	if err := json.Unmarshal(data, &object); err != nil {
		return nil, errors.New("the request body is not a JSON object")
	}
	if object == nil {
		return nil, errors.New("the request body is null")
	}
	return object, nil
}

// member is a member's text; one that is null counts as absent.
func (o jsonObject) member(name string) (json.RawMessage, bool) {
	raw, present := o[name]
	if !present || string(raw) == "null" {
		return nil, false
	}
	return raw, true
}

// isNull says whether a member is there and null.
func (o jsonObject) isNull(name string) bool {
	return string(o[name]) == "null"
}

// read decodes one member, and says whether it was there.
func (o jsonObject) read(name string, into any, kind string) (bool, error) {
	raw, present := o.member(name)
	if !present {
		return false, nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return false, fmt.Errorf("%s is not %s", name, kind)
	}
	return true, nil
}

// text is a member of type string, empty where absent.
func (o jsonObject) text(name string) (string, error) {
	var value string
	_, err := o.read(name, &value, "a string")
	return value, err
}

// requiredText is a member of type string that must be there and not empty.
func (o jsonObject) requiredText(name string) (string, error) {
	value, err := o.text(name)
	if err == nil && value == "" {
		err = fmt.Errorf("%s is required", name)
	}
	return value, err
}

// boolean is a member of type boolean, false where absent.
func (o jsonObject) boolean(name string) (bool, error) {
	var value bool
	_, err := o.read(name, &value, "a boolean")
	return value, err
}

// object is a member of type object.
func (o jsonObject) object(name string) (jsonObject, bool, error) {
	var value jsonObject
	present, err := o.read(name, &value, "an object")
	return value, present, err
}

// objects is a member of type array of objects.
func (o jsonObject) objects(name string) ([]jsonObject, bool, error) {
	var value []jsonObject
	present, err := o.read(name, &value, "an array of objects")
	if err != nil {
		return nil, false, err
	}
	for _, item := range value {
		if item == nil {
			return nil, false, fmt.Errorf("%s holds null", name)
		}
	}
	return value, present, nil
}

// moment is a member of type date-time; see readTime.
func (o jsonObject) moment(name string) (time.Time, bool, error) {
	text, err := o.text(name)
	if err != nil || text == "" {
		return time.Time{}, false, err
	}
	value, ok := readTime(text, time.RFC3339Nano)
	if !ok {
		return time.Time{}, false, fmt.Errorf("%s is not a date-time of the years 1 to 9999", name)
	}
	return value, true, nil
}
