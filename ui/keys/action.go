package keys

// Action is something that a key starts, by its name in the configuration file.
type Action string

// The actions.
const (
	Help          Action = "help"
	Palette       Action = "palette"
	Notifications Action = "notifications"
	Connections   Action = "connections"
	Identities    Action = "identities"
	Faults        Action = "faults"
	RequestLog    Action = "request_log"
	Quit          Action = "quit"
	Back          Action = "back"
	Open          Action = "open"
	Refresh       Action = "refresh"
	Copy          Action = "copy"

	Up           Action = "up"
	Down         Action = "down"
	PageUp       Action = "page_up"
	PageDown     Action = "page_down"
	HalfPageUp   Action = "half_page_up"
	HalfPageDown Action = "half_page_down"
	First        Action = "first"
	Last         Action = "last"
	Filter       Action = "filter"
	LoadAll      Action = "load_all"
	SortByName   Action = "sort_by_name"
	Watch        Action = "watch"
	WatchEvery   Action = "watch_interval"
	Clear        Action = "clear"

	NewThread       Action = "new_thread"
	Edit            Action = "edit"
	Delete          Action = "delete"
	OpenByID        Action = "open_by_id"
	Properties      Action = "properties"
	Participants    Action = "participants"
	Messages        Action = "messages"
	NextTab         Action = "next_tab"
	PreviousTab     Action = "previous_tab"
	AddParticipants Action = "add_participants"
	Mark            Action = "mark"
	MarkRange       Action = "mark_range"
	MarkAll         Action = "mark_all"
	InvertMarks     Action = "invert_marks"
	ClearMarks      Action = "clear_marks"
	Remove          Action = "remove_participants"
	Export          Action = "export"
	RetryFailed     Action = "retry_failed"
	GoToRow         Action = "go_to_row"
	RawJSON         Action = "raw_json"
	CheckConnection Action = "check_connection"
	IssueToken      Action = "issue_token"
	RevokeTokens    Action = "revoke_tokens"
	ClearLog        Action = "clear_log"
	NewMessage      Action = "new_message"
	CopyText        Action = "copy_text"

	Submit       Action = "form_submit"
	Leave        Action = "form_leave"
	Preview      Action = "form_preview"
	Import       Action = "form_import"
	NewRow       Action = "form_new_row"
	RemoveRow    Action = "form_remove_row"
	NewUser      Action = "form_new_user"
	CheckOutcome Action = "form_look"

	SaveReport Action = "save_report"
	ShowWhole  Action = "show_whole"

	FormHelp    Action = "form_help"
	FormPalette Action = "form_palette"
	Suspend     Action = "suspend"
	Interrupt   Action = "interrupt"
)

// group says where an action's keys have their meaning.
type group int

const (
	ofScreens group = iota
	ofForms
	ofBoth
)

// meets reports whether two actions can want the same key at the same time.
func (g group) meets(other group) bool { return g == other || g == ofBoth || other == ofBoth }

// definition is an action as it is before anything is rebound.
type definition struct {
	action Action
	group  group
	// does is what help says, where the screen has no better words.
	does string
	// keys are the names of the keys, as Bubble Tea gives them.
	keys []string
	// shown is how help shows them, where that is not their names.
	shown string
	// fixed says that the action cannot be rebound.
	fixed bool
	// asks says that the action asks a question: the key that answers it with yes
	// must not be the one that asks.
	asks bool
}

// definitions lists every action, in the order of the documentation.
func definitions() []definition {
	return []definition{
		{action: Help, does: "help", keys: []string{"?"}},
		{action: Palette, does: "find an action by name", keys: []string{":"}},
		{action: Notifications, does: "notifications", keys: []string{"!"}},
		{action: Connections, does: "connections", keys: []string{"P"}},
		{action: Identities, does: "identities", keys: []string{"U"}},
		{action: Faults, does: "faults of the emulator", keys: []string{"F"}},
		{action: RequestLog, does: "request log", keys: []string{"L"}},
		{action: Quit, does: "quit", keys: []string{"q"}, asks: true},
		{action: Back, does: "back", keys: []string{"esc"}, asks: true},
		{action: Open, does: "open", keys: []string{"enter"}},
		{action: Refresh, does: "refresh", keys: []string{"ctrl+r"}},
		{action: Copy, does: "copy id", keys: []string{"y"}},

		{action: Up, does: "up", keys: []string{"up", "k"}},
		{action: Down, does: "down", keys: []string{"down", "j"}},
		{action: PageUp, does: "page up", keys: []string{"pgup"}},
		{action: PageDown, does: "page down", keys: []string{"pgdown"}},
		{action: HalfPageUp, does: "half a page up", keys: []string{"ctrl+u"}},
		{action: HalfPageDown, does: "half a page down", keys: []string{"ctrl+d"}},
		{action: First, does: "first", keys: []string{"g", "home"}, shown: "g"},
		{action: Last, does: "last", keys: []string{"G", "end"}, shown: "G"},
		{action: Filter, does: "filter", keys: []string{"/"}},
		{action: LoadAll, does: "load all", keys: []string{"f"}},
		{action: SortByName, does: "sort by name", keys: []string{"s"}},
		{action: Watch, does: "watch", keys: []string{"W"}},
		{action: WatchEvery, does: "watch at an interval", keys: []string{"i"}},
		{action: Clear, does: "clear", keys: []string{"u"}, asks: true},

		{action: NewThread, does: "new thread", keys: []string{"n"}},
		{action: Edit, does: "edit", keys: []string{"e"}},
		{action: Delete, does: "delete", keys: []string{"d"}, asks: true},
		{action: OpenByID, does: "open by id", keys: []string{"o"}},
		{action: Properties, does: "properties", keys: []string{"1"}},
		{action: Participants, does: "participants", keys: []string{"2"}},
		{action: Messages, does: "messages", keys: []string{"3"}},
		{action: NextTab, does: "next tab", keys: []string{"tab"}},
		{action: PreviousTab, does: "previous tab", keys: []string{"shift+tab"}},
		{action: AddParticipants, does: "add participants", keys: []string{"a"}},
		{action: Mark, does: "mark", keys: []string{" "}},
		{action: MarkRange, does: "mark up to here", keys: []string{"v"}},
		{action: MarkAll, does: "mark all", keys: []string{"A"}},
		{action: InvertMarks, does: "invert the marks", keys: []string{"I"}},
		{action: ClearMarks, does: "clear the marks", keys: []string{"C"}},
		{action: Remove, does: "remove", keys: []string{"x"}, asks: true},
		{action: Export, does: "export", keys: []string{"E"}},
		{action: RetryFailed, does: "retry what failed", keys: []string{"R"}},
		{action: GoToRow, does: "go to row", keys: []string{"r"}},
		{action: RawJSON, does: "raw JSON", keys: []string{"J"}},
		{action: CheckConnection, does: "test the connection", keys: []string{"T"}},
		{action: IssueToken, does: "issue a token", keys: []string{"t"}},
		{action: RevokeTokens, does: "revoke the tokens", keys: []string{"X"}},
		{action: ClearLog, does: "clear the log", keys: []string{"ctrl+l"}, asks: true},
		{action: NewMessage, does: "write a message", keys: []string{"w"}},
		{action: CopyText, does: "copy text", keys: []string{"Y"}},

		{action: Submit, group: ofForms, does: "send", keys: []string{"ctrl+s"}},
		{action: Leave, group: ofForms, does: "leave", keys: []string{"esc"}},
		{action: Preview, group: ofForms, does: "show request", keys: []string{"ctrl+x"}},
		{action: Import, group: ofForms, does: "import file", keys: []string{"ctrl+o"}},
		{action: NewRow, group: ofForms, does: "new row", keys: []string{"ctrl+n"}},
		{action: RemoveRow, group: ofForms, does: "remove row", keys: []string{"ctrl+d"}},
		{action: NewUser, group: ofForms, does: "new user for this row", keys: []string{"ctrl+y"}},
		{action: CheckOutcome, group: ofForms, does: "look whether it arrived", keys: []string{"ctrl+l"}},

		{action: SaveReport, group: ofBoth, does: "save a report", keys: []string{"ctrl+t"}},
		{action: ShowWhole, group: ofBoth, does: "show what is cut", keys: []string{"ctrl+f"}},
		{action: FormHelp, group: ofBoth, does: "help", keys: []string{"ctrl+g"}},
		{action: FormPalette, group: ofBoth, does: "find an action by name", keys: []string{"ctrl+p"}},
		{action: Suspend, group: ofBoth, does: "suspend", keys: []string{"ctrl+z"}},
		{action: Interrupt, group: ofBoth, does: "quit from anywhere", keys: []string{"ctrl+c"}, fixed: true},
	}
}

// fieldKeys are what a text field, and the focus of a form, take: no action of a
// form may lie on one.
func fieldKeys() []string {
	return []string{
		"tab", "shift+tab", "enter", "up", "down", "left", "right", "pgup", "pgdown", "home", "end",
		"backspace", "delete", "ctrl+left", "ctrl+right",
		"ctrl+a", "ctrl+b", "ctrl+e", "ctrl+h", "ctrl+k", "ctrl+u", "ctrl+w",
	}
}
