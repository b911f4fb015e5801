package participantrows

import (
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/widget/field"
)

// Status is what became of a row.
type Status int

const (
	// Editing rows are typed, or as a list said, and go out with the next request.
	Editing Status = iota
	// Accepted by the service, and done.
	Accepted
	// Member rows are accepted, and known to have been members before; done as well.
	Member
	// Refused by the service, with a reason.
	Refused
	// NotSent rows were not sent, or not carried out for another reason than their own.
	NotSent
	// Uncertain rows were sent, and no answer says what became of them.
	Uncertain
	// Broken rows are of a list and cannot be sent.
	Broken
	// Duplicate rows are of a list and name whom another row names already.
	Duplicate
	// Waiting rows go out with a request of the run that is under way.
	Waiting
)

// column is one of a row's fields.
type column int

const (
	columnID column = iota
	columnName
	columnHistory
	columns
)

// row is one participant to be.
type row struct {
	id, name, history *field.Field
	// understood is the identifier of the text that it was last made of; see identifier.
	understood acs.UnderstoodID
	typed      string
	// fixed reports whether the identifier is given and cannot be changed: the user.
	fixed bool
	// entry is what a list said; nil where the row was typed. It stays when the row
	// is edited, for its line and its metadata.
	entry *roster.Entry
	// edited reports whether the row is not what the list said any more. shownName is what the
	// field made of the list's name: as long as that stands there, the list's is meant.
	edited    bool
	shownName string
	// check is what is known of what it holds, as long as the editor's checks hold.
	check check
	// lost reports whether the row was in a request whose answer was lost.
	lost bool

	status Status
	reason string
	// code is the service's code for a refusal.
	code string
	// sent reports whether the row is in the request under way; batch counts the requests
	// of the form, and is that of the last one that the row was in.
	sent  bool
	batch int
	// firstSent is when the row, as it is, was first made into a request.
	firstSent time.Time
}

const idPlaceholder = "8:acs:…"

func newRow() *row {
	return &row{id: field.New(idPlaceholder), name: field.New("display name"), history: field.New("all")}
}

// fill makes the row what a list said.
func (r *row) fill(e roster.Entry) {
	r.id.SetValue(e.RawID)
	r.name.SetValue(strings.ToValidUTF8(e.DisplayName, string(utf8.RuneError)))
	r.history.SetValue(e.History)
	r.entry, r.edited, r.shownName = &e, false, r.name.Value()
	switch e.State() {
	case roster.Broken:
		r.setStatus(Broken, faults(e))
	case roster.Duplicate:
		r.setStatus(Duplicate, warnings(e))
	case roster.Good:
		r.setStatus(Editing, "")
	}
}

func (r *row) field(c column) *field.Field {
	return [columns]*field.Field{r.id, r.name, r.history}[c]
}

// rawID is the identifier to send: what is typed, or the one that is meant by it.
func (r *row) rawID() string { return r.identifier().ID }

// identifier is what the typed identifier is understood as. A frame asks for it many
// times, so that it is kept.
func (r *row) identifier() acs.UnderstoodID {
	if value := r.id.Value(); value != r.typed {
		r.typed, r.understood = value, acs.UnderstandRawID(value)
	}
	return r.understood
}

// line is the line of the list that the row came from; 0 for none.
func (r *row) line() int {
	if r.entry == nil {
		return 0
	}
	return r.entry.Line
}

// metadata is what the list said; a row has no field for it.
func (r *row) metadata() map[string]string {
	if r.entry == nil {
		return nil
	}
	return r.entry.Metadata
}

// displayName is the name to send. A list's is taken as it is, white space and
// line ends included, which a field does not keep.
func (r *row) displayName() string {
	if r.entry != nil && r.name.Value() == r.shownName {
		return r.entry.DisplayName
	}
	return strings.TrimSpace(r.name.Value())
}

// empty reports whether the row asks for nothing.
func (r *row) empty() bool {
	return r.entry == nil && strings.TrimSpace(r.id.Value()+r.name.Value()+r.history.Value()) == ""
}

// done reports whether the service has accepted the row.
func (r *row) done() bool { return r.status == Accepted || r.status == Member }

// pending reports whether the row is to be sent: it asks for something that the service
// has not accepted. The user's own row does so only with a name or a history,
// since the service adds a thread's creator in any case.
func (r *row) pending() bool {
	if r.fixed && strings.TrimSpace(r.name.Value()+r.history.Value()) == "" {
		return false
	}
	return !r.done() && r.status != Broken && r.status != Duplicate && !r.empty()
}

func (r *row) participant(now time.Time) acs.ChatParticipant {
	p := acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(r.rawID()), Metadata: maps.Clone(r.metadata())}
	if name := r.displayName(); name != "" {
		p.DisplayName = &name
	}
	// "now" is the time of the first attempt: an unchanged row sent again asks for
	// the same. FirstFault reports faults.
	if r.firstSent.IsZero() {
		r.firstSent = now
	}
	p.ShareHistoryTime, _ = roster.ParseHistory(r.history.Value(), r.firstSent)
	return p
}

func (r *row) setStatus(status Status, reason string) {
	r.status, r.reason, r.code = status, reason, ""
}

// faults and warnings are an entry's, with their lines.
func faults(e roster.Entry) string   { return problems(e, false) }
func warnings(e roster.Entry) string { return problems(e, true) }

func problems(e roster.Entry, warning bool) string {
	var all []string
	for _, p := range e.Problems {
		switch {
		case p.Warning != warning:
		case p.Line == 0:
			all = append(all, p.Text)
		default:
			all = append(all, p.String())
		}
	}
	return strings.Join(all, "; ")
}
