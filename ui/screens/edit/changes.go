package edit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// metadataLimit is the size of all metadata of a thread (documented).
const metadataLimit = 1024

// changes are what the form says otherwise than the service said last, and what is
// wrong with them.
func (m *Model) changes() (changes acs.UpdateChatThreadPropertiesOptions, fault string) {
	if topic := m.topic.Value(); topic != m.shownTopic && topic != m.thread.Topic {
		if strings.TrimSpace(topic) == "" {
			return changes, "topic: a thread needs a topic"
		}
		changes.Topic = &topic
	}
	if m.hasMetadata() {
		if changes.Metadata, fault = m.metadataChanges(); fault != "" {
			return changes, "metadata: " + fault
		}
	}
	if m.hasRetention() {
		if changes.RetentionPolicy, fault = m.retentionChange(); fault != "" {
			return changes, "retention: " + fault
		}
	}
	return changes, ""
}

func empty(changes acs.UpdateChatThreadPropertiesOptions) bool {
	return changes.Topic == nil && len(changes.Metadata) == 0 && changes.RetentionPolicy == nil
}

func (m *Model) metadataChanges() (changed map[string]*string, fault string) {
	changed = map[string]*string{}
	size, seen := 0, map[string]bool{}
	for _, p := range m.metadata {
		name, value := p.name(), p.text()
		if p.blank() {
			continue
		}
		if fault := m.pairFault(p, seen); fault != "" {
			return nil, fault
		}
		seen[name] = true
		before, had := m.thread.Metadata[name]
		switch {
		case p.removed || (value == "" && p.touched()):
			if had {
				changed[name] = nil
			}
		case p.given && !p.touched():
			size += len(name) + len(before)
		default:
			size += len(name) + len(value)
			if value != before || !had {
				changed[name] = &value
			}
		}
	}
	if size > metadataLimit && len(changed) > 0 {
		return nil, fmt.Sprintf("%d bytes are more than the %d that the service takes", size, metadataLimit)
	}
	return changed, ""
}

// pairFault says what is wrong with a pair; seen are the keys before it.
func (m *Model) pairFault(p *pair, seen map[string]bool) string {
	name, value := p.name(), p.text()
	_, had := m.thread.Metadata[name]
	switch {
	case name == "":
		return fmt.Sprintf("the value %q has no key", value)
	case seen[name]:
		return fmt.Sprintf("the key %q stands there twice", name)
	case value == "" && !had && !p.removed && !p.given:
		return fmt.Sprintf("the key %q has no value: the service takes an empty one for its removal", name)
	}
	return ""
}

func (m *Model) retentionChange() (policy *acs.ChatRetentionPolicy, fault string) {
	typed := strings.TrimSpace(m.retention.Value())
	switch before := retentionText(m.thread.RetentionPolicy); typed {
	case before:
		return nil, ""
	case "":
		return nil, `write "none" to end the policy`
	case "none":
		return &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}, ""
	}
	const least, most = 30, 90
	n, err := strconv.ParseInt(typed, 10, 32)
	if err != nil || n < least || n > most {
		return nil, fmt.Sprintf("%q is neither none nor a number of days from %d to %d", typed, least, most)
	}
	days := int32(n)
	return &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days}, ""
}

// merge takes what the service says now. Fields that were not touched follow it; what
// was typed stays. It says what somebody else has changed.
func (m *Model) merge(now acs.ChatThreadProperties) (elsewhere []string) {
	before := *m.thread
	if now.Topic != before.Topic {
		elsewhere = append(elsewhere, fmt.Sprintf("the topic is “%s” now", text.Sanitize(now.Topic)))
		if m.topic.Value() == m.shownTopic {
			m.setTopic(now.Topic)
		}
	}
	elsewhere = append(elsewhere, m.mergeMetadata(before.Metadata, now.Metadata)...)
	if was, is := retentionText(before.RetentionPolicy), retentionText(now.RetentionPolicy); was != is {
		elsewhere = append(elsewhere, fmt.Sprintf("the retention is %q now", is))
		if strings.TrimSpace(m.retention.Value()) == was {
			m.retention.SetValue(is)
		}
	}
	m.thread = &now
	return elsewhere
}

// manyKeys is how many keys of the metadata that somebody else has changed are named.
const manyKeys = 8

func (m *Model) mergeMetadata(before, now map[string]string) (elsewhere []string) {
	names := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(now)))
	slices.Sort(names)
	pairs, out := m.pairsByName(), map[*pair]bool{}
	further := 0
	for _, name := range slices.Compact(names) {
		was, had := before[name]
		is, has := now[name]
		if had == has && was == is {
			continue
		}
		said := fmt.Sprintf("the metadata %s is “%s” now", text.Sanitize(name), text.Sanitize(is))
		if !has {
			said = fmt.Sprintf("the metadata %s is gone", text.Sanitize(name))
		}
		if len(elsewhere) < manyKeys {
			elsewhere = append(elsewhere, said)
		} else {
			further++
		}
		p := pairs[name]
		if !has && p != nil && !p.touched() {
			out[p] = true
			continue
		}
		m.follow(p, name, is, has)
	}
	m.takeOut(out)
	if further > 0 {
		elsewhere = append(elsewhere, fmt.Sprintf("and %d further keys of the metadata", further))
	}
	return elsewhere
}

// takeOut takes pairs out of the form. The focus stays on its pair, if that is left.
func (m *Model) takeOut(out map[*pair]bool) {
	if len(out) == 0 {
		return
	}
	for _, p := range m.metadata[:min(max(0, m.focus-1), len(m.metadata))] {
		if out[p] {
			m.focus--
		}
	}
	m.metadata = slices.DeleteFunc(m.metadata, func(p *pair) bool { return out[p] })
	m.focus = min(m.focus, m.parts()-1)
}

// pairsByName are the first pairs of each name.
func (m *Model) pairsByName() map[string]*pair {
	pairs := make(map[string]*pair, len(m.metadata))
	for _, p := range slices.Backward(m.metadata) {
		pairs[p.name()] = p
	}
	return pairs
}

// follow makes the pair of a key that somebody else has changed follow, unless it was
// touched here as well. p is nil where the form has none.
func (m *Model) follow(p *pair, name, is string, has bool) {
	switch {
	case p == nil && has:
		m.metadata = append(m.metadata, m.givenPair(name, is))
	case p == nil:
	case !has:
		p.fields().given = false
		p.key.SetValue(name)
	default:
		if p.given && !p.touched() && !p.removed {
			p.show(m.shownAs(is))
		}
		p.given, p.exact = true, name
	}
}
