package roster

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/ui/style/text"
)

// SuggestName suggests a name for a file about a thread, made of its kind ("participants",
// "report"), the topic and now, as in participants-all-hands-20261123-101500.csv. It holds
// only lower-case letters, digits, the marks on them and hyphens, and at most 100 bytes.
func SuggestName(topic, kind string, format Format, now time.Time) string {
	ending := "-" + now.Format("20060102-150405") + format.extension()
	const limit, kindLimit = 100, 40
	name := cutName(nameOf(kind), kindLimit)
	if name == "" {
		name = "list"
	}
	if short := cutName(nameOf(topic), limit-len(name)-len("-")-len(ending)); short != "" {
		name += "-" + short
	}
	return name + ending
}

// nameOf replaces what a file's name should not hold by hyphens.
func nameOf(s string) string {
	var out strings.Builder
	last := '-'
	for _, r := range strings.ToLower(text.Sanitize(s)) {
		mark := unicode.Is(unicode.M, r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (!mark || last == '-') {
			r = '-'
		}
		if r != '-' || last != '-' {
			out.WriteRune(r)
		}
		last = r
	}
	return strings.TrimRight(out.String(), "-")
}

// cutName cuts a name to a number of bytes, not before a mark.
func cutName(name string, limit int) string {
	if len(name) <= limit {
		return name
	}
	end := limit
	for end > 0 {
		r, _ := utf8.DecodeRuneInString(name[end:])
		if utf8.RuneStart(name[end]) && !unicode.Is(unicode.M, r) {
			break
		}
		end--
	}
	return strings.TrimRight(name[:end], "-")
}
