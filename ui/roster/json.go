package roster

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// looksLikeJSON says whether a text begins as a JSON document of participants does.
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

// readJSON reads documents, one after the other.
func (r *reader) readJSON() {
	r.roster.Format = JSON
	for r.moveTo(jsonStart(r.text, r.at)); r.at < len(r.text); r.moveTo(jsonStart(r.text, r.at)) {
		if r.text[r.at] == '[' {
			r.jsonList()
		} else {
			r.jsonDocument()
		}
	}
}

// moveTo goes on up to an offset of the text.
func (r *reader) moveTo(offset int) { r.advance(offset - r.at) }

// jsonStart is where the next value begins, from an offset on.
func jsonStart(text string, offset int) int {
	return len(text) - len(strings.TrimLeft(text[offset:], jsonSpace+","))
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

// jsonList reads the array where the reader stands, element by element: those in
// front of a fault are read. A comma behind the last element, which JSON forbids and
// people write, is none.
func (r *reader) jsonList() {
	r.advance(1)
	for behind := true; ; behind = false {
		r.moveTo(jsonSkip(r.text, r.at))
		switch {
		case strings.HasPrefix(r.text[r.at:], "]"):
			r.advance(1)
			return
		case behind:
		case strings.HasPrefix(r.text[r.at:], ","):
			r.moveTo(jsonSkip(r.text, r.at+1))
			if strings.HasPrefix(r.text[r.at:], "]") {
				r.advance(1)
				return
			}
		default:
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

// jsonDocument reads the value where the reader stands: an object that holds a list
// of participants, or a participant.
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

// jsonContainer finds the one list of participants in an object: where it begins,
// or -1.
func (r *reader) jsonContainer(value string) int {
	if value[0] != '{' {
		return -1
	}
	list, next := -1, false
	for _, f := range jsonFields(value) {
		switch {
		case f.value[0] == '[' && slices.Contains([]string{"value", "participants", "rows"}, strings.ToLower(f.name)):
			if list >= 0 {
				return -1
			}
			list = f.offset
		case f.name == "nextLink":
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
		met := map[Column]bool{}
		for _, f := range jsonFields(value) {
			if f.value != "null" {
				r.jsonPut(e, f, met)
			}
		}
	default:
		e.fault(e.Line, "%s is neither an object nor a string", cite(value))
		return
	}
	r.check(e)
}

// jsonPut puts a field into the entry. met holds what the entry has got already.
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
		r.noteField(e.Line, f.name)
		return
	case met[kind]:
		e.fault(e.Line, "the field %s means the same as one before it", cite(f.name))
		return
	}
	met[kind] = true
	switch {
	case column.Meaning == Identifier && f.value[0] == '{':
		e.RawID = strings.TrimSpace(e.jsonIdentifier(f))
	case column.Meaning == Metadata && column.Name == "":
		e.jsonMetadata(f)
	default:
		if text, ok := e.jsonText("the field "+cite(f.name), f.value); ok {
			e.set(column, text)
		}
	}
}

// noteField says, once for each name, that a field is not used.
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

// jsonIdentifier reads an identifier as it is on the wire: its rawId or, where only
// that was sent, the id of its communicationUser.
func (e *Entry) jsonIdentifier(f jsonField) string {
	var model struct {
		RawID             string `json:"rawId"`
		CommunicationUser struct {
			ID string `json:"id"`
		} `json:"communicationUser"`
	}
	if err := json.Unmarshal([]byte(f.value), &model); err != nil {
		e.fault(e.Line, "the field %s holds an identifier that cannot be read", cite(f.name))
		return ""
	}
	if model.RawID != "" {
		return model.RawID
	}
	return model.CommunicationUser.ID
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
