package facts

import (
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// Sheet is a thread as the service told it last, beside what the user saw of it.
type Sheet struct {
	// thread is the newest, base what the user saw last.
	thread, base *acs.ChatThreadProperties
	asOf         time.Time
	version      acs.APIVersion
	// added, changed and gone count what is marked.
	added, changed, gone int
	// seen says that thread was on the screen when the user pressed a key.
	seen, drawn bool
}

// NewSheet begins with a thread of which nothing is marked. asOf is when it was asked
// for; the version says what the service tells.
func NewSheet(thread *acs.ChatThreadProperties, version acs.APIVersion, asOf time.Time) *Sheet {
	return &Sheet{thread: thread, base: thread, version: version, asOf: asOf}
}

// Look takes the thread as a look found it: what differs from what the user saw is
// marked from now on.
func (s *Sheet) Look(thread *acs.ChatThreadProperties, asOf time.Time) {
	if s.seen {
		s.base = s.thread
	}
	s.thread, s.asOf, s.seen, s.drawn = thread, asOf, false, false
	s.count()
}

// Thread is the thread as the service told it last.
func (s *Sheet) Thread() *acs.ChatThreadProperties { return s.thread }

// AsOf is when it was asked for.
func (s *Sheet) AsOf() time.Time { return s.asOf }

// See says that the user has what is drawn before his eyes.
func (s *Sheet) See() { s.seen = s.seen || s.drawn }

// Clear takes the marks away.
func (s *Sheet) Clear() {
	s.base = s.thread
	s.count()
}

// Changes counts the facts by what has become of them.
func (s *Sheet) Changes() (added, changed, gone int) { return s.added, s.changed, s.gone }

// Changed says that something is marked.
func (s *Sheet) Changed() bool { return s.added+s.changed+s.gone > 0 }

func (s *Sheet) count() {
	s.added, s.changed, s.gone = 0, 0, 0
	if s.base == s.thread {
		return
	}
	// Ages are no facts: both are described at one time.
	was, is := keyed(describe(s.base, s.version, s.asOf)), keyed(describe(s.thread, s.version, s.asOf))
	for key, f := range is {
		old, known := was[key]
		switch {
		case !known:
			s.added++
		case f != old:
			s.changed++
		}
	}
	for key := range was {
		if _, known := is[key]; !known {
			s.gone++
		}
	}
}

// keyed are the texts of facts by their keys.
func keyed(facts []fact) map[string]string {
	texts := map[string]string{}
	for _, f := range facts {
		if f.key == "" {
			continue
		}
		for _, line := range f.lines {
			texts[f.key] += line.Text + "\n"
		}
	}
	return texts
}

// Lines is the thread, a fact a line, what has changed marked with what was said
// before. The caller draws them.
func (s *Sheet) Lines(now time.Time) []screen.DetailLine {
	s.drawn = true
	facts := describe(s.thread, s.version, now)
	if s.base == s.thread {
		return joined(facts)
	}
	before := describe(s.base, s.version, now)
	was, is := keyed(before), keyed(facts)
	var lines []screen.DetailLine
	for _, f := range facts {
		old, known := was[f.key]
		switch {
		case f.key == "":
			lines = append(lines, f.lines...)
		case !known:
			lines = append(lines, marked(screen.New, f.lines)...)
		case old != is[f.key]:
			lines = append(lines, marked(screen.Changed, f.lines)...)
			lines = append(lines, screen.DetailLine{Text: "was: " + first(before, f.key)})
		default:
			lines = append(lines, f.lines...)
		}
	}
	for _, f := range before {
		if _, kept := is[f.key]; f.key != "" && !kept {
			lines = append(lines, screen.DetailLine{Text: screen.Gone.Sign() + " " + f.lines[0].Text + " (gone)"})
		}
	}
	return lines
}

// marked puts a change's sign before a fact.
func marked(change screen.Change, lines []screen.DetailLine) []screen.DetailLine {
	all := append([]screen.DetailLine(nil), lines...)
	if all[0].Label == "" || change == screen.New {
		all[0].Text = change.Sign() + " " + all[0].Text
	} else {
		all[0].Label = change.Sign() + " " + all[0].Label
	}
	return all
}

// first is the first line of a fact.
func first(facts []fact, key string) string {
	for _, f := range facts {
		if f.key == key {
			return f.lines[0].Text
		}
	}
	return ""
}
