package requestlog

import (
	"bytes"
	"encoding/json"
	"strings"

	"acs-chat-tui/acs"
)

// readable is a body with its JSON indented, the beginning of a longer one as well;
// what is no JSON stays as it is.
func readable(body acs.ExchangeBody) string {
	content := bytes.TrimSpace(body.Content)
	begun := body.Cut() > 0 || body.Incomplete
	if len(content) == 0 || (content[0] != '{' && content[0] != '[') || (!begun && !json.Valid(content)) {
		return string(content)
	}
	return indent(content)
}

// deepest is the depth from which nothing is indented further: brackets alone could
// else make gigabytes of spaces.
const deepest = 24

// indent indents JSON that may be cut anywhere.
func indent(content []byte) string {
	var out strings.Builder
	depth, opened, quoted, escaped := 0, false, false, false
	newLine := func() { out.WriteString("\n" + strings.Repeat("  ", max(0, min(depth, deepest)))) }
	for _, b := range content {
		if quoted {
			out.WriteByte(b)
			quoted = escaped || b != '"'
			escaped = b == '\\' && !escaped
			continue
		}
		closes := b == '}' || b == ']'
		switch {
		case b == ' ', b == '\n', b == '\r', b == '\t':
			continue
		case closes:
			depth--
			if !opened {
				newLine()
			}
		case opened:
			newLine()
		}
		opened = b == '{' || b == '['
		out.WriteByte(b)
		switch {
		case opened:
			depth++
		case b == ',':
			newLine()
		case b == ':':
			out.WriteByte(' ')
		}
		quoted = b == '"'
	}
	return out.String()
}
