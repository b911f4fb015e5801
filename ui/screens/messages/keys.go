package messages

import (
	"fmt"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

type keyMap struct {
	Write, Edit, Delete, Details, Copy, CopyText, Filter, Refresh, Back, LoadAll, StopLoading key.Binding
	Retry, KeepFilter, DropFilter, Unfilter                                                   key.Binding
	Up, Down, PageUp, PageDown, HalfUp, HalfDown, First, Last                                 key.Binding
}

func newKeyMap(k *keys.Map) keyMap {
	fixed := func(name, does string) key.Binding {
		return key.NewBinding(key.WithKeys(name), key.WithHelp(name, does))
	}
	return keyMap{
		Write: k.Bind(keys.NewMessage, "write"), Edit: k.Bind(keys.Edit, ""), Delete: k.Bind(keys.Delete, ""),
		Details: k.Bind(keys.Open, "details"), Copy: k.Bind(keys.Copy, ""), CopyText: k.Bind(keys.CopyText, ""),
		Filter: k.Bind(keys.Filter, ""), Refresh: k.Bind(keys.Refresh, ""), Back: k.Bind(keys.Back, ""),
		LoadAll: k.Bind(keys.LoadAll, ""), StopLoading: k.Bind(keys.Back, "stop loading"),
		Retry: k.Bind(keys.Open, "try again"), Unfilter: k.Bind(keys.Back, "clear the filter"),
		// While a filter is typed the keys are text, and these two are no actions.
		KeepFilter: fixed("enter", "keep the filter"), DropFilter: fixed("esc", "clear the filter"),
		Up: k.Bind(keys.Up, "newer"), Down: k.Bind(keys.Down, "older"),
		PageUp: k.Bind(keys.PageUp, ""), PageDown: k.Bind(keys.PageDown, ""),
		HalfUp: k.Bind(keys.HalfPageUp, ""), HalfDown: k.Bind(keys.HalfPageDown, ""),
		First: k.Bind(keys.First, "newest"), Last: k.Bind(keys.Last, "end of what is loaded, and the next page"),
	}
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	m.see()
	if m.filtering {
		return m.filterKey(msg)
	}
	switch k := m.keys; {
	case key.Matches(msg, k.Back):
		return m.back()
	case key.Matches(msg, k.LoadAll):
		return m.loadAll()
	case key.Matches(msg, k.Refresh):
		return m.refresh()
	case key.Matches(msg, k.Retry) && m.onFailure():
		return m.retry()
	case key.Matches(msg, k.Filter):
		m.beginFilter()
	case key.Matches(msg, k.Write):
		m.write()
	default:
		if e, selected := m.selected(); selected {
			return m.messageKey(msg, e)
		}
		return m.move(msg)
	}
	return nil
}

// Click puts the cursor on a message, and opens the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	m.see()
	there, again := m.window.Click(x, y-m.listTop)
	if !there {
		return false, nil
	}
	if opens := again && !m.filtering; opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	m.filtering = false
	return true, m.ensure()
}

// back stops what goes on, or clears the filter, or leaves.
func (m *Model) back() tea.Cmd {
	switch {
	case m.all:
		m.all = false
	case m.query != "":
		return m.clearFilter()
	default:
		m.host.Back()
	}
	return nil
}

// messageKey takes a key for the message under the cursor.
func (m *Model) messageKey(msg tea.KeyMsg, e entry) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Details):
		m.host.Open(m.details(e))
	case key.Matches(msg, k.Copy) && e.ID == "":
		m.tell("nothing to copy: this message has no id that can be read")
	case key.Matches(msg, k.Copy):
		return m.host.Copy("message id", e.ID)
	case key.Matches(msg, k.CopyText):
		return m.copyText(e)
	case key.Matches(msg, k.Edit):
		m.edit(e)
	case key.Matches(msg, k.Delete):
		m.askDelete(e)
	default:
		return m.move(msg)
	}
	return nil
}

// move moves the cursor.
func (m *Model) move(msg tea.KeyMsg) tea.Cmd {
	if !m.window.Key(m.host.Keys(), msg) {
		return nil
	}
	return m.ensure()
}

// selected is the message under the cursor.
func (m *Model) selected() (entry, bool) { return m.at(m.window.Cursor()) }

// onFailure says that enter tries a failed page again: the cursor stands on its row, or
// nothing is loaded.
func (m *Model) onFailure() bool {
	_, selected := m.selected()
	return !selected && m.feed.State() == pages.Failed
}

// copyText copies what a message says, as it came.
func (m *Model) copyText(e entry) tea.Cmd {
	if e.said() == "" {
		m.tell("this message has no text to copy")
		return nil
	}
	return m.host.Copy("message text", e.said())
}

func (m *Model) tell(words string) {
	m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: words})
}

// write opens the form for a new message.
func (m *Model) write() {
	if refusal := m.scope.Session().SendRefusal(); refusal != "" {
		m.tell(refusal)
		return
	}
	m.host.Open(screen.ToCompose{ThreadID: m.to.ThreadID, Topic: m.to.Topic, Newest: m.newest})
}

// changeRefusal says why a message cannot be edited or deleted, or nothing.
func (m *Model) changeRefusal(e entry) string {
	session := m.scope.Session()
	_, deleted := m.deleted[e.ID]
	switch {
	case session.SendRefusal() != "":
		return session.SendRefusal()
	case e.ID == "":
		return "it has no id that can be read"
	case e.DeletedOn != nil || deleted:
		return "it is deleted"
	case e.system():
		return "it is the service's own"
	case session.UserID != "" && !m.own(e):
		return "only its sender may"
	}
	return ""
}

// refuses tells why a message cannot be changed, where it cannot.
func (m *Model) refuses(e entry, changed string) bool {
	refusal := m.changeRefusal(e)
	switch refusal {
	case "":
		return false
	case m.scope.Session().SendRefusal():
		m.tell(refusal)
	default:
		m.tell("this message cannot be " + changed + ": " + refusal)
	}
	return true
}

func (m *Model) edit(e entry) {
	if m.refuses(e, "edited") {
		return
	}
	m.host.Open(screen.ToCompose{
		ThreadID: m.to.ThreadID, Topic: m.to.Topic, Newest: m.newest,
		Message: &screen.OwnMessage{ID: e.ID, Version: e.Version, Type: string(e.Type), Content: e.said(), Metadata: e.Metadata},
	})
}

// quoted is how much of a message a question quotes.
const quoted = 160

func (m *Model) askDelete(e entry) {
	if m.refuses(e, "deleted") {
		return
	}
	says, sent := text.Truncate(text.Sanitize(plain(e)), quoted), "at a time that the service did not give"
	if e.CreatedOn != nil {
		sent = m.moment(*e.CreatedOn)
	}
	if e.Type == acs.ChatMessageTypeHTML {
		says += " (html)"
	}
	m.host.Ask(screen.Question{
		Title: "Delete this message?",
		Body: fmt.Sprintf("It was sent %s and says: “%s”. It stays in the list as deleted; what it said will be gone for everybody.",
			sent, says),
		Yes: "delete", No: "keep",
		OnYes: func() tea.Cmd {
			if m.lost(e) {
				return nil
			}
			return command.DeleteMessage(m.scope, command.MessageDeletion{
				ThreadID: m.to.ThreadID, Topic: m.to.Topic, MessageID: e.ID, Content: e.said(), MaybeDeleted: m.maybeDeleted[e.ID],
			})
		},
	})
}

// lost says so where a message was deleted, or changed what it says, while a question
// about it was open.
func (m *Model) lost(asked entry) bool {
	at, known := m.feed.Index(asked.key())
	if !known {
		return false
	}
	switch now := m.feed.At(at); {
	case now.DeletedOn != nil:
		m.tell("the message was deleted meanwhile")
	case now.Version != asked.Version:
		m.tell("nothing was deleted: the message was edited meanwhile")
	default:
		return false
	}
	return true
}

// possible are the keys, with the reason where one does nothing now.
func (m *Model) possible() keyMap {
	own, k := m.keys, m.host.Keys()
	e, selected := m.selected()
	if refusal := m.scope.Session().SendRefusal(); refusal != "" {
		own.Write = k.Bind(keys.NewMessage, "write: "+refusal)
	}
	if refusal := m.changeRefusal(e); selected && refusal != "" {
		own.Edit, own.Delete = k.Bind(keys.Edit, "edit: "+refusal), k.Bind(keys.Delete, "delete: "+refusal)
	}
	if !selected {
		keys.Unless("there is no message", &own.Edit, &own.Delete, &own.Details, &own.Copy, &own.CopyText)
	}
	switch {
	case m.all:
		keys.Unless("it is under way", &own.LoadAll)
	case m.feed.State() == pages.Complete:
		keys.Unless("all are loaded", &own.LoadAll)
	}
	if m.feed.Fetched() == 0 {
		keys.Unless("no page has come", &own.Filter)
	}
	if pages.IsFinal(m.feed.Err()) {
		keys.Unless("asking for this page again cannot help", &own.Retry, &own.LoadAll)
	}
	return own
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.possible()
	e, selected := m.selected()
	typing := []key.Binding{own.KeepFilter, own.DropFilter}
	if m.onFailure() {
		own.Details = own.Retry
	}
	switch {
	case m.filtering:
		return screen.Keys{Short: typing, Full: [][]key.Binding{typing}}
	case m.all:
		own.Back = own.StopLoading
	case m.query != "":
		own.Back = own.Unfilter
	}
	short := []key.Binding{own.Write, own.Details, own.Filter, own.Refresh, own.Back, own.Copy, own.CopyText}
	if selected && m.changeRefusal(e) == "" {
		short = []key.Binding{own.Write, own.Edit, own.Delete, own.Details, own.Filter, own.Refresh, own.Back, own.Copy, own.CopyText}
	}
	switch {
	case m.onFailure():
		short = []key.Binding{own.Details, own.Refresh, own.Back}
	case m.all:
		short = []key.Binding{own.Back, own.Details, own.Filter}
	case m.query != "":
		short = []key.Binding{own.Back, own.LoadAll, own.Details, own.Copy, own.CopyText}
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{
		{own.Write, own.Edit, own.Delete, own.Details, own.Copy, own.CopyText, own.Refresh, own.Back},
		{own.Up, own.Down, own.PageUp, own.PageDown, own.HalfUp, own.HalfDown, own.First, own.Last, own.Filter, own.LoadAll},
	}}
}
