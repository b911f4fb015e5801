package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"acs-chat-tui/acs"
)

// plainName is a name without case, spaces and punctuation: SDKs write rawId, raw_id and RawId.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// jsonID gathers the raw ids, the kind and the parts of one identifier, in whatever objects an
// SDK puts them.
type jsonID struct {
	stated []string
	kind   acs.CommunicationIdentifierKind
	// parts are by their plain names.
	parts map[string]string
	// nested reports that parts stand in an object of an identifier, and not beside the
	// other fields of a participant; depth is the number of objects around.
	nested bool
	depth  int
	fault  string
}

const (
	partNumber    = "phonenumber"
	partValue     = "value"
	partUser      = "userid"
	partTeamsUser = "microsoftteamsuserid"
	partApp       = "appid"
	partTeamsApp  = "teamsappid"
	partTenant    = "tenantid"
	partResource  = "resourceid"
	partAnonymous = "isanonymous"
	partCloud     = "cloud"
)

func kindOf(name string) acs.CommunicationIdentifierKind {
	for _, kind := range []acs.CommunicationIdentifierKind{
		acs.CommunicationIdentifierKindCommunicationUser, acs.CommunicationIdentifierKindPhoneNumber,
		acs.CommunicationIdentifierKindMicrosoftTeamsUser, acs.CommunicationIdentifierKindMicrosoftTeamsApp,
		acs.CommunicationIdentifierKindTeamsExtensionUser,
	} {
		if strings.EqualFold(string(kind), name) {
			return kind
		}
	}
	return ""
}

// add adds a field, and reports whether it is one of an identifier.
func (id *jsonID) add(f jsonField) bool {
	name := plainName(f.name)
	switch name { // as Java has them
	case "anonymous":
		name = partAnonymous
	case "cloudenvironment":
		name = partCloud
	}
	switch f.value[0] {
	case '{':
		return id.addObject(name, f.value)
	case '"':
		return id.addText(name, jsonString(f.value))
	default:
		// Whether a user is anonymous, and a cloud by its number.
		if name == partAnonymous || name == partCloud {
			id.put(name, f.value)
			return true
		}
	}
	return false
}

func (id *jsonID) addObject(name, object string) bool {
	kind := kindOf(name)
	switch {
	case kind != "":
		id.setKind(kind)
	case name == "properties", meaningOf(name) == Identifier:
	default:
		return name == partCloud
	}
	// SDKs nest two objects; following any number would take time by depth times length.
	const deepest = 4
	if id.depth == deepest {
		id.fault = "the identifier is an object within an object within others, and none is read that deep"
		return true
	}
	id.depth++
	defer func() { id.depth-- }()
	outside := id.nested
	id.nested = true
	for _, f := range jsonFields(object) {
		if f.value != "null" {
			id.add(f)
		}
	}
	id.nested = outside || len(id.parts) > 0
	return true
}

func (id *jsonID) addText(name, text string) bool {
	if text == "" {
		return meaningOf(name) == Identifier
	}
	switch name {
	case "kind":
		if kind := kindOf(plainName(enumValue(text))); kind != "" {
			id.setKind(kind)
		}
	case "communicationuserid":
		id.setKind(acs.CommunicationIdentifierKindCommunicationUser)
		id.state(text)
	case partTeamsUser:
		id.setKind(acs.CommunicationIdentifierKindMicrosoftTeamsUser)
		id.put(partUser, text)
	case partTeamsApp:
		id.setKind(acs.CommunicationIdentifierKindMicrosoftTeamsApp)
		id.put(partApp, text)
	case partCloud, partAnonymous:
		id.put(name, strings.ToLower(enumValue(text)))
	case partNumber, partApp, partTenant, partResource, "assertedid":
		id.put(name, text)
	case partValue:
		if !id.nested {
			return false
		}
		id.put(partNumber, text)
	case partUser:
		if acs.UnderstandRawID(text).Known {
			id.state(text)
		} else {
			id.put(name, text)
		}
	default:
		if meaningOf(name) != Identifier {
			return false
		}
		id.state(text)
	}
	return true
}

// enumValue removes the name that Python prints before the value of an enumeration:
// CommunicationCloudEnvironment.PUBLIC.
func enumValue(text string) string {
	return text[strings.LastIndexByte(text, '.')+1:]
}

func (id *jsonID) put(name, text string) {
	if id.parts == nil {
		id.parts = map[string]string{}
	}
	if before, twice := id.parts[name]; twice && !strings.EqualFold(before, text) {
		id.fault = fmt.Sprintf("the identifier says both %s and %s", cite(before), cite(text))
	}
	id.parts[name] = text
}

func (id *jsonID) setKind(kind acs.CommunicationIdentifierKind) {
	if id.kind != "" && id.kind != kind {
		id.fault = fmt.Sprintf("the identifier is of two kinds, %s and %s", id.kind, kind)
	}
	id.kind = kind
}

func (id *jsonID) state(text string) {
	text = strings.TrimSpace(text)
	if !slices.ContainsFunc(id.stated, func(other string) bool { return sameID(other, text) }) {
		id.stated = append(id.stated, text)
	}
}

func sameID(a, b string) bool {
	return strings.EqualFold(acs.UnderstandRawID(a).ID, acs.UnderstandRawID(b).ID)
}

// resolve returns the stated raw id or the one that the client's rules make of the parts, or
// why they contradict each other.
func (id *jsonID) resolve() (rawID, fault string) {
	id.inferKind()
	switch {
	case id.fault != "":
		return "", id.fault
	case len(id.stated) > 1:
		return "", fmt.Sprintf("the identifier contradicts itself: it says both %s and %s", cite(id.stated[0]), cite(id.stated[1]))
	}
	built, fault := id.build()
	if len(id.stated) == 0 {
		if fault == "" && len(built) > 0 {
			rawID = built[0].RawID()
		}
		return rawID, fault
	}
	rawID = id.stated[0]
	understood := acs.UnderstandRawID(rawID).ID
	if len(built) > 0 && !slices.ContainsFunc(built, func(b acs.CommunicationIdentifier) bool { return saysSame(b, understood) }) {
		return "", fmt.Sprintf("the identifier contradicts itself: its raw id is %s, and its other fields make %s", cite(rawID), cite(built[0].RawID()))
	}
	if !compatible(id.kind, acs.ParseRawID(understood).Kind()) {
		return "", fmt.Sprintf("the identifier contradicts itself: its kind is %s, and its raw id %s is of another", id.kind, cite(rawID))
	}
	return rawID, ""
}

// inferKind finds the kind by the parts. A field beside those of a participant counts as a
// part only where nothing else names an identifier.
func (id *jsonID) inferKind() {
	if !id.nested && id.kind == "" {
		if len(id.stated) > 0 {
			delete(id.parts, partNumber)
		}
		if user := id.parts[partUser]; user != "" && len(id.parts) == 1 {
			delete(id.parts, partUser)
			id.state(user)
		}
	}
	if id.kind != "" {
		id.useStatedAsPart()
		return
	}
	switch {
	case id.parts[partTenant] != "" || id.parts[partResource] != "":
		id.kind = acs.CommunicationIdentifierKindTeamsExtensionUser
	case id.parts[partUser] != "":
		id.kind = acs.CommunicationIdentifierKindMicrosoftTeamsUser
	case id.parts[partApp] != "":
		id.kind = acs.CommunicationIdentifierKindMicrosoftTeamsApp
	case id.parts[partNumber] != "":
		id.kind = acs.CommunicationIdentifierKindPhoneNumber
	}
}

// useStatedAsPart makes a stated id that is no raw id, such as a Teams user's GUID, the part
// that the kind is made of.
func (id *jsonID) useStatedAsPart() {
	part := map[acs.CommunicationIdentifierKind]string{
		acs.CommunicationIdentifierKindPhoneNumber:        partNumber,
		acs.CommunicationIdentifierKindMicrosoftTeamsUser: partUser,
		acs.CommunicationIdentifierKindMicrosoftTeamsApp:  partApp,
	}[id.kind]
	if part == "" || id.parts[part] != "" || len(id.stated) != 1 || strings.Contains(acs.UnderstandRawID(id.stated[0]).ID, ":") {
		return
	}
	id.put(part, id.stated[0])
	id.stated = nil
}

// build makes the identifiers that the parts may mean, the usual one first: several where the
// cloud, or whether a user is anonymous, is missing.
func (id *jsonID) build() (all []acs.CommunicationIdentifier, fault string) {
	clouds, fault := id.clouds()
	if fault != "" {
		return nil, fault
	}
	for _, cloud := range clouds {
		switch id.kind { //nolint:exhaustive // a user's id is its raw id
		case acs.CommunicationIdentifierKindPhoneNumber:
			if number := id.parts[partNumber]; number != "" {
				return []acs.CommunicationIdentifier{acs.PhoneNumberIdentifier{PhoneNumber: number}}, ""
			}
		case acs.CommunicationIdentifierKindMicrosoftTeamsUser:
			all = append(all, id.teamsUsers(cloud)...)
		case acs.CommunicationIdentifierKindMicrosoftTeamsApp:
			if app := id.parts[partApp]; app != "" {
				all = append(all, acs.MicrosoftTeamsAppIdentifier{AppID: app, Cloud: cloud})
			}
		case acs.CommunicationIdentifierKindTeamsExtensionUser:
			user, tenant, resource := id.parts[partUser], id.parts[partTenant], id.parts[partResource]
			if user != "" && tenant != "" && resource != "" {
				all = append(all, acs.TeamsExtensionUserIdentifier{UserID: user, TenantID: tenant, ResourceID: resource, Cloud: cloud})
			}
		}
	}
	return all, ""
}

func (id *jsonID) teamsUsers(cloud acs.CommunicationCloudEnvironment) (all []acs.CommunicationIdentifier) {
	user, said := id.parts[partUser], id.parts[partAnonymous]
	if user == "" {
		return nil
	}
	for _, anonymous := range []bool{false, true} {
		if said == "" || (said == "true") == anonymous {
			all = append(all, acs.MicrosoftTeamsUserIdentifier{UserID: user, Cloud: cloud, IsAnonymous: anonymous})
		}
	}
	return all
}

// clouds are those of the identifier's possible clouds, the public one first.
func (id *jsonID) clouds() (all []acs.CommunicationCloudEnvironment, fault string) {
	known := []acs.CommunicationCloudEnvironment{
		acs.CommunicationCloudEnvironmentPublic, acs.CommunicationCloudEnvironmentDod, acs.CommunicationCloudEnvironmentGcch,
	}
	said := id.parts[partCloud]
	if said == "" {
		return known, ""
	}
	for _, cloud := range known {
		if strings.EqualFold(string(cloud), said) {
			return []acs.CommunicationCloudEnvironment{cloud}, ""
		}
	}
	if len(id.stated) > 0 {
		return nil, ""
	}
	return nil, fmt.Sprintf("the identifier has no raw id, and its cloud %s is not known", cite(said))
}

// saysSame reports whether a raw id is that of an identifier. That of a phone number may lack
// the plus sign, as in older SDKs, or have a suffix that distinguishes calls.
func saysSame(built acs.CommunicationIdentifier, rawID string) bool {
	phone, isPhone := built.(acs.PhoneNumberIdentifier)
	if !isPhone {
		return strings.EqualFold(built.RawID(), rawID)
	}
	plain := func(number string) string { return strings.TrimPrefix(number, "+") }
	stated, is := acs.ParseRawID(rawID).(acs.PhoneNumberIdentifier)
	return is && (plain(stated.PhoneNumber) == plain(phone.PhoneNumber) || strings.HasPrefix(plain(stated.PhoneNumber), plain(phone.PhoneNumber)+"_"))
}

// compatible reports whether a raw id of the kind is may be named as one of another: older
// SDKs know fewer kinds.
func compatible(said, is acs.CommunicationIdentifierKind) bool {
	user := func(kind acs.CommunicationIdentifierKind) bool {
		return kind == acs.CommunicationIdentifierKindCommunicationUser || kind == acs.CommunicationIdentifierKindTeamsExtensionUser
	}
	return said == "" || said == is || is == acs.CommunicationIdentifierKindUnknown || user(said) && user(is)
}
