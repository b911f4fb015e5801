package config

import (
	"errors"
	"strings"

	"acs-chat-tui/acs"
)

// understandUserID returns the raw id that a text names, and refuses what cannot be
// that of a user for whom a resource issues tokens. Only the family is looked at: what
// stands behind it is the service's own business. Its error continues a sentence that
// begins with where the id came from, and does not repeat it.
func understandUserID(text string) (string, error) {
	const form = "8:acs:RESOURCE_USER"
	understood := acs.UnderstandRawID(text)
	id := understood.ID
	switch {
	case id == "":
		return "", errors.New("holds no id; it must look like " + form)
	case understood.Fault == acs.IDFaultAbsent:
		return "", errors.New("holds white space, quotation marks or a character that no id has; it must look like " + form)
	case understood.Fault != acs.IDFaultNone:
		return "", errors.New("holds " + understood.Problem + "; it must look like " + form)
	case strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\'' || r == '\\' }):
		return "", errors.New("holds white space, quotation marks or a character that no id has; it must look like " + form)
	}
	for _, family := range []string{"8:acs:", "8:dod-acs:", "8:gcch-acs:"} {
		if rest, ok := strings.CutPrefix(id, family); ok && rest != "" {
			return id, nil
		}
	}
	return "", errors.New("is not the id of a Communication Services user; it must look like " + form)
}
