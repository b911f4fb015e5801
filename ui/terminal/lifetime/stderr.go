package lifetime

import (
	"io"

	"acs-chat-tui/ui/style/text"
)

// Printable returns a writer to w that no escape sequence, control character or bidi
// override comes through: arguments, variables and answers of others stand in what the
// program says on standard error. Each Write is a text by itself.
func Printable(w io.Writer) io.Writer { return printable{w} }

type printable struct{ to io.Writer }

// Write writes p as it can be read.
func (w printable) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, text.SanitizeLines(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
