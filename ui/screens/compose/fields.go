package compose

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Edit takes a key for the part under the focus.
func (m *Model) Edit(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		m.typed(msg)
		return nil
	}
	switch name := msg.String(); {
	case name == "tab":
		m.move(1)
	case name == "shift+tab":
		m.move(-1)
	case m.focus == partText:
		m.text.Update(msg)
	case name == "enter", name == "down":
		m.move(1)
	case name == "up":
		m.move(-1)
	default:
		m.typed(msg)
	}
	return nil
}

// Click puts the focus on a part.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	return !m.form.Sending() && m.drawn.Click(x, y), nil
}

// Wheel moves the cursor in the text by some rows, and elsewhere the focus.
func (m *Model) Wheel(down bool) tea.Cmd {
	if m.focus == partText {
		return m.form.Wheel(down, screen.WheelLines)
	}
	return m.form.Wheel(down, 1)
}

// typed gives text to the part under the focus.
func (m *Model) typed(msg tea.KeyMsg) {
	switch m.focus {
	case partText:
		m.text.Update(msg)
	case partType:
		if name := msg.String(); name == " " || name == "left" || name == "right" {
			m.html = !m.html
		}
	case partName:
		m.name.Update(msg)
	case partMetadata:
		m.metadata.Update(msg)
	}
}

// parts are the form's parts: an edit cannot change type and name, an older
// api-version has no metadata, and not all metadata fit into the field.
func (m *Model) parts() []part {
	parts := []part{partText}
	if m.to.Message == nil {
		parts = append(parts, partType, partName)
	}
	if m.scope.Session().APIVersion.SupportsMessageMetadata() && !m.fixedMetadata {
		parts = append(parts, partMetadata)
	}
	return parts
}

// move moves the focus by one part, around the ends.
func (m *Model) move(by int) {
	parts := m.parts()
	at := 0
	for i, p := range parts {
		if p == m.focus {
			at = i
		}
	}
	m.focus = parts[(at+by+len(parts))%len(parts)]
}

// readMetadata reads "key=value, key=value".
func readMetadata(typed string) (values map[string]string, fault string) {
	for pair := range strings.SplitSeq(typed, ",") {
		pair = strings.TrimSpace(pair)
		if pair == "" {
			continue
		}
		name, value, found := strings.Cut(pair, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || name == "" || value == "" {
			return nil, fmt.Sprintf("%q is not of the form key=value", pair)
		}
		if _, twice := values[name]; twice {
			return nil, fmt.Sprintf("the key %q stands there twice", name)
		}
		if values == nil {
			values = map[string]string{}
		}
		values[name] = value
	}
	return values, ""
}

// writeMetadata is what readMetadata reads.
func writeMetadata(values map[string]string) string {
	pairs := make([]string, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, name+"="+values[name])
	}
	return strings.Join(pairs, ", ")
}
