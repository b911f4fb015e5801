package screen

import "time"

// Destination names a screen to open, with what it begins with: one of the To types here,
// or of the packages that know the service's data. Screens do not import one another.
type Destination any

// ToThreads opens the list of threads, the program's first screen.
type ToThreads struct{}

// ToConnect asks whom to act as, where a connection does not say.
type ToConnect struct{}

// ToConnections lists what there is to connect to.
type ToConnections struct{}

// ToIdentities lists the users of the resource that are known.
type ToIdentities struct{}

// ToIssue opens the form that issues a token of a user.
type ToIssue struct{ RawID string }

// ToCreate opens the form for a new thread.
type ToCreate struct{}

// ToThread opens a thread on one of its tabs.
type ToThread struct {
	ThreadID string
	Topic    string
	Tab      Tab
	// DeletedOn is when the thread was deleted, as a list has told; nil where none has.
	DeletedOn *time.Time
}

// ToEdit opens the form that changes a thread.
type ToEdit struct{ ThreadID, Topic string }

// ToFaults opens the faults of the emulator.
type ToFaults struct{}

// ToCompose opens the form for a message.
type ToCompose struct {
	ThreadID string
	Topic    string
	// Message is the message to edit; nil for a new one.
	Message *OwnMessage
	// Newest returns the ID of the newest message that the thread's list holds; empty
	// where it holds none.
	Newest func() string
}

// OwnMessage is a message of the user's own.
type OwnMessage struct {
	ID, Version string
	// Type is the service's name of its type, Content what it says.
	Type, Content string
	Metadata      map[string]string
}

// ToDetails opens a page of text about one thing.
type ToDetails struct {
	Title string
	Lines []DetailLine
	// CopyLabel and CopyText are what y copies; where the page has a cursor, it begins
	// on the line that copies CopyText.
	CopyLabel, CopyText string
}

// ToRequestLog opens the log of requests.
type ToRequestLog struct{}

// DetailLine is one labelled line of ToDetails; a line without a label goes on
// with the one before, a line with nothing but a label is a heading.
type DetailLine struct {
	Label, Text string
	// Copy is what the copy key copies while the cursor is on this line, and CopyName
	// names it; empty stands for Label. A page where a line has one has a cursor.
	Copy, CopyName string
}

// Tab is one of the pages of a thread.
type Tab int

// The tabs, in the order in which tab goes through them.
const (
	TabProperties Tab = iota
	TabParticipants
	TabMessages
)

// Tabs is how many there are.
const Tabs = 3
