package messages

import (
	"fmt"
	"strconv"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// readersLimit is the number of participants above which the service keeps no read
// receipts (documented).
const readersLimit = 20

// readers are the read receipts: who has read the thread up to which message.
type readers struct {
	// told says that the service has answered, refused why it told nothing.
	told     bool
	refused  string
	more     bool
	receipts []acs.ChatMessageReadReceipt
}

// takeReceipts takes the receipts; where they do not come, those of before stay.
func (m *Model) takeReceipts(msg command.ReadReceiptsMsg) {
	if msg.Problem != nil {
		m.readers.refused = msg.Problem.Why
		return
	}
	m.keepPlace(func() {
		m.readers = readers{told: true, more: msg.More, receipts: msg.Receipts}
		m.forgetLayouts()
	})
}

// upTo names those whose receipt is of a message.
func (r *readers) upTo(e entry, m *Model) []string {
	var names []string
	for _, receipt := range r.receipts {
		if e.ID != "" && receipt.ChatMessageID == e.ID {
			names = append(names, m.named(receipt.Sender, nil))
		}
	}
	return names
}

// of are the receipts of a message and of newer ones: of those who have read it.
func (r *readers) of(e entry) []acs.ChatMessageReadReceipt {
	var list []acs.ChatMessageReadReceipt
	for _, receipt := range r.receipts {
		if at, err := strconv.ParseInt(receipt.ChatMessageID, 10, 64); err == nil && at >= e.place() {
			list = append(list, receipt)
		}
	}
	return list
}

// odd are the receipts that cannot be read in full.
func (r *readers) odd() []acs.ChatMessageReadReceipt {
	var list []acs.ChatMessageReadReceipt
	for _, receipt := range r.receipts {
		if receipt.Odd.IsOdd() {
			list = append(list, receipt)
		}
	}
	return list
}

// oddLines show the receipts that cannot be read as they came.
func (r *readers) oddLines() []screen.DetailLine {
	var lines []screen.DetailLine
	for _, receipt := range r.odd() {
		lines = append(lines, screen.DetailLine{Label: "! odd receipt", Text: receipt.Odd.Why}, screen.DetailLine{Text: receipt.Odd.JSON})
	}
	return lines
}

// readersWords says in some words what is known of who has read; empty while nothing
// is.
func (m *Model) readersWords() string {
	words := m.receiptsWords()
	if n := len(m.readers.odd()); n > 0 {
		words += fmt.Sprintf(", %d of them odd (!): any message's details show them", n)
	}
	return words
}

func (m *Model) receiptsWords() string {
	n, known := m.members()
	switch {
	case known && n > readersLimit && len(m.readers.receipts) == 0:
		return fmt.Sprintf("no read receipts above %d participants", readersLimit)
	case m.readers.refused != "":
		return "read receipts not told"
	case !m.readers.told:
		return ""
	case len(m.readers.receipts) == 0:
		return "no read receipts"
	case len(m.readers.receipts) == 1:
		return "1 read receipt"
	}
	return fmt.Sprintf("%d read receipts", len(m.readers.receipts))
}
