package config

import (
	"slices"
	"strconv"
	"strings"
)

// layout is where the headers and the keys of a TOML text stand, so that one of them
// can be changed and everything else stays as it is. It understands what people
// write; what it takes for something else than the toml package does is found when
// the edited text is read again.
type layout struct{ items []item }

// item is a header or a key of a text, with the lines that it takes.
type item struct {
	// path is the table's, or of a key that of its value; table is the table that a
	// key stands in.
	path, table []string
	header      bool
	// start and end are those of the lines, the last line's end included.
	start, end int
	// value and valueEnd are those of a key's value.
	value, valueEnd int
}

// closed reports whether nothing can be added to a table by a line of its own: an inline
// table is whole as it stands, and so is a table that dotted keys make where they stand.
// Some readers of TOML take a header for such a table all the same; others refuse the
// file.
func (l layout) closed(table []string) bool {
	made := false
	for _, i := range l.items {
		switch {
		case i.header && slices.Equal(i.path, table), !i.header && slices.Equal(i.table, table):
			return false
		case i.header:
		case hasPrefix(table, i.path):
			return true
		case hasPrefix(i.path, table) && len(i.table) < len(table):
			made = true
		}
	}
	return made
}

func hasPrefix(path, prefix []string) bool {
	return len(path) >= len(prefix) && slices.Equal(path[:len(prefix)], prefix)
}

// scanner reads a layout.
type scanner struct {
	text string
	at   int
}

// readLayout reads the layout of a text that is TOML; false where it is written in
// a way that this does not follow.
func readLayout(text string) (layout, bool) {
	var found layout
	var table []string
	s := &scanner{text: text}
	for s.at < len(text) {
		start := s.at
		s.skip(" \t")
		switch {
		case s.at >= len(text):
			return found, true
		case strings.ContainsRune("\r\n#", rune(text[s.at])):
			s.endLine()
			continue
		case text[s.at] == '[':
			s.skip("[")
			path, ok := s.keys()
			if !ok || !s.take(']') {
				return layout{}, false
			}
			s.endLine()
			table = path
			found.items = append(found.items, item{path: path, header: true, start: start, end: s.at})
			continue
		}
		keys, ok := s.keys()
		if !ok || !s.take('=') {
			return layout{}, false
		}
		s.skip(" \t")
		read := item{path: joined(table, keys...), table: table, start: start, value: s.at}
		if !s.skipValue() {
			return layout{}, false
		}
		read.valueEnd = s.at
		s.endLine()
		read.end = s.at
		found.items = append(found.items, read)
	}
	return found, true
}

// keyLines returns the lines of all keys, by their joined paths. Those of a text that
// is not followed are not known.
func keyLines(text string) map[string]int {
	where, _ := readLayout(text)
	lines := make(map[string]int, len(where.items))
	line, at := 1, 0
	for _, i := range where.items {
		line += strings.Count(text[at:i.start], "\n")
		at = i.start
		if !i.header {
			lines[joinPath(i.path)] = line
		}
	}
	return lines
}

func joined(table []string, keys ...string) []string {
	return append(append([]string{}, table...), keys...)
}

func (s *scanner) skip(these string) {
	for s.at < len(s.text) && strings.IndexByte(these, s.text[s.at]) >= 0 {
		s.at++
	}
}

// endLine goes behind the end of the line.
func (s *scanner) endLine() {
	if end := strings.IndexByte(s.text[s.at:], '\n'); end >= 0 {
		s.at += end + 1
		return
	}
	s.at = len(s.text)
}

func (s *scanner) take(c byte) bool {
	s.skip(" \t")
	if s.at >= len(s.text) || s.text[s.at] != c {
		return false
	}
	s.at++
	return true
}

// keys reads a key, dotted or not.
func (s *scanner) keys() (path []string, ok bool) {
	for {
		s.skip(" \t")
		start := s.at
		if s.at < len(s.text) && (s.text[s.at] == '"' || s.text[s.at] == '\'') {
			if !s.skipString() {
				return nil, false
			}
			name := s.text[start+1 : s.at-1]
			if s.text[start] == '"' {
				var err error
				if name, err = strconv.Unquote(s.text[start:s.at]); err != nil {
					return nil, false
				}
			}
			path = append(path, name)
		} else {
			s.skip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
			if s.at == start {
				return nil, false
			}
			path = append(path, s.text[start:s.at])
		}
		s.skip(" \t")
		if s.at >= len(s.text) || s.text[s.at] != '.' {
			return path, true
		}
		s.at++
	}
}

// skipValue goes behind a value.
func (s *scanner) skipValue() bool {
	if s.at >= len(s.text) {
		return false
	}
	switch s.text[s.at] {
	case '"', '\'':
		return s.skipString()
	case '[', '{':
		return s.skipNested()
	}
	start := s.at
	for s.at < len(s.text) && !strings.ContainsRune(" \t\r\n#,]}", rune(s.text[s.at])) {
		s.at++
	}
	return s.at > start
}

// skipNested goes behind an array or an inline table.
func (s *scanner) skipNested() bool {
	depth := 0
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case '"', '\'':
			if !s.skipString() {
				return false
			}
			continue
		case '#':
			s.endLine()
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		s.at++
		if depth == 0 {
			return true
		}
	}
	return false
}

// skipString goes behind a string of any of the four kinds.
func (s *scanner) skipString() bool {
	quote := s.text[s.at : s.at+1]
	ending := quote
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.at:], long) {
		ending = long
	}
	for s.at += len(ending); s.at < len(s.text); s.at++ {
		switch {
		case quote == `"` && s.text[s.at] == '\\':
			s.at++
		case strings.HasPrefix(s.text[s.at:], ending):
			s.at += len(ending)
			// Two more quotation marks may belong to the text of a long one.
			for len(ending) > 1 && s.at < len(s.text) && s.text[s.at] == quote[0] {
				s.at++
			}
			return true
		}
	}
	return false
}
