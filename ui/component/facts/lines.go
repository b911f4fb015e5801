package facts

import (
	"time"

	"acs-chat-tui/ui/screen"
)

// Lines is what a sheet says at a time, a fact a line, what has changed marked with what
// was said before. The lines of the metadata are made when they are asked for. The zero
// value has no line.
type Lines struct {
	sheet *Sheet
	// rows and lost are the sheet's.
	rows []row
	lost []string
	// head stands before the metadata, and tail behind it: what is gone of the head.
	head, tail []line
}

// line is one with the key of the fact that it marks, if any.
type line struct {
	screen.DetailLine
	marks string
}

// Lines is what the sheet says. It holds until the sheet changes.
func (s *Sheet) Lines(now time.Time) Lines {
	l := Lines{sheet: s, rows: s.rows, lost: s.lost}
	facts := describe(s.thread, s.version, now)
	var before []fact
	if s.base != s.thread {
		before = s.before(now)
	}
	was, is := keyed(before), keyed(facts)
	for _, f := range facts {
		old, known := was[f.key]
		switch {
		case f.key == "" || s.base == s.thread:
			l.add(f, screen.Same)
		case !known:
			l.add(f, screen.New)
		case old != is[f.key]:
			l.add(f, screen.Changed)
			l.head = append(l.head, line{DetailLine: screen.DetailLine{Text: "was: " + first(before, f.key)}})
		default:
			l.add(f, screen.Same)
		}
	}
	for _, f := range before {
		if _, kept := is[f.key]; f.key != "" && !kept {
			l.tail = append(l.tail, line{gone(f.lines[0].Text), f.key})
		}
	}
	return l
}

// add adds a fact to the head.
func (l *Lines) add(f fact, change screen.Change) {
	for n, d := range f.lines {
		key := ""
		if n == 0 && change != screen.Same {
			d, key = marked(d, change), f.key
		}
		l.head = append(l.head, line{d, key})
	}
}

// Len is the number of lines.
func (l Lines) Len() int { return len(l.head) + len(l.rows) + len(l.tail) + len(l.lost) }

// Line is one of the lines. The caller draws it.
func (l Lines) Line(n int) screen.DetailLine { return l.at(n).DetailLine }

func (l Lines) at(n int) line {
	if n < len(l.head) {
		return l.head[n]
	}
	n -= len(l.head)
	if n < len(l.rows) {
		return l.metadata(n)
	}
	n -= len(l.rows)
	if n < len(l.tail) {
		return l.tail[n]
	}
	name := l.lost[n-len(l.tail)]
	value, _ := l.sheet.metadataBefore(name)
	return line{gone(name + " = " + value), metadataKey + name}
}

// metadata is a line of the metadata.
func (l Lines) metadata(n int) line {
	r := l.rows[n]
	if r.was {
		value, _ := l.sheet.metadataBefore(r.name)
		return line{DetailLine: screen.DetailLine{Text: "was: " + r.name + " = " + value}}
	}
	said := screen.DetailLine{Text: r.name + " = " + l.sheet.thread.Metadata[r.name]}
	if n == 0 {
		said.Label = "metadata"
	}
	if r.change == screen.Same {
		return line{DetailLine: said}
	}
	return line{marked(said, r.change), metadataKey + r.name}
}

// See says that the user has the lines from first to before end before his eyes: what is
// marked in them is seen.
func (l Lines) See(first, end int) {
	for n := max(0, first); n < min(end, l.Len()); n++ {
		key := l.at(n).marks
		if key == "" {
			continue
		}
		if l.sheet.seen == nil {
			l.sheet.seen = map[string]bool{}
		}
		l.sheet.seen[key] = true
	}
}

// marked puts a change's sign before the first line of a fact.
func marked(d screen.DetailLine, change screen.Change) screen.DetailLine {
	if d.Label == "" || change == screen.New {
		d.Text = change.Sign() + " " + d.Text
	} else {
		d.Label = change.Sign() + " " + d.Label
	}
	return d
}

func gone(said string) screen.DetailLine {
	return screen.DetailLine{Text: screen.Gone.Sign() + " " + said + " (gone)"}
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
