package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// document is a TOML text and where its keys stand in it.
type document struct {
	text   string
	values map[string]any
	items  []item
	// lines and order are those of the first mention of a key, by its joined path.
	lines, order map[string]int
}

// item is a header or a key of a document.
type item struct {
	path, table []string
	isHeader    bool
	// start and end enclose its lines, value and valueEnd the value of a key.
	start, end, value, valueEnd int
}

// maximumDepth bounds the keys whose order and lines matter: profiles.NAME.KEY.
const maximumDepth = 3

// parseDocument returns an error of the toml package, which repeats the text.
func parseDocument(text string) (*document, error) {
	d := &document{text: text, lines: map[string]int{}, order: map[string]int{}}
	if err := toml.Unmarshal([]byte(text), &d.values); err != nil {
		return nil, err //nolint:wrapcheck // the caller says where it is wrong
	}
	var parser unstable.Parser
	parser.Reset([]byte(text))
	var table []string
	line, counted := 1, 0
	for parser.NextExpression() {
		node := parser.Expression()
		keys, keyStart, keyEnd := keysOf(node)
		i := item{path: slices.Concat(table, keys), table: table, valueEnd: keyEnd}
		if node.Kind == unstable.KeyValue {
			i.valueEnd = int(node.Raw.Offset + node.Raw.Length)
			i.value = keyEnd + strings.IndexByte(text[keyEnd:], '=') + 1
			i.value += len(text[i.value:]) - len(strings.TrimLeft(text[i.value:], " \t"))
		} else {
			table = keys
			i.path, i.isHeader = keys, true
		}
		i.start = strings.LastIndexByte(text[:keyStart], '\n') + 1
		i.end = len(text)
		if end := strings.IndexByte(text[i.valueEnd:], '\n'); end >= 0 {
			i.end = i.valueEnd + end + 1
		}
		d.items = append(d.items, i)
		line += strings.Count(text[counted:keyStart], "\n")
		counted = keyStart
		d.note(i.path, line)
		d.noteInline(i.path, node.Child(), line)
	}
	return d, parser.Error() //nolint:wrapcheck // the same
}

// keysOf returns the keys of a node and where they stand.
func keysOf(node *unstable.Node) (keys []string, start, end int) {
	for key := node.Key(); key.Next(); {
		if keys == nil {
			start = int(key.Node().Raw.Offset)
		}
		end = int(key.Node().Raw.Offset + key.Node().Raw.Length)
		keys = append(keys, string(key.Node().Data))
	}
	return keys, start, end
}

// note keeps where a key is mentioned first. A table without a header of its own comes
// with the first key below it.
func (d *document) note(path []string, line int) {
	for depth := range min(len(path), maximumDepth) {
		if key := joinPath(path[:depth+1]); d.order[key] == 0 {
			d.order[key], d.lines[key] = len(d.order)+1, line
		}
	}
}

// noteInline does so for the keys of an inline table, by the line where that begins.
func (d *document) noteInline(path []string, value *unstable.Node, line int) {
	if value.Kind != unstable.InlineTable || len(path) >= maximumDepth {
		return
	}
	for entry := value.Children(); entry.Next(); {
		if entry.Node().Kind == unstable.KeyValue {
			keys, _, _ := keysOf(entry.Node())
			keys = slices.Concat(path, keys)
			d.note(keys, line)
			d.noteInline(keys, entry.Node().Child(), line)
		}
	}
}

// joinPath makes one text of a path, which no other path gives.
func joinPath(path []string) string { return fmt.Sprintf("%q", path) }

// change sets a key to a value as TOML writes it, or removes a key or a table.
type change struct {
	path    []string
	literal string
	remove  bool
	// first puts a new key directly below its table's header, not behind the other keys.
	first bool
}

var (
	errNoTOML     = errors.New("it is not TOML any more") // Without the parser's reason, which repeats the text.
	errUneditable = errors.New("it is written in a way that the program cannot change")
)

// apply returns the text with the changes made and every other byte as it was. The result
// is read again and compared; a text that puts the key into an inline table or a dotted
// key gives errUneditable.
func apply(text string, changes []change) (string, error) {
	d, err := parseDocument(text)
	if err != nil {
		return "", errNoTOML
	}
	want := d.values
	for _, c := range changes {
		edited, ok := d.edit(c)
		if ok {
			want = c.applyTo(want)
			d, err = parseDocument(edited)
		}
		if !ok || err != nil {
			return "", errUneditable
		}
	}
	if !reflect.DeepEqual(withoutEmpty(d.values), withoutEmpty(want)) {
		return "", errUneditable
	}
	return d.text, nil
}

// withoutEmpty leaves the table of profiles out where it is empty: mostly it has no header
// of its own.
func withoutEmpty(table map[string]any) map[string]any {
	if profiles, ok := table[keyProfiles].(map[string]any); ok && len(profiles) == 0 {
		delete(table, keyProfiles)
	}
	return table
}

// applyTo makes the change in the values of a document.
func (c change) applyTo(values map[string]any) map[string]any {
	table, key := values, c.path[len(c.path)-1]
	for _, name := range c.path[:len(c.path)-1] {
		below, ok := table[name].(map[string]any)
		if !ok && c.remove {
			return values
		}
		if !ok {
			below = map[string]any{}
			table[name] = below
		}
		table = below
	}
	if c.remove {
		delete(table, key)
	} else {
		table[key] = valueOf(c.literal)
	}
	return values
}

// valueOf reads a value as TOML writes it; nil where it is none.
func valueOf(literal string) any {
	var read map[string]any
	if err := toml.Unmarshal([]byte("x = "+literal+"\n"), &read); err != nil || len(read) != 1 {
		return nil
	}
	return read["x"]
}

// edit makes the change in the text.
func (d *document) edit(c change) (edited string, ok bool) {
	at := slices.IndexFunc(d.items, func(i item) bool { return slices.Equal(i.path, c.path) })
	switch {
	case at < 0 && c.remove:
		return d.text, true
	case at < 0:
		return d.insert(c), true
	case c.remove:
		end := d.items[at].end
		for _, i := range d.items[at+1:] {
			if !d.items[at].isHeader || i.isHeader {
				break
			}
			end = i.end
		}
		return d.text[:d.items[at].start] + d.text[end:], true
	case d.items[at].isHeader:
		return "", false
	}
	found := d.items[at]
	old := d.text[found.value:found.valueEnd]
	if reflect.DeepEqual(valueOf(old), valueOf(c.literal)) {
		return d.text, true
	}
	return d.text[:found.value] + quotedLike(old, c.literal) + d.text[found.valueEnd:], true
}

// quotedLike writes a text in the quotation marks that stand there already, if it can
// stand in them.
func quotedLike(old, literal string) string {
	if strings.HasPrefix(old, "'") && strings.HasPrefix(literal, `"`) && !strings.ContainsAny(literal, `\'`) {
		return "'" + literal[1:len(literal)-1] + "'"
	}
	return literal
}

// insert adds a line to the key's table, or a table at the end.
func (d *document) insert(c change) string {
	end := "\n"
	if strings.Contains(d.text, "\r\n") {
		end = "\r\n"
	}
	table, key := c.path[:len(c.path)-1], c.path[len(c.path)-1]
	if !isBareKey(key) {
		key = quoted(key)
	}
	line := key + " = " + c.literal + end
	if len(table) == 0 {
		if d.text != "" {
			line += end
		}
		return line + d.text
	}
	for _, i := range slices.Backward(d.items) {
		if i.isHeader && slices.Equal(i.path, table) || !i.isHeader && !c.first && slices.Equal(i.table, table) {
			lines := d.text[i.start:i.end]
			indent := lines[:len(lines)-len(strings.TrimLeft(lines, " \t"))]
			return withLineEnd(d.text[:i.end], end) + indent + line + d.text[i.end:]
		}
	}
	before := withLineEnd(d.text, end)
	if before != "" {
		before += end
	}
	return before + "[" + strings.Join(table, ".") + "]" + end + line
}

// withLineEnd returns the text with an end of its last line.
func withLineEnd(text, end string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + end
}

func isBareKey(key string) bool {
	return key != "" && !strings.ContainsFunc(key, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	})
}

// quoted writes a text as a TOML string.
func quoted(text string) string {
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

// quotedList writes texts as a TOML array.
func quotedList(texts []string) string {
	written := make([]string, len(texts))
	for i, text := range texts {
		written[i] = quoted(text)
	}
	return "[" + strings.Join(written, ", ") + "]"
}
