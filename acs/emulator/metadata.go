package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// metadata are names and values in the order they were given in, which is the order
// the service answers them in (recorded). nil is none at all, and absent on the
// wire; an empty one is an empty object there (recorded).
type metadata []entry

type entry struct{ name, value string }

// MarshalJSON writes an object with its names in their order.
func (m metadata) MarshalJSON() ([]byte, error) {
	var object bytes.Buffer
	for i, one := range m {
		if i > 0 {
			object.WriteByte(',')
		}
		object.Write(encode(one.name, ""))
		object.WriteByte(':')
		object.Write(encode(one.value, ""))
	}
	return []byte("{" + object.String() + "}"), nil
}

// size is that of all names and values, in bytes of UTF-8.
func (m metadata) size() int {
	size := 0
	for _, one := range m {
		size += len(one.name) + len(one.value)
	}
	return size
}

// merged is the metadata after a patch, in which null and "" remove a name. What
// stays keeps its place, and what is new comes last.
func (m metadata) merged(patch []textMember) metadata {
	changes := make(map[string]*string, len(patch))
	for _, change := range patch {
		changes[change.name] = change.value
	}
	merged := make(metadata, 0, len(m)+len(patch))
	for _, one := range m {
		value, changed := changes[one.name]
		delete(changes, one.name)
		switch {
		case !changed:
			merged = append(merged, one)
		case value != nil && *value != "":
			merged = append(merged, entry{one.name, *value})
		}
	}
	for _, change := range patch {
		if value := changes[change.name]; value != nil && *value != "" {
			merged = append(merged, entry{change.name, *value})
		}
	}
	return merged
}

// textMember is a member of an object of strings; its value is nil where it is null.
type textMember struct {
	name  string
	value *string
}

// texts is a member that is an object of strings, in its order; nil where it is
// absent. A name that stands twice has its first place and, as everywhere, its last
// value.
func (o jsonObject) texts(name string) ([]textMember, error) {
	raw, present := o.member(name)
	if !present {
		return nil, nil
	}
	refusal := fmt.Errorf("%s is not an object of strings", name)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if begin, err := decoder.Token(); err != nil || begin != json.Delim('{') {
		return nil, refusal
	}
	list, place := []textMember{}, map[string]int{}
	for decoder.More() {
		var one textMember
		token, err := decoder.Token()
		if one.name, _ = token.(string); err != nil || decoder.Decode(&one.value) != nil {
			return nil, refusal
		}
		if at, twice := place[one.name]; twice {
			list[at] = one
			continue
		}
		place[one.name] = len(list)
		list = append(list, one)
	}
	return list, nil
}
