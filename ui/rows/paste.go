package rows

import (
	"encoding/csv"
	"regexp"
	"strings"
)

// Entry is one participant of a pasted or imported text.
type Entry struct{ RawID, Name, History string }

// rawIDStart is how every raw id of a known kind begins: a number and a colon.
func rawIDStart() *regexp.Regexp { return regexp.MustCompile(`^(4|8|28|48):\S+`) }

// ParseEntries reads participants from text: one a line, the identifier first,
// then, behind a comma, a semicolon or a tab, the display name and the history;
// or "Name <identifier>". A line of nothing but identifiers gives one each.
// Empty lines and lines that begin with # are passed over.
func ParseEntries(pasted string) []Entry {
	start := rawIDStart()
	var entries []Entry
	for _, line := range strings.FieldsFunc(pasted, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-*•·"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		entries = append(entries, parseLine(line, start)...)
	}
	return entries
}

func parseLine(line string, start *regexp.Regexp) []Entry {
	if name, rest, found := strings.Cut(line, "<"); found && strings.HasSuffix(rest, ">") {
		return []Entry{{RawID: strings.TrimSpace(strings.TrimSuffix(rest, ">")), Name: clean(name)}}
	}
	if words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ,;\t", r) }); len(words) > 1 && allIDs(words, start) {
		entries := make([]Entry, 0, len(words))
		for _, word := range words {
			entries = append(entries, Entry{RawID: clean(word)})
		}
		return entries
	}
	cells := splitCells(line)
	e := Entry{RawID: cells[0]}
	if len(cells) > 1 {
		e.Name = cells[1]
	}
	if len(cells) > 2 {
		e.History = cells[2]
	}
	// Lists are often written the other way round.
	if !start.MatchString(e.RawID) && start.MatchString(e.Name) {
		e.RawID, e.Name = e.Name, e.RawID
	}
	return []Entry{e}
}

// splitCells splits a line into three cells at most, at its first kind of separator;
// without one, into two at the first space behind an identifier.
func splitCells(line string) []string {
	for _, separator := range []string{"\t", ";", ","} {
		if !strings.Contains(line, separator) {
			continue
		}
		cells := quotedCells(line, separator)
		if cells == nil {
			cells = strings.SplitN(line, separator, 3)
			for i := range cells {
				cells[i] = clean(cells[i])
			}
		}
		return cells
	}
	id, name, _ := strings.Cut(line, " ")
	return []string{clean(id), clean(name)}
}

// quotedCells splits a line by the rules of CSV (RFC 4180), where a separator
// within quotes is text; nil where the quotes do not match. What is too much stays
// in the last cell, where it is seen to be wrong.
func quotedCells(line, separator string) []string {
	if !strings.Contains(line, `"`) {
		return nil
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace = rune(separator[0]), -1, true
	cells, err := reader.Read()
	if err != nil {
		return nil
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	const most = 3
	if len(cells) > most {
		cells = append(cells[:most-1], strings.Join(cells[most-1:], separator))
	}
	return cells
}

func clean(cell string) string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(cell), `"'`))
}

func allIDs(words []string, start *regexp.Regexp) bool {
	for _, word := range words {
		if !start.MatchString(clean(word)) {
			return false
		}
	}
	return true
}
