package roster

import (
	"strings"

	"acs-chat-tui/acs"
)

// The cells of a record without a header.
const (
	listIdentifier = iota
	listName
	listHistory
	listCells
)

// listRecord reads the record where the reader stands, whose first line is line.
func (r *reader) listRecord(line string) {
	bullets := len(line) - len(withoutBullets(line))
	body := strings.TrimRight(line[bullets:], " \t")
	if body == "" {
		r.skipLine(line)
		return
	}
	if people := mailboxes(strings.TrimRight(body, " \t,;")); people != nil {
		r.addAll(people, line)
		return
	}
	if id := fragmentID(body); id != "" {
		r.addAll([]person{{source: body, rawID: id, written: body}}, line)
		return
	}
	if people := identifiersOnly(body); people != nil {
		r.addAll(people, line)
		return
	}
	found := bestSplit(r.text[r.at+bullets:], body)
	if found.broken == nil && !holdsMore(found.cells) {
		r.advance(bullets + found.size)
		return
	}
	e := r.record(bullets+found.size, found.broken)
	if len(found.cells) == 1 {
		e.RawID, e.DisplayName = splitWords(found.cells[0])
	} else {
		e.putCells(found.cells, found.separator)
	}
	if found.broken == nil {
		r.check(e)
	}
}

// withoutBullets removes white space and bullets before a line. A hyphen or an asterisk is a
// bullet only before white space, an identifier, and another one.
func withoutBullets(line string) string {
	for {
		line = strings.TrimLeft(line, " \t\u00a0")
		rest := strings.TrimLeft(line, "-*•·")
		if rest == line {
			return line
		}
		if rest != "" && !strings.ContainsAny(rest[:1], " \t") && !rawIDStart(strings.TrimLeft(rest, `"'`)) && strings.ContainsAny(line[:1], "-*") {
			return line
		}
		line = rest
	}
}

// person is one participant of a line.
type person struct{ source, rawID, name, written string }

// addAll makes an entry of each person of a line and advances behind it.
func (r *reader) addAll(people []person, line string) {
	for _, p := range people {
		e := r.entry(p.source)
		e.RawID, e.DisplayName, e.Written = p.rawID, p.name, p.written
		r.check(e)
	}
	r.skipLine(line)
}

// mailboxes reads "Name <identifier>", once or several times; nil for any other line.
func mailboxes(line string) []person {
	if !strings.HasSuffix(line, ">") {
		return nil
	}
	var people []person
	for rest := line; rest != ""; {
		name, behind, found := strings.Cut(rest, "<")
		id, after, closed := strings.Cut(behind, ">")
		id = trimQuotes(id)
		switch {
		case found && closed && isRawID(id):
		case found && closed && after == "" && len(people) == 0 && !holdsID(name):
			// One of an unknown kind.
		default:
			return nil
		}
		source := rest[:len(rest)-len(after)]
		people = append(people, person{source: strings.Trim(source, " \t,;"), rawID: id, name: trimQuotes(strings.TrimLeft(name, " \t,;"))})
		if rest = after; strings.Trim(rest, " \t,;") == "" {
			break
		}
	}
	return people
}

// holdsID reports whether one of the cells of s is an identifier of a known kind.
func holdsID(s string) bool {
	for piece := range strings.FieldsFuncSeq(s, isSeparator) {
		if isRawID(trimQuotes(piece)) {
			return true
		}
	}
	return false
}

func isSeparator(r rune) bool { return r == ',' || r == ';' || r == '\t' }

// identifiersOnly reads a line of several identifiers of known kinds; nil for any other line.
func identifiersOnly(line string) []person {
	var people []person
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ' ' || isSeparator(r) }) {
		id := trimQuotes(word)
		if !isRawID(id) {
			return nil
		}
		people = append(people, person{source: word, rawID: id})
	}
	if len(people) < 2 {
		return nil
	}
	return people
}

// split is a record, split by one separator.
type split struct {
	separator byte
	cells     []cell
	size      int
	broken    *breach
}

// bestSplit splits the record that begins text by the separator that fits its first line best.
func bestSplit(text, line string) split {
	plain := strings.IndexByte(line, '"') < 0
	best, bestWorth := split{}, -1
	for i := range len(separators) {
		if plain && strings.IndexByte(line, separators[i]) < 0 {
			continue
		}
		s := split{separator: separators[i]}
		s.cells, s.size, s.broken = readCells(text, separators[i])
		if worth := s.worth(); worth > bestWorth {
			best, bestWorth = s, worth
		}
	}
	if best.cells == nil || best.broken != nil && best.broken.line == 0 && !strings.ContainsAny(line, separators) && strings.Count(line, `"`)%2 == 0 {
		// Without a separator quotation marks can be around a word as well.
		whole := firstLine(text)
		return split{cells: []cell{{line, false}}, size: len(whole) + lineEnd(text[len(whole):])}
	}
	return best
}

// worth is greatest where one of the first two cells is an identifier of a known kind.
func (s split) worth() int {
	worth := 0
	for _, c := range s.cells[:min(2, len(s.cells))] {
		if isRawID(trimQuotes(c.text)) {
			worth = 2
		}
	}
	if s.broken == nil && len(s.cells) > 1 {
		worth++
	}
	return worth
}

// holdsMore reports whether cells hold more than separators and quotation marks.
func holdsMore(cells []cell) bool {
	for _, c := range cells {
		if strings.Trim(c.text, " \"'"+partEnds) != "" {
			return true
		}
	}
	return false
}

// splitWords splits a record without separators into an identifier of a known kind and the
// words behind or before it. Anything else is all identifier.
func splitWords(c cell) (rawID, name string) {
	if c.quoted {
		return identifierIn(c), ""
	}
	line := strings.TrimSpace(unescape(c.text))
	if first, rest, found := strings.Cut(line, " "); found && isRawID(trimQuotes(first)) {
		return trimQuotes(first), trimQuotes(rest)
	}
	if last := strings.LastIndexByte(line, ' '); last >= 0 && isRawID(trimQuotes(line[last+1:])) {
		return trimQuotes(line[last+1:]), trimQuotes(line[:last])
	}
	return identifierIn(c), ""
}

func (e *Entry) putCells(cells []cell, separator byte) {
	ids := [2]string{identifierIn(cells[listIdentifier]), identifierIn(cells[listName])}
	id, name := cells[listIdentifier], cells[listName]
	if !isRawID(acs.UnderstandRawID(ids[0]).ID) && isRawID(acs.UnderstandRawID(ids[1]).ID) {
		id, name = name, id
	}
	e.RawID, e.DisplayName = identifierIn(id), listText(name)
	if len(cells) <= listHistory {
		return
	}
	e.History = listText(cells[listHistory])
	for i, c := range cells[listCells:] {
		if c.text == "" {
			continue
		}
		e.fault(e.Line, "the row has a text in cell %d, and at most %d have a meaning without a header: identifier, display name, share history time", i+listCells+1, listCells)
		var all strings.Builder
		all.WriteString(e.History)
		for _, more := range cells[listCells:] {
			all.WriteString(string(separator) + listText(more))
		}
		e.History = all.String()
		break
	}
}

// listText is the text of a cell of a list, where apostrophes are quotation marks as well.
func listText(c cell) string {
	text := unescape(c.text)
	if !c.quoted && text == c.text && len(text) > 1 && text[0] == '\'' && text[len(text)-1] == '\'' {
		return strings.TrimSpace(text[1 : len(text)-1])
	}
	return text
}
