package emulator

// updateChatThreadProperties is a merge patch: what it does not name stays
// (recorded for metadata).
func (s *Service) updateChatThreadProperties(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, badRequest(sentence(err))
	}
	found, err := s.store.open(c.threadID, c.caller.id)
	if err != nil {
		return response{}, err
	}
	topic := found.topic
	_, hasTopic := object["topic"]
	if hasTopic {
		if topic, err = object.requiredText("topic"); err != nil {
			return response{}, badRequest(sentence(err))
		}
	}
	metadata, retention := found.metadata, found.retention
	if c.version.hasMetadata() {
		if metadata, err = patchMetadata(object, found.metadata); err != nil {
			return response{}, err
		}
		if retention, err = patchRetention(object, found.retention); err != nil {
			return response{}, err
		}
	}
	// All checks have passed: a patch is carried out whole or not at all.
	found.topic, found.metadata, found.retention = topic, metadata, retention
	if hasTopic {
		// Metadata makes no message (none was seen).
		s.store.post(found, message{kind: typeTopicUpdated, initiator: c.caller.id, topic: topic}, c.exact)
	}
	return empty(), nil
}

// patchMetadata merges the metadata of a patch into a thread's present one.
func patchMetadata(object jsonObject, present metadata) (metadata, error) {
	merged, err := patchStrings(object, present)
	if err != nil {
		return nil, err
	}
	return merged, checkMetadata(merged)
}

// patchStrings merges the metadata of a patch into the present one, of any size.
func patchStrings(object jsonObject, present metadata) (metadata, error) {
	if object.isNull("metadata") {
		return nil, nil
	}
	patch, err := object.texts("metadata")
	if err != nil {
		return nil, badRequest(sentence(err))
	}
	if patch == nil {
		return present, nil
	}
	return present.merged(patch), nil
}

// patchRetention gives the retention policy after a patch.
func patchRetention(object jsonObject, present *retentionPolicy) (*retentionPolicy, error) {
	if _, named := object["retentionPolicy"]; !named {
		return present, nil
	}
	return readRetention(object)
}
