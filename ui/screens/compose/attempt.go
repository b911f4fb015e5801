package compose

import (
	"strconv"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/style/markup"
)

// attempt is a message that was sent, perhaps in vain.
type attempt struct {
	asked command.NewMessage
	// at is when it was sent, ended when its answer was given up.
	at, ended time.Time
	// newest is the id of the newest message that was known before.
	newest string
	// problem is what ended it.
	problem *command.Problem
}

const (
	// clockDifference is how far this machine's clock and the service's may differ,
	// where nothing else says which messages were there before an attempt.
	clockDifference = 10 * time.Minute
	// allowance is how far from an attempt a message may have been made to be taken for
	// its own without asking. How the two clocks differ is not known: where they differ
	// by more, a message like it is shown as one that may be an earlier one.
	allowance = 2 * time.Second
)

// like finds the messages that say the same as the attempt, are of the same user, and
// were perhaps made by it.
func (a *attempt) like(messages []acs.ChatMessage, userID string) []acs.ChatMessage {
	var like []acs.ChatMessage
	for _, m := range messages {
		isOwn := m.Sender != nil && (userID == "" || strings.EqualFold(m.Sender.RawID(), userID))
		if isOwn && m.Type == a.asked.Type && m.DeletedOn == nil && a.mayBeNewer(m) && a.saysTheSame(contentOf(m)) {
			like = append(like, m)
		}
	}
	return like
}

// saysTheSame compares contents. The service may change HTML: where it differs, the
// text of it has to be the same, and to be there.
func (a *attempt) saysTheSame(content string) bool {
	if content == a.asked.Content {
		return true
	}
	shown := markup.Text(content)
	return a.asked.Type == acs.ChatMessageTypeHTML && shown != "" && shown == markup.Text(a.asked.Content)
}

// mayBeNewer reports whether a message was made after what was known before the attempt.
func (a *attempt) mayBeNewer(m acs.ChatMessage) bool {
	known, errKnown := strconv.ParseInt(a.newest, 10, 64)
	id, errID := strconv.ParseInt(m.ID, 10, 64)
	if errKnown == nil && errID == nil {
		return id > known
	}
	return m.CreatedOn != nil && m.CreatedOn.After(a.at.Add(-clockDifference))
}

// isOfItsTime reports whether a message was made while the attempt was under way, by this
// machine's clock. A message from before it is not, and where the clocks differ it
// could only seem so by chance.
func (a *attempt) isOfItsTime(m acs.ChatMessage) bool {
	return m.CreatedOn != nil && !m.CreatedOn.Before(a.at.Add(-allowance)) && !m.CreatedOn.After(a.ended.Add(allowance))
}
