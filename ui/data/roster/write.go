package roster

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// The names of the columns that are written; the wire's names where it has them.
const (
	columnRawID       = "rawId"
	columnKind        = "kind"
	columnDisplayName = "displayName"
	columnHistory     = "shareHistoryTime"
)

// Write writes participants to w, in the order given, as CSV, Semicolons, TSV or
// JSON; any other format is an error. See the package's documentation for the
// columns, and for what is done to cells that a spreadsheet would run. What is not
// UTF-8, which the service never sends, is written as U+FFFD.
func Write(w io.Writer, format Format, participants []acs.ChatParticipant) error {
	if format == JSON {
		rows := make([]jsonRow, len(participants))
		for i, p := range participants {
			rows[i] = jsonRowOf(p)
		}
		return writeJSON(w, rows)
	}
	t, err := newTableWriter(w, format)
	if err != nil {
		return err
	}
	keys := metadataKeys(slices.Values(participants), func(p acs.ChatParticipant) map[string]string { return p.Metadata })
	t.add(headerRow([]string{columnRawID, columnKind, columnDisplayName, columnHistory}, keys))
	for _, p := range participants {
		row := jsonRowOf(p)
		t.add(append([]string{escape(row.RawID), escape(row.Kind), escape(row.DisplayName), row.History},
			metadataCells(p.Metadata, keys)...))
	}
	return t.flush()
}

// jsonRow is a participant as it is written to JSON.
type jsonRow struct {
	RawID       string            `json:"rawId"`
	Kind        string            `json:"kind"`
	DisplayName string            `json:"displayName,omitempty"`
	History     string            `json:"shareHistoryTime,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty"`
}

func jsonRowOf(p acs.ChatParticipant) jsonRow {
	// Without an identifier, which the service never leaves out, the kind keeps the row
	// from being an empty one.
	row := jsonRow{Kind: string(acs.CommunicationIdentifierKindUnknown), History: writtenTime(p.ShareHistoryTime), Metadata: p.Metadata}
	if p.CommunicationIdentifier != nil {
		row.RawID, row.Kind = p.CommunicationIdentifier.RawID(), string(p.CommunicationIdentifier.Kind())
	}
	if p.DisplayName != nil {
		row.DisplayName = *p.DisplayName
	}
	return row
}

// writtenTime is a time as it is written: RFC 3339 in UTC, with a fraction only
// where it has one; nil is empty.
func writtenTime(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// metadataKeys are the keys of all metadata, sorted.
func metadataKeys[T any](rows func(func(T) bool), metadata func(T) map[string]string) []string {
	union := map[string]bool{}
	for row := range rows {
		for key := range metadata(row) {
			union[key] = true
		}
	}
	return slices.Sorted(maps.Keys(union))
}

func headerRow(names, keys []string) []string {
	for _, key := range keys {
		names = append(names, escape(metadataPrefix+key))
	}
	return names
}

// metadataCells are the cells of metadata: empty where a key is absent.
func metadataCells(metadata map[string]string, keys []string) []string {
	cells := make([]string, len(keys))
	for i, key := range keys {
		value, there := metadata[key]
		switch {
		case there && value == "":
			cells[i] = emptyValue
		case there:
			cells[i] = escape(value)
		}
	}
	return cells
}

func writeJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// tableWriter collects rows of cells that are escaped already, and writes them at
// once.
type tableWriter struct {
	to        io.Writer
	separator byte
	table     []byte
}

func newTableWriter(w io.Writer, format Format) (*tableWriter, error) {
	separator := format.separator()
	if separator == 0 {
		return nil, fmt.Errorf("writing participants: %q is not a format to write", format)
	}
	return &tableWriter{to: w, separator: separator}, nil
}

func (t *tableWriter) add(cells []string) {
	for i, c := range cells {
		if i > 0 {
			t.table = append(t.table, t.separator)
		}
		c = strings.ToValidUTF8(c, string(utf8.RuneError))
		if needsQuotes(c) {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		t.table = append(t.table, c...)
	}
	t.table = append(t.table, '\n')
}

func (t *tableWriter) flush() error {
	if _, err := t.to.Write(t.table); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// needsQuotes says whether a cell must stand in quotation marks: where it holds what
// separates cells, in whatever format, where white space would be lost, and where
// it begins with anything but a letter or a digit.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) ||
		strings.ContainsAny(s, partEnds+`"`) || strings.TrimSpace(s) != s
}
