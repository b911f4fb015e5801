package config

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// change is what is to become of one key: a value as TOML writes it, or nothing,
// which takes the key away. A path of a table with take takes the whole table away.
type change struct {
	path    []string
	literal string
	take    bool
}

// apply returns a TOML text in which the changes are made and of which nothing else
// has changed: comments, order and line ends stay. What comes out is read again and
// compared; where the text is written in a way that this does not understand (an
// inline table, a dotted key), it is an error.
func apply(text string, changes []change) (string, error) {
	var want map[string]any
	if _, err := toml.Decode(text, &want); err != nil {
		return "", errors.New("it is not TOML any more") // Not wrapped: it repeats the text.
	}
	edited := text
	for _, c := range changes {
		var ok bool
		if edited, ok = c.edit(edited); !ok {
			return "", c.cannot()
		}
		want = c.done(want, c.path)
	}
	var after map[string]any
	if _, err := toml.Decode(edited, &after); err != nil || !reflect.DeepEqual(withoutEmpty(after), withoutEmpty(want)) {
		return "", changes[0].cannot()
	}
	return edited, nil
}

// withoutEmpty is a table without the table of profiles where that is empty: it is
// there by its tables alone, unless it has a header of its own.
func withoutEmpty(table map[string]any) map[string]any {
	table = nonNil(maps.Clone(table))
	if profiles, ok := table[keyProfiles].(map[string]any); ok && len(profiles) == 0 {
		delete(table, keyProfiles)
	}
	return table
}

func nonNil(table map[string]any) map[string]any {
	if table == nil {
		return map[string]any{}
	}
	return table
}

func (c change) cannot() error {
	return fmt.Errorf("it is written in a way that the program cannot change; change %s by hand", strings.Join(c.path, "."))
}

// done is a table in which the change is made.
func (c change) done(table map[string]any, path []string) map[string]any {
	changed := nonNil(maps.Clone(table))
	switch {
	case len(path) > 1:
		below, there := table[path[0]].(map[string]any)
		if c.take && !there {
			return changed
		}
		changed[path[0]] = c.done(below, path[1:])
	case c.take:
		delete(changed, path[0])
	default:
		var value map[string]any
		if _, err := toml.Decode("x = "+c.literal, &value); err == nil {
			changed[path[0]] = value["x"]
		}
	}
	return changed
}

// edit makes the change in a text.
func (c change) edit(text string) (string, bool) {
	where, ok := readLayout(text)
	if !ok {
		return "", false
	}
	at := slices.IndexFunc(where.items, func(i item) bool { return slices.Equal(i.path, c.path) })
	switch {
	case c.take && at < 0:
		return text, true
	case c.take:
		found := where.items[at]
		end := found.end
		for _, i := range where.items[at+1:] {
			if !found.header || i.header {
				break
			}
			end = i.end
		}
		return text[:found.start] + text[end:], true
	case at >= 0 && !where.items[at].header:
		found := where.items[at]
		if sameValue(text[found.value:found.valueEnd], c.literal) {
			return text, true
		}
		return text[:found.value] + c.literal + text[found.valueEnd:], true
	case at >= 0 || where.closed(c.path[:len(c.path)-1]):
		return "", false
	}
	return c.insert(text, where), true
}

// sameValue says whether two values as TOML writes them are the same.
func sameValue(one, other string) bool {
	var a, b map[string]any
	_, errA := toml.Decode("x = "+one, &a)
	_, errB := toml.Decode("x = "+other, &b)
	return errA == nil && errB == nil && reflect.DeepEqual(a, b)
}

// insert puts a new line behind the others of its table, or a new table at the end.
func (c change) insert(text string, where layout) string {
	table, end := c.path[:len(c.path)-1], lineEnd(text)
	line := keyText(c.path[len(c.path)-1]) + " = " + c.literal + end
	for _, i := range slices.Backward(where.items) {
		inTable := !i.header && slices.Equal(i.table, table)
		if !inTable && (!i.header || !slices.Equal(i.path, table)) {
			continue
		}
		indent := text[i.start : i.start+len(text[i.start:])-len(strings.TrimLeft(text[i.start:], " \t"))]
		before := text[:i.end]
		if !strings.HasSuffix(before, "\n") {
			before += end
		}
		return before + indent + line + text[i.end:]
	}
	if len(table) == 0 {
		if text != "" {
			line += end
		}
		return line + text
	}
	if text != "" {
		if !strings.HasSuffix(text, "\n") {
			text += end
		}
		text += end
	}
	return text + "[" + strings.Join(table, ".") + "]" + end + line
}

func keyText(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return literal(key)
}

// literal writes a text as a TOML string.
func literal(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// literals writes texts as a TOML array.
func literals(texts []string) string {
	written := make([]string, len(texts))
	for i, text := range texts {
		written[i] = literal(text)
	}
	return "[" + strings.Join(written, ", ") + "]"
}
