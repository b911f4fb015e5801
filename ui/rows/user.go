package rows

import "slices"

// AwaitUser says that the row under the focus gets a user who is being made; the answer
// is why it cannot, or nothing. TakeUser follows.
func (e *Editor) AwaitUser() string {
	r := e.rows[e.at]
	switch {
	case r.fixed:
		return "this row is you: a new user is for another row"
	case r.done():
		return "this row is accepted: a new user is for another row"
	case r.rawID() != "":
		return "this row has an identifier already: a new user is for an empty one"
	}
	e.awaiting = r
	r.id.SetPlaceholder("a user is being made…")
	return ""
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
