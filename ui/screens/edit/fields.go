package edit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/keys"
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
	// given says that the service has the key: it cannot be changed, only removed.
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

// blank reports whether nothing stands in the pair.
func (p *pair) blank() bool { return p.name() == "" && strings.TrimSpace(p.text()) == "" }

// touched reports whether the value was typed.
func (p *pair) touched() bool { return p.value != nil && p.value.Value() != p.shown }

// changed reports whether the pair is not as the service has it.
func (p *pair) changed() bool {
	return p.removed || p.touched() || (!p.given && p.name()+p.text() != "")
}

// fill puts what the service said into the fields.
func (m *Model) fill(thread acs.ChatThreadProperties) {
	m.thread = &thread
	m.setTopic(thread.Topic)
	m.metadata = nil
	for _, name := range slices.Sorted(maps.Keys(thread.Metadata)) {
		m.metadata = append(m.metadata, m.givenPair(name, thread.Metadata[name]))
	}
	m.retention.SetValue(retentionText(thread.RetentionPolicy))
}

// setTopic puts a topic of the service's into its field, which does not keep every
// character: as long as that stands there, it was not changed.
func (m *Model) setTopic(topic string) {
	m.topic.SetValue(topic)
	m.shownTopic = m.topic.Value()
}

func (m *Model) givenPair(name, value string) *pair {
	return &pair{given: true, exact: name, shown: m.shownAs(value)}
}

// shownAs is what a field makes of a value.
func (m *Model) shownAs(value string) string {
	m.scratch.SetValue(value)
	return m.scratch.Value()
}

// retentionText is a policy as it is typed; empty where the service named none.
func retentionText(policy *acs.ChatRetentionPolicy) string {
	switch {
	case policy == nil:
		return ""
	case policy.DeleteThreadAfterDays != nil:
		return strconv.Itoa(int(*policy.DeleteThreadAfterDays))
	}
	return string(policy.Kind)
}

// The focus counts the topic, the pairs and the retention, as far as the api-version
// has them.
func (m *Model) parts() int {
	parts := 1
	if m.hasMetadata() {
		parts += len(m.metadata)
	}
	if m.hasRetention() {
		parts++
	}
	return parts
}

func (m *Model) hasMetadata() bool  { return m.scope.Session().APIVersion.SupportsThreadMetadata() }
func (m *Model) hasRetention() bool { return m.scope.Session().APIVersion.SupportsRetentionPolicy() }

// pair is the pair under the focus, or nil.
func (m *Model) pair() *pair {
	if m.hasMetadata() && m.focus >= 1 && m.focus <= len(m.metadata) {
		return m.metadata[m.focus-1].fields()
	}
	return nil
}

// field is the field under the focus; nil where it takes no text.
func (m *Model) field() *field.Field {
	p := m.pair()
	switch {
	case m.focus == 0:
		return m.topic
	case p == nil:
		return m.retention
	case p.removed:
		return nil
	case m.inValue || p.given:
		return p.value
	}
	return p.key
}

// Edit takes a key for the field under the focus.
func (m *Model) Edit(msg tea.KeyMsg) tea.Cmd {
	m.elsewhere = nil
	if msg.Paste {
		m.input(msg)
		return nil
	}
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.NewRow):
		m.insert()
		return nil
	case k.Is(msg, keys.RemoveRow):
		m.remove()
		return nil
	}
	switch msg.String() {
	case "tab", "enter":
		m.next()
	case "shift+tab":
		m.previous()
	case "down":
		m.move(1)
	case "up":
		m.move(-1)
	default:
		m.input(msg)
	}
	return nil
}

// Click puts the focus on a field.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	return !m.form.Sending() && m.drawn.Click(x, y), nil
}

// Wheel moves the focus.
func (m *Model) Wheel(down bool) tea.Cmd {
	if m.thread == nil {
		return nil
	}
	return m.form.Wheel(down, 1)
}

func (m *Model) input(msg tea.KeyMsg) {
	if f := m.field(); f != nil {
		f.Update(msg)
	}
}

func (m *Model) next() {
	if p := m.pair(); p != nil && !p.given && !m.inValue {
		m.inValue = true
		return
	}
	m.move(1)
}

func (m *Model) previous() {
	if p := m.pair(); p != nil && !p.given && m.inValue {
		m.inValue = false
		return
	}
	m.move(-1)
	p := m.pair()
	m.inValue = p != nil && !p.given
}

// move moves the focus by one part, around the ends.
func (m *Model) move(by int) {
	m.focus = (m.focus + by + m.parts()) % m.parts()
	m.inValue = false
}

// insert makes a pair for a new key behind the last one.
func (m *Model) insert() {
	if !m.hasMetadata() {
		return
	}
	m.metadata = append(m.metadata, newPair())
	m.focus, m.inValue = len(m.metadata), false
}

// remove removes the key under the focus, or takes that back: a key of the service's
// stays in sight until the form is sent.
func (m *Model) remove() {
	p := m.pair()
	switch {
	case p == nil:
	case p.given:
		p.removed = !p.removed
	default:
		m.metadata = slices.Delete(m.metadata, m.focus-1, m.focus)
		m.focus, m.inValue = min(m.focus, m.parts()-1), false
	}
}
