package emulator

import (
	"errors"
	"fmt"
	"strings"
)

// The wire form of a CommunicationIdentifierModel. The live service sends rawId
// and one sub-object, and no kind (recorded up to 2024-03-07).
type (
	identifierModel struct {
		RawID              string              `json:"rawId"`
		CommunicationUser  *communicationUser  `json:"communicationUser,omitempty"`
		PhoneNumber        *phoneNumber        `json:"phoneNumber,omitempty"`
		MicrosoftTeamsUser *microsoftTeamsUser `json:"microsoftTeamsUser,omitempty"`
		MicrosoftTeamsApp  *microsoftTeamsApp  `json:"microsoftTeamsApp,omitempty"`
	}
	communicationUser struct {
		ID string `json:"id"`
	}
	phoneNumber struct {
		Value string `json:"value"`
	}
	microsoftTeamsUser struct {
		UserID      string `json:"userId"`
		IsAnonymous bool   `json:"isAnonymous"`
		Cloud       string `json:"cloud"`
	}
	microsoftTeamsApp struct {
		AppID string `json:"appId"`
		Cloud string `json:"cloud"`
	}
)

// newIdentifierModel is the wire form of a member's id. Members other than
// communication users come from the demo data only.
func newIdentifierModel(rawID string) identifierModel {
	model := identifierModel{RawID: rawID}
	prefix, rest := splitRawID(rawID)
	switch prefix {
	case "4:":
		model.PhoneNumber = &phoneNumber{Value: rest}
	case "8:teamsvisitor:":
		model.MicrosoftTeamsUser = &microsoftTeamsUser{UserID: rest, IsAnonymous: true, Cloud: "public"}
	case "8:orgid:":
		model.MicrosoftTeamsUser = &microsoftTeamsUser{UserID: rest, Cloud: "public"}
	case "28:orgid:":
		model.MicrosoftTeamsApp = &microsoftTeamsApp{AppID: rest, Cloud: "public"}
	case "8:acs:", "8:spool:":
		model.CommunicationUser = &communicationUser{ID: rawID}
	}
	return model
}

// splitRawID takes a raw id apart after its last colon ("4:" after the first).
func splitRawID(rawID string) (prefix, rest string) {
	if rest, found := strings.CutPrefix(rawID, "4:"); found {
		return "4:", rest
	}
	end := strings.LastIndex(rawID, ":") + 1
	return rawID[:end], rawID[end:]
}

// errIdentifier is the reason of a 400 for an identifier that means nothing.
var errIdentifier = errors.New("the identifier is missing or not of a known kind")

// readIdentifier gives the raw id that a CommunicationIdentifierModel means.
// SDKs send a sub-object, with rawId or (2021) without; both are recorded.
func readIdentifier(object jsonObject) (string, error) {
	rawID, err := object.text("rawId")
	if err != nil {
		return "", err
	}
	named, err := subObjectIDs(object)
	if err != nil {
		return "", err
	}
	switch {
	case len(named) > 1:
		return "", errors.New("the identifier holds more than one kind")
	case len(named) == 0 && rawID == "":
		return "", errIdentifier
	case len(named) == 0:
		return rawID, nil
	case rawID != "" && sameID(rawID) != sameID(named[0]):
		return "", fmt.Errorf("the identifier's rawId %s is not that of its kind", rawID)
	}
	return named[0], nil
}

// subObjectIDs gives the raw id each sub-object of an identifier means.
func subObjectIDs(object jsonObject) ([]string, error) {
	kinds := []struct {
		name  string
		rawID func(jsonObject) (string, error)
	}{
		{"communicationUser", func(o jsonObject) (string, error) { return o.requiredText("id") }},
		{"phoneNumber", func(o jsonObject) (string, error) { return prefixed(o, "4:", "value") }},
		{"microsoftTeamsUser", teamsUserRawID},
		{"microsoftTeamsApp", func(o jsonObject) (string, error) {
			return cloudRawID(o, "appId", "28:orgid:", "28:dod:", "28:gcch:")
		}},
		{"teamsExtensionUser", teamsExtensionRawID},
	}
	var ids []string
	for _, kind := range kinds {
		sub, present, err := object.object(kind.name)
		if err != nil {
			return nil, err
		}
		if !present {
			continue
		}
		rawID, err := kind.rawID(sub)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind.name, err)
		}
		ids = append(ids, rawID)
	}
	return ids, nil
}

// teamsUserRawID is the raw id of a microsoftTeamsUser.
func teamsUserRawID(object jsonObject) (string, error) {
	anonymous, err := object.boolean("isAnonymous")
	if err != nil {
		return "", err
	}
	if anonymous {
		return prefixed(object, "8:teamsvisitor:", "userId")
	}
	return cloudRawID(object, "userId", "8:orgid:", "8:dod:", "8:gcch:")
}

// teamsExtensionRawID is the raw id of a teamsExtensionUser.
func teamsExtensionRawID(object jsonObject) (string, error) {
	resource, err := object.requiredText("resourceId")
	if err != nil {
		return "", err
	}
	tenant, err := object.requiredText("tenantId")
	if err != nil {
		return "", err
	}
	user, err := cloudRawID(object, "userId", "8:acs:", "8:dod-acs:", "8:gcch-acs:")
	if err != nil {
		return "", err
	}
	prefix, id := splitRawID(user)
	return prefix + resource + "_" + tenant + "_" + id, nil
}

// cloudRawID is a raw id whose beginning depends on the cloud.
func cloudRawID(object jsonObject, name, public, dod, gcch string) (string, error) {
	cloud, err := object.text("cloud")
	if err != nil {
		return "", err
	}
	switch cloud {
	case "", "public":
		return prefixed(object, public, name)
	case "dod":
		return prefixed(object, dod, name)
	case "gcch":
		return prefixed(object, gcch, name)
	}
	return "", fmt.Errorf("cloud %q is not known", cloud)
}

// prefixed is a raw id made of a beginning and a required member.
func prefixed(object jsonObject, prefix, name string) (string, error) {
	id, err := object.requiredText(name)
	if err != nil {
		return "", err
	}
	return prefix + id, nil
}
