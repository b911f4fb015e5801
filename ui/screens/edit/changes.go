package edit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/style/text"
)

func (m *Model) retentionChange() (policy *acs.ChatRetentionPolicy, fault string) {
	switch typed := m.retention.Trimmed(); typed {
	case retentionText(m.thread.RetentionPolicy):
		return nil, ""
	case "":
		return nil, `write "none" to end the policy`
	case "none":
		return &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}, ""
	default:
		policy, ok := form.ReadRetention(typed)
		if !ok {
			fault = fmt.Sprintf("%q is neither none nor a number of days from %d to %d", typed, form.LeastDays, form.MostDays)
		}
		return policy, fault
	}
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

// merge makes what the service says now what the form is compared with. Fields that were
// not changed follow it; what was typed stays. It says what somebody else has changed.
func (m *Model) merge(now acs.ChatThreadProperties) (elsewhere []string) {
	before := *m.thread
	if now.Topic != before.Topic {
		elsewhere = append(elsewhere, fmt.Sprintf("the topic is “%s” now", text.Sanitize(now.Topic)))
		if !m.topic.Changed() {
			m.topic.Begin(now.Topic)
		}
	}
	elsewhere = append(elsewhere, m.metadata.merge(now.Metadata)...)
	if was, is := retentionText(before.RetentionPolicy), retentionText(now.RetentionPolicy); was != is {
		elsewhere = append(elsewhere, fmt.Sprintf("the retention is %q now", is))
		if m.retention.Changed() {
			m.retention.Rebase(is)
		} else {
			m.retention.Begin(is)
		}
	}
	m.thread = &now
	return elsewhere
}

// adopt makes those changes of the update whose answer was lost that the thread has by now
// what the form is compared with, and leaves what is typed as it is: they are nobody
// else's, and what was typed since then is a change of them. It reports whether the thread
// has all of them.
func (m *Model) adopt(now acs.ChatThreadProperties) (all bool) {
	before := *m.thread
	m.thread, all = &before, true
	if topic := m.sent.Topic; topic != nil {
		if all = *topic == now.Topic; all {
			before.Topic = now.Topic
			m.topic.Rebase(now.Topic)
		}
	}
	if policy := m.sent.RetentionPolicy; policy != nil {
		if retentionText(policy) == retentionText(now.RetentionPolicy) {
			before.RetentionPolicy = now.RetentionPolicy
			m.retention.Rebase(retentionText(now.RetentionPolicy))
		} else {
			all = false
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.sent.Metadata)) {
		sent := m.sent.Metadata[name]
		is, has := now.Metadata[name]
		if has != (sent != nil) || has && is != *sent {
			all = false
			continue
		}
		m.metadata.adopt(name, is, has)
	}
	return all
}
