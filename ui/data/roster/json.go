package roster

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// looksLikeJSON reports whether a text begins as a JSON document of participants does.
func looksLikeJSON(text string) bool {
	text = strings.TrimLeft(text, jsonSpace)
	if text == "" || text[0] != '[' && text[0] != '{' {
		return false
	}
	rest := strings.TrimLeft(text[1:], jsonSpace)
	if rest == "" {
		return true
	}
	if text[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	return strings.IndexByte(`{"]`, rest[0]) >= 0
}

// fragment matches a line that is one field, as of JSON, YAML or a log, and nothing else.
var fragment = regexp.MustCompile(`^["']?([A-Za-z_][A-Za-z_-]*)["']?[ \t]*[:=][ \t]*([^ \t,;<>]+)[,;]?$`)

// fragmentID is the identifier of a line that is one field which holds one; else empty.
func fragmentID(line string) string {
	parts := fragment.FindStringSubmatch(line)
	if len(parts) == 0 || meaningOf(parts[1]) != Identifier {
		return ""
	}
	if id := trimQuotes(parts[2]); acs.UnderstandRawID(id).Known {
		return id
	}
	return ""
}

// readFragment reads the inside of an object without its braces, as it is copied out of a
// longer document, and reports whether the text is one.
func (r *reader) readFragment() bool {
	at := len(r.text) - len(strings.TrimLeft(r.text[r.at:], jsonSpace))
	body := strings.TrimRight(r.text[at:], jsonSpace+",")
	if !strings.HasPrefix(body, `"`) || !json.Valid([]byte("{"+body+"}")) {
		return false
	}
	object := "{" + body + "}"
	fields, names := jsonFields(object), map[string]bool{}
	for _, f := range fields {
		names[f.name] = true
	}
	if len(names) < len(fields) {
		return false // lines of several participants
	}
	r.roster.Format = JSON
	r.moveTo(at)
	e := r.entry(body)
	if r.jsonObject(e, object) {
		r.check(e)
	}
	r.moveTo(len(r.text))
	return true
}

// readJSON reads documents, one after the other.
func (r *reader) readJSON() {
	r.roster.Format = JSON
	for r.skip(jsonSpace + ","); r.at < len(r.text); r.skip(jsonSpace + ",") {
		if r.text[r.at] == '[' {
			r.jsonList()
		} else {
			r.jsonDocument()
		}
	}
}

// moveTo advances to an offset of the text.
func (r *reader) moveTo(offset int) { r.advance(offset - r.at) }

// skip advances over any of the characters.
func (r *reader) skip(characters string) {
	rest := r.text[r.at:]
	r.advance(len(rest) - len(strings.TrimLeft(rest, characters)))
}

// jsonBroken makes one entry of the rest of the text.
func (r *reader) jsonBroken(why string) {
	rest := strings.TrimRight(r.text[r.at:], jsonSpace)
	if rest == "" {
		r.roster.Problems = append(r.roster.Problems, Problem{
			Line: r.line, Text: "the JSON ends before its list does: participants may be missing", Warning: true,
		})
		return
	}
	e := r.entry(rest)
	r.moveTo(len(r.text))
	e.fault(e.Line, "from this line on (to line %d) the text is not valid JSON, and nothing of it was read: %s", e.LastLine, why)
}

// jsonList reads the array where the reader stands, element by element: those before a
// fault are read. A comma behind the last element, which JSON forbids and people write, is
// skipped.
func (r *reader) jsonList() {
	r.advance(1)
	for first := true; ; first = false {
		r.skip(jsonSpace)
		comma := !first && strings.HasPrefix(r.text[r.at:], ",")
		if comma {
			r.advance(1)
			r.skip(jsonSpace)
		}
		switch {
		case strings.HasPrefix(r.text[r.at:], "]"):
			r.advance(1)
			return
		case !first && !comma:
			r.jsonBroken("there is no comma between two values")
			return
		}
		value, why := jsonValue(r.text[r.at:])
		if why != "" {
			r.jsonBroken(why)
			return
		}
		r.jsonParticipant(value)
		r.advance(len(value))
	}
}

// jsonDocument reads an object that holds a list of participants, or one participant.
func (r *reader) jsonDocument() {
	value, why := jsonValue(r.text[r.at:])
	if why != "" {
		r.jsonBroken(why)
		return
	}
	end := r.at + len(value)
	if list := r.jsonContainer(value); list >= 0 {
		r.moveTo(r.at + list)
		r.jsonList()
	} else {
		r.jsonParticipant(value)
	}
	r.moveTo(end)
}

// jsonContainer is where the one list of participants in an object begins, or -1.
func (r *reader) jsonContainer(value string) int {
	if value[0] != '{' {
		return -1
	}
	list, next := -1, false
	for _, f := range jsonFields(value) {
		switch {
		case f.value[0] == '[' && slices.Contains([]string{"value", "participants", "chatparticipants", "members", "rows"}, plainName(f.name)):
			if list >= 0 {
				return -1
			}
			list = f.offset
		case plainName(f.name) == "nextlink":
			next = f.value != "null" && f.value != `""`
		}
	}
	if list >= 0 && next {
		r.roster.Problems = append(r.roster.Problems, Problem{
			Line: r.line, Text: "this is one page of several: it names a next one, whose participants are not in this list", Warning: true,
		})
	}
	return list
}

// jsonParticipant makes an entry of a value.
func (r *reader) jsonParticipant(value string) {
	e := r.entry(value)
	switch value[0] {
	case '"':
		e.RawID, _ = e.jsonText("the element", value)
		e.RawID = strings.TrimSpace(e.RawID)
	case '{':
		if !r.jsonObject(e, value) {
			return
		}
	default:
		e.fault(e.Line, "%s is neither an object nor a string", cite(value))
		return
	}
	r.check(e)
}

// jsonObject puts the fields of an object into the entry, and reports whether they agree
// about who it is.
func (r *reader) jsonObject(e *Entry, object string) bool {
	met, id := map[Column]bool{}, jsonID{}
	for _, f := range jsonFields(object) {
		if f.value != "null" && !id.add(f) {
			r.jsonPut(e, f, met)
		}
	}
	rawID, fault := id.resolve()
	if e.RawID = rawID; fault != "" {
		e.fault(e.Line, "%s", fault)
	}
	return fault == ""
}

// jsonPut puts a field into the entry; met are the columns that it has already.
func (r *reader) jsonPut(e *Entry, f jsonField, met map[Column]bool) {
	column := columnOf(f.name)
	if strings.EqualFold(f.name, "metadata") {
		column = Column{Meaning: Metadata}
	}
	kind := Column{Meaning: column.Meaning, Key: column.Key}
	switch {
	case column.Meaning == Ignored:
		return
	case column.Meaning == Unused || column.Meaning == unnamed:
		if f.value != "{}" && f.value != "[]" {
			r.noteField(e.Line, f.name)
		}
		return
	case met[kind]:
		e.fault(e.Line, "the field %s means the same as one before it", cite(f.name))
		return
	}
	met[kind] = true
	switch {
	case column.Meaning == Metadata && column.Name == "":
		e.jsonMetadata(f)
	case column.Meaning == ShareHistoryTime && jsonTime(f.value) != "":
		e.History = jsonTime(f.value)
	default:
		if text, ok := e.jsonText("the field "+cite(f.name), f.value); ok {
			e.set(column, text)
		}
	}
}

// jsonTime is the time of a number, as some SDKs write times: seconds or milliseconds since
// 1970, distinguished by their size. Anything else is empty.
func jsonTime(value string) string {
	const (
		firstMillisecond = 1e11 // as seconds in the year 5138, as milliseconds in 1973
		last             = 1e14
	)
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || number < 0 || number > last {
		return ""
	}
	if number < firstMillisecond {
		number *= 1000
	}
	return time.UnixMilli(int64(number)).UTC().Format(time.RFC3339Nano)
}

// noteField adds, once for each name, that a field is not used.
func (r *reader) noteField(line int, name string) {
	text := fmt.Sprintf("the field %s is not used: its name is not known", cite(name))
	if !slices.ContainsFunc(r.roster.Problems, func(p Problem) bool { return p.Text == text }) {
		r.roster.Problems = append(r.roster.Problems, Problem{Line: line, Text: text, Warning: true})
	}
}

// jsonText is a string; another value is a fault.
func (e *Entry) jsonText(what, value string) (string, bool) {
	if value[0] != '"' {
		e.fault(e.Line, "%s holds %s, which is not a string", what, cite(value))
		return "", false
	}
	return jsonString(value), true
}

func (e *Entry) jsonMetadata(f jsonField) {
	if f.value[0] != '{' {
		e.fault(e.Line, "the field %s holds no object of strings", cite(f.name))
		return
	}
	for _, key := range jsonFields(f.value) {
		if key.value == "null" {
			continue
		}
		if text, ok := e.jsonText("metadata "+cite(key.name), key.value); ok {
			e.setMetadata(key.name, text)
		}
	}
}
