package edit

import (
	"maps"
	"slices"

	"acs-chat-tui/acs"
)

// adopt takes those changes of the update whose answer was lost that the thread has by
// now for what the service said before, and leaves what is typed as it is: they are
// nobody else's, and what was typed since then is a change of them. It says whether
// the thread has all of them.
func (m *Model) adopt(now acs.ChatThreadProperties) (all bool) {
	before := *m.thread
	before.Metadata = maps.Clone(before.Metadata)
	if before.Metadata == nil {
		before.Metadata = map[string]string{}
	}
	m.thread, all = &before, true
	if topic := m.sent.Topic; topic != nil {
		if *topic == now.Topic {
			before.Topic, m.shownTopic = now.Topic, m.shownAs(now.Topic)
		} else {
			all = false
		}
	}
	if policy := m.sent.RetentionPolicy; policy != nil {
		if retentionText(policy) == retentionText(now.RetentionPolicy) {
			before.RetentionPolicy = now.RetentionPolicy
		} else {
			all = false
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.sent.Metadata)) {
		sent := m.sent.Metadata[name]
		is, has := now.Metadata[name]
		switch {
		case has != (sent != nil), has && is != *sent:
			all = false
		case has:
			before.Metadata[name] = is
			m.adoptPair(name, is)
		default:
			delete(before.Metadata, name)
			m.adoptRemoval(name)
		}
	}
	return all
}

// adoptPair makes the pair of a key one that the service has; one that was taken out of
// the form since then is to be removed.
func (m *Model) adoptPair(name, value string) {
	at := m.pairOf(name)
	if at < 0 {
		p := m.givenPair(name, value)
		p.removed = true
		m.metadata = append(m.metadata, p)
		return
	}
	p := m.metadata[at].fields()
	p.given, p.exact, p.shown = true, name, m.shownAs(value)
	p.key.SetValue(name)
}

// adoptRemoval takes the pair of a key that the service has no more out of the form, or
// makes it a new one where it is wanted again.
func (m *Model) adoptRemoval(name string) {
	at := m.pairOf(name)
	switch {
	case at < 0:
	case m.metadata[at].removed || m.metadata[at].text() == "":
		m.takeOut(map[*pair]bool{m.metadata[at]: true})
	default:
		m.metadata[at].fields().given, m.metadata[at].shown = false, ""
		m.metadata[at].key.SetValue(name)
	}
}

func (m *Model) pairOf(name string) int {
	return slices.IndexFunc(m.metadata, func(p *pair) bool { return p.name() == name })
}
