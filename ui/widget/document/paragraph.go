package document

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"acs-chat-tui/ui/style/text"
)

// Paragraph wraps words behind an indent.
func Paragraph(style lipgloss.Style, words string, indent, width int) []string {
	lines := text.Wrap(words, max(1, width-indent))
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", indent) + style.Render(line)
	}
	return lines
}
