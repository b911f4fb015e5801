package requestlog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// describe draws one entry whole: facts, headers and bodies, wrapped.
func (m *Model) describe(e *entry) []string {
	lines := document.Labelled(m.theme, m.facts(e.Exchange), m.width)
	lines = append(lines, "")
	lines = append(lines, m.headerLines("Request headers", e.RequestHeader)...)
	lines = append(lines, m.bodyLines("Request body", e.RequestBody)...)
	if e.StatusCode == 0 {
		return append(lines, m.theme.Heading.Render("No answer came"))
	}
	lines = append(lines, m.headerLines("Response headers", e.ResponseHeader)...)
	return append(lines, m.bodyLines("Response body", e.ResponseBody)...)
}

// facts are what there is to say before headers and bodies.
func (m *Model) facts(x acs.Exchange) []screen.DetailLine {
	words, _ := outcome(x)
	local, utc := text.LocalAndUTC(x.Started, m.host.Now().Location())
	lines := []screen.DetailLine{
		{Label: "request", Text: x.Method + " " + x.URL},
		{Label: "operation", Text: string(x.Operation)},
		{Label: "answer", Text: words},
	}
	if x.Err != nil {
		lines = append(lines, screen.DetailLine{Text: x.Err.Error()})
	}
	if !x.Sent {
		lines = append(lines, screen.DetailLine{Text: "nothing of it was sent"})
	}
	lines = append(
		lines,
		screen.DetailLine{Label: "attempt", Text: fmt.Sprintf("%d of at most %d", x.Attempt, x.MaxAttempts)},
		screen.DetailLine{Label: "begun", Text: local},
	)
	if _, offset := x.Started.In(m.host.Now().Location()).Zone(); offset != 0 {
		lines = append(lines, screen.DetailLine{Text: utc})
	}
	received := size(x.ResponseBody.Size)
	if x.Decompressed {
		received += " after decompression"
	}
	return append(
		lines,
		screen.DetailLine{Label: "took", Text: took(x.Duration)},
		screen.DetailLine{Label: "bodies", Text: fmt.Sprintf("%s sent, %s received", size(x.RequestBody.Size), received)},
		screen.DetailLine{Label: "request id", Text: cmp.Or(requestID(x), "the answer gives none")},
		screen.DetailLine{Label: "ms-cv", Text: cmp.Or(correlation(x), "the answer gives none")},
		screen.DetailLine{Label: "client request id", Text: cmp.Or(clientRequestID(x), "none was sent")},
	)
}

func (m *Model) headerLines(title string, header map[string][]string) []string {
	lines := []screen.DetailLine{{Label: title}}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			lines = append(lines, screen.DetailLine{Label: "  " + name, Text: cmp.Or(value, "(empty)")})
		}
	}
	return append(document.Labelled(m.theme, lines, m.width), "")
}

// bodyLines are a body, JSON of it indented.
func (m *Model) bodyLines(title string, body acs.ExchangeBody) []string {
	if missing := keptWords(body); missing != "" {
		title += " (" + missing + ")"
	} else if body.Size == 0 {
		title += ": none"
	}
	var lines []string
	for _, wrapped := range text.Wrap(title, max(1, m.width)) {
		lines = append(lines, m.theme.Heading.Render(wrapped))
	}
	if len(body.Content) > 0 {
		for line := range strings.SplitSeq(text.SanitizeLines(readable(body)), "\n") {
			lines = append(lines, text.Wrap(line, max(1, m.width))...)
		}
	}
	return append(lines, "")
}
