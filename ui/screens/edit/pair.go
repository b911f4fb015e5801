package edit

import (
	"strings"

	"acs-chat-tui/ui/widget/field"
)

// pair is one key of the metadata and its value.
type pair struct {
	// key and value are the fields; those of a key of the service's are made when they are
	// needed, since a thread may have many.
	key, value *field.Field
	// exact is a given key as the service has it, and shown what the field made of its
	// value: as long as that stands there, nothing was changed.
	exact, shown string
	// given reports whether the service has the key: it cannot be changed, only removed.
	given   bool
	removed bool
}

func newPair() *pair { return &pair{key: field.New("key"), value: field.New("value")} }

func (p *pair) name() string {
	if p.given {
		return p.exact
	}
	return strings.TrimSpace(p.key.Value())
}

// fields makes the fields of the pair, where they are not made yet.
func (p *pair) fields() *pair {
	if p.value == nil {
		p.key, p.value = field.New("key"), field.New("value")
		p.key.SetValue(p.exact)
		p.value.SetValue(p.shown)
	}
	return p
}

// text is what the field of the value holds.
func (p *pair) text() string {
	if p.value == nil {
		return p.shown
	}
	return p.value.Value()
}

// show puts what a field makes of a value of the service's into the field.
func (p *pair) show(shown string) {
	p.shown = shown
	if p.value != nil {
		p.value.SetValue(shown)
	}
}

// rename makes the pair one of a new key.
func (p *pair) rename(name string) {
	p.fields().given = false
	p.key.SetValue(name)
}

// blank reports whether nothing stands in the pair.
func (p *pair) blank() bool { return p.name() == "" && strings.TrimSpace(p.text()) == "" }

// touched reports whether the value was typed.
func (p *pair) touched() bool { return p.value != nil && p.value.Value() != p.shown }

// changed reports whether the pair is not as the service has it.
func (p *pair) changed() bool {
	return p.removed || p.touched() || (!p.given && p.name()+p.text() != "")
}
