package participantrows

import (
	"encoding/csv"
	"strings"

	"acs-chat-tui/ui/screen"
)

// Draft is what stands in the rows that are not accepted, as lines that can be pasted
// into a form again.
func (e *Editor) Draft() screen.Draft {
	var b strings.Builder
	lines := csv.NewWriter(&b)
	for _, r := range e.rows {
		if !r.done() && !r.empty() {
			_ = lines.Write([]string{r.id.Value(), r.name.Value(), r.history.Value()}) // A Builder takes all.
		}
	}
	lines.Flush()
	return screen.Draft{Label: "participants", Text: strings.TrimSuffix(b.String(), "\n")}
}
