package participantrows

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
)

// check is what is to be said of a row before it is sent.
type check struct {
	// fault forbids sending.
	fault string
	// warning does not.
	warning string
	// column is the field that is at fault.
	column column
	// note is the kind of the identifier.
	note string
}

// checkAll looks at every row. It is cheap, but not free with a thousand rows,
// so its result is kept with the rows until something is typed.
func (e *Editor) checkAll() {
	if e.checked {
		return
	}
	e.checked = true
	now := e.host.Now()
	first := map[string]int{}
	for i, r := range e.rows {
		r.check = e.checkRow(r, now)
		id := strings.ToLower(r.rawID())
		if id == "" || r.status == Broken || r.status == Duplicate {
			continue
		}
		if before, twice := first[id]; twice && !r.done() {
			r.check.fault = fmt.Sprintf("the same identifier as in row %d", before+1)
		} else if !twice {
			first[id] = i
		}
	}
}

func (e *Editor) checkRow(r *row, now time.Time) check {
	if r.empty() || r.status == Broken || r.status == Duplicate {
		return check{}
	}
	id := r.rawID()
	if id == "" {
		return check{fault: "an identifier is missing"}
	}
	if strings.ContainsAny(id, " \t") {
		return check{fault: "an identifier holds no spaces: one participant a row"}
	}
	var c check
	c.note, c.warning = e.describe(id)
	r.noteUnderstood(&c)
	var malformed *acs.IdentifierFormatError
	if err := acs.ValidateRawID(id); errors.As(err, &malformed) {
		c.fault = "the service refuses this form: " + malformed.Reason
	} else if err != nil {
		c.fault = err.Error()
	}
	if _, err := roster.ParseHistory(r.history.Value(), now); err != nil {
		c.fault, c.column = err.Error(), columnHistory
	}
	e.checkMetadata(r, &c)
	if said := r.listWarning(); said != "" {
		if c.warning != "" && !strings.Contains(said, c.warning) {
			said += " · " + c.warning
		}
		c.warning = said
	}
	if e.members != nil && r.status == Editing && e.members(id) {
		c.warning = "already a member: the service leaves name and history unchanged"
	}
	return c
}

// noteUnderstood says what the identifier was taken for, where it is written otherwise.
func (r *row) noteUnderstood(c *check) {
	understood := r.identifier()
	understood.Decoded = understood.Decoded || r.entry != nil && !r.edited && r.entry.Written != ""
	if note := identities.Understood(understood); note != "" {
		c.note = note + " · " + c.note
	}
	if understood.Fault != acs.IDFaultNone {
		c.warning = "this holds " + understood.Problem + "; it may be sent all the same"
	}
}

// listWarning is what is doubtful about a row of a list, as the list was read.
func (r *row) listWarning() string {
	if r.entry == nil || r.edited {
		return ""
	}
	said := warnings(*r.entry)
	if said == "" && r.name.Value() != r.entry.DisplayName {
		return "its display name holds characters that the field does not show; it is sent as the list has it"
	}
	return said
}

// describe says what kind of identifier an id is, and what is doubtful about it.
func (e *Editor) describe(rawID string) (note, warning string) {
	identifier := acs.ParseRawID(rawID)
	note = identities.KindName(identifier)
	switch identifier.(type) {
	case acs.CommunicationUserIdentifier:
		mine, theirs := identities.Resource(e.self), identities.Resource(rawID)
		if mine != "" && theirs != "" && mine != theirs {
			warning = "of another resource than yours: the service will probably refuse it"
		}
	case acs.MicrosoftTeamsUserIdentifier:
		warning = "the service refuses Teams users in most threads"
	case acs.PhoneNumberIdentifier:
		warning = "whether the service takes a phone number in a thread is not known"
	case acs.UnknownIdentifier:
		warning = "not of a kind that this program knows; it may be sent all the same"
	}
	return note, warning
}

// FirstFault puts the focus on the first row that cannot be sent, and says why
// not; it is empty where every row can.
func (e *Editor) FirstFault() string {
	if e.Making() {
		return makingFault
	}
	e.checked = false
	e.submitted = true
	e.checkAll()
	for i, r := range e.rows {
		if c := r.check; c.fault != "" && r.pending() {
			e.focus(i, c.column)
			return fmt.Sprintf("row %d: %s", i+1, c.fault)
		}
	}
	return ""
}

// checkMetadata says what metadata a list gave to a row, and whether it can be sent.
func (e *Editor) checkMetadata(r *row, c *check) {
	if len(r.metadata()) > 0 {
		c.note += " · metadata " + form.MetadataText(r.metadata())
		if !e.metadata {
			c.fault = fmt.Sprintf("line %d: it has metadata, which this api-version does not take; leave that column out", r.line())
		}
	}
	if size := form.MetadataSize(r.metadata()); size > roster.MetadataLimit {
		c.fault = fmt.Sprintf("line %d: its metadata takes %d bytes, and the service takes %d", r.line(), size, roster.MetadataLimit)
	}
}
