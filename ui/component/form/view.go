package form

import (
	"slices"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
)

// View draws the form.
func (f *Form) View() string {
	f.drawn = f.lines()
	return f.drawn.String()
}

func (f *Form) lines() clickable.Lines {
	if f.height <= 0 || f.width <= 0 {
		return nil
	}
	if f.page != nil {
		f.document.SetLines(f.page.Lines(f.width))
		return clickable.Plain(f.document.View()...)
	}
	status := f.status()
	heading := f.theme.Heading.Render(text.Truncate(f.spec.Heading(f.width), f.width))
	fields, focus := f.fieldLines(f.height - 1 - len(status))
	drawn := append(clickable.Plain(heading), fields...)
	room := max(1, f.height-len(status))
	if len(drawn) > room {
		top := max(0, min(focus+1-room/2, len(drawn)-room))
		drawn = drawn[top : top+room]
	}
	for f.spec.AtBottom && len(drawn) < room {
		drawn = append(drawn, clickable.Line{})
	}
	return append(drawn, clickable.Plain(status...)...)
}

// fieldLines draws the fields in height lines or more, and says on which one the focus is.
func (f *Form) fieldLines(height int) (drawn clickable.Lines, focus int) {
	fields, focuses := make([]clickable.Lines, len(f.spec.Fields)), make([]int, len(f.spec.Fields))
	draw := func(i, height int) {
		c := Canvas{
			Theme: f.theme, Width: f.width, Height: height, Focused: i == f.at && f.wait == nil, labels: f.spec.Labels, signs: f.spec.Signs,
		}
		fields[i], focuses[i] = f.spec.Fields[i].Lines(c)
		fields[i] = fields[i].After(func() { f.at = i })
	}
	growing := -1
	for i, field := range f.spec.Fields {
		if _, grows := field.(Growing); grows {
			growing = i
			continue
		}
		draw(i, 0)
		height -= len(fields[i])
	}
	if growing >= 0 {
		least := f.spec.Fields[growing].(Growing).Least() //nolint:errcheck,forcetypeassert // it was found by its type
		draw(growing, max(least, height))
	}
	for i, lines := range fields {
		if i == f.at {
			focus = len(drawn) + focuses[i]
		}
		drawn = append(drawn, lines...)
	}
	return drawn, focus
}

// status is what is to be said below the fields, in at most half of the room.
func (f *Form) status() []string {
	f.remarks = nil
	if f.wait == nil && f.spec.Remarks != nil {
		f.remarks = f.spec.Remarks(f.width)
	}
	for _, warning := range f.warnings {
		f.remarks = append(f.remarks, document.Paragraph(f.theme.Warning, "! "+warning, 2, f.width)...)
	}
	switch {
	case f.wait != nil:
		f.remarks = append(f.remarks, document.Paragraph(f.theme.Accent, f.wait.words(), 2, f.width)...)
	case len(f.fault) > 0:
		f.remarks = append(f.remarks, document.Problem(f.theme, f.fault, f.width)...)
	case f.problem != nil:
		f.remarks = append(f.remarks, document.Problem(f.theme, f.problem.Lines(), f.width)...)
	}
	return document.Cut(f.theme, f.host.Keys(), f.remarks, max(2, f.height/2), f.width)
}

// FullText is what is to be said of what is under the focus, and everything below the fields.
func (f *Form) FullText() []string {
	switch {
	case f.page != nil && f.page.problem != nil:
		return f.page.problem.Lines()
	case f.page != nil:
		return nil
	}
	var lines []string
	if field, ok := f.Focused().(screen.Expandable); ok {
		lines = field.FullText()
	}
	if len(lines) > 0 && len(f.remarks) > 0 {
		lines = append(lines, "")
	}
	return slices.Concat(lines, f.remarks)
}
