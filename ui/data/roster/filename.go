package roster

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/ui/style/text"
)

// fileNameLimit is the number of bytes that a suggested name takes at most.
const fileNameLimit = 100

// SuggestName suggests a name for a file of a kind ("participants", "report") about
// a thread, as in participants-all-hands-20261123-101500.csv: the kind, the topic
// and now, in now's location. It holds only letters, digits, the marks on them,
// hyphens and the dot of its ending, and at most 100 bytes: a long topic is cut.
// Letters are lower case and of any script; characters that are not seen appear as
// their numbers.
func SuggestName(topic, kind string, format Format, now time.Time) string {
	ending := "-" + now.Format("20060102-150405") + format.extension()
	const kindLimit = 40
	name := cutName(nameOf(kind), kindLimit)
	if name == "" {
		name = "list"
	}
	if short := cutName(nameOf(topic), fileNameLimit-len(name)-len("-")-len(ending)); short != "" {
		name += "-" + short
	}
	return name + ending
}

// nameOf is what a file's name can take of s, with hyphens for the rest.
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

// cutName cuts a name to a number of bytes, between characters and not before a
// mark.
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
