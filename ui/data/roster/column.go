package roster

import "strings"

// Meaning is what the cells of a column are.
type Meaning string

// The meanings. The cells of Ignored columns are written by this package and say
// nothing of a participant; those of Unused ones are of a name it does not know, or
// of a second column of the same meaning, and a problem of the list says so.
const (
	Identifier       Meaning = "identifier"
	DisplayName      Meaning = "display name"
	ShareHistoryTime Meaning = "share history time"
	Metadata         Meaning = "metadata"
	Ignored          Meaning = "ignored"
	Unused           Meaning = "not used"
	unnamed          Meaning = ""
)

// Column is a column of a header.
type Column struct {
	// Name is the column's name as it stands in the header.
	Name    string
	Meaning Meaning
	// Key is the metadata's key; only of a column of metadata.
	Key string
}

// metadataPrefix begins the name of a column of metadata; the key follows.
const metadataPrefix = "metadata."

// columnOf says what a column of a name is.
func columnOf(name string) Column {
	if len(name) >= len(metadataPrefix) && strings.EqualFold(name[:len(metadataPrefix)], metadataPrefix) {
		return Column{Name: name, Meaning: Metadata, Key: name[len(metadataPrefix):]}
	}
	if strings.TrimSpace(name) == "" {
		return Column{Name: name, Meaning: unnamed}
	}
	return Column{Name: name, Meaning: meaningOf(name)}
}

// meaningOf is what a name means, whatever its case, spaces and punctuation.
func meaningOf(name string) Meaning {
	const longest = 60
	if len(name) > longest {
		return Unused
	}
	switch plainName(name) {
	case "identifier", "identifiers", "id", "ids", "rawid", "rawids", "rawidentifier", "mri",
		"communicationidentifier", "communicationidentifierrawid", "communicationidentifierid",
		"communicationuser", "communicationuserid", "acsid", "acsuser", "acsuserid", "identity", "identityid",
		"user", "users", "userid", "userids", "userrawid", "useridentifier",
		"participant", "participants", "participantid", "participantrawid", "participantidentifier",
		"member", "members", "memberid":
		return Identifier
	case "displayname", "name", "fullname", "username", "participantname", "userdisplayname", "participantdisplayname":
		return DisplayName
	case "sharehistorytime", "sharehistory", "history", "historytime", "sharehistoryfrom", "historyfrom", "historysince", "sharedhistory":
		return ShareHistoryTime
	case "kind", "status", "reason", "code", "batch", "line":
		return Ignored
	}
	return Unused
}

// isColumnName says whether s is a name of a column and no identifier.
func isColumnName(s string) bool {
	meaning := meaningOf(s)
	return meaning != Unused && !strings.Contains(s, ":")
}
