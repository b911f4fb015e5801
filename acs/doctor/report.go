package doctor

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// maxLineRunes bounds one line of the report; what is longer came from outside.
const maxLineRunes = 600

// status is the first word of a step's line.
type status string

const (
	statusOK   status = "ok"
	statusNote status = "note" // not checked, or odd without being a fault
	statusFail status = "FAIL"
)

// finding is what a step found.
type finding struct {
	status  status
	summary string
	details []string
	advice  []string // what to do
	// step replaces the step's name, where a later step finds an earlier one's
	// fault.
	step string
}

func ok(summary string, details ...string) finding {
	return finding{status: statusOK, summary: summary, details: details}
}

func note(summary string, details ...string) finding {
	return finding{status: statusNote, summary: summary, details: details}
}

func fail(summary string, advice ...string) finding {
	return finding{status: statusFail, summary: summary, advice: advice}
}

// with adds details.
func (f finding) with(details ...string) finding {
	f.details = append(f.details, details...)
	return f
}

// report writes the findings. What it writes holds no secret it knows of, and
// nothing that a terminal obeys.
type report struct {
	out     io.Writer
	err     error // of the first write that failed
	secrets []string
}

func newReport(out io.Writer, secrets []string) *report {
	r := &report{out: out}
	for _, secret := range secrets {
		r.hide(secret)
	}
	return r
}

// hide keeps a secret out of what is written from now on.
func (r *report) hide(secret string) {
	secret = strings.TrimSpace(secret)
	if len(secret) < 8 {
		return
	}
	r.secrets = append(r.secrets, secret)
}

// clean makes a text fit to be shown.
func (r *report) clean(text string) string {
	// First what looks like a secret: of another token, a known one would take the beginning
	// that they share, and leave the rest.
	text = acs.RemoveSecretLike(text)
	for _, secret := range r.secrets {
		text = acs.RemoveSecret(text, secret, "[secret removed]")
	}
	text = visible(text)
	if utf8.RuneCountInString(text) > maxLineRunes {
		text = string([]rune(text)[:maxLineRunes]) + "…"
	}
	return text
}

// line writes one line.
func (r *report) line(text string) {
	if r.err != nil {
		return
	}
	if _, err := fmt.Fprintln(r.out, strings.TrimRight(r.indented(text), " ")); err != nil {
		r.err = fmt.Errorf("writing the report: %w", err)
	}
}

// indented is clean, without a bound moved by the indentation.
func (r *report) indented(text string) string {
	content := strings.TrimLeft(text, " ")
	return text[:len(text)-len(content)] + r.clean(content)
}

// finding writes a step's lines.
func (r *report) finding(step string, f finding) {
	r.line(fmt.Sprintf("%-4s %-15s  %s", f.status, step, r.clean(f.summary)))
	for _, detail := range f.details {
		r.line("     " + detail)
	}
	for _, advice := range f.advice {
		r.line("     → " + advice)
	}
}

// visible replaces what a terminal does not show as a character of its own by
// its number: control characters, bidi and other hidden format characters, line
// separators, and bytes that are no UTF-8.
func visible(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsGraphic(r) && !unicode.Is(unicode.Variation_Selector, r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u{%04X}`, r)
		}
		i += size
	}
	return b.String()
}
