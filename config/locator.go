package config

import (
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"
)

// locator tells where in a TOML text the value of a key stands. The toml package
// keeps that to itself but for errors: a value that refuses to be decoded gives
// its position away.
type locator struct {
	metadata toml.MetaData
	root     map[string]toml.Primitive
}

func newLocator(text string) (locator, error) {
	var l locator
	metadata, err := toml.Decode(text, &l.root)
	if err != nil {
		return locator{}, fmt.Errorf("decoding: %w", err)
	}
	l.metadata = metadata
	return l, nil
}

// refuser is what no value can be decoded into.
type refuser struct{}

var errRefused = errors.New("refused")

// UnmarshalTOML returns an error, whatever it is given.
func (*refuser) UnmarshalTOML(any) error { return errRefused }

// position returns where the value of a key stands, or of a table the last part
// of its header. Line 0: there is no such key, or only keys below it.
func (l locator) position(path ...string) toml.Position {
	value, ok := l.find(path)
	if !ok {
		return toml.Position{}
	}
	failed, _ := errors.AsType[toml.ParseError](l.metadata.PrimitiveDecode(value, &refuser{}))
	return failed.Position
}

// has reports whether there is such a key.
func (l locator) has(path ...string) bool {
	_, ok := l.find(path)
	return ok
}

func (l locator) find(path []string) (value toml.Primitive, ok bool) {
	tables := l.root
	for i, key := range path {
		if value, ok = tables[key]; !ok {
			return toml.Primitive{}, false
		}
		if i == len(path)-1 {
			return value, true
		}
		tables = nil
		if err := l.metadata.PrimitiveDecode(value, &tables); err != nil {
			return toml.Primitive{}, false
		}
	}
	return toml.Primitive{}, false
}
