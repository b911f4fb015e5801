package config

// onto is what was typed, put onto the profile as it is in the file now: what does not
// differ from what the typing began with is the file's. It is an error where both have
// changed something. Credential and endpoint count as one: a secret is of an endpoint.
func (p Profile) onto(from, now Profile, secret bool) (Profile, error) {
	p, err := p.credentialOnto(from, now, secret)
	if err != nil {
		return p, err
	}
	for _, field := range []struct {
		key       string
		typed     *string
		from, now string
	}{
		{keyUserID, &p.UserID, from.UserID, now.UserID},
		{keyAPIVersion, &p.APIVersion, from.APIVersion, now.APIVersion},
		{keyCAFile, &p.CAFile, from.CAFile, now.CAFile},
		{keyPageSize, &p.PageSize, from.PageSize, now.PageSize},
	} {
		switch {
		case *field.typed == field.from:
			*field.typed = field.now
		case field.now != field.from && field.now != *field.typed:
			return p, changedMeanwhile(field.key)
		}
	}
	// Of two values one is always the one that was typed or the file's own.
	if p.ReadOnly == from.ReadOnly {
		p.ReadOnly = now.ReadOnly
	}
	if p.Default == from.Default {
		p.Default = now.Default
	}
	return p, nil
}

// credentialOnto does so for the credential and the endpoint.
func (p Profile) credentialOnto(from, now Profile, secret bool) (Profile, error) {
	typed := secret || p.Credential != from.Credential || p.Value != from.Value || p.Endpoint != from.Endpoint
	switch {
	case typed && now.Endpoint != from.Endpoint:
		return p, changedMeanwhile(keyEndpoint)
	case typed && (now.Credential != from.Credential || now.Value != from.Value):
		return p, changedMeanwhile(fieldValue)
	case !typed:
		p.Credential, p.Value, p.Endpoint = now.Credential, now.Value, now.Endpoint
	}
	return p, nil
}

func changedMeanwhile(key string) error {
	return fieldErrorf(key, "was changed in the file meanwhile: leave the form and open it again to see to what")
}
