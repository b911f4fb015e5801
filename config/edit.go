package config

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// setValue returns a TOML text in which the key that path names has the value
// given, and of which nothing else has changed: the value is replaced where it
// stands, or a line is put below its table's header, or a table is added at the
// end. What comes out is read again and compared; where the text is written in a
// way that this does not understand (an inline table, a dotted key), it is an
// error that says what to write by hand.
//
// The value and the last of path hold no quotation mark, backslash or control
// character.
func setValue(text string, path []string, value string) (string, error) {
	var before map[string]any
	if _, err := toml.Decode(text, &before); err != nil {
		return "", errors.New("it is not TOML any more") // Not wrapped: it repeats the text.
	}
	where, err := newLocator(text)
	if err != nil {
		return "", errors.New("it is not TOML any more") // The same.
	}
	want := withValue(before, path, value)
	for _, attempt := range []func(string, locator, []string, string) (string, bool){replaceValue, insertBelowHeader, appendTable} {
		edited, ok := attempt(text, where, path, value)
		if !ok {
			continue
		}
		var after map[string]any
		if _, err := toml.Decode(edited, &after); err == nil && reflect.DeepEqual(after, want) {
			return edited, nil
		}
	}
	return "", fmt.Errorf("it is written in a way that cannot be changed by the program; write into the table [%s]: %s",
		tableName(path), assignment(path, value))
}

// withValue returns a copy of a table with one value set.
func withValue(table map[string]any, path []string, value string) map[string]any {
	changed := maps.Clone(table)
	if changed == nil {
		changed = map[string]any{}
	}
	if len(path) == 1 {
		changed[path[0]] = value
		return changed
	}
	below, _ := table[path[0]].(map[string]any)
	changed[path[0]] = withValue(below, path[1:], value)
	return changed
}

// replaceValue puts the value in the place of a text of one line.
func replaceValue(text string, where locator, path []string, value string) (string, bool) {
	old := where.position(path...)
	end := old.Start + old.Len
	if old.Line < 1 || old.Start < 1 || end >= len(text) {
		return "", false
	}
	return text[:old.Start] + value + text[end:], true
}

// insertBelowHeader puts a line below the header of the table.
func insertBelowHeader(text string, where locator, path []string, value string) (string, bool) {
	header := where.position(path[:len(path)-1]...)
	if header.Line < 1 {
		return "", false
	}
	lines := strings.SplitAfter(text, "\n")
	line := lines[header.Line-1]
	indent, _, found := strings.Cut(line, "[")
	if !found || strings.TrimSpace(indent) != "" {
		return "", false
	}
	if !strings.HasSuffix(line, "\n") {
		lines[header.Line-1] += lineEnd(text)
	}
	lines[header.Line-1] += indent + assignment(path, value) + lineEnd(text)
	return strings.Join(lines, ""), true
}

// appendTable adds the table with the one value at the end.
func appendTable(text string, where locator, path []string, value string) (string, bool) {
	written, ok := readLayout(text)
	if !ok || where.has(path[:len(path)-1]...) || written.closed(path[:len(path)-1]) {
		return "", false // Not every reader of TOML takes a header for it as well.
	}
	end := lineEnd(text)
	added := text
	if added != "" {
		if !strings.HasSuffix(added, "\n") {
			added += end
		}
		added += end
	}
	return added + "[" + tableName(path) + "]" + end + assignment(path, value) + end, true
}

func lineEnd(text string) string {
	if strings.Contains(text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func tableName(path []string) string { return strings.Join(path[:len(path)-1], ".") }

func assignment(path []string, value string) string {
	key := path[len(path)-1]
	if !bareKey.MatchString(key) {
		key = strconv.Quote(key)
	}
	return key + " = " + strconv.Quote(value)
}
