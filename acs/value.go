package acs

import (
	"fmt"
	"strings"
)

// ValueError is returned for a text that is not the endpoint, connection string,
// access key, access token or user ID that it should be. It shows nothing of the
// text, which may be a secret in the wrong place.
type ValueError struct {
	// Name is what was asked for, such as "endpoint".
	Name string
	// Problem is what is wrong with the text, as a predicate: "names no host". Callers
	// can put their own subject in front of it, such as an environment variable.
	Problem string
}

// Error returns the problem with the name as its subject.
func (e *ValueError) Error() string { return "the " + e.Name + " " + e.Problem }

func isQuotation(r rune) bool { return strings.ContainsRune("\"'`“”‘’„«»", r) }

// CheckToken returns a *ValueError for what cannot be an access token: its form is no
// contract, but it must fit into a header.
func CheckToken(token string) error {
	const alone = "; it must hold the token alone"
	problem := ""
	switch lower := strings.ToLower(token); {
	case token == "":
		problem = "is empty"
	case strings.HasPrefix(lower, "bearer "):
		problem = `begins with "Bearer"` + alone
	case strings.Contains(lower, "accesskey="):
		problem = "looks like a connection string; it must be a user's access token"
	}
	for i := 0; i < len(token) && problem == ""; i++ {
		switch b := token[i]; {
		case b == '\n' || b == '\r':
			problem = fmt.Sprintf("holds more than one line: a line break at position %d of %d%s", i+1, len(token), alone)
		case b == ' ' || b == '\t':
			problem = fmt.Sprintf("holds white space at position %d of %d%s", i+1, len(token), alone)
		case strings.IndexByte("\"'`", b) >= 0:
			problem = "holds quotation marks" + alone
		case b <= ' ' || b > '~':
			problem = fmt.Sprintf("holds a character that no token has at position %d of %d; copy the token again", i+1, len(token))
		}
	}
	if problem != "" {
		return &ValueError{Name: "access token", Problem: problem}
	}
	return nil
}

// ParseUserID returns the raw ID that a text names, as [UnderstandRawID] does, or a
// *ValueError where that cannot be a user for whom a resource issues tokens. What
// follows the family (8:acs: and those of the other clouds) is not checked.
func ParseUserID(text string) (string, error) {
	const form = "; it must look like 8:acs:RESOURCE_USER"
	understood := UnderstandRawID(text)
	var problem string
	switch id := understood.ID; {
	case id == "":
		problem = "holds no ID"
	case understood.Fault == IDFaultAbsent, strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || isQuotation(r) || r == '\\' }):
		problem = "holds white space, quotation marks or a character that no ID has"
	case understood.Fault != IDFaultNone:
		problem = "holds " + understood.Problem
	default:
		for _, family := range []string{prefixACSPublic, prefixACSDod, prefixACSGcch} {
			if rest, found := strings.CutPrefix(id, family); found && rest != "" {
				return id, nil
			}
		}
		problem = "is not the ID of a Communication Services user"
	}
	return "", &ValueError{Name: "user ID", Problem: problem + form}
}
