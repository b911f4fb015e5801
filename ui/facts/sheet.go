package facts

import (
	"maps"
	"slices"
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
	// ahead is, by a fact's key, where the user saw a later state of it than base's.
	ahead map[string]*acs.ChatThreadProperties
	// marks are the marked lines as they were drawn last, and seen the keys of those that
	// were in view when the user pressed a key.
	marks []mark
	seen  map[string]bool
}

// mark is the line that says what has become of a fact.
type mark struct {
	key  string
	line screen.DetailLine
}

// NewSheet begins with a thread of which nothing is marked. asOf is when it was asked
// for; the version says what the service tells.
func NewSheet(thread *acs.ChatThreadProperties, version acs.APIVersion, asOf time.Time) *Sheet {
	return &Sheet{thread: thread, base: thread, version: version, asOf: asOf}
}

// Look takes the thread as a look found it: what differs from what the user saw is
// marked from now on.
func (s *Sheet) Look(thread *acs.ChatThreadProperties, asOf time.Time) {
	s.Settle()
	s.thread, s.asOf, s.marks = thread, asOf, nil
	s.count()
}

// Settle takes the marks away that the user has seen.
func (s *Sheet) Settle() {
	if len(s.seen) == 0 {
		return
	}
	if s.ahead == nil {
		s.ahead = map[string]*acs.ChatThreadProperties{}
	}
	for key := range s.seen {
		s.ahead[key] = s.thread
	}
	s.seen = nil
	s.count()
}

// Thread is the thread as the service told it last.
func (s *Sheet) Thread() *acs.ChatThreadProperties { return s.thread }

// AsOf is when it was asked for.
func (s *Sheet) AsOf() time.Time { return s.asOf }

// See says which rows the user has before his eyes: what is marked in them is seen. draw
// draws a line as it stands in them; a mark is in its first row.
func (s *Sheet) See(rows []string, draw func(screen.DetailLine) []string) {
	for _, m := range s.marks {
		if drawn := draw(m.line); len(drawn) > 0 && slices.Contains(rows, drawn[0]) {
			if s.seen == nil {
				s.seen = map[string]bool{}
			}
			s.seen[m.key] = true
		}
	}
}

// Clear takes the marks away.
func (s *Sheet) Clear() {
	s.base, s.ahead, s.seen = s.thread, nil, nil
	s.count()
}

// before are the facts as the user saw them last.
func (s *Sheet) before(now time.Time) []fact {
	facts := slices.DeleteFunc(describe(s.base, s.version, now), func(f fact) bool { return s.ahead[f.key] != nil })
	for _, key := range slices.Sorted(maps.Keys(s.ahead)) {
		for _, f := range describe(s.ahead[key], s.version, now) {
			if f.key == key {
				facts = append(facts, f)
			}
		}
	}
	return facts
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
	was, is := keyed(s.before(s.asOf)), keyed(describe(s.thread, s.version, s.asOf))
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
	s.marks = nil
	facts := describe(s.thread, s.version, now)
	if s.base == s.thread {
		return joined(facts)
	}
	before := s.before(now)
	was, is := keyed(before), keyed(facts)
	var lines []screen.DetailLine
	for _, f := range facts {
		old, known := was[f.key]
		switch {
		case f.key == "":
			lines = append(lines, f.lines...)
		case !known:
			lines = append(lines, s.marked(f.key, screen.New, f.lines)...)
		case old != is[f.key]:
			lines = append(lines, s.marked(f.key, screen.Changed, f.lines)...)
			lines = append(lines, screen.DetailLine{Text: "was: " + first(before, f.key)})
		default:
			lines = append(lines, f.lines...)
		}
	}
	for _, f := range before {
		if _, kept := is[f.key]; f.key != "" && !kept {
			line := screen.DetailLine{Text: screen.Gone.Sign() + " " + f.lines[0].Text + " (gone)"}
			s.marks = append(s.marks, mark{f.key, line})
			lines = append(lines, line)
		}
	}
	return lines
}

// marked puts a change's sign before a fact.
func (s *Sheet) marked(key string, change screen.Change, lines []screen.DetailLine) []screen.DetailLine {
	all := append([]screen.DetailLine(nil), lines...)
	if all[0].Label == "" || change == screen.New {
		all[0].Text = change.Sign() + " " + all[0].Text
	} else {
		all[0].Label = change.Sign() + " " + all[0].Label
	}
	s.marks = append(s.marks, mark{key, all[0]})
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
