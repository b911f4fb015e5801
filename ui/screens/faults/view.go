package faults

import (
	"cmp"
	"fmt"
	"strings"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

const (
	// headLines are the lines above the rows: the heading and what is in force.
	headLines = 2
	nameWidth = 28
	onWidth   = 5
	// paneLines are below the rows, where there is room: what the one under the cursor
	// does.
	paneLines = 4
	roomy     = 14
)

// View draws the screen.
func (m *Model) View() string {
	if m.height <= 0 || m.width <= 0 {
		return ""
	}
	heading := "Faults of the emulator at " + text.Sanitize(m.scope.Session().Host)
	lines := []string{m.theme.Heading.Render(text.Truncate(heading, m.width)), m.summary()}
	pane := m.pane()
	m.list.SetSize(m.width, max(0, m.height-headLines-len(pane)))
	if rows := m.list.Rows(); rows != "" {
		lines = append(lines, strings.Split(rows, "\n")...)
	}
	lines = append(lines, pane...)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// summary says what is in force.
func (m *Model) summary() string {
	asOf := " · as of " + m.asOf.Format("15:04:05")
	switch clears := m.host.Keys().Name(keys.Clear) + " clears all"; {
	case m.problem != nil && m.height < roomy:
		// There is no pane that would tell why.
		shows := " · " + m.host.Keys().Name(keys.ShowWhole) + " shows all of it"
		return m.theme.Error.Render(text.Truncate("✗ "+m.problem.Summary(), max(0, m.width-text.Width(shows))) + shows)
	case m.problem != nil && m.known:
		return m.theme.Error.Render(text.Truncate("✗ what is in force is not known: this is what was, as of "+m.asOf.Format("15:04:05"), m.width))
	case !m.known && m.problem != nil:
		return m.theme.Error.Render(text.Truncate("✗ what is in force is not known", m.width))
	case !m.known:
		return m.theme.Muted.Render(text.Truncate("Asking the emulator…", m.width))
	case len(m.inForce) == 0:
		return m.theme.Muted.Render(text.Truncate("Nothing goes wrong on purpose."+asOf, m.width))
	case command.CountFaults(m.inForce) == 1:
		said := "1 fault in force"
		if n := len(m.inForce); n > 1 {
			said += fmt.Sprintf(", on %d operations", n)
		}
		return m.theme.Warning.Render(text.Truncate(said+" · "+clears+asOf, m.width))
	default:
		return m.theme.Warning.Render(text.Truncate(fmt.Sprintf("%d faults in force · %s", command.CountFaults(m.inForce), clears)+asOf, m.width))
	}
}

// pane tells what the row under the cursor does, or what went wrong.
func (m *Model) pane() []string {
	if m.height < roomy {
		return nil
	}
	said := text.Wrap(text.Sanitize(m.does(m.current())), max(1, m.width))
	if m.problem != nil {
		said = document.Problem(m.theme, m.problem.Lines(), m.width)
	}
	lines := document.Cut(m.theme, m.host.Keys(), said, paneLines-1, m.width)
	return document.Pane(m.theme, lines, m.width, paneLines)
}

// FullText is what went wrong, and what the row under the cursor does.
func (m *Model) FullText() []string {
	var lines []string
	if m.problem != nil {
		lines = append(m.problem.Lines(), "")
	}
	return append(lines, text.Sanitize(m.does(m.current())))
}

// does says in words what a row is.
func (m *Model) does(at row) string {
	switch at.kind {
	case operationRow:
		return "Which operations the faults that are switched on from now are for."
	case timesRow:
		return "How often they come, before they end by themselves."
	case presetRow:
		if on := m.alike(at.preset.fault); len(on) > 0 {
			return at.preset.does + " In force for " + inForceText(on) + "."
		}
		return at.preset.does
	case otherRow:
		return "Set by somebody else: " + faultText(at.fault) + ", for " + operationsText([]string{at.fault.Operation}) + ", " + timesText(at.fault.Times) + "."
	}
	return ""
}

// row draws a row: what is on is marked with a sign and the word.
func (m *Model) row(at row, _, width int, selected bool) string {
	style := func(t string) string { return t }
	muted := func(t string) string { return m.theme.Muted.Render(t) }
	warning := func(t string) string { return m.theme.Warning.Render(t) }
	marker := "  "
	if selected {
		marker = "▸ "
		style = func(t string) string { return m.theme.Selected.Render(t) }
		muted, warning = style, style
	}
	name, on, says := "", "", ""
	switch at.kind {
	case operationRow:
		name, says = "for", cmp.Or(operationsText(m.operations), "what each fault is usually for")
	case timesRow:
		name, says = "how often", "as each fault usually comes"
		if m.times != asUsual {
			says = timesText(m.times)
		}
	case presetRow:
		name, says = at.preset.name, at.preset.does
		if inForce := m.alike(at.preset.fault); len(inForce) > 0 {
			on, says = "● on", inForceText(inForce)
		}
	case otherRow:
		name, on, says = faultText(at.fault), "● on", operationsText([]string{at.fault.Operation})+" "+timesText(at.fault.Times)
	}
	r := text.NewRow(0)
	r.Glyphs(style(marker), 2)
	r.Cell(style, name, min(nameWidth, max(0, width-2)))
	r.Cell(style, "", 1)
	r.Cell(warning, on, min(onWidth, max(0, width-3-nameWidth)))
	r.Cell(style, "", 1)
	r.Cell(muted, says, max(0, width-4-nameWidth-onWidth))
	return r.String()
}
