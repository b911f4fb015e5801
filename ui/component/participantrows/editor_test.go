package participantrows

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// host keeps what the editor asks for.
type host struct {
	screen.Host
	now           time.Time
	questions     []screen.Question
	notifications []screen.Notification
	unsaved       string
}

func (h *host) Now() time.Time               { return h.now }
func (h *host) Keys() *keys.Map              { return keys.Default() }
func (h *host) Ask(q screen.Question)        { h.questions = append(h.questions, q) }
func (h *host) Notify(n screen.Notification) { h.notifications = append(h.notifications, n) }
func (h *host) Unsaved(loss string)          { h.unsaved = loss }
func (h *host) Copy(string, string) tea.Cmd  { return nil }
func (h *host) Prompt(screen.Prompt)         {}
func (h *host) Choose(screen.Choice)         {}
func (h *host) Show(screen.Page)             {}
func (h *host) Open(screen.Destination)      {}
func (h *host) ID() screen.ID                { return 1 }
func (h *host) Back()                        {}

const resource = "5f1b7a2e-3c4d-4e8a-9b60-c0ffee5eed01"

// user is a well-formed raw id.
func user(n int) string { return fmt.Sprintf("8:acs:%s_0000001f-0000-4a5f-9c31-%012d", resource, n) }

// sheet is an editor in a form, between two other fields.
type sheet struct {
	*Editor
	form         *form.Form
	above, below *form.Input
}

func newEditor(t *testing.T, members func(string) bool) (*sheet, *host) {
	t.Helper()
	seen := identities.New()
	for n, name := range []string{"Ada King", "Ada Løvelace", "Bo", "Adam", "Adele", "Adnan"} {
		seen.RememberMember("19:elsewhere", user(n+1), name)
	}
	h := &host{now: time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)}
	colours := theme.New(theme.Options{Name: theme.None})
	e := &sheet{Editor: New(h, colours, seen, user(0), members), above: form.Text("above", "", ""), below: form.Text("below", "", "")}
	e.form = form.New(h, nil, colours, form.Spec{
		Doing: "test the rows", Heading: func(int) string { return "" }, Fields: []form.Field{e.above, e.Editor, e.below},
	})
	press(e, "tab")
	return e, h
}

// lines draws the rows with the focus in them.
func (e *sheet) lines(width, height int) string {
	drawn, _ := e.Lines(form.Canvas{Theme: e.theme, Width: width, Height: height, Focused: true})
	return ansi.Strip(drawn.String())
}

// press gives keys by name; what is no key's name is typed.
func press(e *sheet, names ...string) {
	named := map[string]tea.KeyType{
		"tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "enter": tea.KeyEnter, "up": tea.KeyUp, "down": tea.KeyDown,
		"ctrl+n": tea.KeyCtrlN, "ctrl+d": tea.KeyCtrlD, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "backspace": tea.KeyBackspace, "ctrl+u": tea.KeyCtrlU,
	}
	for _, name := range names {
		if k, ok := named[name]; ok {
			e.form.Update(tea.KeyMsg{Type: k})
			continue
		}
		for _, r := range name {
			e.form.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}

// cell is what a row holds.
type cell struct{ RawID, Name, History string }

func cells(e *sheet) []cell {
	var list []cell
	for _, r := range e.rows {
		list = append(list, cell{RawID: r.id.Value(), Name: r.name.Value(), History: r.history.Value()})
	}
	return list
}

func TestFocus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		fixed  bool
		keys   []string
		row    int
		column column
		leaves string
	}{
		{"tab goes through a row", false, []string{"a", "tab", "tab"}, 0, columnHistory, ""},
		{"tab at the end leaves downwards", false, []string{"a", "tab", "tab", "tab"}, 0, columnHistory, "below"},
		{"enter at the end makes a row", false, []string{"a", "enter", "enter", "enter"}, 1, columnID, ""},
		{"enter at the end of an empty row leaves", false, []string{"enter", "enter", "enter"}, 0, columnHistory, "below"},
		{"down on the last makes a row", false, []string{"a", "down"}, 1, columnID, ""},
		{"down on an empty last row leaves", false, []string{"down"}, 0, columnID, "below"},
		{"down keeps the column", false, []string{"a", "ctrl+n", "b", "up", "tab", "down"}, 1, columnName, ""},
		{"up on the first leaves upwards", false, []string{"up"}, 0, columnID, "above"},
		{"shift+tab goes back", false, []string{"a", "tab", "tab", "shift+tab"}, 0, columnName, ""},
		{"shift+tab goes to the row before", false, []string{"a", "ctrl+n", "shift+tab"}, 0, columnHistory, ""},
		{"shift+tab at the beginning leaves upwards", false, []string{"shift+tab"}, 0, columnID, "above"},
		{"ctrl+n makes a row behind this one", false, []string{"a", "ctrl+n", "c", "up", "ctrl+n"}, 1, columnID, ""},
		{"one's own id is passed over", true, nil, 0, columnName, ""},
		{"backwards too", true, []string{"shift+tab"}, 0, columnName, "above"},
		{"and from below", true, []string{"tab", "tab", "a", "up"}, 0, columnName, ""},
	} {
		e, _ := newEditor(t, nil)
		if c.fixed {
			e.FixFirst(user(0))
		}
		e.Enter(false)
		press(e, c.keys...)
		to := map[form.Field]string{e.above: "above", e.below: "below"}[e.form.Focused()]
		if e.at != c.row || e.column != c.column || to != c.leaves {
			t.Errorf("%s: row %d, column %d, leaves to %q; want %d, %d, %q", c.name, e.at, e.column, to, c.row, c.column, c.leaves)
		}
	}
	e, _ := newEditor(t, nil)
	press(e, "a", "ctrl+n", "b")
	e.Enter(true)
	if e.at != 1 || e.column != columnHistory {
		t.Errorf("from below: row %d, column %d", e.at, e.column)
	}
}

func TestRowsBetweenRows(t *testing.T) {
	t.Parallel()
	e, _ := newEditor(t, nil)
	press(e, "a", "ctrl+n", "c", "up", "ctrl+n", "b")
	if diff := cmp.Diff([]cell{{RawID: "a"}, {RawID: "b"}, {RawID: "c"}}, cells(e)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	e, h := newEditor(t, nil)
	e.FixFirst(user(0))
	e.Enter(false)
	press(e, "ctrl+d")
	if len(h.notifications) != 1 || len(e.rows) != 2 {
		t.Fatalf("one's own row: %d notifications, %d rows", len(h.notifications), len(e.rows))
	}
	press(e, "tab", "tab", "x", "ctrl+n", "y", "ctrl+d")
	if len(h.questions) != 1 || !strings.Contains(h.questions[0].Body, "y") || h.questions[0].Title != "Remove row 3?" {
		t.Fatalf("questions %+v", h.questions)
	}
	if len(e.rows) != 3 {
		t.Fatal("removed before the answer")
	}
	h.questions[0].OnYes()
	if diff := cmp.Diff([]cell{{RawID: user(0)}, {RawID: "x"}}, cells(e)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	press(e, "ctrl+n", "ctrl+d")
	if len(h.questions) != 1 || len(e.rows) != 2 {
		t.Errorf("an empty row: %d questions, %d rows", len(h.questions), len(e.rows))
	}
	press(e, "backspace", "ctrl+d")
	if len(e.rows) != 1 || e.at != 0 {
		t.Errorf("%d rows, the focus on %d", len(e.rows), e.at)
	}
}

// TestRemoveTellsTheHost: what is gone is nothing to lose any more.
func TestRemoveTellsTheHost(t *testing.T) {
	t.Parallel()
	e, h := newEditor(t, nil)
	press(e, "x", "ctrl+d")
	if h.unsaved == "" {
		t.Error("nothing to lose while the row is there")
	}
	h.questions[0].OnYes()
	if h.unsaved != "" || e.Changed() {
		t.Errorf("to lose: %q; changed: %t", h.unsaved, e.Changed())
	}
}

func TestOffers(t *testing.T) {
	t.Parallel()
	e, _ := newEditor(t, nil)
	press(e, "ad")
	shown := e.lines(120, 20)
	for _, name := range []string{"→ Ada King", "Ada Løvelace", "Adam", "Adele"} {
		if !strings.Contains(shown, name) {
			t.Errorf("%q is not offered:\n%s", name, shown)
		}
	}
	if strings.Contains(shown, "Adnan") {
		t.Error("more than four are offered")
	}
	press(e, "pgdown", "right")
	if diff := cmp.Diff([]cell{{RawID: user(2), Name: "Ada Løvelace"}}, cells(e)); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
	press(e, "ctrl+n", "ad", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgup", "right")
	if got := e.rows[1].id.Value(); got != user(4) && got != user(5) {
		t.Errorf("took %q", got)
	}
	press(e, "ctrl+n", "Bo", "left", "right")
	if got := e.rows[2].id.Value(); got != "Bo" {
		t.Errorf("right inside the text took %q", got)
	}
	press(e, "tab", "Own name", "shift+tab", "right")
	if diff := cmp.Diff(cell{RawID: user(3), Name: "Own name"}, cells(e)[2]); diff != "" {
		t.Errorf("a name that was typed (-want +got):\n%s", diff)
	}
}

func paste(e *sheet, text string) {
	e.form.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

func TestPaste(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func(*sheet)
		want []cell
	}{
		{"a list into an empty row", func(e *sheet) { paste(e, "8:a,A\n8:b;B;now\n") }, []cell{{"8:a", "A", ""}, {"8:b", "B", "now"}}},
		{"a list behind a full row", func(e *sheet) { press(e, "x"); paste(e, "8:a\n8:b") }, []cell{{RawID: "x"}, {RawID: "8:a"}, {RawID: "8:b"}}},
		{"one id into a half typed one", func(e *sheet) { press(e, "8:"); paste(e, "acs:a") }, []cell{{RawID: "8:acs:a"}}},
		{"a list into a name", func(e *sheet) { press(e, "x", "tab"); paste(e, "8:a\n8:b") }, []cell{{RawID: "x"}, {RawID: "8:a"}, {RawID: "8:b"}}},
		{"between rows", func(e *sheet) { press(e, "x", "ctrl+n", "z", "up"); paste(e, "8:a\n8:b") }, []cell{{RawID: "x"}, {RawID: "8:a"}, {RawID: "8:b"}, {RawID: "z"}}},
		{"nothing", func(e *sheet) { paste(e, "\n\n") }, []cell{{}}},
	} {
		e, _ := newEditor(t, nil)
		c.do(e)
		if diff := cmp.Diff(c.want, cells(e)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestTheLimitIsTold: a list that is too long is not taken at all.
func TestTheLimitIsTold(t *testing.T) {
	t.Parallel()
	e, h := newEditor(t, nil)
	paste(e, strings.Repeat("8:a\n", Limit+1))
	if len(e.rows) != 1 || len(h.notifications) != 1 || !strings.Contains(h.notifications[0].Text, "nothing was taken from the list: it has 2001 rows") {
		t.Fatalf("%d rows, notifications %v", len(e.rows), h.notifications)
	}
	paste(e, strings.Repeat("8:a\n", Limit))
	press(e, "ctrl+n")
	if len(e.rows) != Limit || len(h.notifications) != 2 {
		t.Fatalf("%d rows, notifications %v", len(e.rows), h.notifications)
	}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	member := func(id string) bool { return id == user(2) }
	e, _ := newEditor(t, member)
	paste(e, strings.Join([]string{user(1), user(2), user(3), "9:abc", "9:abcd", user(1), "not,an,id,at,all"}, "\n"))
	if got := statuses(e); got != "eeeeedb" {
		t.Fatalf("read: %s", got)
	}
	if n := len(e.Preview()); n != 5 || e.Pending() != 5 {
		t.Errorf("%d in the preview, %d pending", n, e.Pending())
	}
	e.Begin()
	if n := len(e.Batch(4)); n != 4 || e.Waiting() != 1 || statuses(e) != "wwwwwdb" {
		t.Errorf("%d in the batch, %d wait, %s", n, e.Waiting(), statuses(e))
	}
	// The row that is named goes out no more; the others do again.
	if named := e.RefuseWhole(&command.Problem{Status: 400, Message: "Identifier format is invalid (9:abc)."}); !named || statuses(e) != "wwwrwdb" {
		t.Errorf("refused whole: %v, %s", named, statuses(e))
	}
	if n := len(e.Batch(200)); n != 4 {
		t.Errorf("%d in the batch", n)
	}
	if named := e.RefuseWhole(&command.Problem{}); named || statuses(e) != "nnnrndb" {
		t.Errorf("not carried out: %v, %s", named, statuses(e))
	}
	e.Begin()
	e.Batch(3)
	e.Lose()
	e.End("not sent: this and that")
	if got := statuses(e); got != "uuunndb" {
		t.Errorf("lost: %s", got)
	}
	e.Begin()
	e.Batch(200)
	unmatched := e.Apply([]acs.CommunicationError{{Target: user(1), Code: "403"}, {Target: "9:else"}})
	e.End("")
	if got := statuses(e); got != "raaaadb" || len(unmatched) != 1 || unmatched[0].Target != "9:else" {
		t.Errorf("settled: %s, unmatched %v", got, unmatched)
	}
	if e.at != 0 || e.Pending() != 1 || e.NewMembers() != 4 || len(e.Left()) != 1 {
		t.Errorf("the focus on %d, %d pending, %d new members", e.at, e.Pending(), e.NewMembers())
	}
	var said []roster.Status
	for _, o := range e.Outcomes() {
		said = append(said, o.Status)
	}
	want := []roster.Status{
		roster.Refused, roster.Accepted, roster.Accepted, roster.Accepted, roster.Accepted, roster.DuplicateRow, roster.BrokenRow,
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("reported (-want +got):\n%s", diff)
	}
	press(e, "x")
	if got := statuses(e); got != "eaaaaeb" {
		t.Errorf("edited: %s", got)
	}
	// What is done is passed over; the faulty rows of a list can be mended.
	press(e, "down", "y")
	if got := statuses(e); got != "eaaaaeb" || e.rows[1].id.Value() != user(2) {
		t.Errorf("edited: %s", got)
	}
}

// statuses are the rows', a letter each.
func statuses(e *sheet) string {
	var all strings.Builder
	for _, r := range e.rows {
		all.WriteByte("eamrnubdw"[r.status])
	}
	return all.String()
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		message, id string
		want        bool
	}{
		{"Identifier format is invalid (8:acs:a).", "8:acs:a", true},
		{"Identifier format is invalid (8:acs:ab).", "8:acs:a", false},
		{"8:acs:ab and 8:acs:a", "8:acs:a", true},
		{"not 28:acs:a", "8:acs:a", false},
		{"8:acs:a", "8:acs:a", true},
		{"The id is 8:acs:a.", "8:acs:a", true},
		{"8:acs:a: unknown", "8:acs:a", true},
		{"8:acs:a.b", "8:acs:a", false},
		{"“8:acs:a”", "8:acs:a", true},
		{"", "8:acs:a", false},
		{"anything", "", false},
	} {
		if got := names(c.message, c.id); got != c.want {
			t.Errorf("%q names %q: %t", c.message, c.id, got)
		}
	}
}

// TestTheFocusIsAlwaysInSight at every height that holds a row.
func TestTheFocusIsAlwaysInSight(t *testing.T) {
	t.Parallel()
	e, _ := newEditor(t, nil)
	var list strings.Builder
	for n := range 40 {
		fmt.Fprintf(&list, "%s,name %d\n", user(n+1), n)
	}
	paste(e, list.String())
	for at := range e.rows {
		e.focus(at, columnName)
		for height := 2; height < 30; height++ {
			lines := e.lines(90, height)
			if n := strings.Count(lines, "\n") + 1; n > height {
				t.Fatalf("%d lines of %d", n, height)
			}
			if !strings.Contains(lines, "▸ ") {
				t.Fatalf("row %d is out of sight at height %d", at, height)
			}
		}
	}
}
