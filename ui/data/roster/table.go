package roster

import (
	"fmt"
	"strings"
)

// table describes the records below a header.
type table struct {
	separator byte
	columns   []Column
	// identifier is the index of the column of identifiers.
	identifier int
}

// readHeader reads the record as the header, and reports whether it is one: it names a column
// of identifiers and holds no identifier. hint is the separator that the text named, or 0.
func (r *reader) readHeader(hint byte) bool {
	best, bestKnown, bestSize := (*table)(nil), 0, 0
	for i := range len(separators) {
		if hint != 0 && separators[i] != hint {
			continue
		}
		cells, size, broken := readCells(r.text[r.at:], separators[i])
		if broken != nil {
			continue
		}
		if t, known := newTable(cells, separators[i]); t != nil && known > bestKnown {
			best, bestKnown, bestSize = t, known, size
		}
	}
	if best == nil {
		return false
	}
	r.roster.HeaderLine, r.roster.Columns = r.line, best.columns
	r.noteColumns(best.columns)
	if len(best.columns) > 1 {
		r.table, r.roster.Format = best, formatOf(best.separator)
	}
	r.advance(bestSize)
	return true
}

// newTable makes a table of a header, and returns how many of its columns are known; nil if
// the cells are no header.
func newTable(cells []cell, separator byte) (t *table, known int) {
	t = &table{separator: separator, identifier: -1}
	met := map[Column]bool{}
	for i, c := range cells {
		name := unescape(c.text)
		if isRawID(trimQuotes(name)) {
			return nil, 0
		}
		column := columnOf(name)
		kind := Column{Meaning: column.Meaning, Key: column.Key}
		switch {
		case column.Meaning == unnamed || column.Meaning == Unused:
		case met[kind] && column.Meaning != Ignored:
			column.Meaning = Unused
		default:
			known++
			met[kind] = true
			if column.Meaning == Identifier {
				t.identifier = i
			}
		}
		t.columns = append(t.columns, column)
	}
	if t.identifier < 0 {
		return nil, 0
	}
	return t, known
}

// noteColumns adds which columns are not used.
func (r *reader) noteColumns(columns []Column) {
	for i, c := range columns {
		if c.Meaning != Unused {
			continue
		}
		why := fmt.Sprintf("its name is not known; call it %s to keep its cells as metadata", cite(metadataPrefix+c.Name))
		if same := columnOf(c.Name); same.Meaning != Unused {
			why = "a column before it means the same"
		}
		r.roster.Problems = append(r.roster.Problems, Problem{
			Line: r.line, Text: fmt.Sprintf("column %d, %s, is not used: %s", i+1, cite(c.Name), why), Warning: true,
		})
	}
}

// namesSomebody reports whether the record that begins text has an identifier of a known kind
// in its column.
func (t *table) namesSomebody(text string) bool {
	cells, _, _ := readCells(text, t.separator)
	return t.identifier < len(cells) && isRawID(trimQuotes(cells[t.identifier].text))
}

func (r *reader) tableRecord() {
	cells, size, broken := readCells(r.text[r.at:], r.table.separator)
	if broken == nil && !holdsText(cells) {
		r.advance(size)
		return
	}
	e := r.record(size, broken)
	for i, c := range cells {
		if i >= len(r.table.columns) || r.table.columns[i].Meaning == unnamed {
			if c.text != "" {
				e.fault(e.Line, "the row has a text in column %d, which has no name in the header (line %d)", i+1, r.roster.HeaderLine)
				break
			}
			continue
		}
		e.put(r.table.columns[i], c)
	}
	if broken == nil {
		r.check(e)
	}
}

func holdsText(cells []cell) bool {
	for _, c := range cells {
		if strings.TrimSpace(c.text) != "" {
			return true
		}
	}
	return false
}

func (e *Entry) put(column Column, c cell) {
	switch {
	case column.Meaning == Identifier:
		e.RawID = identifierIn(c)
	case column.Meaning == Metadata && c.text == "":
		// Absent.
	case column.Meaning == Metadata && c.text == emptyValue:
		e.setMetadata(column.Key, "")
	default:
		e.set(column, unescape(c.text))
	}
}

func (e *Entry) set(column Column, text string) {
	switch column.Meaning {
	case Identifier:
		e.RawID = strings.TrimSpace(text)
	case DisplayName:
		e.DisplayName = text
	case ShareHistoryTime:
		e.History = strings.TrimSpace(text)
	case Metadata:
		e.setMetadata(column.Key, text)
	default:
	}
}

func (e *Entry) setMetadata(key, value string) {
	if e.Metadata == nil {
		e.Metadata = map[string]string{}
	}
	e.Metadata[key] = value
}

// identifierIn is the identifier of a cell, without quotation marks around one of a known kind.
func identifierIn(c cell) string {
	id := strings.TrimSpace(unescape(c.text))
	if bare := trimQuotes(id); isRawID(bare) {
		return bare
	}
	return id
}
