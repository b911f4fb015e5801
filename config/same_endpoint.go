package config

import (
	"context"
	"fmt"
)

// ofSameEndpoint is the source of a profile in use. The file is read again with each token:
// where the profile names another endpoint now, or is gone, the token may be another
// resource's, and is not given.
func (l Loader) ofSameEndpoint(source TokenSource, settings *file, chosen Profile) TokenSource {
	where := location{path: settings.path, named: true}
	return func(ctx context.Context) (string, error) {
		// The token first: a change of both that comes between is seen then.
		token, err := source(ctx)
		if err != nil {
			return "", err
		}
		now, err := readSettings(where)
		if err != nil {
			return "", fmt.Errorf("whether the token is still one of %s is not known: %s", chosen.Endpoint, oneLine(err))
		}
		found, err := now.profile(chosen.Name)
		if err != nil {
			return "", fmt.Errorf("the token is not taken: %s", oneLine(err))
		}
		if found.Endpoint != chosen.Endpoint {
			return "", fmt.Errorf("the profile %s names another endpoint now (%s): connect again", chosen.Name, found.Endpoint)
		}
		return token, nil
	}
}
