package messages

import (
	"fmt"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/markup"
	"acs-chat-tui/ui/style/text"
)

// indent is the width of the cursor's column, bodyIndent that of a message's text.
const (
	indent     = 2
	bodyIndent = 4
)

// kind says how a line of a message is drawn.
type kind int

const (
	said kind = iota
	aside
)

type line struct {
	text string
	kind kind
}

// layout is a message broken into lines.
type layout struct {
	// headed says that a line with who and when stands above them.
	headed bool
	lines  []line
}

func (l *layout) height() int {
	if l.headed {
		return len(l.lines) + 1
	}
	return len(l.lines)
}

// layouts keeps the layouts of the messages that were shown lately: breaking text into
// lines takes longer than all else of a frame.
type layouts struct {
	known map[string]*layout
	// width and changes are what the layouts were made for.
	width, changes int
}

// keptLayouts is how many are kept; some hundred are on the largest screen.
const keptLayouts = 500

// layout is a message's, for a block of a width.
func (m *Model) layout(e entry, width int) *layout {
	changes := m.seen.Changes()
	if m.layouts.width != width || m.layouts.changes != changes || len(m.layouts.known) >= keptLayouts {
		m.layouts = layouts{width: width, changes: changes, known: map[string]*layout{}}
	}
	key := e.key() + " " + e.Version
	known, is := m.layouts.known[key]
	if !is {
		known = m.lay(e, width)
		m.layouts.known[key] = known
	}
	return known
}

// forgetLayouts has all layouts made anew.
func (m *Model) forgetLayouts() { m.layouts.known = nil; m.layouts.width = -1 }

// lay breaks a message into lines.
func (m *Model) lay(e entry, width int) *layout {
	if e.system() {
		l := &layout{}
		words := "· " + m.words(e)
		if e.CreatedOn != nil {
			words += " · " + m.clock(*e.CreatedOn)
		}
		l.add(aside, text.Sanitize(words), width-indent)
		l.addOddity(e, width)
		m.addReaders(l, e, width)
		return l
	}
	l := &layout{headed: true}
	switch {
	case e.DeletedOn != nil:
		l.add(aside, "deleted "+m.later(*e.DeletedOn, e.CreatedOn), width-bodyIndent)
	case e.said() == "" && (e.Odd.Hides("type") || e.Odd.Hides("message") || e.Odd.Hides("content")):
	case !e.written():
		l.add(aside, text.Sanitize(fmt.Sprintf("a message of type “%s”, which this program does not know", e.Type)), width-bodyIndent)
		if e.said() != "" {
			l.add(said, plain(e), width-bodyIndent)
		}
	case strings.TrimSpace(e.said()) == "":
		l.add(aside, "(empty)", width-bodyIndent)
	default:
		if words := plain(e); strings.TrimSpace(words) != "" {
			l.add(said, words, width-bodyIndent)
		} else {
			// HTML of nothing but tags.
			l.add(aside, "(empty)", width-bodyIndent)
		}
	}
	l.addOddity(e, width)
	for _, a := range e.Content.Attachments {
		l.add(aside, text.Sanitize(attachment(a)), width-bodyIndent)
	}
	m.addReaders(l, e, width)
	return l
}

// addOddity says what of a message cannot be read, and shows the beginning of it as it
// came; its details show all.
func (l *layout) addOddity(e entry, width int) {
	if !e.Odd.IsOdd() {
		return
	}
	l.add(aside, text.Sanitize("! unreadable: "+e.Odd.Why), width-bodyIndent)
	l.add(aside, text.Sanitize("as it came: "+e.Odd.Excerpt()), width-bodyIndent)
}

// addReaders says who has read the thread up to a message.
func (m *Model) addReaders(l *layout, e entry, width int) {
	if names := m.readers.upTo(e, m); len(names) > 0 {
		l.add(aside, "✓ read up to here by "+text.Sanitize(strings.Join(names, ", ")), width-bodyIndent)
	}
}

// add adds text, wrapped.
func (l *layout) add(k kind, s string, width int) {
	for _, wrapped := range text.WrapWhole(s, max(1, width)) {
		l.lines = append(l.lines, line{wrapped, k})
	}
}

// longest is how many bytes of a message are shown in the list: the service takes about
// 28 KB, and anything else must not stop the program.
const longest = 100_000

// plain is what a message says as harmless text.
func plain(e entry) string {
	content, cut := e.said(), 0
	if over := len(content) - longest; over > 0 {
		content, cut = content[:longest], over
	}
	if e.Type == acs.ChatMessageTypeHTML {
		content = markup.Text(content)
	}
	content = strings.TrimRight(text.SanitizeLines(content), "\n ")
	if cut > 0 {
		content += fmt.Sprintf("\n… and %d bytes more", cut)
	}
	return content
}

// attachment is an attachment on one line.
func attachment(a acs.ChatAttachment) string {
	words := []string{"attachment:", string(a.AttachmentType)}
	if a.Name != nil {
		words = append(words, "“"+*a.Name+"”")
	} else {
		words = append(words, a.ID)
	}
	if a.URL != nil {
		words = append(words, *a.URL)
	}
	return strings.Join(words, " ")
}

// clock is the time of a day, in the user's zone.
func (m *Model) clock(at time.Time) string { return at.In(m.host.Now().Location()).Format("15:04:05") }

// moment is a time with its day, in the user's zone.
func (m *Model) moment(at time.Time) string {
	return at.In(m.host.Now().Location()).Format("2006-01-02 15:04:05")
}

// later is a time after another one, without its day where that is the same.
func (m *Model) later(at time.Time, before *time.Time) string {
	zone := m.host.Now().Location()
	if before != nil && at.In(zone).Format(time.DateOnly) == before.In(zone).Format(time.DateOnly) {
		return m.clock(at)
	}
	return m.moment(at)
}
