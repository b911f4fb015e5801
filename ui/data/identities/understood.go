package identities

import "acs-chat-tui/acs"

// Understood says what a text was taken for, where that is not what stands in it;
// empty where there is nothing to say.
func Understood(id acs.UnderstoodID) string {
	if !id.Decoded {
		return ""
	}
	return "Understood as " + id.ID
}
