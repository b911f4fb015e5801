package participantrows

import "slices"

// UserRefusal says why the row under the focus can get no new user, or nothing.
func (e *Editor) UserRefusal() string {
	switch r := e.rows[e.at]; {
	case r.fixed:
		return "this row is you: a new user is for another row"
	case r.done():
		return "this row is accepted: a new user is for another row"
	case r.rawID() != "":
		return "this row has an identifier already: a new user is for an empty one"
	}
	return ""
}

// AwaitUser says that the row under the focus gets a user who is being made. TakeUser
// follows.
func (e *Editor) AwaitUser() {
	e.awaiting = e.rows[e.at]
	e.awaiting.id.SetPlaceholder("a user is being made…")
}

// TakeUser puts the user who was made into the row that waits for him, or where that
// has gone or was filled meanwhile into a new one; an empty id ends the waiting.
func (e *Editor) TakeUser(rawID string) {
	r := e.awaiting
	if e.awaiting = nil; r == nil {
		return
	}
	r.id.SetPlaceholder(idPlaceholder)
	if rawID == "" {
		return
	}
	if !slices.Contains(e.rows, r) || r.rawID() != "" || r.done() {
		r = newRow()
		e.rows = append(e.rows, r)
	}
	r.id.SetValue(rawID)
	e.touched(r)
}
