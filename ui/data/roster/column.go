package roster

import "strings"

// Meaning is what the cells of a column are.
type Meaning string

// The meanings. Ignored columns are those of a report; Unused ones have an unknown name or the
// meaning of a column before them.
const (
	Identifier       Meaning = "identifier"
	DisplayName      Meaning = "display name"
	ShareHistoryTime Meaning = "share history time"
	Metadata         Meaning = "metadata"
	Ignored          Meaning = "ignored"
	Unused           Meaning = "not used"
	unnamed          Meaning = ""
)

// Column is a column of a header; Key is that of metadata.
type Column struct {
	Name    string
	Meaning Meaning
	Key     string
}

const metadataPrefix = "metadata."

func columnOf(name string) Column {
	if len(name) >= len(metadataPrefix) && strings.EqualFold(name[:len(metadataPrefix)], metadataPrefix) {
		return Column{Name: name, Meaning: Metadata, Key: name[len(metadataPrefix):]}
	}
	if strings.TrimSpace(name) == "" {
		return Column{Name: name, Meaning: unnamed}
	}
	return Column{Name: name, Meaning: meaningOf(name)}
}

// meaningOf ignores case, spaces and punctuation.
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

// isColumnName reports whether s is a name of a column and no identifier.
func isColumnName(s string) bool {
	meaning := meaningOf(s)
	return meaning != Unused && !strings.Contains(s, ":")
}
