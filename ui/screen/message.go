package screen

// TopicMsg says what a thread's topic is, as the service has just given it.
type TopicMsg struct{ ThreadID, Topic string }

// TimeMsg says that time has passed: ages are to be drawn anew.
type TimeMsg struct{}

// ChangedMsg says that another screen has written something to the service, so
// that what this one shows may be old.
type ChangedMsg struct{}

// CreatedMsg says that a thread was made: where a list of threads has it, the cursor goes
// there.
type CreatedMsg struct{ ThreadID string }

// ProfilesChangedMsg says that the profiles of the configuration file have changed;
// Name is the one that was saved.
type ProfilesChangedMsg struct{ Name string }

// WakeMsg says that the time has come that the screen asked to be woken at.
type WakeMsg struct{}

// AccessMsg says whether the service let the user at a thread the last time; refused
// means that the user has probably left it.
type AccessMsg struct {
	ThreadID string
	Refused  bool
}

// RemovedMsg says that somebody is no member of a thread any more.
type RemovedMsg struct{ ThreadID, RawID string }
