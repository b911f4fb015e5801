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

// Write writes participants to w, in the order given, as CSV, Semicolons, TSV or JSON; any
// other format is an error. What is not UTF-8, which the service never sends, is written as
// U+FFFD.
func Write(w io.Writer, format Format, participants []acs.ChatParticipant) error {
	rows := make([]jsonRow, len(participants))
	for i, p := range participants {
		rows[i] = jsonRowOf(p)
	}
	if format == JSON {
		return writeJSON(w, rows)
	}
	keys := metadataKeys(rows, func(r jsonRow) map[string]string { return r.Metadata })
	t := sheet{headerRow([]string{columnRawID, columnKind, columnDisplayName, columnHistory}, keys)}
	for _, row := range rows {
		t.add(append([]string{escape(row.RawID), escape(row.Kind), escape(row.DisplayName), row.History},
			metadataCells(row.Metadata, keys)...))
	}
	return t.write(w, format)
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

// writtenTime is a time in RFC 3339 and UTC; nil is empty.
func writtenTime(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// metadataKeys are the keys of all metadata, sorted.
func metadataKeys[T any](rows []T, metadata func(T) map[string]string) []string {
	union := map[string]string{}
	for _, row := range rows {
		maps.Copy(union, metadata(row))
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

// sheet is rows of escaped cells. encoding/csv quotes less than Read needs: white space at
// the end of a cell, and separators of other formats.
type sheet [][]string

func (s *sheet) add(cells []string) { *s = append(*s, cells) }

func (s *sheet) write(w io.Writer, format Format) error {
	separator := format.separator()
	if separator == 0 {
		return fmt.Errorf("writing participants: %q is not a format to write", format)
	}
	var table []byte
	for _, cells := range *s {
		for i, c := range cells {
			if i > 0 {
				table = append(table, separator)
			}
			c = strings.ToValidUTF8(c, string(utf8.RuneError))
			if needsQuotes(c) {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			table = append(table, c...)
		}
		table = append(table, '\n')
	}
	if _, err := w.Write(table); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// needsQuotes reports whether a cell must be quoted: where it holds what separates cells in
// any format, where white space would be lost, and where it begins with anything but a letter
// or a digit.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) ||
		strings.ContainsAny(s, partEnds+`"`) || strings.TrimSpace(s) != s
}
